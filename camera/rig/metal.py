"""The impeller itself, from the ground up: side wall, ring, groove, lip, vanes, hub, bore."""

from math import pi

import numpy as np
from numpy.typing import NDArray

from camera.rig.fan import drawn_fan
from camera.rig.look import Look
from camera.rig.pose import ANNULUS, LIP_HEIGHT, Plane, Polar, Pose
from camera.rig.texture import around, by_angle, clouds, disc, paint, turned_metal

GROOVE, LIP, HUB, BORE = 0.683, 0.636, 0.304, 0.232  # radii, in radii of the rim
BLADES = 7


def paint_metal(rng: np.random.Generator, light: Plane, pose: Pose, look: Look) -> Plane:
    """Paint the casting into `light`; returns how much of each pixel it covers, 0 .. 1."""
    shape = (light.shape[0], light.shape[1])
    plane = pose.plane(shape)
    edge = 1.2 * pose.texel
    ring = Polar.at(pose, plane, 0)
    wall = Polar.at(pose, plane, 1)
    lip = Polar.at(pose, plane, LIP_HEIGHT)
    fan = drawn_fan(rng, pose.lean_direction)
    cover = np.maximum(disc(wall.radius, 0.995, 2 * edge), disc(ring.radius, 1, edge))
    paint(light, _wall_tone(rng, look, wall), cover)
    paint(light, _ring_tone(rng, look, ring, fan, pose), disc(ring.radius, 1, edge))
    paint(light, _groove_tone(rng, look, ring, pose), disc(ring.radius, GROOVE, edge))
    paint(light, look.groove, 0.7 * disc(lip.radius, LIP + 1.5 * pose.texel, edge))
    paint(light, _lip_tone(rng, look, lip, fan, pose), disc(lip.radius, LIP, edge))
    paint(light, _vanes_tone(rng, lip), disc(lip.radius, ANNULUS, edge))
    _paint_hub(rng, light, look, pose, plane)
    grit = rng.uniform(0.01, 0.032) * rng.standard_normal(shape, np.float32)
    light += light * grit * cover
    return cover


def _wall_tone(rng: np.random.Generator, look: Look, wall: Polar) -> Plane:
    rough = by_angle(around(rng, 90), wall.angle)
    return np.asarray(look.wall * (1 + 0.2 * rough), np.float32)


def _ring_tone(
    rng: np.random.Generator,
    look: Look,
    ring: Polar,
    fan: NDArray[np.float32],
    pose: Pose,
) -> Plane:
    shine = by_angle(fan, ring.angle)
    tone = look.ring + look.fan * (shine - np.float32(0.3))
    tone += look.grain * turned_metal(rng, ring.radius, ring.angle, pose.texel) * (0.7 + shine)
    tone += look.moire * _finest_marks(rng, ring, pose) * (0.25 + np.float32(0.5) * shine)
    tone += rng.uniform(1.5, 5) * clouds(rng, _shape(tone), 9)
    tone += rng.uniform(1, 3) * clouds(rng, _shape(tone), round(0.45 / pose.texel))
    outwards = (ring.radius - np.float32(GROOVE)) / np.float32(1 - GROOVE)
    tone += rng.uniform(-16, 4) * np.clip(outwards, 0, 1)
    tone += rng.uniform(10, 26) * np.exp(-((outwards / np.float32(0.13)) ** 2)) * (0.3 + shine)
    _finish_rim(rng, tone, ring, pose, look)
    return np.asarray(tone, np.float32)


def _finest_marks(rng: np.random.Generator, ring: Polar, pose: Pose) -> Plane:
    """Marks about as fine as the pixels: where they beat with them, there is moire."""
    step = rng.uniform(0.985, 1.06) * (2 if rng.random() < 0.25 else 1)  # pixels
    turns = ring.radius * np.float32(pose.radius / step)
    return np.asarray(np.sin(np.float32(2 * pi) * (turns - np.floor(turns))), np.float32)


def _finish_rim(rng: np.random.Generator, tone: Plane, ring: Polar, pose: Pose, look: Look) -> None:
    chamfer = np.clip((ring.radius - (1 - 2.8 * pose.texel)) / np.float32(2 * pose.texel), 0, 1)
    worn = 0.6 + 0.22 * by_angle(around(rng, 24), ring.angle)
    tone += chamfer * look.edge * np.clip(worn, 0.0, 1.2)


def _groove_tone(rng: np.random.Generator, look: Look, ring: Polar, pose: Pose) -> Plane:
    """Dark where one looks into it, a worn edge where its near wall hides it."""
    into = 0.5 + 0.5 * np.cos(ring.angle - np.float32(pose.lean_direction))
    glint = np.clip(by_angle(around(rng, 50), ring.angle) - np.float32(1.9), 0, 1)
    far = look.lip * (0.8 + 0.12 * by_angle(around(rng, 9), ring.angle))
    tone = far + (look.groove - far) * np.clip(into * 2.2 - 0.35, 0, 1)
    worn = np.exp(-(((ring.radius - np.float32(GROOVE - 0.01)) / np.float32(0.007)) ** 2))
    return np.asarray(tone + 150 * glint * worn, np.float32)


def _lip_tone(
    rng: np.random.Generator, look: Look, lip: Polar, fan: NDArray[np.float32], pose: Pose
) -> Plane:
    tone = look.lip + 0.35 * look.fan * by_angle(np.roll(fan, 17), lip.angle)
    tone += 1.5 * turned_metal(rng, lip.radius, lip.angle, pose.texel)
    tone += 3 * clouds(rng, _shape(lip.radius), 14)
    for edge, light in ((LIP, look.lip_edge), (ANNULUS, rng.uniform(-25, 20))):
        near = np.exp(-(((lip.radius - np.float32(edge)) / np.float32(2 * pose.texel)) ** 2))
        tone += light * near * (0.7 + 0.3 * by_angle(around(rng, 12), lip.angle))
    return np.asarray(tone, np.float32)


def _vanes_tone(rng: np.random.Generator, lip: Polar) -> Plane:
    """A dark pit in which curved vanes are just to be seen."""
    depth = np.maximum(lip.radius / np.float32(ANNULUS), np.float32(0.1))
    blade = np.arccos(np.clip(np.float32(rng.uniform(0.6, 0.7)) / depth, -1, 1))  # a straight line
    sweep = lip.angle + np.float32(rng.choice([-1.0, 1.0])) * blade
    phase = sweep * np.float32(BLADES / (2 * pi)) + np.float32(rng.random())
    along = phase - np.floor(phase)
    leaf = np.clip((1 - depth) / np.float32(0.4), 0.1, 1) * np.float32(0.16)  # half its width
    ridge = np.exp(-(((along - 0.5 + leaf) / np.float32(0.09)) ** 2))
    ridge += 0.5 * np.exp(-(((along - 0.5 - leaf) / np.float32(0.1)) ** 2))
    ridge -= 0.4 * np.exp(-(((along - 0.5) / np.float32(0.09)) ** 2))
    shown = np.exp(-(((depth - np.float32(0.83)) / np.float32(0.13)) ** 4))
    uneven = 0.6 + 0.4 * by_angle(around(rng, 5), lip.angle)
    tone = rng.uniform(13, 20) + rng.uniform(18, 50) * ridge * shown * uneven
    tone += 7 * shown + 2.0 * clouds(rng, _shape(depth), 60)
    return np.asarray(np.maximum(tone, 6), np.float32)


def _paint_hub(
    rng: np.random.Generator, light: Plane, look: Look, pose: Pose, plane: tuple[Plane, Plane]
) -> None:
    edge = 1.4 * pose.texel
    hub = Polar.at(pose, plane, LIP_HEIGHT * 0.7)
    floor = Polar.at(pose, plane, LIP_HEIGHT * 0.7 + 2.4)
    tone = look.hub + 5 * by_angle(around(rng, 10), hub.angle) + 3 * clouds(rng, _shape(light), 30)
    brink = np.exp(-(((hub.radius - np.float32(HUB)) / np.float32(2.5 * pose.texel)) ** 2))
    paint(
        light,
        tone + look.hub_edge * brink * by_angle(around(rng, 16), hub.angle),
        disc(hub.radius, HUB, edge),
    )
    bore = disc(hub.radius, BORE, edge)
    paint(light, look.bore * rng.uniform(0.3, 0.55), bore)
    falloff = look.bore * (1 - np.float32(0.42) * (floor.radius / np.float32(BORE)) ** 2)
    away = np.cos(floor.angle - np.float32(pose.lean_direction)) * floor.radius
    seen = disc(floor.radius, BORE * 0.98, 5 * edge) * bore
    paint(light, falloff + np.float32(60) * away + clouds(rng, _shape(light), 40), seen)


def _shape(plane: Plane) -> tuple[int, int]:
    return plane.shape[0], plane.shape[1]
