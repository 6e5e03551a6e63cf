import numpy as np

from inference.training.paint import blemished, glinting
from models.network_card import RingGeometry

GEOMETRY = RingGeometry(height=96, width=672, inner=-0.12, outer=1.32)


def test_a_blemish_is_small_on_the_ring_and_seen() -> None:
    strip = np.full((96, 672), 150, np.uint8)
    depth = np.linspace(GEOMETRY.inner, GEOMETRY.outer, GEOMETRY.height)
    for seed in range(60):
        painted = blemished(strip, GEOMETRY, np.random.default_rng(seed))
        changed = np.abs(painted.astype(int) - strip) > 20
        assert 1 <= changed.sum() < 0.03 * strip.size
        middle = depth[changed.any(axis=1)].mean()
        assert -0.1 < middle < 1.2  # a scratch may run off the ring
    assert (strip == 150).all()


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
