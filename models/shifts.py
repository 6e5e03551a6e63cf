"""When shifts turn, and which one a moment belongs to."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, field_validator
from pydantic_core import PydanticCustomError

from models.shift import Shift
from models.text import line

LONGEST_NAME = 60  # characters of a shift


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


class ShiftSettings(BaseModel):
    """When the shifts of a station turn."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    time_zone: str | None = None  # IANA name; None is the machine's own
    shifts: dict[str, time] = {"Day": time(6), "Late": time(14), "Night": time(22)}  # name: start

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, zone: str | None) -> str | None:
        if zone is not None and zone not in available_timezones():
            raise PydanticCustomError(
                "no_zone", "“{zone}” is no time zone; write it like Asia/Seoul", {"zone": zone}
            )
        return zone

    @field_validator("shifts")
    @classmethod
    def _some_shifts(cls, shifts: dict[str, time]) -> dict[str, time]:
        if not shifts:
            raise PydanticCustomError("no_shift", "at least one shift is needed")
        if len(set(shifts.values())) != len(shifts):
            raise PydanticCustomError("same_start", "two shifts start at the same time")
        named = {line(name, LONGEST_NAME): start for name, start in shifts.items()}
        if len(named) != len(shifts) or "" in named:
            raise PydanticCustomError("shift_names", "each shift needs a name of its own")
        return named

    def zone(self) -> ZoneInfo | None:
        """The time zone of the shifts; None is the machine's own."""
        return ZoneInfo(self.time_zone) if self.time_zone else None
