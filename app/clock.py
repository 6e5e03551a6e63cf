"""The wall clock, watched: it may be set at any moment, and then times do not tell the order.

Nothing is deleted, locked or opened because the wall clock says so. What must wait for days to
pass goes by `LivedTime`; what must wait for seconds or minutes, by the monotonic clock.
"""

import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

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


DAY_S = 86_400.0
HOLD_S = 3_600.0
"""How long the clock must have run evenly before it is believed that time passed unseen."""
CATCH_UP = 24.0
"""Seconds of unseen time that are caught up with in a second of running: a day in an hour."""
LONGEST_PAUSE_S = 60 * DAY_S
"""What is longer was not lived through, for all a clock can tell: it is never counted."""


@dataclass(frozen=True, slots=True)
class ClockReading:
    """The clocks of the computer at one moment."""

    wall_s: float  # since 1970
    boot: str  # which start of the computer the next one counts from
    running_s: float  # since that start; nobody can set it

    def precedes(self, later: "ClockReading") -> bool:
        """Whether both are of one start of the computer, this one before the other."""
        return self.boot == later.boot and self.running_s <= later.running_s


_PROCESS = uuid.uuid4().hex


def read_clocks() -> ClockReading:
    """Read the clocks; where the computer does not name its starts, they are the program's."""
    with suppress(OSError, AttributeError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return ClockReading(time.time(), boot, time.clock_gettime(time.CLOCK_BOOTTIME))
    return ClockReading(time.time(), _PROCESS, time.monotonic())


@dataclass(frozen=True, slots=True)
class LivedTime:
    """Time that has passed for certain, in seconds since 1970 as the wall clock would count them.

    While the computer runs, its monotonic clock tells. What the wall clock is ahead of that (a
    night, a weekend, the plant closed, or a clock that was set) may have been lived through or
    not. It is caught up with slowly, CATCH_UP, and only once the clock has run evenly for HOLD_S;
    where it is more than LONGEST_PAUSE_S it is never counted, but `offset_s` from then on. A
    clock that is behind lets lived time stand still until it is caught up with.

    So whatever the clock is set to, for h hours, lived time is at most h days too far; by more
    than LONGEST_PAUSE_S, not at all.
    """

    lived_s: float
    offset_s: float = 0.0  # of the wall clock, which was not lived through
    steady_s: float = 0.0  # since the clock was set last, or the computer was started
    last: ClockReading | None = None

    def after(self, reading: ClockReading) -> "LivedTime":
        """Return the lived time at a later reading of the clocks."""
        elapsed, steady = 0.0, 0.0
        if self.last is not None and self.last.precedes(reading):
            elapsed = reading.running_s - self.last.running_s
            steady = 0.0 if self.jump_to(reading) else self.steady_s + elapsed
        is_steady = steady >= HOLD_S
        ahead = reading.wall_s - self.offset_s - self.lived_s
        if abs(ahead) > LONGEST_PAUSE_S:
            is_new = is_steady  # from now on this is how the clock goes
            offset = self.offset_s + ahead - elapsed if is_new else self.offset_s
            forward = elapsed if ahead > 0 or is_new else 0.0
            return LivedTime(self.lived_s + forward, offset, steady, reading)
        most = elapsed * (1 + CATCH_UP) if is_steady else elapsed
        forward = max(0.0, min(ahead, most))
        return LivedTime(self.lived_s + forward, self.offset_s, steady, reading)

    def jump_to(self, reading: ClockReading) -> float:
        """Return by how many seconds the clock was set before a reading, as far as can be told.

        Over a start of the computer only a clock that went back is certain.
        """
        if self.last is None:
            return 0.0
        jump = reading.wall_s - self.last.wall_s
        if self.last.precedes(reading):
            jump -= reading.running_s - self.last.running_s
        else:
            jump = min(jump, 0.0)
        return jump if abs(jump) >= LEAST_S else 0.0

    @property
    def ahead_s(self) -> float:
        """What the wall clock was ahead of the lived time when it was read last."""
        return 0.0 if self.last is None else self.last.wall_s - self.offset_s - self.lived_s

    @property
    def day(self) -> int:
        """Whole days since 1970."""
        return int(self.lived_s // DAY_S)

    @property
    def latest_day(self) -> int:
        """The latest that it can be by now: what is recorded now is not older than that.

        After a pause it is ahead of `day` until that has caught up.
        """
        ahead = self.ahead_s
        return int((self.lived_s + (ahead if 0 < ahead <= LONGEST_PAUSE_S else 0.0)) // DAY_S)


def lived_through(moments: Sequence[float]) -> list[LivedTime]:
    """Return the lived time at each of the times on record, in the order of recording.

    For a record from before lived time was kept: what came later bears out what came before.
    """
    lived: list[LivedTime] = []
    now = LivedTime(moments[0]) if moments else LivedTime(0.0)
    for moment in moments:
        ahead = moment - now.offset_s - now.lived_s
        if abs(ahead) > LONGEST_PAUSE_S:
            now = LivedTime(now.lived_s, now.offset_s + ahead)
        else:
            now = LivedTime(now.lived_s + max(0.0, ahead), now.offset_s)
        lived.append(now)
    return lived
