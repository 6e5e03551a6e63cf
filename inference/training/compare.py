"""Two networks on the same pictures: whether one is better, or had luck."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest  # type: ignore[import-untyped]

from inference.inspector import Inspector
from inference.litert_classifier import LitertClassifier
from inference.training.evaluate import judge_pictures, predictions_of
from inference.training.figures import PASS, REJECT, Predictions, figures
from inference.training.sources import gather


def compare(
    dataset: Path,
    groups: Path | None,
    networks: tuple[Path, Path],
    progress: Callable[[str, float], None],
) -> dict[str, Any]:
    """The figures of both networks, and McNemar's exact test by casting; JSON can hold it.

    A casting is judged rightly when each of its pictures passes if it is sound, or is
    rejected if it is defective; castings that both judge alike tell nothing. The test's
    `p_value` is how likely so uneven a split of the others would be by luck alone.
    Raises DatasetError and NetworkError; whatever `progress` raises comes out.
    """
    pictures, problems = gather(dataset, groups)

    def judged_by(network: Path, done: int) -> Predictions:
        inspector = Inspector(LitertClassifier(network))
        judged = judge_pictures(
            pictures,
            inspector,
            lambda what, share: progress(what, (done + share) / len(networks)),
        )
        return predictions_of(list(judged), inspector.thresholds)

    said = [judged_by(network, done) for done, network in enumerate(networks)]
    first, second = map(_rightly_judged, said)
    only_first, only_second = int(np.sum(first & ~second)), int(np.sum(second & ~first))
    return {
        "problems": problems,
        "networks": [
            {"folder": str(network)} | figures(each)
            for network, each in zip(networks, said, strict=True)
        ],
        "castings": {
            "both_right": int(np.sum(first & second)),
            "only_first_right": only_first,
            "only_second_right": only_second,
            "neither_right": int(np.sum(~first & ~second)),
        },
        "p_value": mcnemar(only_first, only_second),
    }


def mcnemar(only_first: int, only_second: int) -> float:
    """The exact two-sided test of castings that only one of two networks judges rightly."""
    differing = only_first + only_second
    return float(binomtest(only_first, differing).pvalue) if differing else 1.0


def _rightly_judged(predictions: Predictions) -> NDArray[np.bool_]:
    """By casting, in the order of their names."""
    worst = predictions.by_casting()
    return np.asarray(worst.verdicts == np.where(worst.labels, REJECT, PASS), np.bool_)
