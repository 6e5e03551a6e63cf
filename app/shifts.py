"""Which shift a moment belongs to."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.shift import Shift


class ShiftCalendar:
    """The day's shifts by the time they start, each until the next one starts, across midnight."""

    def __init__(self, starts: Mapping[str, time], zone: ZoneInfo | None = None) -> None:
        """`starts` gives each shift's name its local start; `zone` None is the machine's own."""
        self._starts = sorted(starts.items(), key=lambda named: named[1])
        self._zone = zone

    def at(self, moment: datetime) -> Shift:
        """The shift at `moment` (aware); its own times are in the shifts' zone."""
        day = moment.astimezone(self._zone).date()
        turns = [
            (self._instant(day + timedelta(days=offset), start), name)
            for offset in (-1, 0, 1, 2)
            for name, start in self._starts
        ]
        # Compared as time stamps: local times of one zone compare by their digits, even over
        # a change of the clocks. A start within an hour that is left out comes an hour later by
        # the clock, and so may come after a later one.
        turns.sort(key=lambda turn: turn[0].timestamp())
        stamps = [starts_at.timestamp() for starts_at, _ in turns]
        following = bisect_right(stamps, moment.timestamp())
        starts_at, name = turns[following - 1]
        return Shift(name, starts_at, ends_at=turns[following][0])

    def _instant(self, day: date, start: time) -> datetime:
        local = datetime.combine(day, start)
        return local.replace(tzinfo=self._zone) if self._zone else local.astimezone()
