from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from app.storage import DiskFullError
from app.storage.history import History
from app.storage.store import Store
from app.workers.recording import Recorder
from app.workers.threads import WorkerThread
from models.health import Condition, Part
from models.inspection import Inspection
from models.judgement import Finding, Verdict
from models.shift import Shift
from tests.app.storage.recording import DAY, MORNING, finding, settings
from tests.app.workers.seen import Seen, listen


class FullDisk(Store):
    """A store whose disk can be full."""

    is_full = False

    def keep(self, finding: Finding, shift: Shift, at: datetime) -> Inspection:
        if self.is_full:
            raise DiskFullError("The disk is full: there is no room left in {file}.", file="x")
        return super().keep(finding, shift, at)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[FullDisk]:
    store = FullDisk(settings(tmp_path), "station-1")
    yield store
    store.close()


@pytest.fixture
def recorder(store: Store) -> Iterator[Recorder]:
    recorder = Recorder(store, lambda _: DAY, lambda: MORNING)
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


def test_what_waits_is_recorded_before_the_thread_ends(store: Store) -> None:
    recorder = Recorder(store, lambda _: DAY, lambda: MORNING)
    thread = WorkerThread(recorder, "recording")
    thread.start()
    for _ in range(30):
        recorder.offer(finding(Verdict.REJECT))
    assert thread.end(5)
    assert len(History(store.engine).recent(99)) == 30
