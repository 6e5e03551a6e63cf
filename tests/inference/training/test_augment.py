import numpy as np

from inference.training.augment import augmented
from inference.training.fit import RING


def _strip() -> np.ndarray:
    rows = np.linspace(40, 200, 64, dtype=np.float32)[:, None]
    return np.repeat(rows, 448, axis=1).astype(np.uint8)


def test_a_strip_keeps_its_form_and_the_seed_gives_it_again() -> None:
    first = augmented(_strip(), RING, np.random.default_rng(1))
    again = augmented(_strip(), RING, np.random.default_rng(1))
    other = augmented(_strip(), RING, np.random.default_rng(2))
    assert first.shape == (64, 448)
    assert first.dtype == np.uint8
    assert (first == again).all()
    assert (first != other).any()


def test_the_ring_stays_a_ring_whatever_the_light() -> None:
    for seed in range(30):
        strip = augmented(_strip(), RING, np.random.default_rng(seed)).astype(float)
        assert strip[:16].mean() < strip[-16:].mean()


def test_a_small_dark_hole_survives() -> None:
    strip = np.full((64, 448), 170, np.uint8)
    strip[30:34, 200:204] = 20
    for seed in range(30):
        seen = augmented(strip, RING, np.random.default_rng(seed)).astype(float)
        assert np.median(seen[20:44]) - seen[20:44].min() > 30
