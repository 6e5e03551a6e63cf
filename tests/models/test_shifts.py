"""Shifts turn at their times, across midnight and when the clocks change."""

from datetime import UTC, datetime, time, timedelta
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


@pytest.mark.parametrize("zone", [SEOUL, BERLIN, ZoneInfo("Asia/Kathmandu"), ZoneInfo("UTC")])
@pytest.mark.parametrize("day", ["2026-03-28T12:00", "2026-10-24T12:00", "2026-12-31T12:00"])
@pytest.mark.parametrize(
    "starts",
    [
        THREE,
        {"All": time(2, 30)},
        {"A": time(1), "B": time(2), "C": time(2, 30), "D": time(3), "E": time(23, 59)},
    ],
    ids=["three", "one", "many"],
)
def test_shifts_follow_one_another_without_a_gap(
    zone: ZoneInfo, day: str, starts: dict[str, time]
) -> None:
    """Through two days, also where an hour is missing or comes twice."""
    calendar = ShiftCalendar(starts, zone)
    begin = datetime.fromisoformat(day).replace(tzinfo=zone).astimezone(UTC)
    before = calendar.at(begin)
    for minutes in range(0, 48 * 60, 7):
        moment = begin + timedelta(minutes=minutes)
        shift = calendar.at(moment)
        assert shift.starts_at.timestamp() <= moment.timestamp() < shift.ends_at.timestamp()
        assert calendar.at(shift.starts_at) == shift
        if shift != before:
            while before.ends_at.timestamp() < shift.starts_at.timestamp():  # one of some minutes
                before = calendar.at(before.ends_at)
            assert before.ends_at.timestamp() == shift.starts_at.timestamp()
        before = shift


@pytest.mark.parametrize(
    ("moment", "name", "started"),
    [
        ("2026-03-29T00:59:59+00:00", "Night", "2026-03-28T21:00:00+00:00"),  # 01:59:59
        ("2026-03-29T01:00:00+00:00", "Night", "2026-03-28T21:00:00+00:00"),  # 03:00 at once
        ("2026-03-29T04:00:00+00:00", "Day", "2026-03-29T04:00:00+00:00"),  # 06:00, summer time
        ("2026-10-25T00:30:00+00:00", "Night", "2026-10-24T20:00:00+00:00"),  # 02:30
        ("2026-10-25T01:30:00+00:00", "Night", "2026-10-24T20:00:00+00:00"),  # 02:30 once more
        ("2026-10-25T05:00:00+00:00", "Day", "2026-10-25T05:00:00+00:00"),  # 06:00, winter time
    ],
)
def test_a_night_with_a_change_of_the_clocks_is_one_shift(
    moment: str, name: str, started: str
) -> None:
    shift = ShiftCalendar({"Day": time(6), "Night": time(22)}, BERLIN).at(
        datetime.fromisoformat(moment)
    )
    assert (shift.name, shift.starts_at.astimezone(UTC)) == (name, datetime.fromisoformat(started))


def test_a_start_that_comes_twice_counts_the_first_time() -> None:
    calendar = ShiftCalendar({"All": time(2, 30)}, BERLIN)
    twice = [datetime(2026, 10, 25, 2, 45, tzinfo=BERLIN, fold=fold) for fold in (0, 1)]
    assert [calendar.at(each).starts_at.astimezone(UTC) for each in twice] == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    ] * 2
