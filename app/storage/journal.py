"""The write-ahead log of an open record: it may not grow without anybody knowing.

SQLite empties the log into the database as long as nobody reads what is older. A program that
begins to read and does not end (an export, a backup, a database browser) makes it grow with
each casting, for as long as the disk has room.
"""

import os
import re
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from app.storage.database import BUSY_MS
from app.storage.errors import StorageError

EMPTY_BYTES = 16 * 1024 * 1024
"""From here on the log is emptied and cut, where nobody reads."""
TOLD_BYTES = 64 * 1024 * 1024
"""From here on a person is told; without a long reader it never comes so far."""
TRIED_EACH_S = 10.0
_WAIT_MS = 100  # for readers that are about to end
_READ_LOCKS = range(123, 128)  # SQLite's, bytes of the shared index: one is held while one reads
_LOCK = re.compile(r"POSIX +ADVISORY +READ +(\d+) \S+:(\d+) (\d+) \d+")


class Journal:
    """Looks after the log; used by the thread that records."""

    def __init__(self, engine: Engine, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._file = Path(os.path.realpath(engine.url.database or ""))
        self._monotonic = monotonic
        self._tried_at: float | None = None
        self._readers: set[int] = set()  # processes, when it was tried last
        self.trouble: StorageError | None = None  # why the log grows

    def look(self) -> None:
        """Empty the log where it has grown, and tell who keeps it from that. Never raises.

        Takes one look at the file as long as the log is small.
        """
        if self._size() < EMPTY_BYTES:
            self.trouble = self._tried_at = None
            return
        now = self._monotonic()
        if self._tried_at is None or now - self._tried_at >= TRIED_EACH_S:
            self._tried_at = now
            self._empty()
            readers = self._reading()
            stayed, self._readers = readers & self._readers, readers
            self.trouble = self._grown(stayed) if self._size() >= TOLD_BYTES else None

    def _size(self) -> int:
        try:
            return os.stat(f"{self._file}-wal").st_size  # noqa: PTH116 - after each casting
        except OSError:
            return 0

    def _empty(self) -> None:
        with (
            suppress(SQLAlchemyError, sqlite3.Error, StorageError),
            closing(self._engine.raw_connection()) as connection,
            closing(connection.cursor()) as cursor,
        ):
            cursor.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
            try:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.fetchall()
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")

    def _reading(self) -> set[int]:
        """The other processes that read just now, where the system tells."""
        with suppress(OSError, ValueError):
            index = Path(f"{self._file}-shm").stat().st_ino
            held = _LOCK.findall(Path("/proc/locks").read_text("ascii"))
            reading = {
                int(process)
                for process, file, byte in held
                if int(file) == index and int(byte) in _READ_LOCKS
            }
            return reading - {0, os.getpid()}
        return set()

    def _grown(self, readers: set[int]) -> StorageError:
        megabytes = f"{self._size() / 1e6:,.0f}"
        for process in sorted(readers):
            with suppress(OSError):
                name = Path(f"/proc/{process}/comm").read_text("utf-8", "replace").strip()
                return StorageError(
                    "{program} (process {process}) has been reading the database for long, so"
                    " its write-ahead log has grown to {megabytes} MB. Close that program.",
                    program=name,
                    process=process,
                    megabytes=megabytes,
                )
        return StorageError(
            "Something has been reading the database for long, so its write-ahead log has grown"
            " to {megabytes} MB. Close exports, backups and database browsers.",
            megabytes=megabytes,
        )
