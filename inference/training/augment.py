"""Strips as another light, another camera and another turn of the casting would give them."""

import cv2
import numpy as np
from numpy.typing import NDArray

from models.network_card import Geometry, RingGeometry

JPEG_QUALITY = (35, 95)


def augmented(
    strip: NDArray[np.uint8], geometry: Geometry, random: np.random.Generator
) -> NDArray[np.uint8]:
    """One strip, (height, width), at random turned, mirrored, shifted, lit and disturbed."""
    is_ring = isinstance(geometry, RingGeometry)
    lit = _lit((_placed if is_ring else _turned)(strip, random), random)
    if random.random() < 0.3:
        lit = np.asarray(cv2.GaussianBlur(lit, (0, 0), random.uniform(0.4, 1.3)), np.float32)
    noise = random.uniform(0, 5) * random.standard_normal(strip.shape, np.float32)
    noisy = np.clip(lit + noise, 0, 255).astype(np.uint8)
    return _compressed(noisy, random) if random.random() < 0.3 else noisy


def _placed(strip: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.float32]:
    """Turned, mirrored, and sampled as if the outline had been found a little off."""
    height, width = strip.shape
    strip = np.roll(strip, int(random.integers(width)), axis=1)
    if random.random() < 0.5:
        strip = strip[:, ::-1]
    turns = np.linspace(0, 2 * np.pi, width, dtype=np.float32)
    swing = random.uniform(0, 1.2) * np.sin(turns + random.uniform(0, 2 * np.pi))
    scale = random.uniform(0.96, 1.04)
    rows = np.arange(height, dtype=np.float32)[:, None]
    middle = height / 2
    y = (rows - middle) * scale + middle + random.uniform(-2, 2) + swing
    x = np.broadcast_to(np.arange(width, dtype=np.float32), y.shape)
    placed = cv2.remap(
        strip, x, y.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return placed.astype(np.float32)


def _turned(picture: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.float32]:
    """A whole picture: turned, mirrored, scaled and moved about its middle."""
    height, width = picture.shape
    if random.random() < 0.5:
        picture = np.ascontiguousarray(picture[:, ::-1])
    matrix = cv2.getRotationMatrix2D(
        (width / 2, height / 2), random.uniform(0, 360), random.uniform(0.95, 1.05)
    )
    matrix[:, 2] += random.uniform(-0.03, 0.03, 2) * np.array([width, height])
    moved = cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return moved.astype(np.float32)


def _lit(strip: NDArray[np.float32], random: np.random.Generator) -> NDArray[np.float32]:
    """Another exposure and gamma, and a shading that fits together at the seam.

    At its finest it lights the rim's own edge otherwise than the ring beside it.
    """
    height, width = strip.shape
    grey = 255 * (strip / 255) ** random.uniform(0.7, 1.4)
    coarse = 1 + random.uniform(0, 0.25) * random.standard_normal(
        (int(random.integers(3, 13)), 5), np.float32
    )
    coarse = np.clip(np.concatenate([coarse, coarse[:, :1]], axis=1), 0.3, 2)
    shading = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    lit = grey * shading * random.uniform(0.6, 1.35) + random.uniform(-15, 15)
    return np.asarray(np.clip(lit, 0, 255), np.float32)


def _compressed(strip: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    quality = int(random.integers(*JPEG_QUALITY))
    _, packed = cv2.imencode(".jpg", strip, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)
