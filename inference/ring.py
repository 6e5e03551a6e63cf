"""A casting's ring, unwrapped to a strip.

Across the strip runs the angle, once around; down it runs the depth: 0 on the annulus'
edge, 1 on the rim, straight on beyond both. As each point lies between the same
directions on both ellipses, the strip follows a casting that is seen aslant.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.ellipses import centre, directions, mean_radius, points_on, scaled_outline, stretch
from models.judgement import RingOutline
from models.network_card import RingGeometry

_OVERSAMPLING = 2  # each way; then averaged, so that fine marks fade instead of flickering


def unwrap(
    pixels: NDArray[np.uint8], outline: RingOutline, geometry: RingGeometry
) -> NDArray[np.uint8]:
    """Lay the casting at `outline` out as a strip, (geometry.height, geometry.width).

    A larger picture is first reduced until the strip shows all that is left of it, so
    that the network sees the same detail from every camera.
    """
    pixels, outline = _reduced(pixels, outline, geometry)
    x, y = _strip_points(outline, geometry, _OVERSAMPLING)
    fine = cv2.remap(pixels, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    size = (geometry.width, geometry.height)
    return cv2.resize(fine, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def _reduced(
    pixels: NDArray[np.uint8], outline: RingOutline, geometry: RingGeometry
) -> tuple[NDArray[np.uint8], RingOutline]:
    finest_radius = geometry.width * _OVERSAMPLING / (2 * np.pi)
    factor = float(finest_radius / mean_radius(outline.rim))
    if factor >= 1:
        return pixels, outline
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return small.astype(np.uint8, copy=False), scaled_outline(outline, factor)


def _strip_points(
    outline: RingOutline, geometry: RingGeometry, finer: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Where in the picture, x and y in pixels, each sample of the strip lies."""
    rays = directions(geometry.width * finer)
    rows = (np.arange(geometry.height * finer, dtype=np.float32) + 0.5) / (geometry.height * finer)
    depth = geometry.inner + rows * (geometry.outer - geometry.inner)
    shares = np.stack([1 - depth, depth], axis=1).astype(np.float32)  # of annulus and rim
    edges = np.stack([points_on(outline.annulus, rays), points_on(outline.rim, rays)])
    x, y = (shares @ edges[:, axis].astype(np.float32) for axis in (0, 1))
    return x, y


def rewrap(
    strip: NDArray[np.float32], outline: RingOutline, geometry: RingGeometry, shape: tuple[int, int]
) -> NDArray[np.float32]:
    """Lay a strip of any size back onto a picture, (height, width); 0 off the strip."""
    turns, depth = _turns_and_depth(outline, shape)
    height, width = strip.shape
    rows = (depth - geometry.inner) / (geometry.outer - geometry.inner) * height - 0.5
    columns = turns * width
    seamless = np.pad(strip, ((0, 0), (1, 1)), mode="wrap")
    laid = cv2.remap(
        seamless,
        (columns + 1).astype(np.float32),
        np.clip(rows, 0, height - 1).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    on_strip = (rows >= -0.5) & (rows <= height - 0.5)
    return np.where(on_strip, laid, 0).astype(np.float32)


def _turns_and_depth(
    outline: RingOutline, shape: tuple[int, int]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The angle (0 .. 1) and depth of every pixel: the inverse of `_strip_points`.

    For each pixel the ellipse between annulus and rim is sought that runs through it. The
    two are nearly concentric, so that each step shrinks the error to a third or less.
    """
    rows, columns = np.indices(shape, dtype=np.float32)
    pixels = np.stack([columns.ravel(), rows.ravel()])
    growth = mean_radius(outline.rim) / mean_radius(outline.annulus) - 1
    depth = np.zeros(pixels.shape[1], np.float32)
    for _ in range(3):
        unit = _unit(pixels, outline, depth)
        radius = np.hypot(*unit)
        depth = np.clip((radius * (1 + growth * depth) - 1) / growth, -1, 3).astype(np.float32)
    turns = np.arctan2(unit[1], unit[0]) / (2 * np.pi) % 1
    return turns.reshape(shape).astype(np.float32), depth.reshape(shape)


def _unit(
    pixels: NDArray[np.float32], outline: RingOutline, depth: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The pixels, (2, n), seen from the ellipses at their depths, each as a unit circle."""
    inner, outer = stretch(outline.annulus), stretch(outline.rim)
    (a, b), (_, d) = inner[:, :, None] + (outer - inner)[:, :, None] * depth
    start, end = centre(outline.annulus), centre(outline.rim)
    x, y = pixels - start - (end - start) * depth
    unit = np.stack([d * x - b * y, a * y - b * x]) / (a * d - b * b)
    return np.asarray(unit, np.float32)
