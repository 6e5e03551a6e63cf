"""The screen stays on while the station runs; without a desktop to ask, it may not."""

from threading import Event, Thread

import structlog
from wakepy import keep

ASK_S = 2.0  # how long the desktop is waited for, and as long again at the end
log = structlog.get_logger()


class Awake:
    """Asks the desktop not to dim, lock or sleep; used by one thread.

    The desktop is asked on a thread of its own: a session bus that does not answer holds up
    nobody.
    """

    def __init__(self) -> None:
        self._asked, self._ended = Event(), Event()
        self._is_active = False
        self._thread: Thread | None = None

    def begin(self) -> bool:
        """Whether the desktop has promised it; if not within ASK_S, the log says so."""
        self._ended.clear()
        self._thread = Thread(target=self._hold, name="awake", daemon=True)
        self._thread.start()
        self._asked.wait(ASK_S)
        if not self._is_active:
            log.warning("the screen may go dark: no desktop promises to keep it on")
        return self._is_active

    def end(self) -> None:
        """The desktop may do as it likes again."""
        thread, self._thread = self._thread, None
        self._ended.set()
        if thread is not None:
            thread.join(ASK_S)

    def _hold(self) -> None:
        with keep.presenting(on_fail="pass") as mode:
            self._is_active = mode.active
            self._asked.set()
            self._ended.wait()
