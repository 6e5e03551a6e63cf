"""What a test may leave behind: nothing that runs, ticks or stands on the screen."""

import gc
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget

GRACE_SECONDS = 2.0
POOLS = ("tf_", "tensorflow", "Keras", "loky", "QueueFeederThread", "pytest_timeout", "tqdm")
"""Threads of libraries that outlive their caller by design, by the beginning of their name."""


class LeakWatch:
    """Remembers what was there before a test, and tells what is there besides afterwards."""

    def __init__(self, monkeypatch: Any) -> None:
        self._threads = set(threading.enumerate())
        self._windows = set(_windows())
        self._started: list[weakref.ref[QObject]] = []
        for kind in (QThread, QTimer):
            monkeypatch.setattr(kind, "start", self._remembering(kind.start))

    def _remembering(self, start: Callable[..., None]) -> Callable[..., None]:
        def remembered(subject: QObject, *arguments: Any) -> None:
            self._started.append(weakref.ref(subject))
            start(subject, *arguments)

        return remembered

    def found(self) -> list[str]:
        """What is still there; waits a little for what is on its way out."""
        deadline = time.monotonic() + GRACE_SECONDS
        while (leaks := self._leaks()) and time.monotonic() < deadline:
            gc.collect()
            time.sleep(0.01)  # other threads are ending: there is nothing of ours to wait on
        return leaks

    def _leaks(self) -> list[str]:
        _delete_what_waits_for_it()
        return [
            *(f"the thread {thread.name}" for thread in self._running_threads()),
            *(_told(subject) for subject in self._running_objects()),
            *(f"the window {window!r}" for window in _windows() if window not in self._windows),
        ]

    def _running_threads(self) -> Iterator[threading.Thread]:
        for thread in threading.enumerate():
            ours = not isinstance(thread, threading._DummyThread)  # a QThread, or a library's own
            if ours and thread not in self._threads and not thread.name.startswith(POOLS):
                yield thread

    def _running_objects(self) -> Iterator[QThread | QTimer]:
        for reference in self._started:
            subject = reference()
            if subject is None or not shiboken6.isValid(subject):
                continue
            if isinstance(subject, QThread) and subject.isRunning():
                yield subject
            if isinstance(subject, QTimer) and subject.isActive():
                yield subject


def _told(subject: QThread | QTimer) -> str:
    kind = "QThread" if isinstance(subject, QThread) else "QTimer"
    return f"the {kind} {subject.objectName() or subject!r} of {subject.parent()!r}"


def _windows() -> list[QWidget]:
    if not isinstance(QCoreApplication.instance(), QApplication):
        return []
    return [widget for widget in QApplication.topLevelWidgets() if widget.parent() is None]


def _delete_what_waits_for_it() -> None:
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
