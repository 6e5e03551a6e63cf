"""The wall clock, watched: it may be set at any moment, and then times do not tell the order."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

LEAST_S = 5.0  # the slow corrections of a time server stay below it


class WatchedClock:
    """The wall clock beside the monotonic one; used by one thread."""

    def __init__(
        self,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now = now
        self._monotonic = monotonic
        self._offset: float | None = None  # of the wall clock, when it was last read

    def read(self) -> tuple[datetime, float]:
        """The time, and by how many seconds the clock was set since it was last read.

        A computer that has slept counts as one whose clock was set.
        """
        at = self._now()
        offset = at.timestamp() - self._monotonic()
        jump = 0.0 if self._offset is None else offset - self._offset
        self._offset = offset
        return at, jump if abs(jump) >= LEAST_S else 0.0
