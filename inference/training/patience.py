"""When to stop: a training that judges castings no better that are held out for it to watch."""

import keras  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray

from inference.training.calibrate import casting_weights
from inference.training.dataset import DatasetError
from inference.training.groups import folds_of
from inference.training.predict import scores
from inference.training.samples import Samples, some_of_each

_ONE_OF = 5  # castings is watched
_OF_EACH = 8  # pictures of a casting


def parted(samples: Samples, seed: int) -> tuple[Samples, Samples]:
    """Those to learn from, and some pictures of the castings to watch; extra ones are learnt from.

    Raises DatasetError where there are too few castings of a label.
    """
    real = samples[~samples.extra]
    if min(len(set(real.castings[real.labels == label])) for label in (False, True)) < _ONE_OF:
        raise DatasetError(
            "To stop early, {count} castings of each kind are needed, for some are only watched.",
            count=_ONE_OF,
        )
    watched = np.zeros(len(samples.pictures), np.bool_)
    folds = folds_of(real.pictures, _ONE_OF, seed)
    of_both = [fold for fold in range(_ONE_OF) if 0 < real.labels[folds == fold].mean() < 1]
    watched[~samples.extra] = folds == of_both[0]
    to_watch = samples[watched]
    return samples[~watched], to_watch[some_of_each(to_watch.castings, _OF_EACH)]


class Patience:
    """Looks on at a training, and keeps the weights that judged what it watches best."""

    def __init__(self, watched: Samples, epochs: int) -> None:
        """Waits for `epochs` without anything better."""
        self._watched, self._epochs = watched, epochs
        self._weights = casting_weights(watched.castings, watched.labels)
        self._best, self._since = float("inf"), 0
        self._kept: list[NDArray[np.float32]] = []

    def is_over(self, network: keras.Model) -> bool:
        """Whether to stop, after one more epoch; the network's weights stay as they are."""
        now = network.get_weights()
        network.optimizer.finalize_variable_values(network.trainable_weights)  # the averaged ones
        loss = self._loss(network)
        if loss < self._best:
            self._best, self._since, self._kept = loss, 0, network.get_weights()
        else:
            self._since += 1
        network.set_weights(now)
        return self._since >= self._epochs

    def leave_the_best(self, network: keras.Model) -> None:
        """Give the network the weights that were best."""
        network.set_weights(self._kept)

    def _loss(self, network: keras.Model) -> float:
        """Of the mean casting, both labels weighing one half."""
        sign = np.where(self._watched.labels, -1.0, 1.0)
        each = np.logaddexp(0, sign * scores(network, self._watched.strips))
        return float(each @ self._weights)
