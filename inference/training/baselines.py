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
from models.network_card import Geometry, PictureGeometry

_GROUND = 1.1  # depth from which on a strip shows no casting
_MARGIN = 0.06  # of a whole picture, above and below


def baselines(held_out: HeldOut, geometry: Geometry) -> dict[str, float]:
    """The AUC per picture of guesses by light and by ground, by the same folds as the network."""
    strips = held_out.samples.strips
    seen = {"brightness_only": _brightness(strips)}
    ground = _ground_rows(geometry)
    if ground.any():
        seen["background_only"] = _ground(strips[:, ground])
    return {name: _auc(features, held_out) for name, features in seen.items()}


def _ground_rows(geometry: Geometry) -> NDArray[np.bool_]:
    """Which rows of a strip, (height,), show no casting: of a picture, those along its edges."""
    if isinstance(geometry, PictureGeometry):
        rows = np.linspace(0, 1, geometry.height)
        return (rows < _MARGIN) | (rows > 1 - _MARGIN)
    depth = np.linspace(geometry.inner, geometry.outer, geometry.height)
    return np.asarray(depth > _GROUND)


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
