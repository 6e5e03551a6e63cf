from pathlib import Path

import numpy as np

from inference.training.baselines import baselines
from inference.training.crossvalidation import HeldOut
from inference.training.dataset import Picture
from inference.training.samples import Samples
from models.network_card import RingGeometry

GEOMETRY = RingGeometry(height=32, width=64, inner=-0.1, outer=1.4)


def _held_out(brighter: int) -> HeldOut:
    """Eighty castings; the ground of the defective ones is `brighter` grey levels brighter."""
    random = np.random.default_rng(1)
    pictures = tuple(
        Picture(Path(str(n)), str(n), bool(n % 2), casting=str(n), origin="") for n in range(80)
    )
    strips = random.integers(100, 120, (80, 32, 64)).astype(np.uint8)
    strips[1::2, 26:] += np.uint8(brighter)
    folds = np.arange(80) // 2 % 4
    return HeldOut(Samples(pictures, strips), np.zeros(80), np.zeros(80), folds, [], [])


def test_a_ground_that_tells_the_label_is_found_out() -> None:
    told = baselines(_held_out(40), GEOMETRY)
    assert told["background_only"] > 0.95


def test_a_ground_that_tells_nothing_is_a_guess() -> None:
    told = baselines(_held_out(0), GEOMETRY)
    assert 0.3 < told["background_only"] < 0.7
    assert 0.3 < told["brightness_only"] < 0.7


def test_a_strip_without_ground_has_no_such_baseline() -> None:
    inner = RingGeometry(height=32, width=64, inner=-0.1, outer=1.0)
    assert set(baselines(_held_out(0), inner)) == {"brightness_only"}
