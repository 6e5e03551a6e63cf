"""Who may record: one program at a time for each database."""

import sqlite3
from pathlib import Path

from app.storage.database import make_private
from app.storage.errors import StorageError, in_words


class Claim:
    """The sole right to record in a database and to send from it; it ends with the process.

    The lock is SQLite's own, on a file beside the database: it works on every system and
    needs no cleaning up after a crash. Raises StorageError where another program has it.
    """

    def __init__(self, database: Path) -> None:
        file = database.with_name(database.name + ".lock")
        with in_words(file):
            make_private(file)
            self._lock = sqlite3.connect(
                file, timeout=0, isolation_level=None, check_same_thread=False
            )
            try:
                self._lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                self._lock.close()
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
                raise StorageError(
                    "Another Castwatch is recording in {file}.", file=str(database)
                ) from error

    def release(self) -> None:
        """Let another program have it."""
        self._lock.close()
