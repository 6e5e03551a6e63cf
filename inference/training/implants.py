"""Defects put into pictures of real sound castings, to find how small a one is still found.

They are drawn on the picture, not on the strip, and otherwise than those that a network is
trained with (see `paint` and the rig), so that it has not learnt the drawing.
"""

from collections.abc import Callable, Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.ellipses import mean_radius, points_on
from models.judgement import RingOutline

Grey = NDArray[np.uint8]
Grid = NDArray[np.float32]


def hole(pixels: Grey, outline: RingOutline, size: float, random: np.random.Generator) -> Grey:
    """A ragged, dark hole of `size` pixels across, lit on the lip that faces the lamp."""
    x, y = _from(_on_ring(outline, random.uniform(0.12, 0.88), random), pixels.shape)
    turn = np.arctan2(y, x)
    waves = sum(
        random.normal(0, 0.25 / wave) * np.cos(wave * turn + random.uniform(0, 2 * np.pi))
        for wave in (2, 3, 5)
    )
    beyond = np.hypot(x, y) - size / 2 * (1 + np.clip(waves, -0.5, 0.5))  # of the lip, pixels
    lamp = np.clip(np.cos(turn - random.uniform(0, 2 * np.pi)), 0, 1)
    floor = 0.35 * pixels + random.normal(0, 6, pixels.shape)
    lip = 45 * lamp * np.exp(-(((beyond - 0.8) / 0.8) ** 2))
    return _blended(pixels + lip, floor, np.clip(0.5 - beyond, 0, 1))


def burr(pixels: Grey, outline: RingOutline, size: float, random: np.random.Generator) -> Grey:
    """Metal that stands out over the rim: `size` pixels along it, half as far beyond it."""
    middle = np.array([[outline.rim.x], [outline.rim.y]], np.float32)
    foot = _on_ring(outline, 1.0, random)
    across = (foot - middle) / np.hypot(*(foot - middle))
    x, y = _from(foot, pixels.shape)
    out = x * across[0] + y * across[1]
    along = x * across[1] - y * across[0]
    bulge = np.hypot(along / (size / 2), np.maximum(out, 0) / (size / 2))
    wave = random.uniform(4, 12) * along / size + random.uniform(0, 2 * np.pi)
    ragged = 1 + 0.15 * np.cos(wave)
    solid = np.clip((ragged - bulge) * size / 2 + 0.5, 0, 1) * (out > -1)
    inside = foot - across * 0.04 * mean_radius(outline.rim)
    column, row = np.clip(np.round(inside[:, 0]).astype(int), 0, np.array(pixels.shape[::-1]) - 1)
    metal = pixels[row, column] + random.normal(0, 8, pixels.shape)
    shade = np.exp(-(((bulge - ragged) * size / 2 / 1.2) ** 2)) * (out > 0)
    return _blended(pixels - 50 * shade, metal, solid)


def crack(pixels: Grey, outline: RingOutline, size: float, random: np.random.Generator) -> Grey:
    """A fine, dark, crooked line, `size` pixels from end to end, a pixel of 300 wide."""
    start = _on_ring(outline, random.uniform(0.2, 0.8), random)[:, 0]
    course = random.uniform(0, 2 * np.pi)
    steps = max(3, round(size / 4))
    ahead = np.linspace(-size / 2, size / 2, steps + 1)
    aside = np.concatenate([[0], random.normal(0, 0.06 * size, steps - 1), [0]])
    points = np.stack(
        [
            start[0] + ahead * np.cos(course) - aside * np.sin(course),
            start[1] + ahead * np.sin(course) + aside * np.cos(course),
        ],
        axis=1,
    )
    line = np.zeros(pixels.shape, np.uint8)
    whole = np.round(points * 16).astype(np.int32)[:, None]  # in sixteenths of a pixel
    width = max(1, round(pixels.shape[1] / 300))
    cv2.polylines(line, [whole], False, 255, width, cv2.LINE_AA, shift=4)
    return _blended(pixels, 0.45 * pixels, line.astype(np.float32) / 255)


def fainter(pixels: Grey, spoilt: Grey, contrast: float) -> Grey:
    """A picture with a defect, which stands out by only so much of its contrast, 0 .. 1."""
    return _blended(pixels, spoilt, contrast)


Implant = Callable[[Grey, RingOutline, float, np.random.Generator], Grey]
IMPLANTS: Mapping[str, Implant] = {"hole": hole, "burr": burr, "crack": crack}


def _on_ring(outline: RingOutline, depth: float, random: np.random.Generator) -> Grid:
    """A point, (2, 1), in any direction; depth 0 lies on the annulus' edge, 1 on the rim."""
    turn = random.uniform(0, 2 * np.pi)
    ray = np.array([[np.cos(turn)], [np.sin(turn)]], np.float32)
    inner, outer = points_on(outline.annulus, ray), points_on(outline.rim, ray)
    return np.asarray(inner + depth * (outer - inner), np.float32)


def _from(point: Grid, shape: tuple[int, ...]) -> tuple[Grid, Grid]:
    """Each pixel's place seen from a point, pixels right and down."""
    rows, columns = np.indices(shape, dtype=np.float32)
    return columns - point[0, 0], rows - point[1, 0]


def _blended(below: NDArray[Any], above: NDArray[Any], share: NDArray[Any] | float) -> Grey:
    mixed = below * (1 - share) + above * share
    return np.asarray(np.clip(mixed, 0, 255), np.uint8)
