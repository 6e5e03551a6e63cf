"""The specular fan: how turning marks mirror the light, by the angle around the casting."""

from math import pi

import numpy as np
from numpy.typing import NDArray

from camera.rig.texture import SPOKES, around


def drawn_fan(rng: np.random.Generator, towards: float) -> NDArray[np.float32]:
    """The light's image in the turning marks: opposed sectors, by angle, 0 .. about 1."""
    angle = np.linspace(0, 2 * pi, SPOKES, endpoint=False, dtype=np.float32)
    fan = np.zeros(SPOKES, np.float32)
    axis = towards + pi / 2 + rng.normal(0, 0.35)
    for direction in (axis, axis + pi + rng.normal(0, 0.12)):
        sharp, soft = rng.uniform(0.04, 0.25), rng.uniform(0.25, 0.7)
        if rng.random() < 0.5:
            sharp, soft = soft, sharp
        fan += np.float32(rng.uniform(0.6, 1.0)) * _lobe(angle - direction, sharp, soft)
    fan -= np.float32(rng.uniform(0, 0.55)) * np.cos(angle - np.float32(axis + pi / 2)) ** 2
    for direction in (towards, towards + pi):  # thin glints along the lean
        narrow = _lobe(angle - direction - rng.normal(0, 0.05), 0.03, 0.03)
        fan += np.float32(rng.uniform(0, 0.45)) * narrow
    fan += np.float32(rng.uniform(0.01, 0.045)) * around(rng, 60)
    return fan + np.float32(rng.uniform(0.06, 0.2)) * around(rng, 5)


def _lobe(angle: NDArray[np.float32], before: float, after: float) -> NDArray[np.float32]:
    off = (angle + np.float32(pi)) % np.float32(2 * pi) - np.float32(pi)
    width = np.where(off < 0, np.float32(before), np.float32(after))
    return np.asarray(np.exp(-((off / width) ** 2)), np.float32)
