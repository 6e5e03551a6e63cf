import numpy as np

from inference.training.paint import blemished
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
