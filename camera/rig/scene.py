"""What lies under the casting and around it: the background and the shadow on it."""

from math import cos, pi, sin

import cv2
import numpy as np

from camera.rig.look import Look
from camera.rig.pose import Plane, Pose
from camera.rig.texture import clouds, disc


def paint_background(rng: np.random.Generator, size: int, look: Look, towards: float) -> Plane:
    """The rig's table, darker `towards` (radians) where the light falls off; grey levels."""
    y, x = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j].astype(np.float32)
    slope = x * np.float32(cos(towards)) + y * np.float32(sin(towards))
    table = look.background - np.float32(look.falling_off) * slope
    table += rng.uniform(1, 3) * clouds(rng, (size, size), 3) + 0.8 * clouds(rng, (size, size), 40)
    for _ in range(rng.poisson(3)):
        _paint_speck(rng, table)
    if rng.random() < 0.3:
        _paint_hair(rng, table)
    return np.asarray(table, np.float32)


def _paint_speck(rng: np.random.Generator, table: Plane) -> None:
    size = table.shape[0]
    place = (int(rng.uniform(0, size)), int(rng.uniform(0, size)))
    speck = np.zeros_like(table)
    cv2.circle(speck, place, max(1, round(size * rng.uniform(0.001, 0.003))), 1.0, -1, cv2.LINE_AA)
    table -= cv2.GaussianBlur(speck, (0, 0), 0.8) * np.float32(rng.uniform(15, 60))


def _paint_hair(rng: np.random.Generator, table: Plane) -> None:
    size = table.shape[0]
    start, turn = rng.uniform(0, size, 2), rng.uniform(0, 2 * pi)
    bend = np.linspace(0, rng.normal(0, 1.5), 12) + turn
    steps = np.stack([np.cos(bend), np.sin(bend)], 1) * size * rng.uniform(0.004, 0.012)
    path = np.rint(start + np.cumsum(steps, 0)).astype(np.int32)
    hair = np.zeros(table.shape, np.uint8)
    cv2.polylines(hair, [path], False, 255, 1, cv2.LINE_AA)
    table -= hair.astype(np.float32) * np.float32(rng.uniform(0.05, 0.2))


def shadow(rng: np.random.Generator, shape: tuple[int, int], pose: Pose, look: Look) -> Plane:
    """How much light reaches the table around the casting, 0 .. 1: dark where it touches."""
    u, v = pose.plane(shape)
    wide = rng.uniform(1.5, 4.5)
    u, v = u - np.float32(wide * pose.lean[0]), v - np.float32(wide * pose.lean[1])
    blocked = disc(np.hypot(u, v), 1.0, 2 * pose.texel)
    soft = cv2.GaussianBlur(blocked, (0, 0), 0.05 * pose.radius)
    softer = cv2.GaussianBlur(blocked, (0, 0), 0.16 * pose.radius)
    return np.asarray(1 - look.shadow * (0.8 * soft + 0.5 * softer).clip(0, 1), np.float32)
