from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("tensorflow", reason="the extra “training” is not installed")
import keras  # type: ignore[import-untyped]

from inference.training.export import disparity, to_litert
from inference.training.fit import mostly_sound
from inference.training.network import both_ways, make_network
from inference.training.predict import scores
from models.network_card import RingGeometry

pytestmark = pytest.mark.filterwarnings(  # Keras 3.15 saves weights through the old NumPy way
    "ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"
)
GEOMETRY = RingGeometry(height=18, width=72, inner=-0.1, outer=1.3)


@pytest.fixture(scope="module")
def network() -> keras.Model:
    keras.utils.set_random_seed(1)
    return both_ways(make_network(GEOMETRY, channels=4))


@pytest.fixture
def strips() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (5, 18, 72)).astype(np.uint8)


def _map(network: keras.Model, strips: np.ndarray) -> np.ndarray:
    return np.asarray(network.predict_on_batch(strips[..., None].astype(np.float32))["map"])


def test_the_seam_is_nowhere_special(network: keras.Model, strips: np.ndarray) -> None:
    turned = np.roll(strips, 18, axis=2)
    assert scores(network, turned) == pytest.approx(scores(network, strips), abs=1e-4)
    assert np.roll(_map(network, strips), 3, axis=2) == pytest.approx(
        _map(network, turned), abs=1e-4
    )


def test_it_says_the_same_both_ways_round(network: keras.Model, strips: np.ndarray) -> None:
    mirrored = np.roll(strips[:, :, ::-1], 1, axis=2)  # about the first column
    assert scores(network, mirrored) == pytest.approx(scores(network, strips), abs=1e-4)
    assert np.roll(_map(network, strips)[:, :, ::-1], 1, axis=2) == pytest.approx(
        _map(network, mirrored), abs=1e-4
    )


def test_one_way_alone_would_not(strips: np.ndarray) -> None:
    keras.utils.set_random_seed(1)
    plain = make_network(GEOMETRY, channels=4)
    mirrored = np.roll(strips[:, :, ::-1], 1, axis=2)
    assert np.abs(scores(plain, mirrored) - scores(plain, strips)).max() > 1e-3


def test_exposure_and_contrast_make_no_difference(network: keras.Model) -> None:
    strips = np.random.default_rng(2).integers(0, 100, (3, 18, 72)).astype(np.uint8)
    brighter = strips * 2 + 30
    assert scores(network, brighter) == pytest.approx(scores(network, strips), abs=0.01)


def test_the_score_lies_just_below_the_maps_peak(network: keras.Model, strips: np.ndarray) -> None:
    peaks = _map(network, strips).max(axis=(1, 2, 3))
    below = peaks - scores(network, strips)
    assert (below >= -1e-5).all()
    assert (below <= np.log(3 * 12) / 4 + 1e-5).all()


def test_the_export_says_the_same(network: keras.Model, strips: np.ndarray) -> None:
    assert disparity(network, to_litert(network), strips) < 1e-3


def test_a_saved_network_comes_back_the_same(
    network: keras.Model, strips: np.ndarray, tmp_path: Path
) -> None:
    network.save(tmp_path / "network.keras")
    again = keras.saving.load_model(tmp_path / "network.keras")
    assert scores(again, strips) == pytest.approx(scores(network, strips))


def test_the_quieter_half_of_a_defective_casting_is_held_to_be_sound() -> None:
    quiet, loud = np.full((4, 64, 1), -5.0, np.float32), np.full((4, 64, 1), 5.0, np.float32)
    half = np.concatenate([quiet[:, :32], loud[:, 32:]], axis=1)
    maps = np.stack([quiet, half, loud, loud])
    labels = np.array([[1], [1], [1], [0]], np.float32)
    loss = np.asarray(mostly_sound(GEOMETRY)(labels, maps))
    assert loss[:2] == pytest.approx(0, abs=0.01)
    assert loss[2] == pytest.approx(5, abs=0.01)
    assert loss[3] == 0
