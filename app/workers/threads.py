"""A thread with one worker's event loop in it, which tells whether it still answers."""

import time
from typing import Protocol

import structlog
from PySide6.QtCore import QDeadlineTimer, QObject, Qt, QThread, Signal, Slot

from models.errors import KnownError

_log = structlog.get_logger()


class WorkerError(KnownError):
    """A worker's thread that does not do its work."""


class Worker(Protocol):
    """What runs on a thread of its own: both are called there."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """Finish what was begun, and let go of timers and handles."""


class _Pulse(QObject):
    """Lives on the worker's thread, and answers there when asked from another one."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked_at: float | None = None  # time.monotonic(); None once it has answered
        self.asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def _answer(self) -> None:
        self.asked_at = None


class WorkerThread(QThread):
    """Starts the worker, serves its slots, and lets it finish; whoever starts it ends it.

    An exception that leaves the worker's `start` or `stop` is logged and told by `broke`; the
    thread goes on serving, so that it can be ended as any other.
    """

    broke = Signal(object)  # WorkerError

    def __init__(self, worker: Worker, name: str) -> None:
        super().__init__()
        if not isinstance(worker, QObject):
            raise TypeError(f"{worker!r} is no QObject")
        self.setObjectName(name)
        worker.moveToThread(self)
        self._worker: Worker = worker
        self._pulse = _Pulse()
        self._pulse.moveToThread(self)
        self.has_started = False  # the worker's `start` has returned

    def run(self) -> None:
        """Qt calls it on the new thread."""
        try:
            self._worker.start()
        except Exception as error:  # noqa: BLE001 - a thread's rim
            self._tell_broken(error)
        self.has_started = True
        self.exec()
        try:
            self._worker.stop()
        except Exception as error:  # noqa: BLE001 - a thread's rim
            self._tell_broken(error)

    def silent_s(self) -> float:
        """How long the worker has not come back to its event loop; ask again and again.

        From the thread that made this object. 0.0 where it answered since it was last asked.
        """
        now = time.monotonic()
        asked_at = self._pulse.asked_at
        if asked_at is not None:
            return now - asked_at
        self._pulse.asked_at = now
        self._pulse.asked.emit()
        return 0.0

    def excuse(self) -> None:
        """Count its silence from now on: something else has held it up, or the whole program."""
        if self._pulse.asked_at is not None:
            self._pulse.asked_at = time.monotonic()

    def end(self, timeout_s: float) -> bool:
        """Ask the worker to finish and wait for it; False when it took longer."""
        self.quit()
        return self.wait(QDeadlineTimer(int(timeout_s * 1000)))

    def _tell_broken(self, error: Exception) -> None:
        name = self.objectName()
        _log.exception("a worker failed", thread=name)
        self.broke.emit(
            WorkerError(
                "The worker “{thread}” failed: {reason}.",
                thread=name,
                reason=f"{type(error).__name__}: {error}",
            )
        )
