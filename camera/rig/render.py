"""From a seeded draw to a picture: the parts of the rig put together."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from camera.rig.casting import Defect, RenderedCasting
from camera.rig.defects import paint_defects
from camera.rig.look import Look, drawn_look
from camera.rig.metal import paint_metal
from camera.rig.pose import Plane, Pose
from camera.rig.scene import paint_background, shadow
from camera.rig.sprite import Sprite
from camera.rig.wear import paint_wear

KNEE = 212  # grey level


def render_casting(rng: np.random.Generator, size: int, defective: bool) -> RenderedCasting:
    """A casting at rest, `size` pixels square; place, light and defects are drawn from `rng`."""
    look, pose = drawn_look(rng), Pose.drawn(rng, size)
    table = paint_background(rng, size, look, in_picture(pose))
    sprite, defects = render_sprite(rng, size, pose, look, defective)
    blurred = cv2.GaussianBlur(sprite.light + table * sprite.through, (0, 0), softness(rng, size))
    pixels = _developed(rng, np.asarray(blurred, np.float32))
    return RenderedCasting(pixels, defective, defects, pose.outline())


def render_sprite(
    rng: np.random.Generator, size: int, pose: Pose, look: Look, defective: bool
) -> tuple[Sprite, tuple[Defect, ...]]:
    """A casting without its background, sharp, and what is wrong with it."""
    light = np.zeros((size, size), np.float32)
    cover = paint_metal(rng, light, pose, look)
    sprite = Sprite(light, 1 - cover, pose, look)
    paint_wear(rng, sprite)
    defects = paint_defects(rng, sprite) if defective else ()
    np.clip(sprite.light, 4, 254, out=sprite.light)
    covered = replace(sprite, light=sprite.light * (1 - sprite.through))
    shaded = covered.through * shadow(rng, sprite.shape, pose, look)
    return replace(covered, through=shaded), defects


def in_picture(pose: Pose) -> float:
    """The direction of the lean in the picture, radians from x towards y."""
    x, y = pose.to_picture(*pose.lean)
    return float(np.arctan2(y - pose.y, x - pose.x))


def softness(rng: np.random.Generator, size: int) -> float:
    """How much the lens blurs: the standard deviation in pixels."""
    return max(0.45, size / 512 * rng.uniform(0.6, 1.0))


def sensed(light: Plane) -> Plane:
    """What a sensor makes of the brightest places: they bend off before they burn out."""
    over = np.maximum(light - np.float32(KNEE), 0)
    bent = np.float32(255 - KNEE) * (1 - np.exp(-over / np.float32(255 - KNEE)))
    return np.asarray(np.minimum(light, np.float32(KNEE)) + bent, np.float32)


def _developed(rng: np.random.Generator, light: Plane) -> NDArray[np.uint8]:
    """What the sensor and the camera's own JPEG make of it."""
    exposed = 255 * (light / 255) ** np.float32(rng.uniform(0.92, 1.1)) * rng.uniform(0.9, 1.1)
    exposed = sensed(np.asarray(exposed, np.float32)) + rng.uniform(1.2, 3.2) * rng.standard_normal(
        light.shape, np.float32
    )
    grey = np.clip(np.rint(exposed), 0, 255).astype(np.uint8)
    _, jpeg = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(82, 96))])
    return np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_GRAYSCALE), np.uint8)
