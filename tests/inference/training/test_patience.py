"""A training that gets no better ends, and leaves what was best."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("tensorflow", reason="the extra “training” is not installed")

from inference.training.dataset import DatasetError, Picture
from inference.training.fit import Recipe, fit
from inference.training.patience import Patience, parted
from inference.training.predict import scores
from inference.training.samples import Samples
from models.network_card import RingGeometry

GEOMETRY = RingGeometry(height=18, width=72, inner=-0.1, outer=1.3)


def _samples(of_each: int, *, extra: int = 0) -> Samples:
    """Castings with two pictures each; a defective one has a dark spot."""
    random = np.random.default_rng(0)
    pictures, strips = [], []
    for number in range(2 * of_each + extra):
        is_extra, is_defective = number >= 2 * of_each, number % 2 == 1
        for view in range(2):
            name = f"{number}-{view}"
            casting, origin = str(number), "set"
            pictures.append(Picture(Path(name), name, is_defective, casting, origin, is_extra))
            strip = random.normal(150, 8, (18, 72))
            strip[6:12, 20:30] -= 120 * is_defective
            strips.append(strip)
    return Samples(tuple(pictures), np.clip(strips, 0, 255).astype(np.uint8))


def test_no_casting_is_both_learnt_from_and_watched() -> None:
    learnt, watched = parted(_samples(10, extra=4), seed=1)
    assert not set(learnt.castings) & set(watched.castings)
    assert len(set(watched.castings)) == 4
    assert set(watched.labels) == {True, False}
    assert not watched.extra.any()
    assert learnt.extra.sum() == 8


def test_too_few_castings_to_watch_any_are_told() -> None:
    with pytest.raises(DatasetError, match="5 castings of each kind"):
        parted(_samples(4), seed=1)


class _Network:
    """Weights whose loss is told by a script; the optimizer's average is their double."""

    trainable_weights = ()

    def __init__(self) -> None:
        self.weights = 0.0
        self.optimizer = self

    def finalize_variable_values(self, _: object) -> None:
        self.weights *= 2

    def get_weights(self) -> list[float]:
        return [self.weights]

    def set_weights(self, weights: list[float]) -> None:
        [self.weights] = weights


def test_it_waits_for_something_better_and_keeps_the_averaged_weights_that_were_best(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    losses = iter([0.5, 0.3, 0.4, 0.2, 0.25, 0.21, 0.3])
    patience, network = Patience(_samples(5), 3), _Network()
    monkeypatch.setattr(patience, "_loss", lambda _: next(losses))
    ends = []
    for epoch in range(1, 8):
        network.weights = epoch
        ends.append(patience.is_over(network))
        assert network.weights == epoch, "the training goes on with its own"
    assert ends == [False] * 6 + [True]
    patience.leave_the_best(network)
    assert network.weights == 2 * 4


@pytest.mark.timeout(600)
def test_a_training_stops_early_and_judges_by_what_was_best() -> None:
    samples, epochs = _samples(6), []
    recipe = Recipe(
        geometry=GEOMETRY, channels=4, epochs=40, per_epoch=16, batch=8, patience=1, seed=2
    )
    network, losses = fit(samples, recipe, lambda epoch, _: epochs.append(epoch))
    assert 1 < len(losses) < 40
    assert len(losses) == len(epochs)
    assert np.isfinite(scores(network, samples.strips)).all()
