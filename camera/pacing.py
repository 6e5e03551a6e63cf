"""The pace of cameras that have no clock of their own."""

import time
from collections.abc import Callable
from threading import Event


class Pace:
    """Lets one picture through every period, until it is stopped from any thread."""

    def __init__(self, period_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._period_s = period_s
        self._clock = clock
        self._stopped = Event()
        self._stopped.set()
        self._due = 0.0

    def start(self) -> None:
        """Begin anew; the first picture is due at once."""
        self._due = self._clock()
        self._stopped.clear()

    def stop(self) -> None:
        """End every wait, now and until the next start."""
        self._stopped.set()

    @property
    def is_running(self) -> bool:
        """Started, and not stopped since."""
        return not self._stopped.is_set()

    def wait(self) -> bool:
        """Wait until the next picture is due; False when stopped. What is late is not made up."""
        now = self._clock()
        stopped = self._stopped.wait(max(0.0, self._due - now))
        self._due = max(self._due, now) + self._period_s
        return not stopped
