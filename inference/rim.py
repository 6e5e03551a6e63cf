"""Find the outer edge of a casting around its annulus."""

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.ellipses import centre, directions, fitted, stretch
from models.judgement import Ellipse

_RAYS = 96
_RADII = np.linspace(1.4, 2.5, 80, dtype=np.float32)  # in radii of the annulus
_WINDOWS = (0.25, 0.12, 0.07, 0.05)  # how far from the last fit an edge is looked for, each time
_NEAR = 0.05  # so near to the fit, an edge counts as met
_MET_SHARE = 0.75  # of the rays; 0.90 and more on every casting
_FAINTEST = 0.8  # grey levels a sample: an edge that is weaker is none


def find_rim(picture: NDArray[np.uint8], annulus: Ellipse) -> Ellipse | None:
    """The ellipse along the strongest closed edge around the annulus; None without one.

    The edge may be a step up or down: the ring is brighter than one ground and darker
    than another. A burr, a shadow or a chip may hide some of it.
    """
    rays = directions(_RAYS)
    strength = _edge_strength(picture, annulus, rays)
    radii = _followed(strength, rays)
    met = _met_share(strength, radii)
    if met < _MET_SHARE:
        return None
    return fitted((centre(annulus) + stretch(annulus) @ rays * radii).T)


def _edge_strength(
    picture: NDArray[np.uint8], annulus: Ellipse, rays: NDArray[np.float32]
) -> NDArray[np.float32]:
    """How steep the grey is along each ray, (rays, radii); none beyond the picture."""
    reach = (stretch(annulus) @ rays)[:, :, None] * _RADII
    x, y = reach[0] + annulus.x, reach[1] + annulus.y
    along = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    steep = np.abs(np.gradient(along.astype(np.float32), axis=1))
    usual = 2.5 * np.median(steep.max(axis=1))  # so that a burr's glint does not outweigh the rim
    return np.asarray(np.minimum(steep, usual), np.float32)


def _followed(strength: NDArray[np.float32], rays: NDArray[np.float32]) -> NDArray[np.float32]:
    """The edge's radius on each ray: smooth, as an ellipse that is off the centre has it."""
    across, down = rays
    shape = np.stack(
        [np.ones_like(across), across, down, across**2 - down**2, 2 * across * down], axis=1
    )
    mean_strength = cv2.blur(strength.mean(axis=0)[None], (5, 1))[0]
    radii = np.full(len(strength), _RADII[mean_strength.argmax()])
    for window in _WINDOWS:
        near = strength * (np.abs(_RADII - radii[:, None]) < window)
        radii = _fitted_radii(shape, _RADII[near.argmax(axis=1)], near.max(axis=1), window)
    return radii.astype(np.float32)


def _fitted_radii(
    shape: NDArray[np.float32],
    found: NDArray[np.float32],
    strength: NDArray[np.float32],
    window: float,
) -> NDArray[np.float32]:
    """Weighted least squares; what lies off the fit loses weight in the second and third round."""
    weight = np.sqrt(strength + 1e-3)
    radii = found
    for _ in range(3):
        off = (found - radii) / (0.3 * window)
        rows = weight / np.sqrt(1 + np.abs(off))
        solution = np.linalg.lstsq(shape * rows[:, None], found * rows, rcond=None)[0]
        radii = shape @ solution
    return radii


def _met_share(strength: NDArray[np.float32], radii: NDArray[np.float32]) -> float:
    near = strength * (np.abs(_RADII - radii[:, None]) < _NEAR)
    floor = max(_FAINTEST, 0.2 * float(np.median(near.max(axis=1))))
    return float(np.mean(near.max(axis=1) > floor))
