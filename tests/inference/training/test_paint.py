import numpy as np

from inference.training.paint import blemished, fading, glinting
from models.network_card import RingGeometry

GEOMETRY = RingGeometry(height=96, width=672, inner=-0.12, outer=1.32)
DEPTH = np.linspace(GEOMETRY.inner, GEOMETRY.outer, GEOMETRY.height)
RIM = int(np.argmin(np.abs(DEPTH - 1)))


def plain_casting() -> np.ndarray:
    """A bright ring, a dark line at its rim, and ground that is a little darker."""
    strip = np.full((96, 672), 150, np.uint8)
    strip[RIM - 1 : RIM + 1] = 40
    strip[RIM + 1 :] = 110
    return strip


def test_a_blemish_is_small_on_the_ring_and_seen() -> None:
    strip = plain_casting()
    for seed in range(200):
        painted = blemished(strip, GEOMETRY, np.random.default_rng(seed))
        changed = np.abs(painted.astype(int) - strip) > 20
        assert 1 <= changed.sum() < 0.03 * strip.size
        assert -0.12 < DEPTH[changed.any(axis=1)].mean() < 1.25  # a scratch may run off the ring
    assert (strip == plain_casting()).all()


def test_some_blemishes_are_burrs_and_some_are_chips() -> None:
    strip = plain_casting()
    drawn = [blemished(strip, GEOMETRY, np.random.default_rng(seed)) for seed in range(200)]
    beyond = [(one[RIM + 4 : RIM + 8] > 140).any() for one in drawn]  # bright metal on the ground
    within = [(one[RIM - 6 : RIM - 3] == 40).any() for one in drawn]  # the dark line in the ring
    assert 10 < sum(beyond) < 60
    assert 5 < sum(within) < 60


def test_a_rim_that_fades_is_lost_in_places_and_nothing_else_changes() -> None:
    strip = plain_casting()
    lost = []
    for seed in range(40):
        faded = fading(strip, GEOMETRY, np.random.default_rng(seed))
        changed = np.abs(faded.astype(int) - strip) > 8
        assert set(np.flatnonzero(changed.any(axis=1))) <= set(range(RIM - 12, RIM + 13))
        lost.append((faded[RIM] > 80).mean())
    assert 0.01 < np.mean(lost) < 0.4


def test_a_glint_is_a_thin_bright_dash_along_an_edge() -> None:
    strip = np.full((96, 672), 150, np.uint8)
    strip[75:77] = 40  # the rim's shadow
    for seed in range(40):
        lit = glinting(strip, np.random.default_rng(seed)).astype(int) - strip
        assert lit.min() >= -30
        assert (np.abs(lit) > 20).mean() < 0.02
    changed = [
        np.abs(glinting(strip, np.random.default_rng(n)).astype(int) - strip) for n in range(40)
    ]
    assert np.sum(changed, axis=(0, 2)).argmax() in range(72, 80)
