"""What lies on a rig whose empty picture is known: for parts that have no ring to look for.

The camera and the rig do not move; what differs from the empty rig is the casting.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.ellipses import scaled
from models.errors import KnownError
from models.judgement import Ellipse
from models.sight import Unfit

_WORKING_SIZE = 160  # pixels, the shorter side of what is compared
_EDGE = 0.04  # of the shorter side: there the rig itself is seen, and how bright the lamp is
_DIFFERS = 30.0  # grey levels; noise and flicker are a few, a soft shadow may be 30
_MOST_CUT = 0.45  # of its own extent along an edge: so a disc is cut off by a twentieth
_SMALLEST = 0.01  # of the picture
_FRAGMENT = 0.1  # of the largest piece: what differs less is dirt


class EmptyRigError(KnownError):
    """A picture of the empty rig that does not fit the camera's."""


class EmptyRig:
    """The rig as it is when nothing lies on it."""

    def __init__(self, pixels: NDArray[np.uint8]) -> None:
        """From one grey picture, (height, width), of the camera that judges."""
        self._shape = pixels.shape
        self._empty = _small(pixels)

    def casting_on(self, pixels: NDArray[np.uint8]) -> Ellipse | Unfit:
        """About where the casting lies in the camera's picture, or why there is none to judge.

        Raises EmptyRigError where the two pictures are not of the same size.
        """
        if pixels.shape != self._shape:
            raise EmptyRigError(
                "The picture of the empty rig is {taught} pixels, the camera's {now}:"
                " teach the empty rig anew.",
                taught=_size(self._shape),
                now=_size(pixels.shape),
            )
        hull = self._hull(_small(pixels))
        height, width = self._empty.shape
        if hull is None or cv2.contourArea(hull) < _SMALLEST * height * width:
            return Unfit.NO_CASTING
        if _touching(hull, self._empty.shape) > _MOST_CUT:
            return Unfit.NOT_WHOLE
        return scaled(_ellipse_of(hull), self._shape[1] / width)

    def _hull(self, small: NDArray[np.float32]) -> NDArray[np.int32] | None:
        lamp = float(np.median(_edge(small)) / max(float(np.median(_edge(self._empty))), 1.0))
        differs = (np.abs(small - lamp * self._empty) > _DIFFERS).astype(np.uint8)
        pieces, _ = cv2.findContours(differs, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        areas = [cv2.contourArea(piece) for piece in pieces]
        least = max(_FRAGMENT * max(areas, default=0.0), 1.0)
        large = [piece for piece, area in zip(pieces, areas, strict=True) if area >= least]
        return np.asarray(cv2.convexHull(np.concatenate(large)), np.int32) if large else None


def _small(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    factor = min(1.0, _WORKING_SIZE / min(pixels.shape))
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small.astype(np.float32), (0, 0), 1.5), np.float32)


def _edge(small: NDArray[np.float32]) -> NDArray[np.float32]:
    """What lies along the picture's edge, (n,)."""
    wide = max(1, round(_EDGE * min(small.shape)))
    inside = np.zeros(small.shape, np.bool_)
    inside[wide:-wide, wide:-wide] = True
    return small[~inside]


def _touching(hull: NDArray[np.int32], shape: tuple[int, ...]) -> float:
    """How much of what lies there runs along an edge of the picture, of its extent that way."""
    filled = cv2.fillPoly(np.zeros(shape, np.uint8), [hull], 1)
    _, _, across, down = cv2.boundingRect(hull)
    level = max(filled[0].sum(), filled[-1].sum()) / across
    upright = max(filled[:, 0].sum(), filled[:, -1].sum()) / down
    return float(max(level, upright))


def _ellipse_of(hull: NDArray[np.int32]) -> Ellipse:
    """The ellipse of the same centre, axes and moments."""
    about = cv2.moments(hull)
    x, y = about["m10"] / about["m00"], about["m01"] / about["m00"]
    spread = np.array([[about["mu20"], about["mu11"]], [about["mu11"], about["mu02"]]])
    values, vectors = np.linalg.eigh(spread / about["m00"])
    minor, major = 2 * np.sqrt(np.maximum(values, 0.25))
    degrees = float(np.rad2deg(np.arctan2(vectors[1, 1], vectors[0, 1])))
    return Ellipse(x, y, float(major), float(minor), degrees % 180)


def _size(shape: tuple[int, ...]) -> str:
    return f"{shape[1]} x {shape[0]}"
