"""A thread with one worker's event loop in it."""

from typing import Protocol

from PySide6.QtCore import QDeadlineTimer, QObject, QThread


class Worker(Protocol):
    """What runs on a thread of its own: both are called there."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """Finish what was begun, and let go of timers and handles."""


class WorkerThread(QThread):
    """Starts the worker, serves its slots, and lets it finish; whoever starts it ends it."""

    def __init__(self, worker: Worker, name: str) -> None:
        super().__init__()
        if not isinstance(worker, QObject):
            raise TypeError(f"{worker!r} is no QObject")
        self.setObjectName(name)
        worker.moveToThread(self)
        self._worker: Worker = worker

    def run(self) -> None:
        """Qt calls it on the new thread."""
        self._worker.start()
        self.exec()
        self._worker.stop()

    def end(self, timeout_s: float) -> bool:
        """Ask the worker to finish and wait for it; False when it took longer."""
        self.quit()
        return self.wait(QDeadlineTimer(int(timeout_s * 1000)))
