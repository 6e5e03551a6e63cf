"""A thread that does one thing again and again, and rests longer and longer while it fails."""

import threading
from collections.abc import Callable

import structlog

from models.errors import KnownError

FIRST_REST_S, DOUBLINGS = 0.5, 5  # 16 s at most
STOP_S = 5.0
_log = structlog.get_logger()


class WorkerError(KnownError):
    """A mistake of ours on a worker's thread; it is tried again."""


class Worker:
    """Calls `step` until it is stopped; `trouble` tells why it cannot just now."""

    def __init__(self, name: str, step: Callable[[], float], close: Callable[[], None]) -> None:
        """`step` returns how long to rest; `close` is called on the thread, after a failure too."""
        self._step = step
        self._close = close
        self._woken = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self.trouble: KnownError | None = None

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """There is something to do; from any thread."""
        self._woken.set()

    def stop(self) -> None:
        """End, within STOP_S."""
        self._stopping = True
        self._woken.set()
        self._thread.join(STOP_S)
        if self._thread.is_alive():
            _log.error("a thread does not end", thread=self._thread.name)

    def _run(self) -> None:
        failures = 0
        while not self._stopping:
            self._woken.clear()
            try:
                rest_s = self._step()
                failures, self.trouble = 0, None
            except KnownError as error:
                self._fail(error)
                failures += 1
            except Exception as error:  # noqa: BLE001 - a thread's rim
                _log.exception("a step failed", thread=self._thread.name)
                self._fail(WorkerError("A mistake of ours: {reason}.", reason=str(error)))
                failures += 1
            if failures:
                rest_s = FIRST_REST_S * 2 ** min(failures - 1, DOUBLINGS)
            if rest_s and not self._stopping:
                self._woken.wait(rest_s)
        self._close()

    def _fail(self, error: KnownError) -> None:
        if str(error) != str(self.trouble):
            _log.warning("waiting", thread=self._thread.name, reason=str(error))
        self.trouble = error
        self._close()
