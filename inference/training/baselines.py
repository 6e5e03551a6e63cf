"""What can be guessed of castings without looking at them: a network must do far better.

If the light or the ground alone told sound from defective, a network could have learnt them
instead of defects, and would fail where the light is another.
"""

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from inference.training.calibrate import casting_weights
from inference.training.crossvalidation import HeldOut
from models.network_card import RingGeometry

_GROUND = 1.1  # depth from which on a strip shows no casting


def baselines(held_out: HeldOut, geometry: RingGeometry) -> dict[str, float]:
    """The AUC per picture of guesses by light and by ground, by the same folds as the network."""
    strips = held_out.samples.strips
    depth = np.linspace(geometry.inner, geometry.outer, geometry.height)
    seen = {"brightness_only": _brightness(strips)}
    if (depth > _GROUND).any():
        seen["background_only"] = _ground(strips[:, depth > _GROUND])
    return {name: _auc(features, held_out) for name, features in seen.items()}


def _brightness(strips: NDArray[np.uint8]) -> NDArray[np.float64]:
    """How bright each strip is, and how unevenly: (n, 7)."""
    grey = strips.reshape(len(strips), -1)
    shares = np.percentile(grey, [1, 25, 50, 75, 99], axis=1).T
    return np.column_stack([grey.mean(axis=1), grey.std(axis=1), shares])


def _ground(strips: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The ground's light, row by row, and its texture."""
    grey = strips.astype(np.float32)
    texture = np.abs(np.diff(grey, axis=2)).mean(axis=2)
    return np.hstack([grey.mean(axis=2), grey.std(axis=2), texture, _brightness(strips)])


def _auc(features: NDArray[np.float64], held_out: HeldOut) -> float:
    labels, castings = held_out.samples.labels, held_out.samples.castings
    guesses = np.zeros(len(labels))
    for fold in np.unique(held_out.folds):
        here = held_out.folds == fold
        trees = HistGradientBoostingClassifier(max_iter=60, random_state=0)
        weights = casting_weights(castings[~here], labels[~here])
        trees.fit(features[~here], labels[~here], sample_weight=weights * (~here).sum())
        guesses[here] = trees.predict_proba(features[here])[:, 1]
    return float(roc_auc_score(labels, guesses))
