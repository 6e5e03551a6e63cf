"""Arrays as Qt images."""

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage

_HEAT = np.array(
    [[255, 214, 64], [255, 140, 26], [226, 48, 92], [140, 12, 140]], np.float32
)  # yellow to purple: light to dark for every colour vision


def grey_image(pixels: NDArray[np.uint8]) -> QImage:
    """An image over `pixels`, (height, width): keep the array as long. Copies only a slice."""
    height, width = pixels.shape
    whole = np.ascontiguousarray(pixels)  # Qt reads on from the first pixel, whatever the strides
    image = QImage(whole.data, width, height, width, QImage.Format.Format_Grayscale8)
    return image if whole is pixels else image.copy()


def scaled(pixels: NDArray[np.uint8], place: QRect, ratio: float) -> NDArray[np.uint8]:
    """The picture, (height, width), as large as `place` on a screen of this pixel ratio.

    OpenCV lets other threads run meanwhile, as Qt's own smooth scaling does not.
    """
    size = (max(1, round(place.width() * ratio)), max(1, round(place.height() * ratio)))
    is_smaller = size[0] < pixels.shape[1]
    how = cv2.INTER_AREA if is_smaller else cv2.INTER_LINEAR
    return cv2.resize(pixels, size, interpolation=how).astype(np.uint8, copy=False)


def thumbnail(pixels: NDArray[np.uint8], side: int) -> QImage:
    """A small copy that fits into a square of `side` pixels."""
    return grey_image(pixels).scaled(
        side,
        side,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def heat_image(defect_map: NDArray[np.float32]) -> QImage:
    """A defect map, (height, width) of 0 .. 1, as colour over nothing."""
    heat = np.nan_to_num(defect_map).clip(0, 1)
    steps = np.linspace(0, 1, len(_HEAT))
    channels = [np.interp(heat, steps, _HEAT[:, channel]) for channel in range(3)]
    rgba = np.stack([*channels, 255 * heat], axis=-1).astype(np.uint8)
    height, width = heat.shape
    return QImage(rgba.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def fitted(size: QSize, into: QRect) -> QRect:
    """The largest rectangle of `size`'s shape in the middle of `into`."""
    rectangle = QRect(into.topLeft(), size.scaled(into.size(), Qt.AspectRatioMode.KeepAspectRatio))
    rectangle.moveCenter(into.center())
    return rectangle
