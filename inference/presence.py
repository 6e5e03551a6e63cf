"""Whether a casting is there, and where it lies.

A casting shows a dark, vaned annulus with a bright hub in it and a machined ring around it.
All of it must be there, in the proportions of the part; anything else is no casting.
"""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.ellipses import centre, fitted, mean_radius, scaled_outline, stretch
from inference.machining import shows_machined_metal
from inference.rim import find_rim
from models.judgement import Ellipse, RingOutline

WORKING_SIZE = 320  # pixels, the shorter side of the picture that is searched
_DARK_LEVELS = (0.3, 0.45, 0.2, 0.6)  # between the darkest and the median grey, best guess first
_HUB_SHARE = (0.2, 0.45)  # of the annulus' area; 0.29 .. 0.34 on the part
_RIM_RATIO = (1.68, 1.95)  # rim to annulus by mean radius; 1.76 .. 1.87 on the part
_FARTHEST_OFF = 0.25  # the centres of rim and annulus, in radii of the annulus; 0.15 at most
_MOST_ASLANT = 0.65  # minor to major axis; 0.73 and more on the part
_MOST_UNLIKE = 1.06  # how much more the rim is stretched one way than the annulus is; 1.033 at most
_SMALLEST_ANNULUS = 0.004  # of the picture's area
_FILLED = 0.93  # how much of its own ellipse a contour must fill, and no more than 1 / this


def find_casting(pixels: NDArray[np.uint8]) -> RingOutline | None:
    """Find the one casting in a grey picture, (height, width), at least 64 pixels each.

    The outline may reach over the picture's edge. None where there is no casting, or
    more than one, or too little of one to be sure.
    """
    factor = min(1.0, WORKING_SIZE / min(pixels.shape))
    reduced = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(reduced, (3, 3), 0).astype(np.uint8, copy=False)
    for annuli in _annuli(small):
        outlines = [outline for one in annuli if (outline := _outline(small, one))]
        if outlines:
            one = len(outlines) == 1 and shows_machined_metal(small, outlines[0])
            return scaled_outline(outlines[0], 1 / factor) if one else None
    return None


def _outline(picture: NDArray[np.uint8], annulus: Ellipse) -> RingOutline | None:
    rim = find_rim(picture, annulus)
    return RingOutline(rim, annulus) if rim and _in_proportion(rim, annulus) else None


def _in_proportion(rim: Ellipse, annulus: Ellipse) -> bool:
    unit = mean_radius(annulus)
    off = float(np.linalg.norm(centre(rim) - centre(annulus))) / unit
    aslant = min(ellipse.semi_minor / ellipse.semi_major for ellipse in (rim, annulus))
    growth = np.linalg.svd(np.linalg.inv(stretch(annulus)) @ stretch(rim), compute_uv=False)
    return (
        _between(mean_radius(rim) / unit, _RIM_RATIO)
        and off < _FARTHEST_OFF
        and aslant > _MOST_ASLANT
        and float(growth[0]) < _MOST_UNLIKE * float(np.sqrt(growth.prod()))
    )


def _annuli(picture: NDArray[np.uint8]) -> Iterator[list[Ellipse]]:
    """What could be annuli, for each grey that may part the dark from the rest."""
    darkest, middle = np.percentile(picture[::4, ::4], (1, 50))
    for level in _DARK_LEVELS:
        dark = (picture < darkest + level * (middle - darkest)).astype(np.uint8)
        contours, tree = cv2.findContours(dark, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
        if tree is not None:
            yield list(_discs_with_hub(contours, tree[0], _SMALLEST_ANNULUS * picture.size))


def _discs_with_hub(
    contours: Sequence[NDArray[np.int32]], tree: NDArray[np.int32], smallest: float
) -> Iterator[Ellipse]:
    """The outer edges of dark discs that have one round, bright hub in their middle."""
    for hub, (_, _, _, around) in zip(contours, tree, strict=True):
        if around < 0:
            continue
        disc_area, hub_area = cv2.contourArea(contours[around]), cv2.contourArea(hub)
        if disc_area < smallest or not _between(hub_area / disc_area, _HUB_SHARE):
            continue
        disc, hole = fitted(contours[around]), fitted(hub)
        off = float(np.linalg.norm(centre(disc) - centre(hole))) / mean_radius(disc)
        if _round(disc, disc_area) and _round(hole, hub_area) and off < _FARTHEST_OFF:
            yield disc


def _round(ellipse: Ellipse, area: float) -> bool:
    full = np.pi * ellipse.semi_major * ellipse.semi_minor
    return _between(area / full, (_FILLED, 1 / _FILLED))


def _between(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] < value < limits[1]
