"""Ellipses as circles seen aslant: the geometry that presence and unwrapping share."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from models.judgement import Ellipse, RingOutline


def directions(count: int) -> NDArray[np.float32]:
    """Unit vectors all around, (2, count): from x towards y, evenly spaced."""
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False, dtype=np.float32)
    return np.stack([np.cos(turn), np.sin(turn)])


def centre(ellipse: Ellipse) -> NDArray[np.float32]:
    """The centre as a column, (2, 1), pixels."""
    return np.array([[ellipse.x], [ellipse.y]], np.float32)


def stretch(ellipse: Ellipse) -> NDArray[np.float32]:
    """The symmetric 2x2 matrix that makes the ellipse, about its centre, of the unit circle.

    Symmetric, so that a direction keeps its sense: the axes of an almost round ellipse
    may turn with the noise, the points that belong to a direction do not.
    """
    turn = np.deg2rad(ellipse.degrees)
    cosine, sine = np.cos(turn), np.sin(turn)
    axes = np.array([[cosine, -sine], [sine, cosine]])
    lengths = np.diag([ellipse.semi_major, ellipse.semi_minor])
    return np.asarray(axes @ lengths @ axes.T, np.float32)


def points_on(ellipse: Ellipse, unit_vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The points, (2, n) in pixels, that belong to the directions, (2, n)."""
    return centre(ellipse) + stretch(ellipse) @ unit_vectors


def mean_radius(ellipse: Ellipse) -> float:
    """The radius of the circle of the same area, pixels."""
    return float(np.sqrt(ellipse.semi_major * ellipse.semi_minor))


def fitted(points: NDArray[np.float32] | NDArray[np.int32]) -> Ellipse:
    """The ellipse nearest to at least five points, (n, 2) or a contour, pixels."""
    (x, y), (width, height), degrees = cv2.fitEllipseDirect(points)
    if width < height:
        width, height, degrees = height, width, degrees + 90
    return Ellipse(x, y, width / 2, height / 2, degrees % 180)


def scaled(ellipse: Ellipse, factor: float) -> Ellipse:
    """The same ellipse in a picture resized by `factor`; pixel centres lie at whole numbers."""
    return replace(
        ellipse,
        x=(ellipse.x + 0.5) * factor - 0.5,
        y=(ellipse.y + 0.5) * factor - 0.5,
        semi_major=ellipse.semi_major * factor,
        semi_minor=ellipse.semi_minor * factor,
    )


def scaled_outline(outline: RingOutline, factor: float) -> RingOutline:
    """The same outline in a picture resized by `factor`."""
    return RingOutline(scaled(outline.rim, factor), scaled(outline.annulus, factor))
