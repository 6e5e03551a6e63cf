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
    """The strip, (height, width), with holes or a scratch on its ring, or its rim out of line."""
    painted = strip.astype(np.float32)
    kind = random.choice(["holes", "scratch", "rim"], p=[0.5, 0.25, 0.25])
    if kind == "holes":
        for _ in range(random.integers(1, 4)):
            _hole(painted, _somewhere(geometry, random), random)
    elif kind == "scratch":
        _scratch(painted, _somewhere(geometry, random), random)
    else:
        painted = _burr_or_chip(painted, _row(1.0, geometry), random)
    return np.clip(painted, 0, 255).astype(np.uint8)


def fading(
    strip: NDArray[np.uint8], geometry: RingGeometry, random: np.random.Generator
) -> NDArray[np.uint8]:
    """The strip, (height, width), whose rim is lost in places, where the ground is as bright."""
    height, width = strip.shape
    rows = np.arange(height, dtype=np.float32)[:, None]
    faded = strip.astype(np.float32)
    for _ in range(random.integers(1, 5)):
        reach, half = random.uniform(3, 8), random.uniform(2, 40)
        rim = _row(1.0, geometry) + random.uniform(-2, 2)
        above, below = (faded[round(np.clip(rim + way * reach, 0, height - 1))] for way in (-1, 1))
        between = np.clip((rows - rim) / (2 * reach) + 0.5, 0, 1)
        smooth = above * (1 - between) + below * between + random.uniform(-5, 15)
        soft = random.uniform(1, 12)
        along = np.clip((half - np.abs(np.arange(width) - random.uniform(0, width))) / soft, 0, 1)
        across = np.clip((reach - np.abs(rows - rim)) / 2, 0, 1)
        faded += across * along * random.uniform(0.5, 1) * (smooth - faded)
    return np.clip(faded, 0, 255).astype(np.uint8)


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


def _row(depth: float, geometry: RingGeometry) -> float:
    return (depth - geometry.inner) / (geometry.outer - geometry.inner) * geometry.height


def _somewhere(geometry: RingGeometry, random: np.random.Generator) -> tuple[float, float]:
    """A place on the ring, (column, row), far enough from the seam to be painted whole."""
    row = _row(random.uniform(0.05, 0.97), geometry)
    return random.uniform(0.1, 0.9) * geometry.width, row


def _hole(
    strip: NDArray[np.float32], place: tuple[float, float], random: np.random.Generator
) -> None:
    """A dark hole whose rim is lit on one side."""
    column, row = place
    size = random.uniform(1.3, 2.2) * random.choice([1.0, 1.5, 2.5, 4.0])
    across, along = size * random.uniform(0.7, 1.4, 2)
    around = 4 * size  # beyond it nothing changes
    top, left = int(max(row - around, 0)), int(max(column - around, 0))
    part = strip[top : int(row + around) + 1, left : int(column + around) + 1]
    y, x = np.indices(part.shape, dtype=np.float32)
    y, x = y + top - row, x + left - column
    reach = np.hypot(x / across, y / along)
    side = np.cos(np.arctan2(y, x) - random.uniform(0, 2 * np.pi))
    hole = 0.5 - 0.5 * np.tanh(max(2.0, size) * (reach - 1))
    lit = np.exp(-(((reach - 1.4) / 0.35) ** 2)) * np.clip(side, 0, 1)
    part *= 1 - hole * random.uniform(0.3, 0.85)
    part += lit * random.uniform(0, 70)


def _burr_or_chip(
    strip: NDArray[np.float32], rim: float, random: np.random.Generator
) -> NDArray[np.float32]:
    """The rim moved outwards by a ragged burr, or inwards by a chip."""
    height, width = strip.shape
    half, farthest = random.uniform(2.5, 14), random.uniform(2, 11) * random.choice([1, 1, -0.7])
    columns = np.arange(width, dtype=np.float32)
    beside = np.abs(columns - random.uniform(0.1, 0.9) * width) / half
    ragged = 1 + 0.3 * cv2.resize(random.standard_normal((1, width // 4)), (width, 1))[0]
    moved = farthest * np.clip(1 - beside ** random.uniform(1, 4), 0, 1) * ragged
    rows = np.arange(height, dtype=np.float32)[:, None]
    held = 2 * abs(farthest) + 4  # so far from the rim all is nearly where it was
    y = rows - moved * np.exp(-(((rows - rim - np.maximum(moved, 0)) / held) ** 2))
    x = np.broadcast_to(columns, y.shape)
    return np.asarray(
        cv2.remap(
            strip, x, y.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        ),
        np.float32,
    )


def _scratch(
    strip: NDArray[np.float32], place: tuple[float, float], random: np.random.Generator
) -> None:
    """A crooked line, a crack's or a tool's, darker or brighter than the ring."""
    count, stride = int(random.integers(2, 9)), random.uniform(3, 9)
    steps = random.normal(0, stride / 2, (count, 2)) + random.normal(0, stride, 2)
    points = np.cumsum(np.concatenate([[place], steps]), axis=0)
    line = np.zeros(strip.shape, np.uint8)
    whole = (points * 16).astype(np.int32)[:, None]  # in sixteenths of a sample
    cv2.polylines(line, [whole], False, 255, 1, cv2.LINE_AA, shift=4)
    blurred = cv2.GaussianBlur(line.astype(np.float32) / 255, (0, 0), random.uniform(0.4, 1.2))
    soft = blurred / max(float(blurred.max()), 1e-6)
    if random.random() < 0.5:
        np.multiply(strip, 1 - soft * random.uniform(0.25, 0.75), out=strip)
    else:
        strip += soft * random.choice([-1, 1]) * random.uniform(30, 90)
