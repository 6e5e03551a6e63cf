"""Probability and thresholds, from scores of castings that the network had not seen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from inference.calibration import Calibration
from models.judgement import Thresholds

_GRID = np.linspace(-6, 6, 241)  # log odds that a threshold may have
_BLUR = 0.4  # log odds, by which another casting of the kind may score differently


@dataclass(frozen=True, slots=True)
class Costs:
    """What a mistake costs, in reviews."""

    escape: float = 30.0
    false_reject: float = 5.0
    review: float = 1.0


def casting_weights(castings: NDArray[np.str_], labels: NDArray[np.bool_]) -> NDArray[np.float64]:
    """A casting counts once however many pictures show it, and both labels weigh one half."""
    _, casting, count = np.unique(castings, return_inverse=True, return_counts=True)
    weights = 1.0 / count[casting]
    for label in (False, True):
        of_label = labels == label
        weights[of_label] /= 2 * weights[of_label].sum()
    return np.asarray(weights, np.float64)


def fitted_calibration(
    scores: NDArray[np.float64], labels: NDArray[np.bool_], weights: NDArray[np.float64]
) -> Calibration:
    """The line from scores, (n,), to log odds that makes the labels likeliest.

    Held back a little: scores that part the labels wholly would make each probability 0 or 1.
    """
    line = LogisticRegression(C=1.0)
    line.fit(scores[:, None], labels, sample_weight=weights * len(labels))
    return Calibration(slope=float(line.coef_[0, 0]), offset=float(line.intercept_[0]))


def cheapest_thresholds(
    probabilities: NDArray[np.float64],
    labels: NDArray[np.bool_],
    weights: NDArray[np.float64],
    costs: Costs,
) -> Thresholds:
    """The thresholds that would cost the least on castings like these, but not quite these.

    Each score is blurred in its log odds, since another casting of the kind would score a
    little differently: so a wide empty valley between sound and defective becomes the
    review band, not a cliff.
    """
    log_odds = np.log(probabilities / (1 - probabilities))
    below = 1 / (1 + np.exp((log_odds[:, None] - _GRID) / _BLUR))
    # review and reject do not depend on each other: each is paid for on its own side
    of_review = costs.escape * (weights * labels) @ below - costs.review * weights @ below
    of_reject = costs.review * weights @ below - costs.false_reject * (weights * ~labels) @ below
    review, reject = _GRID[of_review.argmin()], _GRID[of_reject.argmin()]
    return Thresholds(*(float(1 / (1 + np.exp(-x))) for x in (min(review, reject), reject)))
