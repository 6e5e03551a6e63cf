"""From scores to verdicts, without letting a casting take part in its own judgement."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.calibration import Calibration
from inference.training.calibrate import (
    Costs,
    casting_weights,
    cheapest_thresholds,
    fitted_calibration,
)
from inference.training.crossvalidation import HeldOut
from inference.training.figures import Predictions, verdicts_of
from inference.training.novelty import limit_of
from models.judgement import Thresholds


@dataclass(frozen=True, slots=True)
class Settled:
    """How scores become verdicts."""

    calibration: Calibration
    thresholds: Thresholds
    limit: float | None = None  # distance from which a casting is none that should pass


UNSETTLED = Settled(Calibration(), Thresholds(review=0.1, reject=0.9))
"""For a network of which nothing was held out: a guess, on the careful side."""


def settled(held_out: HeldOut, costs: Costs, chosen: NDArray[np.bool_] | None = None) -> Settled:
    """Calibration and thresholds from the pictures' scores, each casting weighing once.

    `chosen` takes only some of the pictures.
    """
    chosen = np.ones(len(held_out.scores), np.bool_) if chosen is None else chosen
    scores, samples = held_out.scores[chosen], held_out.samples[chosen]
    weights = casting_weights(samples.castings, samples.labels)
    calibration = fitted_calibration(scores, samples.labels, weights)
    thresholds = cheapest_thresholds(calibration(scores), samples.labels, weights, costs)
    return Settled(calibration, thresholds, limit_of(held_out.distances[chosen], samples))


def judged(held_out: HeldOut, costs: Costs) -> Predictions:
    """Verdicts on each fold by what was settled on the other folds: no figure is flattered."""
    probabilities = np.zeros(len(held_out.scores))
    verdicts = np.zeros(len(held_out.scores), np.int64)
    for fold in np.unique(held_out.folds):
        here = held_out.folds == fold
        by_others = settled(held_out, costs, ~here)
        probabilities[here] = by_others.calibration(held_out.scores[here])
        novelties = held_out.distances[here] / (by_others.limit or np.inf)
        verdicts[here] = verdicts_of(probabilities[here], by_others.thresholds, novelties)
    samples = held_out.samples
    return Predictions(probabilities, verdicts, samples.labels, samples.castings)
