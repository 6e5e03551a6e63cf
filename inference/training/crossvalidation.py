"""Scores of castings that the network had not seen, fold by fold."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.training.fit import Recipe, fit
from inference.training.groups import folds_of
from inference.training.keras_file import save_keras
from inference.training.novelty import acquaintance
from inference.training.predict import predicted, scores
from inference.training.samples import Samples
from models.atomic_file import SHARED, file_errors, write_file


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """What networks said of the castings that they were not trained on."""

    samples: Samples
    scores: NDArray[np.float64]  # logits, not calibrated
    distances: NDArray[np.float64]  # from the castings learnt from; see inference.training.novelty
    folds: NDArray[np.int64]  # which fold each was in
    losses: list[list[float]]  # of each fold's training, epoch by epoch
    networks: list[Path]  # of each fold, as Keras files


def cross_validate(
    samples: Samples,
    recipe: Recipe,
    folds: int,
    kept: Path,
    on_epoch: Callable[[int, int, float], None],
) -> HeldOut:
    """Train a network without each fold in turn, and score that fold's castings with it.

    Extra samples are in every training and in no fold. Each fold's outcome is written to
    the folder `kept`, and taken from there when the same work is done again after an
    interruption. `on_epoch` hears of the fold, the epoch and the loss.
    """
    fold_of = np.full(len(samples.pictures), -1)
    fold_of[~samples.extra] = folds_of(samples[~samples.extra].pictures, folds, recipe.seed)
    all_scores, all_distances = np.zeros((2, len(samples.pictures)))
    all_losses = []
    networks = [kept / f"fold_{fold}.keras" for fold in range(folds)]
    for fold in range(folds):
        file = kept / f"fold_{fold}.npz"
        if not file.exists():
            network, losses = fit(samples[fold_of != fold], recipe, partial(on_epoch, fold))
            save_keras(network, networks[fold])
            strips = samples.strips[fold_of == fold]
            known = acquaintance(network, samples[fold_of != fold])
            distances = known.distances(predicted(network, strips, "features"))
            outcome = BytesIO()
            np.savez(outcome, scores=scores(network, strips), distances=distances, losses=losses)
            with file_errors(file):
                write_file(file, outcome.getvalue(), SHARED)
        with np.load(file) as kept_outcome:
            all_scores[fold_of == fold] = kept_outcome["scores"]
            all_distances[fold_of == fold] = kept_outcome["distances"]
            all_losses.append(kept_outcome["losses"].tolist())
    scored = fold_of >= 0
    return HeldOut(
        samples[scored],
        all_scores[scored],
        all_distances[scored],
        fold_of[scored],
        all_losses,
        networks,
    )


def fingerprint(samples: Samples, recipe: Recipe) -> str:
    """Changes with whatever a training's outcome depends on."""
    digest = hashlib.sha256(repr(recipe).encode())
    for picture in samples.pictures:
        digest.update(repr((picture.name, picture.is_defective, picture.casting)).encode())
    digest.update(np.ascontiguousarray(samples.strips).data)
    return digest.hexdigest()[:12]
