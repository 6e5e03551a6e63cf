"""Opens the station's parts behind the window, however slow the disk or the imports are."""

from collections.abc import Callable
from typing import Protocol

import structlog
from PySide6.QtCore import QDeadlineTimer, QThread, Signal

from models.errors import KnownError

END_MS = 1_000  # how long an opening that has failed takes to end
CLOSE_S = 10.0  # how long an opening that is no longer wanted is waited for
log = structlog.get_logger()


class OpeningError(KnownError):
    """The station's parts cannot be opened, or take very long."""


class Opened(Protocol):
    """What was opened, and can be closed."""

    def close(self) -> None:
        """Let go of it."""


class Opening(QThread):
    """`begin` opens, once more after a failure; `close` ends what was opened."""

    opened = Signal(object)  # what `open_parts` returned
    failed = Signal(object)  # KnownError

    def __init__(self, open_parts: Callable[[], Opened]) -> None:
        """`open_parts` is called on the new thread, and may raise KnownError."""
        super().__init__()
        self.setObjectName("opening")
        self._open = open_parts
        self._opened: Opened | None = None

    def begin(self) -> None:
        """Open, or try again: what has just told of its failure is about to end."""
        self.wait(QDeadlineTimer(END_MS))
        self.start()

    def run(self) -> None:
        """Qt calls it on the new thread."""
        try:
            self._opened = self._open()
        except KnownError as error:
            self.failed.emit(error)
        except Exception as error:  # a module that is missing, for one
            log.exception("opening failed")
            self.failed.emit(
                OpeningError("The station cannot be opened: {reason}.", reason=str(error))
            )
        else:
            self.opened.emit(self._opened)

    def close(self, timeout_s: float = CLOSE_S) -> bool:
        """Wait for the opening and close what it opened; nobody may use it any more.

        False when the opening took longer and is left behind.
        """
        if not self.wait(QDeadlineTimer(int(timeout_s * 1000))):
            return False
        if self._opened is not None:
            self._opened.close()
            self._opened = None
        return True
