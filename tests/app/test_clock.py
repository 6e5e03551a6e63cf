from datetime import UTC, datetime, timedelta

import pytest

from app.clock import WatchedClock
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
