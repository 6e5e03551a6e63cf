"""How quick the statistics are beside a record of a million inspections."""

import time as clock
from collections.abc import Iterator
from datetime import UTC, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.storage.statistics import Statistics
from app.storage.store import Store
from models.judgement import Verdict
from models.shifts import ShiftCalendar
from models.statistics import Span, StatisticsQuery, Turn
from tests.app.storage.recording import MORNING, keep, multiply, settings

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

COUNT = 1_000_000
APART_S = 2  # so that 23 days are on record
NOW = MORNING + timedelta(seconds=APART_S * COUNT)
READ_S = 1.0
LONG_AGO = Turn("Day", MORNING)


@pytest.fixture(scope="module")
def statistics(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Statistics]:
    store = Store(settings(tmp_path_factory.mktemp("statistics")), "station-1")
    keep(store, Verdict.PASS)
    multiply(store, COUNT, apart_s=APART_S)
    calendar = ShiftCalendar({"Day": time(6)}, ZoneInfo("UTC"))
    yield Statistics(store.engine, calendar, UTC)
    store.close()


@pytest.mark.parametrize("castings", [50, 500, None])
@pytest.mark.parametrize(("period", "total"), [(LONG_AGO, 14_399), (Span.LAST_7_DAYS, 302_400)])
def test_they_are_read_within_a_second(
    statistics: Statistics, period: Span | Turn, total: int, castings: int | None
) -> None:
    taken = []
    for _ in range(3):
        began = clock.perf_counter()
        report = statistics.read(StatisticsQuery(period, castings), NOW)
        taken.append(clock.perf_counter() - began)
    print(f"{min(taken):.2f} s of {READ_S:.0f}, {period}, {castings}")
    assert report.tally.total == pytest.approx(total, abs=2)
    assert report.groups[-1].median_score is not None
    assert min(taken) < READ_S
