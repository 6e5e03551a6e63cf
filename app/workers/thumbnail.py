"""Pictures small enough to travel between threads."""

import cv2
import numpy as np
from numpy.typing import NDArray

SIDE = 256  # pixels, at most


def thumbnail(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture, (height, width), made small where it is not."""
    height, width = pixels.shape
    scale = SIDE / max(height, width)
    if scale >= 1:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
