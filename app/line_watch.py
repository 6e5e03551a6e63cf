"""When somebody should come to the line, though each casting was judged."""

from collections.abc import Iterator

from app.drift import DriftWatch
from app.streaks import Streaks
from models.drift import Baseline
from models.errors import KnownError
from models.inspection import Inspection
from models.judgement import Occasion


class LineWatch:
    """Sees every inspection as it is recorded; used by one thread."""

    def __init__(self, streaks: Streaks) -> None:
        self._streaks = streaks
        self._drift = DriftWatch()

    def know(self, baseline: Baseline | None) -> None:
        """How castings should lie and look; None: nobody has taught it."""
        self._drift.know(baseline)

    def add(self, inspection: Inspection) -> Iterator[KnownError]:
        """What to tell after this one, the gravest last."""
        if inspection.occasion is not Occasion.LINE:  # it says nothing of how the line is
            return
        yield from self._drift.add(inspection)
        streak = self._streaks.add(inspection.judgement.verdict)
        if streak is not None:
            yield streak
