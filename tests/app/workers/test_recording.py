import shutil
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from app.clock import WatchedClock
from app.storage import DiskFullError
from app.storage.aside import databases_aside
from app.storage.database import writing
from app.storage.history import History
from app.storage.store import Store
from app.workers.recording import MOST_SET_APART, MOST_WAITING, SLOW_S, STUCK_S, Recorder
from app.workers.threads import WorkerThread
from models.decision import DecisionWish, Ruling
from models.health import Condition, Part
from models.inspection import Inspection
from models.judgement import Finding, Occasion, Verdict
from models.shift import Shift
from models.sight import Unfit, UnjudgedImage
from tests.app.storage.recording import DAY, MORNING, finding, settings
from tests.app.workers.seen import Seen, listen
from tests.fakes import ManualClock

EUC_KR = "주물.png".encode("euc-kr").decode("utf-8", "surrogateescape")


class FullDisk(Store):
    """A store whose disk can be full."""

    is_full = False

    def keep(
        self, finding: Finding, shift: Shift, at: datetime, clock_jump: float = 0.0
    ) -> Inspection:
        if self.is_full:
            raise DiskFullError("The disk is full: there is no room left in {file}.", file="x")
        return super().keep(finding, shift, at, clock_jump)


class SetClock(WatchedClock):
    """The time is what the test says."""

    at, jump = MORNING, 0.0

    def read(self) -> tuple[datetime, float]:
        return self.at, self.jump


@pytest.fixture
def store(tmp_path: Path) -> Iterator[FullDisk]:
    store = FullDisk(settings(tmp_path), "station-1")
    yield store
    store.close()


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def recorder(store: Store, clock: SetClock) -> Iterator[Recorder]:
    recorder = Recorder(store, lambda _: DAY, clock)
    thread = WorkerThread(recorder, "recording")
    thread.start()
    yield recorder
    assert thread.end(2)


def test_what_is_told_is_on_the_disk_in_the_order_of_the_offers(
    recorder: Recorder, store: Store, qtbot: QtBot
) -> None:
    told = listen(recorder, "recorded")
    for verdict in (Verdict.PASS, Verdict.REJECT, Verdict.REVIEW):
        recorder.offer(finding(verdict))
    qtbot.waitUntil(lambda: len(told.seen) == 3, timeout=5000)
    inspections = [part.inspection for part in told.seen]
    assert [one.sequence for one in inspections] == [1, 2, 3]
    assert tuple(reversed(inspections)) == History(store.engine).recent(3)
    assert told.seen[0].pixels.shape == (96, 96)


def test_nothing_is_dropped_while_the_disk_is_full(
    recorder: Recorder, store: FullDisk, qtbot: QtBot
) -> None:
    told, failed = listen(recorder, "recorded"), listen(recorder, "failed")
    lights = listen(recorder, "health_changed")
    store.is_full = True
    recorder.offer(finding(Verdict.REJECT))
    qtbot.waitUntil(lambda: len(failed.seen) == 1, timeout=5000)
    recorder.offer(finding(Verdict.PASS))
    recorder.retry()
    qtbot.waitUntil(lambda: len(failed.seen) == 2, timeout=5000)
    assert told.seen == []
    assert (lights.seen[-1].part, lights.seen[-1].condition) == (Part.DISK, Condition.FAULT)
    store.is_full = False
    recorder.retry()
    qtbot.waitUntil(lambda: len(told.seen) == 2, timeout=5000)
    verdicts = [part.inspection.judgement.verdict for part in told.seen]
    assert verdicts == [Verdict.REJECT, Verdict.PASS]
    assert lights.seen[-1].condition is Condition.OK


class Asker(QObject):
    """Asks from the test's thread, as the station does."""

    flush = Signal()
    decide = Signal(object)


def test_flush_is_answered_when_all_is_on_the_disk(
    recorder: Recorder, store: FullDisk, qtbot: QtBot
) -> None:
    told, failed = listen(recorder, "recorded"), listen(recorder, "failed")
    flushed, asker = Seen(), Asker()
    recorder.flushed.connect(flushed.note)
    asker.flush.connect(recorder.flush)
    store.is_full = True
    recorder.offer(finding())
    asker.flush.emit()
    qtbot.waitUntil(lambda: len(failed.seen) == 1, timeout=5000)
    assert flushed.seen == []
    store.is_full = False
    recorder.retry()
    qtbot.waitUntil(lambda: len(flushed.seen) == 1, timeout=5000)
    assert len(told.seen) == 1


def test_what_waits_is_recorded_before_the_thread_ends(store: Store, clock: SetClock) -> None:
    recorder = Recorder(store, lambda _: DAY, clock)
    thread = WorkerThread(recorder, "recording")
    thread.start()
    for _ in range(30):
        recorder.offer(finding(Verdict.REJECT))
    assert thread.end(5)
    assert len(History(store.engine).recent(99)) == 30


def test_a_damaged_database_is_set_aside_and_the_finding_is_not_lost(
    recorder: Recorder, store: FullDisk, tmp_path: Path, qtbot: QtBot
) -> None:
    recorded, failed = listen(recorder, "recorded"), listen(recorder, "failed")
    told = listen(recorder, "told")
    recorder.offer(finding(Verdict.PASS))
    qtbot.waitUntil(lambda: len(recorded.seen) == 1, timeout=5000)
    with writing(store.engine).begin() as connection:
        connection.exec_driver_sql("DROP TABLE outbox")  # as good as a damaged page
    recorder.offer(finding(Verdict.REJECT))
    qtbot.waitUntil(lambda: len(failed.seen) == 1, timeout=5000)
    recorder.set_aside()
    qtbot.waitUntil(lambda: len(recorded.seen) == 2, timeout=5000)
    assert recorded.seen[1].inspection.judgement.verdict is Verdict.REJECT
    assert recorded.seen[1].inspection.sequence > 1
    assert [str(error)[:36] for error in told.seen] == ["The damaged database was set aside, "]
    assert len(databases_aside(tmp_path / "castwatch.db")) == 1


def test_a_clock_that_is_set_is_told_once_and_is_on_record(
    recorder: Recorder, store: FullDisk, clock: SetClock, qtbot: QtBot
) -> None:
    recorded, told = listen(recorder, "recorded"), listen(recorder, "told")
    failed = listen(recorder, "failed")
    clock.jump, store.is_full = -7200.0, True
    recorder.offer(finding())
    qtbot.waitUntil(lambda: len(failed.seen) == 1, timeout=5000)
    clock.jump, store.is_full = 0.0, False
    recorder.retry()
    recorder.offer(finding())
    qtbot.waitUntil(lambda: len(recorded.seen) == 2, timeout=5000)
    assert [error.values for error in told.seen] == [{"hours": "-2.00"}]
    with store.engine.connect() as connection:
        jumps = connection.exec_driver_sql("SELECT number, seconds FROM clock_jumps").all()
    assert jumps == [(1, -7200.0)]


def test_an_image_that_was_not_judged_is_on_record_in_the_order_of_the_offers(
    recorder: Recorder, store: FullDisk, qtbot: QtBot
) -> None:
    noted, recorded = listen(recorder, "unjudged_noted"), listen(recorder, "recorded")
    failed = listen(recorder, "failed")
    store.is_full = True
    recorder.offer(finding())
    recorder.note(UnjudgedImage(Unfit.UNREADABLE, 7, "a.png", "The picture a.png is damaged."))
    qtbot.waitUntil(lambda: len(failed.seen) == 1, timeout=5000)
    assert noted.seen == []
    store.is_full = False
    recorder.retry()
    qtbot.waitUntil(lambda: len(noted.seen) == 1, timeout=5000)
    assert len(recorded.seen) == 1
    assert History(store.engine).unfit("Day", DAY.starts_at) == {Unfit.UNREADABLE: 1}


def test_a_decision_is_recorded_or_told_why_not(
    recorder: Recorder, store: FullDisk, qtbot: QtBot
) -> None:
    decided, told, asker = listen(recorder, "decided"), listen(recorder, "told"), Asker()
    asker.decide.connect(recorder.decide)
    kept = store.keep(finding(Verdict.REJECT), DAY, MORNING)
    asker.decide.emit(DecisionWish(kept.id, Ruling.SOUND, "Kim", reason="A stain."))
    qtbot.waitUntil(lambda: len(decided.seen) == 1, timeout=5000)
    assert History(store.engine).decisions(kept.id) == tuple(decided.seen)
    asker.decide.emit(DecisionWish(kept.id, Ruling.SOUND, "Kim"))
    qtbot.waitUntil(lambda: len(told.seen) == 1, timeout=5000)
    assert "must give a reason" in str(told.seen[0])


def test_whoever_offers_more_than_can_be_recorded_is_held_up(
    recorder: Recorder, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Findings carry their pictures: without a bound a slow disk would fill the memory."""
    gate, waiting = threading.Event(), []
    keep = store.keep

    def slow(*of: Any) -> Inspection:
        waiting.append(len(recorder._queue))
        assert gate.wait(10)
        return keep(*of)

    monkeypatch.setattr(store, "keep", slow)
    told = listen(recorder, "recorded")

    def offer() -> None:
        for _ in range(3 * MOST_WAITING):
            recorder.offer(finding(Verdict.PASS))

    judge = threading.Thread(target=offer)
    judge.start()
    qtbot.waitUntil(lambda: len(recorder._queue) == MOST_WAITING, timeout=5000)
    gate.set()
    qtbot.waitUntil(lambda: len(told.seen) == 3 * MOST_WAITING, timeout=20_000)
    judge.join()
    assert max(waiting) <= MOST_WAITING


def test_a_result_that_can_never_be_stored_is_kept_aside_and_the_rest_goes_on(
    recorder: Recorder, store: Store, qtbot: QtBot
) -> None:
    recorded, apart = listen(recorder, "recorded"), listen(recorder, "set_apart")
    failed, lights = listen(recorder, "failed"), listen(recorder, "health_changed")
    for more in ({}, {"source": EUC_KR}, {"part": 2**70}, {}):
        recorder.offer(finding(Verdict.REJECT, **more))
    qtbot.waitUntil(lambda: len(recorded.seen) == 2, timeout=5000)
    assert [part.inspection.sequence for part in recorded.seen] == [1, 2]
    assert failed.seen == []
    assert [each.verdict for each in apart.seen] == [Verdict.REJECT] * 2
    assert store.unrecorded.waiting() == tuple(apart.seen)
    assert lights.seen[-1].condition is Condition.WAITING
    assert str(lights.seen[-1].why).startswith("2 results could not be stored")


def test_an_error_that_does_not_come_again_sets_nothing_apart(
    recorder: Recorder, store: Store, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    keep, calls = store.keep, []

    def stumble(*of: Any) -> Inspection:
        calls.append(of)
        if len(calls) == 1:
            raise RuntimeError("for once")
        return keep(*of)

    monkeypatch.setattr(store, "keep", stumble)
    recorded = listen(recorder, "recorded")
    recorder.offer(finding())
    qtbot.waitUntil(lambda: len(recorded.seen) == 1, timeout=5000)
    assert store.unrecorded.count() == 0


def test_what_fails_after_the_commit_records_nothing_twice(
    recorder: Recorder, store: Store, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def fail(_: object) -> None:
        raise ValueError("an odd image")

    monkeypatch.setattr("app.workers.recording.thumbnail", fail)
    recorded = listen(recorder, "recorded")
    recorder.offer(finding())
    qtbot.waitUntil(lambda: len(recorded.seen) == 1, timeout=5000)
    assert recorded.seen[0].pixels is None
    assert len(History(store.engine).recent(9)) == 1


def test_when_no_result_can_be_stored_the_inspection_stops(
    recorder: Recorder, store: Store, qtbot: QtBot
) -> None:
    failed, apart = listen(recorder, "failed"), listen(recorder, "set_apart")
    for _ in range(MOST_SET_APART + 1):
        recorder.offer(finding(source=EUC_KR))
    qtbot.waitUntil(lambda: len(failed.seen) == 1, timeout=10_000)
    assert str(failed.seen[0]).startswith(f"{MOST_SET_APART} results in a row could not be stored")
    assert len(apart.seen) == MOST_SET_APART
    recorder.retry()
    qtbot.waitUntil(lambda: len(apart.seen) == MOST_SET_APART + 1, timeout=5000)


def test_a_casting_of_another_database_is_recorded_as_one_of_its_own(
    recorder: Recorder, qtbot: QtBot
) -> None:
    recorded, told = listen(recorder, "recorded"), listen(recorder, "told")
    recorder.offer(finding(Verdict.REJECT, of="nowhere"))
    qtbot.waitUntil(lambda: len(recorded.seen) == 1, timeout=5000)
    assert recorded.seen[0].inspection.occasion is Occasion.MANUAL
    assert "is not in this database" in str(told.seen[0])


def test_a_wish_that_cannot_be_stored_is_told_and_holds_up_nothing(
    recorder: Recorder,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    errors_logged: list[object],
) -> None:
    def fail(*_: object) -> None:
        raise UnicodeEncodeError("utf-8", "\udc80", 0, 1, "surrogates not allowed")

    monkeypatch.setattr(store, "decide", fail)
    told, recorded, asker = listen(recorder, "told"), listen(recorder, "recorded"), Asker()
    asker.decide.connect(recorder.decide)
    asker.decide.emit(DecisionWish("id", Ruling.SOUND, "Kim", reason="A stain."))
    recorder.offer(finding())
    qtbot.waitUntil(lambda: len(recorded.seen) == 1, timeout=5000)
    assert [str(error)[:16] for error in told.seen] == ["Recording failed"]
    errors_logged.clear()


class Person(QObject):
    """Settles what was kept aside, from the test's thread."""

    retry = Signal(int, object)
    discard = Signal(int, str, object)


def test_a_person_retries_and_discards_what_was_kept_aside(
    recorder: Recorder, qtbot: QtBot
) -> None:
    recorded, apart = listen(recorder, "recorded"), listen(recorder, "set_apart")
    lists, told, person = listen(recorder, "unrecorded_changed"), listen(recorder, "told"), Person()
    person.retry.connect(recorder.retry_unrecorded)
    person.discard.connect(recorder.discard_unrecorded)
    lights = listen(recorder, "health_changed")
    for more in ({"source": EUC_KR}, {"part": 2**70}):
        recorder.offer(finding(Verdict.REJECT, **more))
    qtbot.waitUntil(lambda: len(apart.seen) == 2, timeout=5000)
    first, second = apart.seen
    person.retry.emit(first.number, None)
    person.retry.emit(second.number, None)
    qtbot.waitUntil(lambda: len(lists.seen) == 2, timeout=5000)
    assert len(recorded.seen) == 1
    assert lists.seen == [(second,), (second,)]
    assert "cannot be stored" in str(told.seen[0])
    person.discard.emit(second.number, "A trial.", None)
    qtbot.waitUntil(lambda: lights.seen[-1].condition is Condition.OK, timeout=5000)


def conditions(lights: Seen) -> list[Condition]:
    return [health.condition for health in lights.seen]


def test_a_slow_disk_is_told_and_one_that_stands_still_stops_the_inspection(
    store: Store, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monotonic, gate, keep = ManualClock(), threading.Event(), store.keep

    def held(*of: Any) -> Inspection:
        assert gate.wait(10)
        return keep(*of)

    monkeypatch.setattr(store, "keep", held)
    recorder = Recorder(store, lambda _: DAY, SetClock(), monotonic)
    failed, mended = listen(recorder, "failed"), Seen()
    recorder.mended.connect(mended.note)
    lights = listen(recorder, "health_changed")
    thread = WorkerThread(recorder, "recording")
    thread.start()
    for _ in range(3):
        recorder.offer(finding())
    recorder.look()
    qtbot.waitUntil(lambda: conditions(lights) == [Condition.OK])
    monotonic.advance(SLOW_S + 0.5)
    recorder.look()
    assert conditions(lights)[1:] == [Condition.WAITING]
    assert str(lights.seen[-1].why) == (
        "The disk is slow: 3 results wait to be stored, the oldest for 2 s."
    )
    assert failed.seen == []
    monotonic.advance(STUCK_S)
    recorder.look()
    recorder.look()
    assert conditions(lights)[2:] == [Condition.FAULT]
    assert len(failed.seen) == 1
    recorded = listen(recorder, "recorded")
    gate.set()
    qtbot.waitUntil(lambda: len(recorded.seen) == 3, timeout=5000)
    recorder.look()
    qtbot.waitUntil(lambda: len(mended.seen) == 1)
    assert conditions(lights)[-1] is Condition.OK
    assert thread.end(5)


def test_a_database_that_is_not_the_one_written_last_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    one = Store(settings(tmp_path, keep_pictures="none"), "station-1")
    one.keep(finding(), DAY, MORNING)
    one.close()
    shutil.copy(tmp_path / "castwatch.db", tmp_path / "backup.db")
    one = Store(settings(tmp_path, keep_pictures="none"), "station-1")
    one.keep(finding(), DAY, MORNING)
    one.close()
    shutil.copy(tmp_path / "backup.db", tmp_path / "castwatch.db")
    store = Store(settings(tmp_path, keep_pictures="none"), "station-1")
    recorder = Recorder(store, lambda _: DAY)
    told = listen(recorder, "told")
    thread = WorkerThread(recorder, "recording")
    thread.start()
    qtbot.waitUntil(lambda: bool(told.seen), timeout=5000)
    assert "is not the one that was written last" in str(told.seen[0])
    assert thread.end(2)
    store.close()
