"""How well a network judges: per picture and per casting, as plain figures for JSON."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from inference.training.confidence import (
    auc_interval,
    calibration_error,
    interval,
    share_at_most,
)
from models.judgement import UNFAMILIAR, Thresholds

PASS, REVIEW, REJECT = range(3)


@dataclass(frozen=True, slots=True, eq=False)
class Predictions:
    """What was said of pictures, beside the truth."""

    probabilities: NDArray[np.float64]  # of a defect
    verdicts: NDArray[np.int64]  # PASS, REVIEW or REJECT
    labels: NDArray[np.bool_]  # whether defective
    castings: NDArray[np.str_]

    def __getitem__(self, chosen: NDArray[Any]) -> "Predictions":
        """Those that a mask or an array of places chooses."""
        return Predictions(
            self.probabilities[chosen],
            self.verdicts[chosen],
            self.labels[chosen],
            self.castings[chosen],
        )

    def by_casting(self) -> "Predictions":
        """Each casting once, as the picture of it that was judged worst for its label.

        So a casting counts as escaped when any picture of it passes, and as falsely
        rejected when any is rejected: the harder of the ways to count.
        """
        rightness = np.where(self.labels, 1, -1) * (self.verdicts + self.probabilities)
        order = np.argsort(rightness, kind="stable")
        worst = order[np.unique(self.castings[order], return_index=True)[1]]
        return self[worst]


def verdicts_of(
    probabilities: NDArray[np.float64],
    thresholds: Thresholds,
    novelties: NDArray[np.float64] | None = None,
) -> NDArray[np.int64]:
    """The same as inference.decision.decide, for many at once."""
    verdicts = np.digitize(probabilities, [thresholds.review, thresholds.reject]).astype(np.int64)
    if novelties is not None:
        verdicts[(verdicts == PASS) & (novelties >= UNFAMILIAR)] = REVIEW
    return verdicts


def figures(predictions: Predictions) -> dict[str, Any]:
    """All figures of a set of pictures; shares with their 95 % confidence limits by casting."""
    worst = predictions.by_casting()
    said, labels, castings = predictions.probabilities, predictions.labels, predictions.castings
    return {
        "per_picture": _counts(predictions)
        | {
            "auc_95": auc_interval(said, labels, castings),
            "calibration_error": calibration_error(said, labels),
        },
        "per_casting": _counts(worst) | _limits(worst),
        "wrong_castings": _wrong(worst),
    }


def figures_by_fold(
    predictions: Predictions, folds: NDArray[np.int64]
) -> list[dict[str, int | float | None]]:
    """The counts of each fold's castings, in the order of the folds."""
    return [_counts(predictions[folds == fold]) for fold in np.unique(folds)]


def _counts(predictions: Predictions) -> dict[str, int | float | None]:
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
    """What share of castings like these escapes, or is rejected for nothing."""
    labels, verdicts = worst.labels, worst.verdicts
    escapes, false_rejects = labels & (verdicts == PASS), ~labels & (verdicts == REJECT)
    return {
        "escape_share_95": interval(escapes, labels),
        "escape_share_at_most": share_at_most(escapes, labels),
        "false_reject_share_95": interval(false_rejects, ~labels),
    }


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
