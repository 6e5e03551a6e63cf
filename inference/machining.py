"""Tell a casting from what merely has its proportions: by the metal that it shows.

A drawing, a gear or a washer in a washer may have the part's edges. They lack the specular
fan that turning marks throw, or vanes in the annulus; what lies half under a hand lacks the
ring all around.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.ring import unwrap
from models.judgement import RingOutline
from models.network_card import RingGeometry

_FACE = RingGeometry(height=48, width=192, inner=-1.2, outer=1.0)  # from within the hub to the rim
_HUB, _ANNULUS, _RING = (-0.85, -0.62), (-0.5, -0.06), (0.45, 0.9)  # depths on the part
_FAN_WAVES = slice(2, 7)  # around the ring; a picture that is darker at one side has only one
_VANE_WAVES, _NOISE_WAVES = slice(3, 16), slice(48, None)  # around the annulus
_NOISE_SHARE = 20  # that much more a fine-grained noise may show in coarse waves than in fine ones

# The part's own figures: of every fifth picture of the two sets, and of the synthetic rig's.
_LEAST_CONTRAST = 30.0  # of ring and annulus, grey levels; 68 and more. The others are shares of it
_LEAST_FAN = 0.02  # 0.047 and more; flat rings in uneven light have 0.003
_LEAST_VANES = 0.004  # 0.0107 and more; 0.008 with noise of ten grey levels; flat ones mostly 0
_LEAST_HUB = 0.35  # the hub over the annulus; 0.54 and more
_LEAST_RING = 0.1  # the ring over the annulus where it is darkest; 0.24 and more


def shows_machined_metal(picture: NDArray[np.uint8], outline: RingOutline) -> bool:
    """Whether the picture, (height, width), shows the part's face at `outline`."""
    face = unwrap(picture, outline, _FACE).astype(np.float32)
    hub, annulus, ring = (_between(face, depths) for depths in (_HUB, _ANNULUS, _RING))
    dark = float(np.median(annulus))
    contrast = float(np.median(ring)) - dark
    over = np.median(ring, axis=0) - np.median(annulus, axis=0)
    return bool(
        contrast > _LEAST_CONTRAST
        and _fan(ring.mean(axis=0)) > _LEAST_FAN * contrast
        and _vanes(annulus) > _LEAST_VANES * contrast
        and np.percentile(hub.max(axis=0), 3) - dark > _LEAST_HUB * contrast
        and cv2.blur(over[None], (9, 1)).min() > _LEAST_RING * contrast
    )


def _between(face: NDArray[np.float32], depths: tuple[float, float]) -> NDArray[np.float32]:
    first, last = (
        round((depth - _FACE.inner) / (_FACE.outer - _FACE.inner) * _FACE.height)
        for depth in depths
    )
    return face[first:last]


def _fan(light: NDArray[np.float32]) -> float:
    """The height of the waves of light around the ring, grey levels."""
    return float(np.sqrt(_power(light)[_FAN_WAVES].sum()))


def _vanes(annulus: NDArray[np.float32]) -> float:
    """The height of the coarse waves around the annulus, less what noise adds, grey levels."""
    bands = np.stack([band.mean(axis=0) for band in np.array_split(annulus, 3)])
    power = _power(bands).mean(axis=0)
    excess = power[_VANE_WAVES] - _NOISE_SHARE * power[_NOISE_WAVES].mean()
    return float(np.sqrt(max(0.0, excess.sum())))


def _power(light: NDArray[np.float32]) -> NDArray[np.float64]:
    """The squared height of each wave along the last axis: once around, twice, and so on."""
    return np.asarray(np.abs(np.fft.rfft(light) * (2 / light.shape[-1])) ** 2, np.float64)
