"""How unlike all castings that a network learnt from a strip is.

Mahalanobis' distance of its features, with the covariance of Ledoit and Wolf, as a multiple of
what a hundredth of the castings that were held out exceed, sound ones weighing one half: from 1
on it is none that should pass.
"""

from dataclasses import dataclass

import keras  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray
from sklearn.covariance import LedoitWolf  # type: ignore[import-untyped]

from inference.training.calibrate import casting_weights
from inference.training.network import Novelty
from inference.training.predict import predicted
from inference.training.samples import Samples, some_of_each

_OF_EACH = 8  # pictures of a casting: those of one casting are much alike
_FALSE_ALARMS = 0.01  # of the castings that were held out


@dataclass(frozen=True, slots=True, eq=False)
class Acquaintance:
    """The features of the castings that a network learnt from: their middle and their spread."""

    middle: NDArray[np.float64]  # (features,)
    whitening: NDArray[np.float64]  # (features, features)

    def distances(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far off each is, (n, features) to (n,)."""
        return np.asarray(np.linalg.norm((features - self.middle) @ self.whitening, axis=1))


def acquaintance(network: keras.Model, samples: Samples) -> Acquaintance:
    """What the network makes of the castings that it learnt from."""
    some = samples[some_of_each(samples.castings, _OF_EACH)]
    features = predicted(network, some.strips, "features")
    spread = features.std(axis=0) + 1e-6
    fitted = LedoitWolf().fit(features / spread)
    values, vectors = np.linalg.eigh(fitted.precision_)
    whitening = vectors * np.sqrt(values) / spread[:, None]
    return Acquaintance(features.mean(axis=0), whitening)


def limit_of(distances: NDArray[np.float64], samples: Samples) -> float:
    """The distance that few castings exceed that their networks had not seen."""
    weights = casting_weights(samples.castings, samples.labels)
    order = np.argsort(distances)
    share = np.cumsum(weights[order]) / weights.sum()
    return float(distances[order][np.searchsorted(share, 1 - _FALSE_ALARMS)])


def with_novelty(network: keras.Model, known: Acquaintance, limit: float) -> keras.Model:
    """The network, that tells how unlike what it learnt from a strip is, too."""
    said = network.output
    novelty = Novelty(name="novelty")
    outputs = {"score": said["score"], "map": said["map"], "novelty": novelty(said["features"])}
    novelty.set_weights([known.middle, known.whitening / limit])
    return keras.Model(network.input, outputs, name=network.name)
