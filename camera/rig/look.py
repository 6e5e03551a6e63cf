"""The two looks of the real rig: how bright its parts are, in grey levels."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Look:
    """Grey levels of one light."""

    background: float
    falling_off: float  # how much darker the background is on the shadow's side
    shadow: float  # share of light that the shadow takes
    wall: float  # the casting's raw side
    ring: float
    lip: float
    fan: float  # height of the specular fan over the ring
    hub: float
    hub_edge: float  # how much brighter its rim is, here and there
    bore: float
    groove: float
    grain: float  # height of the turning marks
    edge: float  # how much brighter the rim's chamfer is than the ring
    lip_edge: float  # the same for the lip
    moire: float  # height of the finest marks, which beat with the pixels


def drawn_look(rng: np.random.Generator) -> Look:
    """Mostly the usual light; now and then the dull metal on white."""
    return dull(rng) if rng.random() < 0.12 else bright(rng)


def bright(rng: np.random.Generator) -> Look:
    """The usual light: bright metal on grey."""
    return Look(
        background=rng.uniform(155, 182),
        falling_off=rng.uniform(15, 34),
        shadow=rng.uniform(0.45, 0.8),
        wall=rng.uniform(24, 44),
        ring=rng.uniform(180, 200),
        lip=rng.uniform(165, 190),
        fan=rng.uniform(22, 85),
        hub=rng.uniform(165, 188),
        hub_edge=rng.uniform(-20, 20),
        bore=rng.uniform(135, 165),
        groove=rng.uniform(12, 26),
        grain=rng.uniform(1.2, 3.2),
        edge=rng.uniform(-110, -30),
        lip_edge=rng.uniform(0, 40),
        moire=rng.uniform(3, 22),
    )


def dull(rng: np.random.Generator) -> Look:
    """The other light: dull metal on a nearly white ground, hardly a shadow."""
    return Look(
        background=rng.uniform(205, 228),
        falling_off=rng.uniform(0, 10),
        shadow=rng.uniform(0.04, 0.16),
        wall=rng.uniform(95, 125),
        ring=rng.uniform(132, 156),
        lip=rng.uniform(115, 150),
        fan=rng.uniform(25, 60),
        hub=rng.uniform(105, 150),
        hub_edge=rng.uniform(30, 60),
        bore=rng.uniform(95, 120),
        groove=rng.uniform(75, 105),
        grain=rng.uniform(1, 2.5),
        edge=rng.uniform(40, 110),
        lip_edge=rng.uniform(90, 170),
        moire=rng.uniform(2, 14),
    )
