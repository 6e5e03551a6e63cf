"""What goes wrong in casting and turning, painted where it happens, with the truth of it."""

from collections.abc import Callable
from math import cos, hypot, pi, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from camera.rig.burr import paint_burr
from camera.rig.casting import Defect, DefectKind
from camera.rig.metal import GROOVE, LIP
from camera.rig.patch import Patch
from camera.rig.pose import ANNULUS, LIP_HEIGHT, Pose
from camera.rig.sprite import Sprite
from camera.rig.texture import around, by_angle, clouds, paint


def paint_defects(rng: np.random.Generator, sprite: Sprite) -> tuple[Defect, ...]:
    """One to three kinds of defects on a casting that was sound."""
    chosen = [painter for painter, share in SHARES if rng.random() < share][:3]
    painters = chosen or [SHARES[int(rng.integers(len(SHARES)))][0]]
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
    steps, reach = int(rng.integers(7, 15)), rng.uniform(0.09, 0.2)
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
    thick = max(1.0, sprite.pose.radius * rng.uniform(0.005, 0.011))
    for step in range(len(path) - 1):  # thinner towards its end
        width = max(1, round(thick * (1.25 - step / len(path)) * rng.uniform(0.7, 1.4)))
        ends = [(int(px * 16), int(py * 16)) for px, py in path[step : step + 2]]
        cv2.line(mask, ends[0], ends[1], 255, width, cv2.LINE_AA, 4)
    worn = np.clip(0.9 + 0.4 * clouds(rng, sprite.shape, 100), 0.3, 1)
    cover = np.asarray(mask.astype(np.float32) / 255 * worn, np.float32)
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
    paint(light, light + rng.uniform(0, 35), patch.blob(rng, radius * 1.3, 0.16, 2))
    broken = rng.uniform(14, 40) + rng.uniform(0, 9) * rng.standard_normal(light.shape, np.float32)
    paint(light, np.asarray(broken, np.float32), patch.blob(rng, radius, 0.18, 1.8))
    return Defect(DefectKind.CHIP, x, y, 1.2 * radius)


def _on_ring(rng: np.random.Generator, pose: Pose) -> tuple[float, float]:
    radius, angle = rng.uniform(GROOVE + 0.035, 0.955), rng.uniform(0, 2 * pi)
    return pose.to_picture(radius * cos(angle), radius * sin(angle))


def _on_lip(rng: np.random.Generator, pose: Pose) -> tuple[float, float]:
    return _at_lip(pose, rng.uniform(ANNULUS + 0.015, LIP), rng.uniform(0, 2 * pi))


def _at_lip(pose: Pose, radius: float, angle: float) -> tuple[float, float]:
    shift_u, shift_v = pose.lean[0] * LIP_HEIGHT, pose.lean[1] * LIP_HEIGHT
    return pose.to_picture(radius * cos(angle) + shift_u, radius * sin(angle) + shift_v)


SHARES: tuple[tuple[Callable[[np.random.Generator, Sprite], tuple[Defect, ...]], float], ...] = (
    (blow_hole, 0.32),
    (pinholes, 0.16),
    (paint_burr, 0.3),
    (crack, 0.2),
    (chip, 0.26),
)
"""What goes wrong, and in which share of the defective castings."""
