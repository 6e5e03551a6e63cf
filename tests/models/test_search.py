"""What is typed is read in every way that it can be meant."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.history import HistoryFilter
from models.search import Sought, Span, read_search

SEOUL = ZoneInfo("Asia/Seoul")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 14, 30, tzinfo=SEOUL)
ID = "0199d1c2-7f00-7abc-8def-000000001237"


def read(text: str) -> Sought | Span | None:
    return read_search(text, SEOUL, NOW)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1234", Sought(sequence=1234, part=1234, source="1234")),
        (" 1,234 ", Sought(sequence=1234, part=1234, source="1,234")),
        ("no. 1234", Sought(sequence=1234)),
        ("No 1,234", Sought(sequence=1234)),
        ("#1234", Sought(sequence=1234)),
        ("번호 1234", Sought(sequence=1234)),
        ("9" * 33, Sought(source="9" * 33)),
        (ID.upper(), Sought(id_start=ID, source=ID.upper())),
        (ID.replace("-", ""), Sought(id_start=ID, source=ID.replace("-", ""))),
        ("0199d1c27f", Sought(id_start="0199d1c2-7f", source="0199d1c27f")),
        ("0199d1c", Sought(source="0199d1c")),
        ("cast_def_0_17.jpeg", Sought(source="cast_def_0_17.jpeg")),
        ("2026-02-31", Sought(source="2026-02-31")),
        ("\u0000'; DROP TABLE", Sought(source="'; DROP TABLE")),
    ],
)
def test_numbers_ids_and_files(text: str, meant: Sought) -> None:
    assert read(text) == meant


@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_nothing_is_looked_for(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "start", "lasts"),
    [
        ("2026-11-23", "2026-11-23T00:00", timedelta(days=1)),
        ("2026-11-23 6:12", "2026-11-23T06:12", timedelta(minutes=1)),
        ("2026-11-23T06:12:05", "2026-11-23T06:12:05", timedelta(seconds=1)),
        ("14:29", "2026-11-24T14:29", timedelta(minutes=1)),
        ("14:31", "2026-11-23T14:31", timedelta(minutes=1)),
        ("06:12:05", "2026-11-24T06:12:05", timedelta(seconds=1)),
    ],
)
def test_times_are_those_of_the_station(text: str, start: str, lasts: timedelta) -> None:
    begins = datetime.fromisoformat(start).replace(tzinfo=SEOUL)
    assert read(text) == Span(begins, begins + lasts)


def test_a_day_on_which_the_clocks_change_is_whole() -> None:
    found = read_search("2026-10-25", BERLIN, NOW)
    assert isinstance(found, Span)
    assert found.end.astimezone(UTC) - found.start.astimezone(UTC) == timedelta(hours=25)


def test_a_time_that_came_twice_is_meant_both_times() -> None:
    found = read_search("2026-10-25 02:30", BERLIN, NOW)
    assert isinstance(found, Span)
    assert found.start.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert found.end.astimezone(UTC) == datetime(2026, 10, 25, 1, 31, tzinfo=UTC)


def test_a_search_narrows_what_the_filter_lets_through() -> None:
    day = HistoryFilter(from_time=NOW - timedelta(hours=1), shift="Day")
    both = day.narrowed(read("2026-11-24"))
    assert both.from_time == NOW - timedelta(hours=1)
    assert both.to_time == datetime(2026, 11, 25, tzinfo=SEOUL)
    assert day.narrowed(read("17")).sought == Sought(sequence=17, part=17, source="17")
    assert day.narrowed(None) == day
