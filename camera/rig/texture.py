"""Noise of all grains, and soft-edged shapes."""

import cv2
import numpy as np
from numpy.typing import NDArray

from camera.rig.pose import Plane

SPOKES = 512  # samples around, of everything that is given by angle


def clouds(rng: np.random.Generator, shape: tuple[int, int], cells: int) -> Plane:
    """Smooth noise of about unit height; `cells` says how many clouds lie across the picture."""
    seed = rng.standard_normal((cells + 3, cells + 3)).astype(np.float32)
    return np.asarray(cv2.resize(seed, shape[::-1], interpolation=cv2.INTER_CUBIC), np.float32)


def around(rng: np.random.Generator, waves: int, spokes: int = SPOKES) -> NDArray[np.float32]:
    """Smooth periodic noise by angle, unit height, with nothing finer than `waves` a turn."""
    spectrum = np.zeros(spokes // 2 + 1, np.complex128)
    spectrum[1 : waves + 1] = rng.standard_normal(waves) + 1j * rng.standard_normal(waves)
    noise = np.fft.irfft(spectrum, spokes)
    return np.asarray(noise / noise.std(), np.float32)


def by_angle(profile: NDArray[np.float32], angle: Plane) -> Plane:
    """A profile around the casting, looked up at every pixel's angle in radians."""
    spoke = angle * np.float32(len(profile) / (2 * np.pi))
    return np.asarray(np.take(profile, spoke.astype(np.int32), mode="wrap"), np.float32)


def turned_metal(rng: np.random.Generator, radius: Plane, angle: Plane, texel: float) -> Plane:
    """Turning marks: fine in the radius, long around; unit height."""
    marks, spokes = max(64, round(0.8 / texel)), 96
    seed = np.tile(rng.standard_normal((marks, spokes)).astype(np.float32), (1, 3))
    grain = cv2.GaussianBlur(seed, (0, 0), sigmaX=5, sigmaY=0.6)[:, spokes : 2 * spokes + 2]
    across = (angle % np.float32(2 * np.pi)) * np.float32(spokes / (2 * np.pi))
    down = radius * np.float32(marks - 1)
    drawn = cv2.remap(grain / grain.std(), across, down, cv2.INTER_LINEAR)
    return np.asarray(drawn, np.float32)


def disc(radius: Plane, edge: float, softness: float) -> Plane:
    """1 inside of `edge`, 0 outside, with an edge as soft as `softness`."""
    inside = (np.float32(edge) - radius) / np.float32(softness) + np.float32(0.5)
    return np.asarray(np.clip(inside, 0, 1), np.float32)


def paint(canvas: Plane, tone: Plane | float, cover: Plane) -> None:
    """Lay a tone over the canvas where `cover` is 1."""
    canvas += (np.asarray(tone, np.float32) - canvas) * cover
