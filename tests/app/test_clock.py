from datetime import UTC, datetime, timedelta

import pytest

from app.clock import (
    DAY_S,
    HOLD_S,
    LEAST_S,
    ClockReading,
    LivedTime,
    WatchedClock,
    lived_through,
    read_clocks,
)
from tests.app.storage.recording import MORNING


class Clocks:
    """A wall clock that somebody sets, and a monotonic one that nobody can."""

    def __init__(self) -> None:
        self.wall, self.monotonic = MORNING, 1000.0
        self.watched = WatchedClock(lambda: self.wall, lambda: self.monotonic)

    def pass_time(self, seconds: float, *, set_by: float = 0.0) -> None:
        self.monotonic += seconds
        self.wall += timedelta(seconds=seconds + set_by)


def test_time_that_passes_is_no_jump() -> None:
    clocks = Clocks()
    assert clocks.watched.read() == (MORNING, 0.0)
    clocks.pass_time(86_400)
    assert clocks.watched.read() == (MORNING + timedelta(days=1), 0.0)


@pytest.mark.parametrize("set_by", [86_400.0, -86_400.0, 3600.0, -5.5])
def test_a_clock_that_is_set_is_noticed_once(set_by: float) -> None:
    clocks = Clocks()
    clocks.watched.read()
    clocks.pass_time(10, set_by=set_by)
    at, jump = clocks.watched.read()
    assert at == clocks.wall
    assert jump == pytest.approx(set_by)
    clocks.pass_time(10)
    assert clocks.watched.read()[1] == 0.0


def test_the_corrections_of_a_time_server_are_no_jumps() -> None:
    clocks = Clocks()
    for _ in range(100):
        clocks.pass_time(60, set_by=0.5)
        assert clocks.watched.read()[1] == 0.0


def test_the_real_clocks_agree() -> None:
    clock = WatchedClock()
    before = datetime.now(UTC)
    at, _ = clock.read()
    assert before <= at <= datetime.now(UTC)
    assert clock.read()[1] == 0.0


def reading(wall: float, running: float, boot: str = "boot") -> ClockReading:
    return ClockReading(wall, boot, running)


class Station:
    """One that looks at the clocks each minute while it runs."""

    def __init__(self) -> None:
        self.true_s, self.ahead_s, self.running_s, self.boots = 0.0, 0.0, 0.0, 0
        self.lived = LivedTime(NOW_S).after(self.reading())
        self.run(2 * HOLD_S)

    def reading(self) -> ClockReading:
        return reading(NOW_S + self.true_s + self.ahead_s, self.running_s, f"{self.boots}")

    def run(self, seconds: float) -> None:
        for _ in range(int(seconds // 60)):
            self.true_s += 60
            self.running_s += 60
            self.lived = self.lived.after(self.reading())

    def off(self, seconds: float) -> None:
        self.true_s += seconds
        self.running_s, self.boots = 0.0, self.boots + 1
        self.lived = self.lived.after(self.reading())

    @property
    def too_far_s(self) -> float:
        return self.lived.lived_s - NOW_S - self.true_s


NOW_S = MORNING.timestamp()
YEAR_S = 365 * DAY_S


@pytest.mark.parametrize("ahead_s", [5 * YEAR_S, YEAR_S, 40 * DAY_S, 61 * DAY_S, -56 * YEAR_S])
@pytest.mark.parametrize("at_boot", [False, True])
def test_a_clock_that_is_wrong_for_a_while_ages_nothing(ahead_s: float, *, at_boot: bool) -> None:
    station = Station()
    station.ahead_s = ahead_s
    if at_boot:
        station.off(0)
    station.run(HOLD_S / 2)
    assert station.too_far_s <= 1
    station.ahead_s = 0
    station.run(DAY_S)
    assert abs(station.too_far_s) <= 1


@pytest.mark.parametrize("ahead_s", [5 * YEAR_S, -5 * YEAR_S, 61 * DAY_S])
def test_a_clock_that_stays_years_wrong_ages_nothing_and_stops_nothing(ahead_s: float) -> None:
    station = Station()
    station.ahead_s = ahead_s
    station.run(10 * DAY_S)
    assert -2 * HOLD_S <= station.too_far_s <= 1
    station.off(16 * 3600)
    station.run(10 * DAY_S)
    assert -2 * HOLD_S <= station.too_far_s <= 1
    station.ahead_s = 0
    station.run(10 * DAY_S)
    assert -4 * HOLD_S <= station.too_far_s <= 1


def test_a_clock_that_stays_some_days_ahead_ages_a_day_in_an_hour_at_most() -> None:
    station = Station()
    station.ahead_s = 30 * DAY_S
    station.run(8 * 3600)
    assert station.too_far_s <= 8 * DAY_S
    station.ahead_s = 0
    station.run(30 * DAY_S)
    assert abs(station.too_far_s) <= 1, "it stands still until the clock has come so far"


@pytest.mark.parametrize(("off_s", "running_s"), [(16 * 3600, 8 * 3600), (64 * 3600, 8 * 3600)])
def test_nights_and_weekends_count(off_s: float, running_s: float) -> None:
    station = Station()
    for _ in range(10):
        station.off(off_s)
        assert station.too_far_s <= 1
        station.run(running_s)
        assert abs(station.too_far_s) <= 1


def test_a_plant_that_was_closed_for_six_weeks_counts_them_within_two_days() -> None:
    station = Station()
    station.off(42 * DAY_S)
    station.run(HOLD_S)
    assert station.too_far_s <= -41 * DAY_S, "not in the first hour"
    station.run(2 * DAY_S)
    assert abs(station.too_far_s) <= 1


def test_a_program_that_is_started_again_does_not_believe_the_clock_anew() -> None:
    """The computer runs on: its monotonic clock tells how long the program was not there."""
    station = Station()
    station.true_s += 3600
    station.running_s += 3600
    station.ahead_s = 5 * YEAR_S
    station.lived = station.lived.after(station.reading())
    assert abs(station.too_far_s) <= 1


def test_a_record_of_before_tells_what_it_has_lived_through() -> None:
    days = [NOW_S + day * DAY_S for day in range(5)]
    ahead, in_1970 = days[2] + 5 * YEAR_S, 100.0
    lived = lived_through([*days[:3], ahead, in_1970, *days[3:]])
    assert [round((each.lived_s - NOW_S) / DAY_S) for each in lived] == [0, 1, 2, 2, 2, 2, 3]


def test_the_clocks_of_this_computer_are_read() -> None:
    first, second = read_clocks(), read_clocks()
    assert first.boot == second.boot
    assert first.running_s <= second.running_s
    assert abs(first.wall_s - datetime.now(UTC).timestamp()) < LEAST_S
