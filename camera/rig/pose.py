"""Where a casting lies in the picture, and from where it is seen."""

from dataclasses import dataclass, replace
from math import atan2, cos, degrees, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from models.judgement import Ellipse, RingOutline

Plane = NDArray[np.float32]

ANNULUS = 0.565  # radii of the impeller's parts, in radii of its rim
LIP_HEIGHT = -0.75  # heights of its parts over the ring, in leans


@dataclass(frozen=True, slots=True)
class Pose:
    """A casting's place; its own coordinates (u, v) are radii of the rim around its centre."""

    x: float  # centre of the rim, pixels
    y: float
    radius: float  # semi-major axis of the rim, pixels
    aspect: float  # semi-minor by semi-major axis
    turn: float  # of the major axis, radians
    lean: tuple[float, float]  # how far what lies one unit below the ring seems shifted, (u, v)

    @classmethod
    def drawn(cls, rng: np.random.Generator, size: int) -> "Pose":
        """A pose as on the real rig; the casting is whole in a picture of `size` pixels."""
        radius = size * rng.uniform(0.385, 0.46)
        play = 0.7 * max(0.0, size / 2 - radius - 0.035 * size)
        lean = rng.uniform(0.008, 0.034)
        towards = rng.uniform(0, 2 * pi)
        return cls(
            x=size / 2 + rng.uniform(-play, play),
            y=size / 2 + rng.uniform(-play, play),
            radius=radius,
            aspect=1 - abs(rng.normal(0, 0.05)) if rng.random() < 0.8 else rng.uniform(0.84, 0.95),
            turn=rng.uniform(0, pi),
            lean=(lean * cos(towards), lean * sin(towards)),
        )

    @property
    def lean_direction(self) -> float:
        """Where the casting's side wall shows, radians in (u, v)."""
        return atan2(self.lean[1], self.lean[0])

    @property
    def texel(self) -> float:
        """One pixel, in radii of the rim."""
        return 1 / (self.radius * sqrt(self.aspect))

    def plane(self, shape: tuple[int, int]) -> tuple[Plane, Plane]:
        """The casting's coordinates (u, v) of every pixel of a picture."""
        dx = (np.arange(shape[1], dtype=np.float32) - np.float32(self.x)) / np.float32(self.radius)
        dy = (np.arange(shape[0], dtype=np.float32) - np.float32(self.y)) / np.float32(self.radius)
        c, s = np.float32(cos(self.turn)), np.float32(sin(self.turn))
        u = np.add.outer(s * dy, c * dx)
        v = np.add.outer(c * dy, -s * dx) / np.float32(self.aspect)
        return np.asarray(u, np.float32), np.asarray(v, np.float32)

    def to_picture(self, u: float, v: float) -> tuple[float, float]:
        """The pixel (x, y) of a place on the casting."""
        across, along = u * self.radius, v * self.radius * self.aspect
        c, s = cos(self.turn), sin(self.turn)
        return self.x + c * across - s * along, self.y + s * across + c * along

    def outline(self) -> RingOutline:
        """Where the casting truly lies."""
        rim = Ellipse(
            self.x, self.y, self.radius, self.radius * self.aspect, degrees(self.turn) % 180
        )
        x, y = self.to_picture(self.lean[0] * LIP_HEIGHT, self.lean[1] * LIP_HEIGHT)
        annulus = replace(
            rim, x=x, y=y, semi_major=rim.semi_major * ANNULUS, semi_minor=rim.semi_minor * ANNULUS
        )
        return RingOutline(rim, annulus)


@dataclass(frozen=True, slots=True, eq=False)
class Polar:
    """Radius (in radii of the rim) and angle (radians) of every pixel, seen from one height."""

    radius: Plane
    angle: Plane

    @classmethod
    def at(cls, pose: Pose, plane: tuple[Plane, Plane], height: float) -> "Polar":
        """Around the casting's axis where it pierces that height; leans below the ring."""
        u = plane[0] - np.float32(pose.lean[0] * height)
        v = plane[1] - np.float32(pose.lean[1] * height)
        return cls(np.hypot(u, v), np.arctan2(v, u))
