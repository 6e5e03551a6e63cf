"""A worker that stands in one call, or could not begin, is noticed and named."""

import threading

import pytest
from PySide6.QtCore import QObject, Signal, Slot
from pytestqt.qtbot import QtBot

from app.workers import watchdog
from app.workers.threads import WorkerThread
from app.workers.watchdog import Watchdog
from tests.app.workers.seen import listen
from tests.fakes import ManualClock


class Told(QObject):
    """What the watchdog says of a thread."""

    def __init__(self, subject: Watchdog) -> None:
        super().__init__()
        self.stalled: list[str] = []
        self.answered: list[str] = []
        subject.stalled.connect(self.on_stalled)
        subject.answered.connect(self.on_answered)

    @Slot(str, object)
    def on_stalled(self, _: str, error: object) -> None:
        self.stalled.append(str(error))

    @Slot(str)
    def on_answered(self, name: str) -> None:
        self.answered.append(name)


class Digger(QObject):
    """A worker whose call lasts as long as the test wants."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.gate, self.entered = threading.Event(), threading.Event()
        self.wanted.connect(self.dig)

    def start(self) -> None:
        """Nothing to begin."""

    def stop(self) -> None:
        """Nothing to end."""

    @Slot()
    def dig(self) -> None:
        """Stand there."""
        self.entered.set()
        assert self.gate.wait(10)


class Broken(Digger):
    """A worker with a module missing."""

    def start(self) -> None:
        raise ModuleNotFoundError("No module named 'argon2'")


def test_a_worker_that_stands_in_one_call_is_named_once_and_when_it_answers_again(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, errors_logged: list[object]
) -> None:
    clock, digger = ManualClock(), Digger()
    monkeypatch.setattr("app.workers.threads.time.monotonic", clock)
    thread = WorkerThread(digger, "digging")
    dog = Watchdog([thread], clock=clock)
    told = Told(dog)
    thread.start()
    qtbot.waitUntil(lambda: thread.has_started)

    def look_for(seconds: float) -> None:
        for _ in range(round(seconds * 2)):
            clock.advance(0.5)
            dog.look()

    look_for(1)
    digger.wanted.emit()
    assert digger.entered.wait(5)
    look_for(watchdog.PATIENCE_S - 1)
    assert told.stalled == []
    look_for(5)
    assert told.stalled == ["The worker “digging” has not answered for 10 s."]
    digger.gate.set()

    def answers() -> bool:
        dog.look()
        return told.answered == ["digging"]

    qtbot.waitUntil(answers, timeout=5000)
    assert len(errors_logged) == 1
    errors_logged.clear()
    assert thread.end(5)


def test_a_program_that_stood_still_as_a_whole_blames_no_worker(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    clock, digger = ManualClock(), Digger()
    monkeypatch.setattr("app.workers.threads.time.monotonic", clock)
    thread = WorkerThread(digger, "digging")
    dog = Watchdog([thread], clock=clock)
    told = Told(dog)
    thread.start()
    qtbot.waitUntil(lambda: thread.has_started)
    digger.wanted.emit()
    assert digger.entered.wait(5)
    dog.look()
    clock.advance(3600)
    dog.look()
    assert told.stalled == []
    digger.gate.set()
    assert thread.end(5)


def test_a_worker_that_cannot_begin_is_told_and_its_thread_can_be_ended(
    qtbot: QtBot, errors_logged: list[object]
) -> None:
    thread = WorkerThread(Broken(), "signing in")
    broke = listen(thread, "broke")
    thread.start()
    qtbot.waitUntil(lambda: len(broke.seen) == 1, timeout=5000)
    assert str(broke.seen[0]) == (
        "The worker “signing in” failed: ModuleNotFoundError: No module named 'argon2'."
    )
    assert thread.end(5)
    assert len(errors_logged) == 1
    errors_logged.clear()
