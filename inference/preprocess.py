"""The one preprocess of training and station: from a picture to the strip that a network sees.

What a strip is, the recipe's geometry says: the ring of a round casting, or the whole picture.
"""

import numpy as np
from numpy.typing import NDArray

from inference import framing, ring
from inference.ellipses import scaled_outline
from models.judgement import Outline, RingOutline
from models.network_card import Geometry, PictureGeometry


def strip_of(
    pixels: NDArray[np.uint8], outline: Outline | None, geometry: Geometry
) -> NDArray[np.uint8]:
    """What a network sees of a grey picture, (geometry.height, geometry.width).

    A ring needs its outline, which inference.sight.look gives with each picture of one.
    """
    if isinstance(geometry, PictureGeometry):
        return framing.framed(pixels, geometry)
    return ring.unwrap(pixels, _of_ring(outline), geometry)


def laid_back(
    strip: NDArray[np.float32],
    outline: Outline | None,
    geometry: Geometry,
    shape: tuple[int, int],
    factor: float,
) -> NDArray[np.float32]:
    """Lay a strip of any size back onto its picture, reduced by `factor` to (height, width).

    What the strip does not show is 0.
    """
    if isinstance(geometry, PictureGeometry):
        return framing.unframed(strip, geometry, shape)
    return ring.rewrap(strip, scaled_outline(_of_ring(outline), factor), geometry, shape)


def _of_ring(outline: Outline | None) -> RingOutline:
    if not isinstance(outline, RingOutline):
        raise TypeError("of a casting without a ring's outline there is no strip")
    return outline
