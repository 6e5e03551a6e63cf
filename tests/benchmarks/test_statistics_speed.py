"""How quick the statistics are beside a record of a million inspections."""

import time as clock
from collections.abc import Iterator
from datetime import UTC, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.shifts import ShiftCalendar
from app.storage.statistics import Statistics
from app.storage.store import Store
from models.judgement import Verdict
from models.statistics import Span, StatisticsQuery, Turn
from tests.app.storage.recording import DAY, LATE, MORNING, keep, multiply, settings

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

COUNT = 1_000_000  # all of them in one shift, which is more than there will ever be
READ_S = 1.0


@pytest.fixture(scope="module")
def statistics(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Statistics]:
    store = Store(settings(tmp_path_factory.mktemp("statistics")), "station-1")
    keep(store, Verdict.PASS)
    multiply(store, COUNT)
    keep(store, *[Verdict.REJECT] * 500)
    calendar = ShiftCalendar({"Day": time(6), "Late": time(14)}, ZoneInfo("UTC"))
    yield Statistics(store.engine, calendar, UTC)
    store.close()


@pytest.mark.parametrize("castings", [50, 500, None])
@pytest.mark.parametrize("period", [Turn("Day", DAY.starts_at), Span.LAST_7_DAYS])
def test_a_million_castings_are_read_within_a_second(
    statistics: Statistics, period: Span | Turn, castings: int | None
) -> None:
    query, now = StatisticsQuery(period, castings), LATE.starts_at + timedelta(hours=1)
    taken = []
    for _ in range(3):
        began = clock.perf_counter()
        report = statistics.read(query, now)
        taken.append(clock.perf_counter() - began)
    print(f"{min(taken):.2f} s of {READ_S:.0f}, {period}, {castings}")
    assert report.tally.total == COUNT + 500
    assert report.starts_at == MORNING
    assert min(taken) < READ_S
