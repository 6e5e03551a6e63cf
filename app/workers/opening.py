"""Opens the record on a thread of its own: a migration or a slow disk must not hold the window."""

from PySide6.QtCore import QThread, Signal

from app.settings import RecordSettings
from app.storage import StorageError
from app.storage.store import Store


class Opening(QThread):
    """`start` opens the store, once more after a failure; `close` ends what it opened."""

    opened = Signal(object)  # Store
    failed = Signal(object)  # StorageError

    def __init__(self, settings: RecordSettings, station: str) -> None:
        super().__init__()
        self.setObjectName("opening")
        self._settings = settings
        self._station = station
        self._store: Store | None = None

    def run(self) -> None:
        """Qt calls it on the new thread."""
        try:
            self._store = Store(self._settings, self._station)
        except StorageError as error:
            self.failed.emit(error)
        else:
            self.opened.emit(self._store)

    def close(self) -> None:
        """Wait for the opening and close the store; nobody may use it any more."""
        self.wait()
        if self._store is not None:
            self._store.close()
            self._store = None
