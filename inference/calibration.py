"""How a network's score becomes a probability: one straight line in the log odds."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Calibration:
    """Fitted on castings that the network had not seen."""

    slope: float = 1.0
    offset: float = 0.0

    def __call__(self, scores: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
        """Logits of any shape to probabilities, 0 sound .. 1 defective."""
        log_odds = np.clip(self.slope * scores.astype(np.float64) + self.offset, -50, 50)
        return np.asarray(1 / (1 + np.exp(-log_odds)), np.float64)
