import inspect
from collections.abc import Iterator
from datetime import UTC, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import app.storage.export
from app.storage.history import History
from app.storage.messages import Messages
from app.storage.statistics import Statistics
from app.storage.store import Store
from app.workers.reading import Reader
from app.workers.threads import WorkerThread
from models.history import HistoryFilter, HistoryQuery, SortBy
from models.judgement import Verdict
from models.shift import Tally
from models.shifts import ShiftCalendar
from models.sight import Unfit, UnjudgedImage
from models.statistics import StatisticsQuery, Turn
from tests.app.storage.recording import DAY, LATE, MORNING, finding, keep, settings
from tests.app.workers.seen import Seen, listen

PASS, REJECT = Verdict.PASS, Verdict.REJECT


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(settings(tmp_path), "station-1")
    yield store
    store.close()


@pytest.fixture
def reader(store: Store) -> Reader:
    calendar = ShiftCalendar({"Day": time(6)}, ZoneInfo("UTC"))
    statistics = Statistics(store.engine, calendar, UTC)
    return Reader(History(store.engine), store.pictures, Messages(store.engine), statistics)


@pytest.fixture
def thread(reader: Reader) -> Iterator[WorkerThread]:
    """Not started yet, so that a test can ask several things at once."""
    thread = WorkerThread(reader, "reading")
    yield thread
    assert thread.end(2)


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """An export of a few inspections takes many steps."""
    monkeypatch.setattr(app.storage.export, "STEP", 10)


def test_every_question_gets_its_answer(
    store: Store, reader: Reader, thread: WorkerThread, qtbot: QtBot
) -> None:
    kept = keep(store, PASS, REJECT)
    pages, shifts = listen(reader, "page_read"), listen(reader, "shifts_read")
    tallies, recent = listen(reader, "tally_read"), listen(reader, "recent_read")
    thread.start()
    reader.ask_page(HistoryQuery())
    reader.ask_shifts()
    reader.ask_tally(DAY)
    reader.ask_recent(20)
    qtbot.waitUntil(lambda: bool(recent.seen), timeout=5000)
    assert pages.seen[0].rows == (kept[1], kept[0])
    assert shifts.seen[0].shifts[0].shift == "Day"
    assert tallies.seen == [Tally(passed=1, rejected=1)]
    assert [part.inspection for part in recent.seen[0]] == [kept[1], kept[0]]
    assert [part.pixels is not None for part in recent.seen[0]] == [True, False]


def test_an_inspection_opens_with_its_picture_and_the_others_of_its_casting(
    store: Store, reader: Reader, thread: WorkerThread, qtbot: QtBot
) -> None:
    [first] = keep(store, REJECT)
    again = store.keep(finding(PASS, of=first.id), DAY, MORNING)
    opened, reinspected = listen(reader, "details_read"), listen(reader, "details_to_reinspect")
    thread.start()
    reader.ask_details(first.id)
    reader.ask_details(again.id, for_reinspection=True)
    qtbot.waitUntil(lambda: bool(opened.seen and reinspected.seen), timeout=5000)
    assert (opened.seen[0].inspection, opened.seen[0].linked) == (first, (again,))
    assert opened.seen[0].pixels.shape == (96, 96)
    assert opened.seen[0].defect_map.shape == (24, 24)
    assert reinspected.seen[0].pixels is None  # no picture of a pass was kept


def test_pages_of_one_listing_are_all_read_and_those_of_an_older_one_are_not(
    store: Store, reader: Reader, thread: WorkerThread, qtbot: QtBot
) -> None:
    keep(store, *[PASS] * 30)
    pages = listen(reader, "page_read")
    reader.ask_page(HistoryQuery(limit=10))
    newest = [HistoryQuery(sort=SortBy.SCORE, offset=offset, limit=10) for offset in (0, 10, 20)]
    for query in newest:
        reader.ask_page(query)
    thread.start()
    qtbot.waitUntil(lambda: len(pages.seen) == 3, timeout=5000)
    assert [page.query for page in pages.seen] == newest


def test_the_newest_question_of_a_kind_is_the_one_that_is_answered(
    store: Store, reader: Reader, thread: WorkerThread, qtbot: QtBot
) -> None:
    keep(store, PASS, REJECT)
    tallies = listen(reader, "tally_read")
    store.note_unjudged(UnjudgedImage(Unfit.GLARE), DAY, MORNING)
    for shift in (LATE, DAY, LATE, DAY):
        reader.ask_tally(shift)
    thread.start()
    qtbot.waitUntil(lambda: bool(tallies.seen), timeout=5000)
    assert tallies.seen == [Tally(passed=1, rejected=1, unfit={Unfit.GLARE: 1})]


@pytest.mark.usefixtures("small_steps")
def test_an_export_is_written_while_other_questions_are_answered(
    store: Store, reader: Reader, thread: WorkerThread, qtbot: QtBot, tmp_path: Path
) -> None:
    keep(store, *[PASS] * 40)
    done, progress, tallies = Seen(), listen(reader, "export_progress"), Seen()
    reader.export_done.connect(done.take_two)
    reader.tally_read.connect(tallies.take)
    # Asked on the reader's own thread, in the middle of the export.
    reader.export_progress.connect(
        lambda _: reader.ask_tally(DAY), Qt.ConnectionType.DirectConnection
    )
    thread.start()
    reader.ask_export(HistoryFilter(), tmp_path / "out.csv")
    qtbot.waitUntil(lambda: bool(done.seen), timeout=10_000)
    assert done.seen == [(tmp_path / "out.csv", None)]
    assert progress.seen == sorted(progress.seen)
    assert len(progress.seen) >= 3
    assert tallies.seen
    assert len((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()) == 41


@pytest.mark.usefixtures("small_steps")
def test_an_export_can_be_cancelled_and_leaves_nothing(
    store: Store, reader: Reader, thread: WorkerThread, qtbot: QtBot, tmp_path: Path
) -> None:
    keep(store, *[PASS] * 40)
    done = Seen()
    reader.export_done.connect(done.take_two)
    reader.export_progress.connect(reader.cancel_export)
    thread.start()
    reader.ask_export(HistoryFilter(), tmp_path / "out.csv")
    qtbot.waitUntil(lambda: bool(done.seen), timeout=10_000)
    assert done.seen[0] == (None, None)
    assert not (tmp_path / "out.csv").exists()


def test_an_export_that_fails_says_why(
    reader: Reader, thread: WorkerThread, qtbot: QtBot, tmp_path: Path
) -> None:
    done = Seen()
    reader.export_done.connect(done.take_two)
    thread.start()
    reader.ask_export(HistoryFilter(), tmp_path / "out.doc")
    qtbot.waitUntil(lambda: bool(done.seen), timeout=5000)
    assert str(done.seen[0][1]) == (
        "out.doc is no kind of file that can be written: use .csv, .xlsx or .pdf."
    )


def test_a_question_that_has_no_answer_is_told_in_words(
    reader: Reader, thread: WorkerThread, qtbot: QtBot
) -> None:
    failed = listen(reader, "failed")
    thread.start()
    reader.ask_details("nowhere")
    qtbot.waitUntil(lambda: bool(failed.seen), timeout=5000)
    assert str(failed.seen[0]) == "There is no inspection nowhere on record."


def test_a_report_of_the_way_to_the_plant(
    reader: Reader, store: Store, thread: WorkerThread, qtbot: QtBot
) -> None:
    keep(store, Verdict.PASS, Verdict.REJECT)
    told = listen(reader, "report_read")
    thread.start()
    reader.ask_report()
    qtbot.waitUntil(lambda: len(told.seen) == 1, timeout=5000)
    assert told.seen[0].status.waiting == 2
    assert told.seen[0].free_bytes > 0


def test_statistics_are_read_and_what_prevents_it_is_told_apart(
    reader: Reader, store: Store, thread: WorkerThread, qtbot: QtBot
) -> None:
    keep(store, Verdict.PASS, Verdict.REJECT)
    told, query = Seen(), StatisticsQuery(Turn("Day", DAY.starts_at), castings=2)
    reader.statistics_read.connect(told.take_two)
    thread.start()
    reader.ask_statistics(query)
    qtbot.waitUntil(lambda: len(told.seen) == 1, timeout=5000)
    report, error = told.seen[0]
    assert (report.query, error) == (query, None)
    assert report.tally == report.groups[0].tally == Tally(passed=1, rejected=1)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE unfit_pictures")
    reader.ask_statistics(query)
    qtbot.waitUntil(lambda: len(told.seen) == 2, timeout=5000)
    assert told.seen[1][0] is None
    assert "no such table" in str(told.seen[1][1])


def test_a_shift_s_report_is_written_and_told_as_an_export_is(
    reader: Reader, store: Store, thread: WorkerThread, qtbot: QtBot, tmp_path: Path
) -> None:
    keep(store, REJECT, PASS)
    done, progress = Seen(), listen(reader, "export_progress")
    reader.export_done.connect(done.take_two)
    thread.start()
    (summary,) = History(store.engine).shifts().shifts
    reader.ask_shift_report(summary, tmp_path / "day.pdf")
    qtbot.waitUntil(lambda: bool(done.seen), timeout=10_000)
    assert done.seen == [(tmp_path / "day.pdf", None)]
    assert progress.seen == sorted(progress.seen)
    assert (tmp_path / "day.pdf").read_bytes().startswith(b"%PDF")


def test_a_report_can_be_cancelled_and_leaves_nothing(
    reader: Reader, store: Store, thread: WorkerThread, qtbot: QtBot, tmp_path: Path
) -> None:
    keep(store, *[REJECT] * 12)
    done, folder = Seen(), tmp_path / "reports"
    folder.mkdir()
    reader.export_done.connect(done.take_two)
    reader.export_progress.connect(reader.cancel_export, Qt.ConnectionType.DirectConnection)
    thread.start()
    (summary,) = History(store.engine).shifts().shifts
    reader.ask_shift_report(summary, folder / "day.pdf")
    qtbot.waitUntil(lambda: bool(done.seen), timeout=10_000)
    assert done.seen[0] == (None, None)
    assert list(folder.iterdir()) == []


def test_a_long_export_is_written_step_after_step_and_not_one_within_the_other(
    reader: Reader, thread: WorkerThread, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    depths: list[int] = []

    def steps(*_: object) -> Iterator[float]:
        for number in range(500):
            depths.append(len(inspect.stack(0)))
            yield number / 500

    monkeypatch.setattr("app.workers.reading.export_step_by_step", steps)
    done = Seen()
    reader.export_done.connect(done.take_two)
    thread.start()
    reader.ask_export(HistoryFilter(), Path("all.csv"))
    qtbot.waitUntil(lambda: bool(done.seen), timeout=20_000)
    assert done.seen == [(Path("all.csv"), None)]
    assert max(depths) - min(depths) < 5
