"""Flash: ragged metal that was pressed out along the rim and never trimmed."""

from math import cos, hypot, pi, sin

import numpy as np
from numpy.typing import NDArray

from camera.rig.casting import Defect, DefectKind
from camera.rig.pose import Plane, Polar, Pose
from camera.rig.sprite import Sprite
from camera.rig.texture import SPOKES, around, by_angle, clouds, paint

FINE = 8 * SPOKES  # samples around: flash is ragged


def paint_burr(rng: np.random.Generator, sprite: Sprite) -> tuple[Defect, ...]:
    """Flash along one to four stretches of the rim; one defect for each."""
    stretches = [
        (rng.uniform(0, 2 * pi), rng.uniform(0.15, 0.9)) for _ in range(rng.integers(1, 6))
    ]
    reach = _reach(rng, stretches)
    _paint_flash(rng, sprite, reach)
    return tuple(_defect(sprite.pose, middle, half) for middle, half in stretches)


def _reach(rng: np.random.Generator, stretches: list[tuple[float, float]]) -> NDArray[np.float32]:
    """How far the flash stands out, by angle, in radii of the rim."""
    angle = np.linspace(0, 2 * pi, FINE, endpoint=False, dtype=np.float32)
    swell = np.zeros(FINE, np.float32)
    for middle, half in stretches:
        off = np.abs((angle - middle + np.float32(pi)) % np.float32(2 * pi) - np.float32(pi))
        swell = np.maximum(swell, np.clip((half - off) / np.float32(0.08), 0, 1))
    ragged = 0.55 + 0.4 * around(rng, 26, FINE) + 0.12 * around(rng, 90, FINE)
    height = rng.uniform(0.018, 0.055)
    return np.asarray(height * swell * np.clip(ragged, 0.12, 1.7), np.float32)


def _paint_flash(rng: np.random.Generator, sprite: Sprite, reach: NDArray[np.float32]) -> None:
    around_rim = Polar.at(sprite.pose, sprite.pose.plane(sprite.shape), 0)
    beyond, soft = around_rim.radius - 1, np.float32(1.2 * sprite.pose.texel)
    crumbs = np.float32(0.008) * clouds(rng, sprite.shape, round(0.5 / sprite.pose.texel))
    edge = by_angle(reach, around_rim.angle)
    torn = np.clip((edge - beyond - crumbs) / soft + np.float32(0.5), 0, 1)
    flash = np.asarray(torn * (beyond > -soft) * (edge > 0.25 * soft), np.float32)
    glitter = np.asarray(flash * _glitter(rng, sprite, around_rim, reach), np.float32)
    paint(sprite.light, rng.uniform(18, 40) + 10 * clouds(rng, sprite.shape, 90), flash)
    paint(sprite.light, rng.uniform(190, 245), glitter)
    np.minimum(sprite.through, 1 - flash, out=sprite.through)


def _glitter(
    rng: np.random.Generator, sprite: Sprite, around_rim: Polar, reach: NDArray[np.float32]
) -> Plane:
    """Where the torn edge catches the light, 0 .. 1."""
    sits = 1 + reach * np.clip(0.4 + 0.3 * around(rng, 20, FINE), 0.05, 0.95)
    width = np.float32(1.4 * sprite.pose.texel) + 0.3 * reach
    caught = np.clip(0.55 + 0.9 * around(rng, 36, FINE), 0, 1) * (reach > sprite.pose.texel)
    angle = around_rim.angle
    off = (around_rim.radius - by_angle(sits, angle)) / by_angle(width, angle)
    flakes = np.clip(0.9 + clouds(rng, sprite.shape, round(0.4 / sprite.pose.texel)), 0, 1)
    glitter = np.exp(-(off**2)) * by_angle(caught, angle) * (around_rim.radius > 1) * flakes
    return np.asarray(glitter, np.float32)


def _defect(pose: Pose, middle: float, half: float) -> Defect:
    x, y = pose.to_picture(1.015 * cos(middle), 1.015 * sin(middle))
    end_x, end_y = pose.to_picture(1.03 * cos(middle + half), 1.03 * sin(middle + half))
    return Defect(DefectKind.BURR, x, y, hypot(end_x - x, end_y - y))
