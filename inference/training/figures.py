"""How well a network judges: per picture and per casting, as plain figures for JSON."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from models.judgement import Thresholds

PASS, REVIEW, REJECT = range(3)


@dataclass(frozen=True, slots=True, eq=False)
class Predictions:
    """What was said of pictures, beside the truth."""

    probabilities: NDArray[np.float64]  # of a defect
    verdicts: NDArray[np.int64]  # PASS, REVIEW or REJECT
    labels: NDArray[np.bool_]  # whether defective
    castings: NDArray[np.str_]

    def by_casting(self) -> "Predictions":
        """Each casting once, as the picture of it that was judged worst for its label.

        So a casting counts as escaped when any picture of it passes, and as falsely
        rejected when any is rejected: the harder of the ways to count.
        """
        rightness = np.where(self.labels, 1, -1) * (self.verdicts + self.probabilities)
        order = np.argsort(rightness, kind="stable")
        worst = order[np.unique(self.castings[order], return_index=True)[1]]
        return Predictions(
            self.probabilities[worst],
            self.verdicts[worst],
            self.labels[worst],
            self.castings[worst],
        )


def verdicts_of(probabilities: NDArray[np.float64], thresholds: Thresholds) -> NDArray[np.int64]:
    """The same as inference.decision.decide, for many at once."""
    return np.digitize(probabilities, [thresholds.review, thresholds.reject]).astype(np.int64)


def figures(predictions: Predictions) -> dict[str, Any]:
    """All figures of a set of pictures; shares with their 95 % confidence limits by casting."""
    worst = predictions.by_casting()
    return {
        "per_picture": _counts(predictions),
        "per_casting": _counts(worst) | _limits(worst),
        "wrong_castings": _wrong(worst),
    }


def _counts(predictions: Predictions) -> dict[str, Any]:
    labels, verdicts = predictions.labels, predictions.verdicts
    has_both = labels.any() and not labels.all()
    return {
        "sound": int(np.sum(~labels)),
        "defective": int(np.sum(labels)),
        "auc": float(roc_auc_score(labels, predictions.probabilities)) if has_both else None,
        "escapes": int(np.sum(labels & (verdicts == PASS))),
        "false_rejects": int(np.sum(~labels & (verdicts == REJECT))),
        "reviews": int(np.sum(verdicts == REVIEW)),
    }


def _limits(worst: Predictions) -> dict[str, Any]:
    """Clopper-Pearson: what share of castings like these escapes, or is rejected for nothing."""
    labels, verdicts = worst.labels, worst.verdicts
    return {
        "escape_share_95": _interval(labels & (verdicts == PASS), labels),
        "false_reject_share_95": _interval(~labels & (verdicts == REJECT), ~labels),
    }


def _interval(events: NDArray[np.bool_], of: NDArray[np.bool_]) -> list[float] | None:
    if not of.any():
        return None
    test = binomtest(int(events.sum()), int(of.sum()))
    limits = test.proportion_ci(0.95, method="exact")
    return [float(limits.low), float(limits.high)]


def _wrong(worst: Predictions) -> list[dict[str, Any]]:
    """The castings of which a picture got the opposite verdict."""
    opposite = np.where(worst.labels, PASS, REJECT)
    return [
        {
            "casting": str(worst.castings[place]),
            "label": "defective" if worst.labels[place] else "sound",
            "worst_probability": float(worst.probabilities[place]),
        }
        for place in np.flatnonzero(worst.verdicts == opposite)
    ]
