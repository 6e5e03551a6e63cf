"""What every classifier does."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.errors import KnownError
from models.judgement import Outline
from models.network_card import NetworkCard


class NetworkError(KnownError):
    """A network folder that is missing, damaged, or not of the form its card says."""


@dataclass(frozen=True, slots=True, eq=False)
class Classification:
    """What the network says of one picture."""

    defect_probability: float  # calibrated, 0 sound .. 1 defective
    defect_map: NDArray[np.float32] | None  # of the whole picture, coarser than it; 0 .. 1
    novelty: float | None = None  # how unlike what it learnt from; None where it does not tell


class Classifier(Protocol):
    """Says how probable a defect is; used by one thread at a time."""

    @property
    def card(self) -> NetworkCard:
        """What the network is and where it comes from."""
        ...

    def classify(self, pixels: NDArray[np.uint8], outline: Outline | None) -> Classification:
        """Judge one grey picture, (height, width), as inference.sight looks at it for this card."""
        ...
