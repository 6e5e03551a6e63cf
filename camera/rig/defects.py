"""What goes wrong in casting and turning, painted where it happens, with the truth of it."""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, hypot, pi, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from camera.rig.burr import paint_burr
from camera.rig.casting import Defect, DefectKind
from camera.rig.metal import GROOVE, LIP
from camera.rig.pose import ANNULUS, LIP_HEIGHT, Plane, Pose
from camera.rig.sprite import Sprite
from camera.rig.texture import around, by_angle, paint

Painter = Callable[[np.random.Generator, Sprite], tuple[Defect, ...]]


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
        return np.clip((edge - self.distance) / np.float32(soft) + np.float32(0.5), 0, 1)


def paint_defects(rng: np.random.Generator, sprite: Sprite) -> tuple[Defect, ...]:
    """One to three kinds of defects on a casting that was sound."""
    share = {
        blow_hole: 0.32,
        pinholes: 0.16,
        paint_burr: 0.3,
        crack: 0.2,
        chip: 0.26,
    }
    chosen = [painter for painter, often in share.items() if rng.random() < often]
    painters: list[Painter] = chosen[:3] or [rng.choice(list(share))]  # type: ignore[arg-type]
    return tuple(defect for painter in painters for defect in painter(rng, sprite))


def blow_hole(rng: np.random.Generator, sprite: Sprite) -> tuple[Defect, ...]:
    """Gas that was caught: a dark hole, one side of its edge lit."""
    x, y = _on_ring(rng, sprite.pose) if rng.random() < 0.75 else _on_lip(rng, sprite.pose)
    radius = max(2.2, sprite.pose.radius * rng.uniform(0.011, 0.034))
    patch = Patch.at(sprite.shape, x, y, 2.2 * radius + 3)
    light = sprite.light[patch.window]
    lit = np.cos(patch.angle - np.float32(sprite.pose.lean_direction + pi + rng.normal(0, 0.6)))
    rim = patch.blob(rng, radius * rng.uniform(1.25, 1.5), 0.1, 1.4)
    paint(light, light + rng.uniform(25, 75) * lit, rim * rng.uniform(0.5, 1.0))
    hole = patch.blob(rng, radius, 0.14, 1.3)
    floor = rng.uniform(14, 45) + rng.uniform(0, 45) * np.clip(-lit, 0, 1) * patch.distance / radius
    paint(light, floor, hole * rng.uniform(0.85, 1.0))
    return (Defect(DefectKind.BLOW_HOLE, x, y, 1.4 * radius),)


def pinholes(rng: np.random.Generator, sprite: Sprite) -> tuple[Defect, ...]:
    """A few dots close together."""
    x, y = _on_ring(rng, sprite.pose)
    count, spread = int(rng.integers(2, 8)), sprite.pose.radius * rng.uniform(0.02, 0.07)
    places = rng.normal((x, y), spread, (count, 2))
    for spot_x, spot_y in places:
        radius = max(1.0, sprite.pose.radius * rng.uniform(0.004, 0.0095))
        patch = Patch.at(sprite.shape, spot_x, spot_y, 2 * radius + 2)
        paint(sprite.light[patch.window], rng.uniform(20, 70), patch.blob(rng, radius, 0.2, 1.2))
    reach = max(hypot(px - x, py - y) for px, py in places)
    return (Defect(DefectKind.PINHOLES, x, y, reach + 0.01 * sprite.pose.radius),)


def crack(rng: np.random.Generator, sprite: Sprite) -> tuple[Defect, ...]:
    """A tear from shrinking: a jagged line from the groove outwards, often from a pit."""
    pose = sprite.pose
    start, heading = rng.uniform(0, 2 * pi), rng.normal(0, 0.5)
    steps, reach = int(rng.integers(4, 9)), rng.uniform(0.05, 0.16)
    radius, angle, places = rng.uniform(LIP, GROOVE + 0.02), start, []
    for _ in range(steps + 1):
        places.append(pose.to_picture(radius * cos(angle), radius * sin(angle)))
        turn = heading + rng.normal(0, 0.7)
        radius += reach / steps * max(0.15, cos(turn))
        angle += reach / steps * sin(turn) / radius
    path = np.array(places, np.float32)
    _draw_crack(rng, sprite, path)
    middle = (path.min(0) + path.max(0)) / 2
    half = float(np.hypot(*(path - middle).T).max())
    return (Defect(DefectKind.CRACK, float(middle[0]), float(middle[1]), half + 2),)


def _draw_crack(rng: np.random.Generator, sprite: Sprite, path: NDArray[np.float32]) -> None:
    mask = np.zeros(sprite.shape, np.uint8)
    thick = max(1.0, sprite.pose.radius * rng.uniform(0.006, 0.016))
    for step in range(len(path) - 1):  # thinner towards its end
        width = max(1, round(thick * (1.25 - step / len(path)) * rng.uniform(0.7, 1.4)))
        ends = [(int(px * 16), int(py * 16)) for px, py in path[step : step + 2]]
        cv2.line(mask, ends[0], ends[1], 255, width, cv2.LINE_AA, 4)
    cover = mask.astype(np.float32) / 255
    lit = np.roll(cover, (1, 1), (0, 1)) * (1 - cover)
    sprite.light[...] += lit * rng.uniform(5, 40)
    paint(sprite.light, rng.uniform(18, 45), cover * rng.uniform(0.8, 1.0))
    if rng.random() < 0.5:
        x, y = float(path[0][0]), float(path[0][1])
        patch = Patch.at(sprite.shape, x, y, 6 * thick + 4)
        pit = patch.blob(rng, thick * rng.uniform(1.2, 2.2), 0.3, 1.5)
        paint(sprite.light[patch.window], rng.uniform(12, 30), pit)


def chip(rng: np.random.Generator, sprite: Sprite) -> tuple[Defect, ...]:
    """Broken out of an edge: of the rim, or one to four bites out of the lip."""
    if rng.random() < 0.4:
        return (_rim_chip(rng, sprite),)
    angle, count = rng.uniform(0, 2 * pi), int(rng.integers(1, 5))
    return tuple(_lip_chip(rng, sprite, angle + rng.normal(0, 0.2)) for _ in range(count))


def _rim_chip(rng: np.random.Generator, sprite: Sprite) -> Defect:
    angle = rng.uniform(0, 2 * pi)
    x, y = sprite.pose.to_picture(1.005 * cos(angle), 1.005 * sin(angle))
    radius = max(2.5, sprite.pose.radius * rng.uniform(0.018, 0.055))
    patch = Patch.at(sprite.shape, x, y, 1.8 * radius + 3)
    light, through = sprite.light[patch.window], sprite.through[patch.window]
    lit = light + rng.uniform(15, 50)
    paint(light, lit, patch.blob(rng, radius * 1.18, 0.16, 1.5) * (through < 0.5))
    bite = patch.blob(rng, radius, 0.2, 1.3)
    broken = rng.uniform(30, 75) * (0.7 + 0.3 * by_angle(around(rng, 6, 64), patch.angle))
    paint(light, broken, bite * (through < 0.5))
    return Defect(DefectKind.CHIP, x, y, radius)


def _lip_chip(rng: np.random.Generator, sprite: Sprite, angle: float) -> Defect:
    edge = LIP if rng.random() < 0.75 else ANNULUS
    x, y = _at_lip(sprite.pose, edge, angle)
    radius = max(1.8, sprite.pose.radius * rng.uniform(0.01, 0.03))
    patch = Patch.at(sprite.shape, x, y, 1.9 * radius + 3)
    light = sprite.light[patch.window]
    paint(light, light + rng.uniform(0, 35), patch.blob(rng, radius * 1.3, 0.25, 2))
    paint(light, rng.uniform(14, 40), patch.blob(rng, radius, 0.3, 1.3))
    return Defect(DefectKind.CHIP, x, y, 1.2 * radius)


def _on_ring(rng: np.random.Generator, pose: Pose) -> tuple[float, float]:
    radius, angle = rng.uniform(GROOVE + 0.035, 0.955), rng.uniform(0, 2 * pi)
    return pose.to_picture(radius * cos(angle), radius * sin(angle))


def _on_lip(rng: np.random.Generator, pose: Pose) -> tuple[float, float]:
    return _at_lip(pose, rng.uniform(ANNULUS + 0.015, LIP), rng.uniform(0, 2 * pi))


def _at_lip(pose: Pose, radius: float, angle: float) -> tuple[float, float]:
    shift_u, shift_v = pose.lean[0] * LIP_HEIGHT, pose.lean[1] * LIP_HEIGHT
    return pose.to_picture(radius * cos(angle) + shift_u, radius * sin(angle) + shift_v)
