"""What is painted onto strips: defects on sound castings, and glints on any.

A sound casting then stands with both labels, so that its looks tell nothing and the defect
all. Glints are where an edge happens to face a lamp, and no defect.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from models.network_card import RingGeometry


def blemished(
    strip: NDArray[np.uint8], geometry: RingGeometry, random: np.random.Generator
) -> NDArray[np.uint8]:
    """The strip, (height, width), with one to three holes on its ring, or a scratch from there."""
    painted = strip.astype(np.float32)
    if random.random() < 0.75:
        for _ in range(random.integers(1, 4)):
            _hole(painted, _somewhere(geometry, random), random)
    else:
        _scratch(painted, _somewhere(geometry, random), random)
    return np.clip(painted, 0, 255).astype(np.uint8)


def glinting(strip: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """The strip, (height, width), with one to five bright, broken dashes along its edges."""
    height, width = strip.shape
    lit = strip.astype(np.float32)
    steepness = np.abs(np.diff(lit.mean(axis=1))) + 1e-3
    chance, bright = steepness / steepness.sum(), np.percentile(strip, 80)
    for _ in range(random.integers(1, 6)):
        row = random.choice(height - 1, p=chance) + random.uniform(0, 1)
        along = np.clip(
            random.uniform(2, 25) - np.abs(np.arange(width) - random.uniform(0, width)), 0, 1
        )
        broken = cv2.resize(random.random((1, width // 4)), (width, 1))[0]
        across = np.exp(-(((np.arange(height) - row) / random.uniform(0.8, 2)) ** 2))
        dash = across[:, None] * (along * np.clip(3 * broken - 0.9, 0, 1))
        lit += dash * (bright + random.uniform(-30, 30) - lit)
    return np.clip(lit, 0, 255).astype(np.uint8)


def _somewhere(geometry: RingGeometry, random: np.random.Generator) -> tuple[float, float]:
    """A place on the ring, (column, row), far enough from the seam to be painted whole."""
    depth = random.uniform(0.05, 0.97)
    row = (depth - geometry.inner) / (geometry.outer - geometry.inner) * geometry.height
    return random.uniform(0.1, 0.9) * geometry.width, row


def _hole(
    strip: NDArray[np.float32], place: tuple[float, float], random: np.random.Generator
) -> None:
    """A dark hole whose rim is lit on one side."""
    column, row = place
    size = random.uniform(1.3, 2.2) * random.choice([1.0, 1.5, 2.5])
    across, along = size * random.uniform(0.7, 1.4, 2)
    y, x = np.mgrid[: strip.shape[0], : strip.shape[1]].astype(np.float32)
    reach = np.hypot((x - column) / across, (y - row) / along)
    side = np.cos(np.arctan2(y - row, x - column) - random.uniform(0, 2 * np.pi))
    hole = 0.5 - 0.5 * np.tanh(2 * (reach - 1))
    lit = np.exp(-(((reach - 1.4) / 0.35) ** 2)) * np.clip(side, 0, 1)
    strip *= 1 - hole * random.uniform(0.3, 0.85)
    strip += lit * random.uniform(0, 70)


def _scratch(
    strip: NDArray[np.float32], place: tuple[float, float], random: np.random.Generator
) -> None:
    """A crooked line, darker or brighter than the ring."""
    steps = random.normal(0, 5, (int(random.integers(2, 6)), 2)) + random.normal(0, 5, 2)
    points = np.cumsum(np.concatenate([[place], steps]), axis=0)
    line = np.zeros(strip.shape, np.uint8)
    whole = (points * 16).astype(np.int32)[:, None]  # in sixteenths of a sample
    cv2.polylines(line, [whole], False, 255, 1, cv2.LINE_AA, shift=4)
    width = random.uniform(0.4, 0.9)
    soft = cv2.GaussianBlur(line.astype(np.float32) / 255, (0, 0), width)
    strip += soft / max(float(soft.max()), 1e-6) * random.choice([-1, 1]) * random.uniform(30, 90)
