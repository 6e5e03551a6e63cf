"""A casting apart from its background, so that it can be moved over it."""

from dataclasses import dataclass

from camera.rig.look import Look
from camera.rig.pose import Plane, Pose


@dataclass(frozen=True, slots=True, eq=False)
class Sprite:
    """The light that the casting sends, and how much of the background comes past it.

    While it is painted, `light` is the casting's tone at every pixel, as if it covered all.
    """

    light: Plane  # (height, width), grey levels
    through: Plane  # (height, width), 0 covered .. 1 clear; in the shadow between
    pose: Pose
    look: Look

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width, pixels."""
        return self.light.shape[0], self.light.shape[1]
