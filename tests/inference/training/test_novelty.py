from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("tensorflow", reason="the extra “training” is not installed")
import keras  # type: ignore[import-untyped]

from inference.training.dataset import Picture
from inference.training.export import to_litert
from inference.training.network import both_ways, make_network
from inference.training.novelty import Acquaintance, acquaintance, limit_of, with_novelty
from inference.training.predict import predicted, scores
from inference.training.samples import Samples
from models.network_card import RingGeometry

pytestmark = pytest.mark.filterwarnings(  # Keras 3.15 saves weights through the old NumPy way
    "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
)
GEOMETRY = RingGeometry(height=18, width=72, inner=-0.1, outer=1.3)


def samples(*, of_casting: list[str], is_defective: list[bool], grey: int = 120) -> Samples:
    """Noisy strips of one brightness above and another below, as all of them show."""
    random = np.random.default_rng(len(of_casting))
    strips = grey + 8 * random.standard_normal((len(of_casting), 18, 72))
    strips[:, 9:] += 60
    pictures = tuple(
        Picture(Path(str(number)), str(number), defective, casting, origin="")
        for number, (casting, defective) in enumerate(zip(of_casting, is_defective, strict=True))
    )
    return Samples(pictures, strips.clip(0, 255).astype(np.uint8))


@pytest.fixture(scope="module")
def network() -> keras.Model:
    keras.utils.set_random_seed(1)
    return both_ways(make_network(GEOMETRY, channels=4))


@pytest.fixture(scope="module")
def known(network: keras.Model) -> Acquaintance:
    of_castings = [str(number // 3) for number in range(240)]
    return acquaintance(network, samples(of_casting=of_castings, is_defective=[False] * 240))


def test_what_looks_like_no_casting_is_farther_off(
    network: keras.Model, known: Acquaintance
) -> None:
    alike = samples(of_casting=list("abcdefgh"), is_defective=[False] * 8)
    stripes = np.zeros((2, 18, 72), np.uint8)
    stripes[:, :, ::4] = 200
    near = known.distances(predicted(network, alike.strips, "features"))
    far = known.distances(predicted(network, stripes, "features"))
    assert far.min() > 2 * near.max()


def test_both_ways_round_are_equally_far(network: keras.Model, known: Acquaintance) -> None:
    strips = np.random.default_rng(3).integers(0, 256, (4, 18, 72)).astype(np.uint8)
    mirrored = np.roll(strips[:, :, ::-1], 1, axis=2)
    one, other = (
        known.distances(predicted(network, each, "features")) for each in (strips, mirrored)
    )
    assert one == pytest.approx(other, rel=1e-4)


def test_a_casting_that_is_often_seen_counts_no_more() -> None:
    """99 sound castings of one picture, 99 defective ones; one of either is far off."""
    often = ["often"] * 300
    castings = [*often, *(f"s{n}" for n in range(99)), *(f"d{n}" for n in range(99))]
    is_defective = [False] * 399 + [True] * 99
    distances = np.concatenate([np.full(300, 9.0), np.linspace(1, 2, 99), np.linspace(1, 2, 99)])
    known = samples(of_casting=castings, is_defective=is_defective)
    assert limit_of(distances, known) <= 2
    assert limit_of(np.where(distances == 9, 1.0, distances + 1), known) == pytest.approx(
        3, abs=0.1
    )


def test_the_exported_network_tells_multiples_of_the_limit(
    network: keras.Model, known: Acquaintance, tmp_path: Path
) -> None:
    strips = np.random.default_rng(3).integers(0, 256, (4, 18, 72)).astype(np.uint8)
    told = with_novelty(network, known, limit=5.0)
    features = predicted(network, strips, "features")
    assert predicted(told, strips, "novelty") == pytest.approx(
        known.distances(features) / 5, rel=1e-3
    )
    assert scores(told, strips) == pytest.approx(scores(network, strips), abs=1e-5)
    told.save(tmp_path / "told.keras")
    again = keras.saving.load_model(tmp_path / "told.keras", compile=False)
    assert predicted(again, strips, "novelty") == pytest.approx(
        predicted(told, strips, "novelty"), rel=1e-5
    )
    assert len(to_litert(told)) > len(to_litert(network))
