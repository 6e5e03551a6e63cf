"""What is counted beforehand is what counting one by one gives, whatever has happened."""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.storage.counting import tally_of
from app.storage.database import open_database
from app.storage.history import History
from app.storage.rescue import rescue
from app.storage.store import Store
from app.storage.tables import BLOCK, CountRow, ScoreRow
from models.decision import DecisionWish, Ruling
from models.history import HistoryFilter, HistoryQuery, SortBy
from models.inspection import Inspection
from models.judgement import Verdict
from models.shift import Tally
from tests.app.storage.long_record import lengthen
from tests.app.storage.older import copy_to_older
from tests.app.storage.recording import DAY, LATE, MORNING, finding, keep, settings

COUNT = 5 * BLOCK
PASS, REJECT, REVIEW = Verdict.PASS, Verdict.REJECT, Verdict.REVIEW
A_WHILE = MORNING + timedelta(hours=3.1)
FILTERS = [
    HistoryFilter(),
    HistoryFilter(verdict=REJECT),
    HistoryFilter(shift="Late"),
    HistoryFilter(shift="Late", shift_started_at=LATE.starts_at, verdict=REVIEW),
    HistoryFilter(verdict=REVIEW, undecided=True),
    HistoryFilter(undecided=True, from_time=A_WHILE),
    HistoryFilter(from_time=A_WHILE, to_time=A_WHILE + timedelta(hours=5)),
    HistoryFilter(from_time=A_WHILE, verdict=PASS, shift="Day"),
    HistoryFilter(to_time=A_WHILE, from_time=A_WHILE + timedelta(seconds=1)),
    HistoryFilter(shift="Late", shift_started_at=DAY.starts_at),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of some blocks; in its middle the clock was wrong for a while."""
    folder = tmp_path_factory.mktemp("long")
    store = Store(settings(folder, keep_pictures="none"), "station-1")
    keep(store, PASS)
    lengthen(store.engine, COUNT // 2)
    for number in range(30):
        wrong = A_WHILE + timedelta(seconds=number) - timedelta(days=number % 3)
        store.keep(finding(list(Verdict)[number % 3]), DAY, wrong)
    store.close()
    return folder


@pytest.fixture(scope="module")
def history(folder: Path) -> Iterable[History]:
    engine = open_database(folder / "castwatch.db")
    yield History(engine)
    engine.dispose()


@pytest.fixture(scope="module")
def everything(history: History) -> list[tuple[Inspection, bool]]:
    """Every inspection, and whether its casting was decided."""
    return [(each, decided is not None) for each, decided in history.each(HistoryFilter())]


def lets_through(wanted: HistoryFilter, one: Inspection, *, is_decided: bool) -> bool:
    return (
        (wanted.from_time is None or one.inspected_at >= wanted.from_time)
        and (wanted.to_time is None or one.inspected_at < wanted.to_time)
        and wanted.shift in {None, one.shift}
        and wanted.shift_started_at in {None, one.shift_started_at}
        and wanted.verdict in {None, one.judgement.verdict}
        and not (wanted.undecided and is_decided)
    )


def counted(wanted: HistoryFilter, everything: list[tuple[Inspection, bool]]) -> Tally:
    newest = {one.casting_id: one.judgement.verdict for one, _ in everything}
    of_all = replace(wanted, verdict=None)
    castings = Counter(
        (newest[one.id],)
        for one, is_decided in everything
        if one.reinspection_of is None and lets_through(of_all, one, is_decided=is_decided)
    )
    return tally_of(
        Counter({key: n for key, n in castings.items() if wanted.verdict in {None, *key}})
    )


def in_order(found: list[Inspection], sort: SortBy) -> list[str]:
    keys = {
        SortBy.SEQUENCE: lambda one: one.sequence,
        SortBy.TIME: lambda one: (one.inspected_at, one.sequence),
        SortBy.VERDICT: lambda one: (one.judgement.verdict, one.sequence),
        SortBy.SCORE: lambda one: (one.judgement.defect_probability, one.sequence),
    }
    return [one.id for one in sorted(found, key=keys[sort])]


@pytest.mark.parametrize("is_long", [False, True])
@pytest.mark.parametrize("wanted", FILTERS)
def test_a_filter_counts_lists_and_sorts_what_it_lets_through(
    history: History,
    everything: list[tuple[Inspection, bool]],
    wanted: HistoryFilter,
    is_long: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if is_long:  # so that scores are not sorted, but stepped over
        monkeypatch.setattr("app.storage.listing._FEW", 0)
    found = [one for one, done in everything if lets_through(wanted, one, is_decided=done)]
    assert [one for one, _ in history.each(wanted)] == found
    assert history.tally(wanted) == counted(wanted, everything)
    for sort, descending in product(SortBy, (False, True)):
        expected = in_order(found, sort)[:: -1 if descending else 1]
        for offset in {0, len(found) // 3, len(found) // 2, max(0, len(found) - 70)}:
            query = HistoryQuery(wanted, sort, descending, offset, limit=70)
            page = history.page(query)
            assert page.count == len(found)
            assert [row.id for row in page.rows] == expected[offset : offset + 70]


def test_the_shifts_have_the_castings_that_they_made(
    history: History, everything: list[tuple[Inspection, bool]]
) -> None:
    for shift in history.shifts().shifts:
        of_shift = HistoryFilter(shift=shift.shift, shift_started_at=shift.started_at)
        assert shift.tally == counted(of_shift, everything)


def counts(engine: Engine) -> list[str]:
    """All that is counted, but for what has come to nothing."""
    with Session(engine) as session:
        blocks = session.execute(select(CountRow.__table__)).all()
        scores = session.execute(select(ScoreRow.__table__)).all()
    return sorted(str(row) for row in (*blocks, *scores) if any(row[4:8]))


def busy(store: Store) -> None:
    """Castings that are looked at again and decided, in every order."""
    dice = random.Random(5)
    kept = keep(store, *[PASS, REJECT, REVIEW] * 10)
    for number in range(60):
        one = dice.choice(kept)
        if dice.random() < 0.5:
            verdict = dice.choice(list(Verdict))
            shift = dice.choice([DAY, LATE])
            kept.append(store.keep(finding(verdict, of=one.id), shift, shift.starts_at))
        else:
            ruling = Ruling(dice.choice(list(Ruling)))
            wish = DecisionWish(one.id, ruling, "Kim", None, f"reason {number}")
            store.decide(wish, MORNING)


def test_every_order_of_looking_again_and_deciding_is_counted(store: Store) -> None:
    busy(store)
    history = History(store.engine)
    everything = [(each, decided is not None) for each, decided in history.each(HistoryFilter())]
    assert 5 < sum(decided for _, decided in everything) < len(everything) - 5
    for verdict, shift, undecided in product(
        (None, *Verdict), (None, "Day", "Late"), (False, True)
    ):
        wanted = HistoryFilter(verdict=verdict, shift=shift, undecided=undecided)
        assert history.tally(wanted) == counted(wanted, everything)
        assert history.count(wanted) == sum(
            lets_through(wanted, one, is_decided=done) for one, done in everything
        )


def test_what_is_rescued_is_counted_alike(store: Store, tmp_path: Path) -> None:
    busy(store)
    rescue(tmp_path / "castwatch.db", tmp_path / "saved.db", lambda *_: None)
    saved = open_database(tmp_path / "saved.db")
    assert counts(saved) == counts(store.engine)
    saved.dispose()


def test_what_was_recorded_before_there_were_counts_is_counted_alike(
    store: Store, tmp_path: Path
) -> None:
    busy(store)
    copy_to_older(tmp_path / "castwatch.db", tmp_path / "old.db", "0005")
    told: list[str] = []
    old = open_database(tmp_path / "old.db", tell=lambda error: told.append(str(error)))
    assert counts(old) == counts(store.engine)
    assert told == [], "so few take no time worth a word"
    old.dispose()


def test_bringing_a_long_record_up_to_date_is_told(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.database.MANY", 2)
    keep(store, *[PASS] * 3)
    copy_to_older(tmp_path / "castwatch.db", tmp_path / "old.db", "0005")
    told: list[str] = []
    open_database(tmp_path / "old.db", tell=lambda error: told.append(str(error))).dispose()
    open_database(tmp_path / "old.db", tell=lambda error: told.append(str(error))).dispose()
    assert ["please do not switch off" in line for line in told] == [True, False]
    assert told[1] == "The record is up to date."


def test_a_transaction_that_is_given_up_counts_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, PASS)
    before = counts(store.engine)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("app.storage.store.PredictionResult.of", fail)
    with pytest.raises(ZeroDivisionError):
        keep(store, REJECT)
    assert counts(store.engine) == before


def test_times_may_be_asked_for_before_anything_is_on_record(history: History) -> None:
    long_ago = HistoryFilter(to_time=datetime.min.replace(tzinfo=MORNING.tzinfo, year=1971))
    assert history.page(HistoryQuery(long_ago)).count == 0
