"""What a camera's thread waits for: told to another thread, which can see that it is stuck."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that was asked of the system."""

    path: bytes
    since: float  # time.monotonic(), seconds: the beginning, or the last sign of progress
    patience_s: float  # how long it may take from there on


class Activity:
    """Written by the thread that asks, read by any other; never blocks."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wait: Wait | None = None

    @contextmanager
    def waiting_for(self, path: bytes, patience_s: float) -> Iterator[None]:
        """Say what is asked for, until it answers."""
        before = self._wait
        self._wait = Wait(path, self._clock(), patience_s)
        try:
            yield
        finally:
            self._wait = before
            self.progress()

    def progress(self) -> None:
        """Say that it answers, though it takes long."""
        wait = self._wait
        if wait is not None:
            self._wait = Wait(wait.path, self._clock(), wait.patience_s)

    def overdue(self) -> tuple[bytes, float] | None:
        """What has taken longer than it may, and for how many seconds it has been silent."""
        wait = self._wait
        if wait is None:
            return None
        silent_s = self._clock() - wait.since
        return (wait.path, silent_s) if silent_s > wait.patience_s else None
