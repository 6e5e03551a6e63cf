"""One training run: samples in, a trained network out."""

import math
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import keras  # type: ignore[import-untyped]
import numpy as np
from keras import ops

from inference.training.network import both_ways, make_network
from inference.training.patience import Patience, parted
from inference.training.samples import Batch, Draws, Samples
from models.network_card import Geometry, PictureGeometry, RingGeometry

RING = RingGeometry(height=96, width=672, inner=-0.12, outer=1.32)
PICTURE = PictureGeometry(height=240, width=240)  # about as many samples as of a ring


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a training run can be told."""

    geometry: Geometry = RING
    channels: int = 32
    epochs: int = 40
    per_epoch: int = 1536  # pictures drawn
    batch: int = 16
    mostly_sound: float = 0.5  # weight of that loss beside the score's
    learning_rate: float = 3e-3  # the highest; it falls to nothing
    patience: int = 0  # epochs without a better one before it stops early; 0: it never does
    seed: int = 1


def fit(
    samples: Samples,
    recipe: Recipe,
    on_epoch: Callable[[int, float], None],
) -> tuple[keras.Model, list[float]]:
    """Train a network on all samples: the network, and the loss of each epoch.

    With patience a fifth of the castings is not learnt from but watched. `on_epoch` hears of
    each epoch's end, counted from 1, with its loss; an exception that it raises ends the
    training. Raises DatasetError where there are too few castings to watch any.
    """
    keras.utils.set_random_seed(recipe.seed)
    patience: Patience | None = None
    if recipe.patience:
        samples, watched = parted(samples, recipe.seed)
        patience = Patience(watched, recipe.patience)
    draws = Draws(samples, recipe.geometry, recipe.per_epoch, recipe.batch, recipe.seed)
    one_way = make_network(recipe.geometry, recipe.channels)
    network = keras.Model(one_way.input, one_way.output)  # what is saved stays without losses
    network.compile(
        optimizer=_optimizer(recipe.epochs * len(draws), recipe.learning_rate),
        loss={
            "score": keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.02),
            "map": mostly_sound(recipe.geometry),
        },
        loss_weights={"score": 1.0, "map": recipe.mostly_sound},
    )
    losses: list[float] = []
    with ThreadPoolExecutor(1) as drawing:
        for epoch in range(1, recipe.epochs + 1):
            of_batches = [
                network.train_on_batch(strips, {"score": labels, "map": labels}, return_dict=True)[
                    "loss"
                ]
                for strips, labels in _drawn_ahead(draws, drawing)
            ]
            losses.append(float(np.mean(of_batches)))
            on_epoch(epoch, losses[-1])
            if patience and patience.is_over(network):
                break
    if patience:
        patience.leave_the_best(network)
    else:
        network.optimizer.finalize_variable_values(network.trainable_weights)  # the averaged ones
    return both_ways(one_way), losses


def mostly_sound(geometry: Geometry) -> Callable[[Any, Any], Any]:
    """A loss: of each defective casting the quieter half is sound, its map should say so there.

    So the network learns what is sound from the defective castings too, of which there are
    many more. Labels, (batch, 1), and maps of logits, (batch, height, width, 1), to (batch,).
    """
    across, down = (16, 1) if isinstance(geometry, RingGeometry) else (4, 4)  # parts, at most

    def loss(labels: Any, maps: Any) -> Any:
        _, height, width, _ = maps.shape
        size = (math.ceil(height / down), math.ceil(width / across))
        parts = ops.max_pool(maps, size, size, padding="same")
        parts = ops.reshape(parts, (-1, parts.shape[1] * parts.shape[2]))
        quieter = ops.sort(parts, axis=1)[:, : parts.shape[1] // 2]
        return labels[:, 0] * ops.mean(ops.softplus(quieter), axis=1)

    return loss


def _drawn_ahead(draws: Draws, drawing: Executor) -> Iterator[Batch]:
    """An epoch's batches, the next one drawn while one is trained on.

    Not through tf.data, as Keras would: its prefetching stood still for half a minute an epoch.
    """
    ahead = drawing.submit(draws.next)
    for number in range(len(draws)):
        batch = ahead.result()
        if number + 1 < len(draws):
            ahead = drawing.submit(draws.next)
        yield batch


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
