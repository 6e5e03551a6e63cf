"""A small window of a picture, where a small thing is painted."""

from dataclasses import dataclass

import numpy as np

from camera.rig.pose import Plane
from camera.rig.texture import around, by_angle


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """A small window of a picture around one place, in polar coordinates around it."""

    window: tuple[slice, slice]
    distance: Plane  # pixels
    angle: Plane  # radians

    @classmethod
    def at(cls, shape: tuple[int, int], x: float, y: float, reach: float) -> "Patch":
        """The window that holds a circle of `reach` pixels, as far as it lies in the picture."""
        rows = slice(max(0, int(y - reach)), min(shape[0], int(y + reach) + 2))
        columns = slice(max(0, int(x - reach)), min(shape[1], int(x + reach) + 2))
        dy, dx = np.mgrid[rows, columns].astype(np.float32)
        return cls((rows, columns), np.hypot(dx - x, dy - y), np.arctan2(dy - y, dx - x))

    def blob(self, rng: np.random.Generator, radius: float, ragged: float, soft: float) -> Plane:
        """A spot with an uneven edge, 0 .. 1."""
        edge = radius * (1 + ragged * by_angle(around(rng, 5, 64), self.angle))
        inside = (edge - self.distance) / np.float32(soft) + np.float32(0.5)
        return np.asarray(np.clip(inside, 0, 1), np.float32)
