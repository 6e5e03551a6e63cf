"""When a person should come though each casting was judged well: rejects in a row, or too many."""

from collections import deque

from app.settings import WarningSettings
from models.errors import KnownError
from models.judgement import Verdict


class StreakError(KnownError):
    """The line makes bad castings; somebody should find out why."""


class Streaks:
    """Counts castings as they come; used by one thread."""

    def __init__(self, settings: WarningSettings) -> None:
        self._settings = settings
        self._in_a_row = 0
        self._last: deque[Verdict] = deque(maxlen=settings.of_last)

    def add(self, verdict: Verdict) -> StreakError | None:
        """Count a casting; what to tell, once for each streak.

        A pass ends a row of rejects, a review does not: it may be one.
        """
        self._last.append(verdict)
        if verdict is Verdict.REJECT:
            self._in_a_row += 1
        elif verdict is Verdict.PASS:
            self._in_a_row = 0
        return self._row() or self._share()

    def _row(self) -> StreakError | None:
        if not self._settings.rejects_in_a_row or self._in_a_row < self._settings.rejects_in_a_row:
            return None
        count, self._in_a_row = self._in_a_row, 0
        return StreakError(
            "{count} castings in a row were rejected. Stop the line and call the engineer.",
            count=count,
        )

    def _share(self) -> StreakError | None:
        rejects = self._last.count(Verdict.REJECT)
        limit = self._settings.reject_percent
        if not limit or len(self._last) < self._settings.of_last:
            return None
        if 100 * rejects <= limit * self._settings.of_last:
            return None
        self._last.clear()
        return StreakError(
            "{rejects} of the last {castings} castings were rejected, more than {limit} %."
            " Stop the line and call the engineer.",
            rejects=rejects,
            castings=self._settings.of_last,
            limit=f"{limit:g}",
        )
