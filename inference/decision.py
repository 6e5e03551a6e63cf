"""From the network's probabilities to a verdict."""

from collections.abc import Sequence

import numpy as np

from models.judgement import UNFAMILIAR, Thresholds, Verdict

_LEAST = 1e-6  # how sure a single frame may be, either way


def combine(probabilities: Sequence[float]) -> float:
    """One defect probability from the frames of one still casting.

    The mean of the log odds: the frames show the same metal and differ by the sensor's
    noise alone, so that averaging takes the noise out. Multiplying them, as for
    independent witnesses, would make the station surer than its network is.
    """
    clipped = np.clip(np.asarray(probabilities, np.float64), _LEAST, 1 - _LEAST)
    mean_log_odds = np.mean(np.log(clipped / (1 - clipped)))
    return float(1 / (1 + np.exp(-mean_log_odds)))


def decide(probability: float, thresholds: Thresholds, novelty: float | None = None) -> Verdict:
    """Pass below the review threshold, reject from the reject threshold on, else review.

    What is no number is no pass, nor is what is unlike all that the network learnt from.
    """
    if probability < thresholds.review and (novelty is None or novelty < UNFAMILIAR):
        return Verdict.PASS
    return Verdict.REJECT if probability >= thresholds.reject else Verdict.REVIEW
