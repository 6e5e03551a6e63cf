"""What a sound casting shows as well: stains, scratches along the marks, nicks, dust."""

from math import cos, pi, sin

import cv2
import numpy as np

from camera.rig.metal import GROOVE
from camera.rig.pose import Plane
from camera.rig.sprite import Sprite
from camera.rig.texture import clouds


def paint_wear(rng: np.random.Generator, sprite: Sprite) -> None:
    """Harmless traces; none of them is a defect."""
    u, v = sprite.pose.plane(sprite.shape)
    radius = np.hypot(u, v)
    on_ring = ((radius > GROOVE) & (radius < 0.99)).astype(np.float32)
    if rng.random() < 0.45:
        _stain(rng, sprite, on_ring)
    for _ in range(rng.poisson(1.8)):
        _scratch(rng, sprite)
    if rng.random() < 0.25:
        _dust(rng, sprite, on_ring)
    for _ in range(rng.poisson(1.2)):
        _nick(rng, sprite)


def _stain(rng: np.random.Generator, sprite: Sprite, on_ring: Plane) -> None:
    """Where coolant dried: broad, faint, without an edge."""
    stain = np.clip(clouds(rng, sprite.shape, int(rng.integers(3, 9))) - np.float32(0.7), 0, 1.2)
    sprite.light[...] -= stain * on_ring * np.float32(rng.uniform(4, 20))


def _scratch(rng: np.random.Generator, sprite: Sprite) -> None:
    """A thin arc along the turning marks."""
    radius, start = rng.uniform(GROOVE + 0.02, 0.97), rng.uniform(0, 2 * pi)
    angles = start + np.linspace(0, rng.uniform(0.1, 0.9), 24)
    path = [sprite.pose.to_picture(radius * cos(a), radius * sin(a)) for a in angles]
    line = np.zeros(sprite.shape, np.uint8)
    points = np.rint(np.array(path) * 16).astype(np.int32)
    cv2.polylines(line, [points], False, 255, 1, cv2.LINE_AA, 4)
    sprite.light[...] += line.astype(np.float32) * np.float32(rng.uniform(-0.06, 0.08))


def _dust(rng: np.random.Generator, sprite: Sprite, on_ring: Plane) -> None:
    """Fine bright specks over a part of the ring."""
    where = np.clip(clouds(rng, sprite.shape, 3), 0, 1) * on_ring
    specks = (rng.random(sprite.shape, np.float32) < np.float32(0.012)) * where
    sprite.light[...] += specks * np.float32(rng.uniform(15, 60))


def _nick(rng: np.random.Generator, sprite: Sprite) -> None:
    """A bright spot on the rim's edge, a pixel or two."""
    angle = rng.uniform(0, 2 * pi)
    x, y = sprite.pose.to_picture(0.995 * cos(angle), 0.995 * sin(angle))
    spot = np.zeros(sprite.shape, np.uint8)
    along = rng.uniform(0.5, 2.5) * sprite.pose.radius / 200
    end = (round(16 * (x - along * sin(angle))), round(16 * (y + along * cos(angle))))
    cv2.line(spot, (round(16 * x), round(16 * y)), end, 255, 1, cv2.LINE_AA, 4)
    sprite.light[...] += spot.astype(np.float32) * np.float32(rng.uniform(0.1, 0.3))
