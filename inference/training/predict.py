"""What a network says of strips."""

import keras  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray


def scores(network: keras.Model, strips: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The network's logit for each strip, (n, height, width)."""
    return predicted(network, strips, "score")[:, 0]


def predicted(network: keras.Model, strips: NDArray[np.uint8], what: str) -> NDArray[np.float64]:
    """One of the network's outputs for each strip, (n, height, width)."""
    parts = [
        network.predict_on_batch(strips[start : start + 64, ..., None].astype(np.float32))[what]
        for start in range(0, len(strips), 64)
    ]
    return np.concatenate(parts).astype(np.float64)
