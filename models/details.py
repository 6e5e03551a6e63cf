"""An inspection with what can be shown of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.decision import Decision
from models.inspection import Inspection
from models.judgement import nearest_frame


@dataclass(frozen=True, slots=True, eq=False)
class RecentPart:
    """One of the last castings; of a pass there may be no picture."""

    inspection: Inspection
    pixels: NDArray[np.uint8] | None  # (height, width), of any size


@dataclass(frozen=True, slots=True, eq=False)
class InspectionDetails:
    """One recorded inspection, opened."""

    inspection: Inspection
    pixels: NDArray[np.uint8] | None  # (height, width); None: not kept, or pruned since
    defect_map: NDArray[np.float32] | None  # (height, width) of the picture or smaller, 0 .. 1
    linked: tuple[Inspection, ...] = ()  # other inspections of the same casting, oldest first
    decisions: tuple[Decision, ...] = ()  # of the same casting, oldest first
    frames: tuple[NDArray[np.uint8], ...] = ()  # all that were combined; empty: not all are kept

    @property
    def judged_frame(self) -> int:
        """Which of the frames the verdict goes by: the one nearest to it."""
        judgement = self.inspection.judgement
        return nearest_frame(judgement.frame_probabilities, judgement.defect_probability)
