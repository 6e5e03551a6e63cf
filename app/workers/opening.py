"""Opens the station's parts behind the window, however slow the disk or the imports are."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QThread, Signal

from models.errors import KnownError


class Opened(Protocol):
    """What was opened, and can be closed."""

    def close(self) -> None:
        """Let go of it."""


class Opening(QThread):
    """`start` opens, once more after a failure; `close` ends what was opened."""

    opened = Signal(object)  # what `open_parts` returned
    failed = Signal(object)  # KnownError

    def __init__(self, open_parts: Callable[[], Opened]) -> None:
        """`open_parts` is called on the new thread, and may raise KnownError."""
        super().__init__()
        self.setObjectName("opening")
        self._open = open_parts
        self._opened: Opened | None = None

    def run(self) -> None:
        """Qt calls it on the new thread."""
        try:
            self._opened = self._open()
        except KnownError as error:
            self.failed.emit(error)
        else:
            self.opened.emit(self._opened)

    def close(self) -> None:
        """Wait for the opening and close what it opened; nobody may use it any more."""
        self.wait()
        if self._opened is not None:
            self._opened.close()
            self._opened = None
