"""One place for a frame between two threads; no frame ever queues."""

from collections.abc import Callable
from threading import Condition, Event

from models.frame import Frame

GLANCE_S = 0.05  # how often a wait looks whether it shall stop


class FrameSlot:
    """Holds one frame until it is taken; every method may be called from any thread."""

    def __init__(self, wake: Callable[[], None] | None = None) -> None:
        """`wake` is called, on the thread that fills it, when the slot was empty before."""
        self._wake = wake
        self._frame: Frame | None = None
        self._changed = Condition()
        self.skipped = 0  # frames that a newer one replaced

    def offer(self, frame: Frame) -> None:
        """Put a frame in; it replaces one that is still there."""
        with self._changed:
            replaced, self._frame = self._frame, frame
            self.skipped += replaced is not None
        if replaced is None and self._wake:
            self._wake()

    def hand_over(self, frame: Frame, stopped: Event) -> bool:
        """Put a frame in once the one before was taken; False when stopped before that."""
        with self._changed:
            if not self._wait_until_taken(stopped):
                return False
            self._frame = frame
        if self._wake:
            self._wake()
        return True

    def wait_until_taken(self, stopped: Event) -> bool:
        """Wait until the slot is empty; False when stopped before that."""
        with self._changed:
            return self._wait_until_taken(stopped)

    def _wait_until_taken(self, stopped: Event) -> bool:
        while self._frame is not None:
            if stopped.is_set():
                return False
            self._changed.wait(GLANCE_S)
        return True

    def take(self) -> Frame | None:
        """The frame, and the slot is empty; None when it was."""
        with self._changed:
            taken, self._frame = self._frame, None
            self._changed.notify_all()
        return taken
