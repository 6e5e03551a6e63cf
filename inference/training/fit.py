"""One training run: samples in, a trained network out."""

from collections.abc import Callable
from dataclasses import dataclass, field

import keras  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

from inference.training.network import make_network
from inference.training.samples import Draws, Samples
from models.network_card import RingGeometry


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a training run can be told."""

    geometry: RingGeometry = field(
        default_factory=lambda: RingGeometry(height=96, width=672, inner=-0.12, outer=1.32)
    )
    channels: int = 32
    epochs: int = 20
    per_epoch: int = 1536  # pictures drawn
    batch: int = 16
    learning_rate: float = 3e-3  # the highest; it falls to nothing
    seed: int = 1


def fit(
    samples: Samples,
    recipe: Recipe,
    on_epoch: Callable[[int, float], None],
) -> tuple[keras.Model, list[float]]:
    """Train a network on all samples: the network, and the loss of each epoch.

    `on_epoch` hears of each epoch's end, counted from 1, with its loss; an exception that it
    raises ends the training.
    """
    keras.utils.set_random_seed(recipe.seed)
    draws = Draws(samples, recipe.per_epoch, recipe.batch, recipe.seed)
    network = make_network(recipe.geometry, recipe.channels)
    network.compile(
        optimizer=_optimizer(recipe.epochs * len(draws), recipe.learning_rate),
        loss={"score": keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.02)},
    )
    losses: list[float] = []

    def note(epoch: int, logs: dict[str, float]) -> None:
        losses.append(float(logs["loss"]))
        on_epoch(epoch + 1, losses[-1])

    network.fit(
        draws,
        epochs=recipe.epochs,
        shuffle=False,
        verbose=0,
        callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=note)],
    )
    return network, losses


def _optimizer(steps: int, highest: float) -> keras.Optimizer:
    """AdamW, warmed up for a twentieth and falling as a cosine; the weights are averaged."""
    schedule = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=highest / 20,
        decay_steps=steps - steps // 20,
        warmup_target=highest,
        warmup_steps=steps // 20,
    )
    return keras.optimizers.AdamW(
        schedule, weight_decay=1e-3, clipnorm=1.0, use_ema=True, ema_momentum=0.98
    )


def scores(network: keras.Model, strips: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The network's logit for each strip, (n, height, width)."""
    parts = [
        network.predict_on_batch(strips[start : start + 64, ..., None].astype(np.float32))["score"]
        for start in range(0, len(strips), 64)
    ]
    return np.concatenate(parts)[:, 0].astype(np.float64)
