from pathlib import Path

import numpy as np

from inference.training.dataset import Picture
from inference.training.samples import BLEMISHED_SHARE, SOUND_SHARE, Draws, Samples
from models.network_card import RingGeometry

GEOMETRY = RingGeometry(height=32, width=64, inner=-0.1, outer=1.3)


def _samples(counts: dict[tuple[str, bool], int]) -> Samples:
    pictures = tuple(
        Picture(Path(f"{casting}{n}"), f"{casting}{n}", is_defective, casting, "")
        for (casting, is_defective), count in counts.items()
        for n in range(count)
    )
    return Samples(pictures, np.full((len(pictures), 32, 64), 128, np.uint8))


def test_half_of_what_is_drawn_is_defective_however_the_pictures_lie() -> None:
    draws = Draws(_samples({("a", False): 30, ("b", True): 3}), GEOMETRY, 64, 16, seed=1)
    labels = np.concatenate([draws.next()[1] for _ in range(100)])
    assert abs(labels.mean() - (1 - SOUND_SHARE * (1 - BLEMISHED_SHARE))) < 0.03
    assert abs(labels.mean() - 0.5) < 0.06


def test_a_sound_casting_is_drawn_as_defective_only_with_a_blemish() -> None:
    draws = Draws(_samples({("a", False): 4}), GEOMETRY, 64, 16, seed=1)
    pairs = [draws.next() for _ in range(20)]
    labels = np.concatenate([labels for _, labels in pairs])[:, 0]
    strips = np.concatenate([strips for strips, _ in pairs])[..., 0]
    roughness = np.abs(np.diff(strips, axis=2)).max(axis=(1, 2))
    assert 0 < labels.mean() < 0.3
    assert np.median(roughness[labels == 1]) > 2 * np.median(roughness[labels == 0])
