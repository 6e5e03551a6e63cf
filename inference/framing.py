"""The whole picture at the size that a network sees, for a part that is no ring.

Nothing is stretched: where the picture's sides are in another proportion, its edges go on.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from models.network_card import PictureGeometry


def framed(pixels: NDArray[np.uint8], geometry: PictureGeometry) -> NDArray[np.uint8]:
    """The picture, (height, width), in the middle of (geometry.height, geometry.width)."""
    left, top, width, height = _place(pixels.shape, geometry)
    is_reduced = width < pixels.shape[1]
    way = cv2.INTER_AREA if is_reduced else cv2.INTER_LINEAR
    small = cv2.resize(pixels, (width, height), interpolation=way)
    right, bottom = geometry.width - width - left, geometry.height - height - top
    whole = cv2.copyMakeBorder(small, top, bottom, left, right, cv2.BORDER_REPLICATE)
    return whole.astype(np.uint8, copy=False)


def unframed(
    strip: NDArray[np.float32], geometry: PictureGeometry, shape: tuple[int, int]
) -> NDArray[np.float32]:
    """Lay a strip of any size back onto a picture, (height, width)."""
    left, top, width, height = _place(shape, geometry)
    down, across = strip.shape[0] / geometry.height, strip.shape[1] / geometry.width
    columns = ((np.arange(shape[1]) + 0.5) / shape[1] * width + left) * across - 0.5
    rows = ((np.arange(shape[0]) + 0.5) / shape[0] * height + top) * down - 0.5
    x, y = np.meshgrid(columns.astype(np.float32), rows.astype(np.float32))
    laid = cv2.remap(strip, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(laid, np.float32)


def _place(shape: tuple[int, ...], geometry: PictureGeometry) -> tuple[int, int, int, int]:
    """Where the picture comes to lie: left, top, width and height, in samples."""
    factor = min(geometry.height / shape[0], geometry.width / shape[1])
    height, width = (max(1, round(side * factor)) for side in shape)
    return (geometry.width - width) // 2, (geometry.height - height) // 2, width, height
