"""One camera over one rig: the same place, light and table for every casting."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from camera.rig.casting import Defect
from camera.rig.look import bright
from camera.rig.pose import Plane, Pose
from camera.rig.render import in_picture, render_sprite, sensed, softness
from camera.rig.scene import paint_background
from camera.rig.sprite import Sprite


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A casting ready to be filmed."""

    number: int
    sprite: Sprite
    defects: tuple[Defect, ...]


class Stage:
    """Films castings; the same seed gives the same castings in the same order."""

    def __init__(self, seed: int, size: int, defective_share: float) -> None:
        self._seed, self._size, self._defective_share = seed, size, defective_share
        rng = np.random.default_rng([seed, 0])
        middle = size / 2
        self._pose = replace(Pose.drawn(rng, size), x=middle, y=middle, aspect=rng.uniform(0.94, 1))
        self._look = bright(rng)
        self._blur = softness(rng, size)
        self._table = paint_background(rng, size, self._look, in_picture(self._pose))
        self.empty = _grey(self._table)  # the rig without a casting, before noise
        self._noise = _noise(rng, size)
        aside = np.abs(np.linspace(-1, 1, size, dtype=np.float32))
        self._fade = np.clip((1 - aside) / np.float32(0.12), 0, 1)  # no shadow ends at an edge
        self._rng = rng

    def casting(self, number: int) -> Item:
        """Render a casting; takes about as long as four frames, on any thread."""
        rng = np.random.default_rng([self._seed, number])
        defective = rng.random() < self._defective_share
        sprite, defects = render_sprite(rng, self._size, self._placed(rng), self._look, defective)
        light = cv2.GaussianBlur(sprite.light, (0, 0), self._blur)
        shade = cv2.GaussianBlur(1 - sprite.through, (0, 0), self._blur) * self._fade
        soft = replace(sprite, light=_plane(light), through=_plane(1 - shade))
        return Item(number, soft, defects)

    def _placed(self, rng: np.random.Generator) -> Pose:
        play = 0.012 * self._size
        return replace(
            self._pose,
            x=self._pose.x + rng.normal(0, play),
            y=self._pose.y + rng.normal(0, play),
            radius=self._size * rng.normal(0.425, 0.003),
        )

    def film(self, item: Item, shift: float, smear: float) -> NDArray[np.uint8]:
        """The rig with a casting `shift` picture widths off its place, before noise.

        `smear` is how far it moves while the shutter is open, in picture widths.
        """
        move = np.array([[1, 0, shift * self._size], [0, 1, 0]], np.float32)
        light = _moved(item.sprite.light, move, beyond=0)
        through = _moved(item.sprite.through, move, beyond=1)
        scene = light + self._table * through
        pixels = round(abs(smear) * self._size)
        return _grey(cv2.blur(scene, (pixels, 1)) if pixels > 1 else scene)

    def with_noise(self, grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """A new picture as the sensor gives it, a different one each time."""
        y, x = self._rng.integers(0, self._noise.shape[0] - self._size, 2)
        noise = self._noise[y : y + self._size, x : x + self._size]
        return np.asarray(cv2.addWeighted(grey, 1, noise, 1, -128), np.uint8)


def _noise(rng: np.random.Generator, size: int) -> NDArray[np.uint8]:
    """Sensor noise around 128, larger than a picture: every frame takes another part of it."""
    noise = rng.normal(128, rng.uniform(1.4, 2.2), (size + 97, size + 97))
    return np.rint(noise).astype(np.uint8)


def _moved(plane: Plane, move: NDArray[np.float32], beyond: float) -> Plane:
    size = (plane.shape[1], plane.shape[0])
    return _plane(cv2.warpAffine(plane, move, size, borderValue=(beyond,)))


def _grey(scene: object) -> NDArray[np.uint8]:
    return np.asarray(cv2.convertScaleAbs(sensed(_plane(scene))), np.uint8)


def _plane(pixels: object) -> Plane:
    return np.asarray(pixels, np.float32)
