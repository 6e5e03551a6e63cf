"""What is said of a casting before it is on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.folder_file import FolderFile
from models.light import Light
from models.text import LONGEST_CODE

LONGEST_SERIAL = LONGEST_CODE  # characters
UNFAMILIAR = 1.0  # a casting of this novelty does not pass


class Verdict(StrEnum):
    """What the station says of a casting."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    REJECT = "reject"
    REVIEW = "review"  # not sure: a person decides


class Occasion(StrEnum):
    """Why a casting was inspected."""

    LINE = "line"  # it came along the line
    MANUAL = "manual"  # somebody asked for it to be inspected now
    REINSPECTION = "reinspection"  # a recorded casting, looked at again


@dataclass(frozen=True, slots=True)
class Ellipse:
    """An ellipse in the pixels of a picture; x grows to the right, y down."""

    x: float  # centre
    y: float
    semi_major: float
    semi_minor: float
    degrees: float  # of the major axis, from x towards y


@dataclass(frozen=True, slots=True)
class Outline:
    """Where a casting lies in its picture."""

    rim: Ellipse  # its outer edge, or nearly so


@dataclass(frozen=True, slots=True)
class RingOutline(Outline):
    """Where a casting lies whose machined ring is judged."""

    annulus: Ellipse  # outer edge of the dark, vaned annulus inside the ring


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Below `review` a casting passes, from `reject` on it is rejected; between, a person looks.

    Both are defect probabilities, 0 < review <= reject < 1.
    """

    review: float
    reject: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the network says of one casting; the pictures themselves stay where they were judged."""

    verdict: Verdict
    defect_probability: float  # 0 sound .. 1 defective, of all frames together
    frame_probabilities: tuple[float, ...]  # of each frame, in the order they were taken
    taken_at: float  # time.monotonic() of the first frame, seconds
    judged_ms: float  # from the last frame's arrival to the verdict, milliseconds
    thresholds: Thresholds
    network: str  # its name
    network_sha256: str
    part: int | None = None  # of the trigger pulse; None from a free-running camera
    source: str | None = None  # the file the picture was read from, where there is one
    outline: Outline | None = None  # None where nothing tells the casting from the rig
    serial: str | None = None  # number of the casting, from its code or a scanner
    light: Light | None = None  # of the frame that the verdict goes by; None in older records
    novelty: float | None = None  # how unlike all castings that the network learnt from

    @property
    def is_unfamiliar(self) -> bool:
        """Whether it is unlike them all, and would not have passed."""
        return self.novelty is not None and self.novelty >= UNFAMILIAR


def nearest_frame(probabilities: Sequence[float], combined: float) -> int:
    """Which frame's probability is nearest to that of all together: it shows why."""
    return min(range(len(probabilities)), key=lambda each: abs(probabilities[each] - combined))


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A judgement on its way to the record, with the picture that shows why."""

    judgement: Judgement
    occasion: Occasion
    pixels: NDArray[np.uint8]  # (height, width), the frame nearest to the combined verdict
    defect_map: NDArray[np.float32] | None  # (height, width) of the picture or smaller, 0 .. 1
    reinspection_of: str | None = None  # the id of the inspection that is looked at again
    frames: tuple[NDArray[np.uint8], ...] = ()  # all that were combined, `pixels` among them
    file: FolderFile | None = None  # of a folder: it is shown once this is on record
