"""Keeping what signals brought, on the thread of the test."""

from typing import Any

from PySide6.QtCore import QObject, Slot

from tests.fakes import Recorder


class Seen(Recorder):
    """Besides signals of one value, those of none and of two."""

    @Slot()
    def note(self) -> None:
        """Connect a signal of no value here."""
        self.seen.append(None)

    @Slot(object, object)
    def take_two(self, first: Any, second: Any) -> None:
        """Connect a signal of two values here."""
        self.seen.append((first, second))


def listen(owner: QObject, signal: str) -> Seen:
    """Keep what a signal of one value brings from now on."""
    seen = Seen()
    getattr(owner, signal).connect(seen.take)
    return seen
