"""What is known of a rendered casting: the truth that no classifier is told."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.judgement import RingOutline


class DefectKind(StrEnum):
    """What can be wrong with a casting."""

    BLOW_HOLE = "blow_hole"  # gas: a dark hole with a lit edge
    PINHOLES = "pinholes"  # gas: a few dots
    BURR = "burr"  # ragged flash along the rim
    CRACK = "crack"  # shrinkage: a jagged dark line
    CHIP = "chip"  # broken out of the rim or the lip


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect and the circle it lies in, in the pixels of its picture."""

    kind: DefectKind
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True, eq=False)
class RenderedCasting:
    """A picture of a casting at rest, and the truth about it."""

    pixels: NDArray[np.uint8]  # (size, size)
    is_defective: bool
    defects: tuple[Defect, ...]  # empty exactly when the casting is sound
    outline: RingOutline
