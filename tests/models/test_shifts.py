"""Shifts turn at their times, across midnight and when the clocks change."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.shifts import ShiftCalendar

SEOUL = ZoneInfo("Asia/Seoul")
BERLIN = ZoneInfo("Europe/Berlin")
THREE = {"Day": time(6), "Late": time(14), "Night": time(22)}


@pytest.mark.parametrize(
    ("clock", "name", "started"),
    [
        ("2026-11-24T06:00", "Day", "2026-11-24T06:00"),
        ("2026-11-24T13:59:59", "Day", "2026-11-24T06:00"),
        ("2026-11-24T14:00", "Late", "2026-11-24T14:00"),
        ("2026-11-24T23:30", "Night", "2026-11-24T22:00"),
        ("2026-11-25T05:59", "Night", "2026-11-24T22:00"),
    ],
)
def test_a_moment_belongs_to_the_shift_that_started_last(
    clock: str, name: str, started: str
) -> None:
    shift = ShiftCalendar(THREE, SEOUL).at(datetime.fromisoformat(clock).replace(tzinfo=SEOUL))
    assert shift.name == name
    assert shift.starts_at == datetime.fromisoformat(started).replace(tzinfo=SEOUL)
    assert shift.ends_at - shift.starts_at == timedelta(hours=8)


def test_one_shift_is_the_whole_day() -> None:
    shift = ShiftCalendar({"All": time(7)}, SEOUL).at(datetime(2026, 11, 24, 3, tzinfo=SEOUL))
    assert shift.starts_at == datetime(2026, 11, 23, 7, tzinfo=SEOUL)


@pytest.mark.parametrize(("clock", "hours"), [("2026-03-28T23:00", 7), ("2026-10-24T23:00", 9)])
def test_a_night_in_which_the_clocks_change_is_shorter_or_longer(clock: str, hours: int) -> None:
    shift = ShiftCalendar(THREE, BERLIN).at(datetime.fromisoformat(clock).replace(tzinfo=BERLIN))
    assert shift.ends_at.timestamp() - shift.starts_at.timestamp() == hours * 3600


def test_without_a_zone_the_machine_tells_the_time() -> None:
    now = datetime.now().astimezone()
    shift = ShiftCalendar(THREE).at(now)
    assert shift.starts_at <= now < shift.ends_at
