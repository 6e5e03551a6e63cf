"""Watches the station's own threads: none may stand in one call for long without a word."""

import time
from collections.abc import Callable, Iterable

import structlog
from PySide6.QtCore import QObject, Signal

from app.workers.threads import WorkerError, WorkerThread

PATIENCE_S = 10.0  # for one call of a worker
START_PATIENCE_S = 60.0  # for its first one, which imports and loads
PAUSED_S = 5.0  # after so long without a look the whole program stood still
_log = structlog.get_logger()


class Watchdog(QObject):
    """`look` twice a second, on the thread that made the workers' threads."""

    stalled = Signal(str, object)  # the thread's name, WorkerError: it does not answer
    answered = Signal(str)  # the thread's name: it answers again

    def __init__(
        self,
        threads: Iterable[WorkerThread],
        is_excused: Callable[[str], bool] = lambda _: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`is_excused` tells of a thread, by its name, whether another one holds it up."""
        super().__init__()
        self._threads = tuple(threads)
        self._is_excused = is_excused
        self._clock = clock
        self._looked_at: float | None = None
        self._stalled: set[str] = set()

    def look(self) -> None:
        """Tell which threads do not answer any more, or answer again; each once."""
        now, before = self._clock(), self._looked_at
        self._looked_at = now
        was_paused = before is not None and now - before > PAUSED_S
        for thread in self._threads:
            if was_paused or self._is_excused(thread.objectName()):
                thread.excuse()
            self._look_at(thread)

    def _look_at(self, thread: WorkerThread) -> None:
        name, silent_s = thread.objectName(), thread.silent_s()
        patience_s = PATIENCE_S if thread.has_started else START_PATIENCE_S
        if silent_s > patience_s and name not in self._stalled:
            self._stalled.add(name)
            _log.error("a worker does not answer", thread=name, seconds=round(silent_s))
            self.stalled.emit(
                name,
                WorkerError(
                    "The worker “{thread}” has not answered for {seconds} s.",
                    thread=name,
                    seconds=round(silent_s),
                ),
            )
        elif silent_s == 0.0 and name in self._stalled:
            self._stalled.discard(name)
            _log.warning("a worker answers again", thread=name)
            self.answered.emit(name)
