"""Who may record: one program at a time for each database, by whatever name it is called."""

import os
import sqlite3
import struct
import sys
from contextlib import suppress
from pathlib import Path

from app.storage.database import make_private, real_path
from app.storage.errors import StorageError, in_words

_PLACE = 1 << 62  # of the byte that is locked: far behind all that SQLite reads, writes and locks


class Claim:
    """The sole right to record in a database and to send from it; it ends with the process.

    There are two locks. One is SQLite's own, on a file beside the database: programs of before
    know only that one, and it can be lost: by `rm`, or where the database is reached by a hard
    link. The other is a lock on a byte of the database itself (`hold`), which belongs to the
    file and not to a name of it; symbolic links are followed before.

    Raises StorageError where another program has it.
    """

    def __init__(self, database: Path) -> None:
        """Take the lock beside the database; the database itself need not be there yet."""
        self._file = real_path(database)
        self._descriptor: int | None = None
        beside = self._file.with_name(self._file.name + ".lock")
        with in_words(beside):
            make_private(beside)
            self._lock = sqlite3.connect(
                beside, timeout=0, isolation_level=None, check_same_thread=False
            )
            try:
                self._lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                self._lock.close()
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
                raise self._taken() from error

    def hold(self) -> None:
        """Lock the database itself, which must be there; before SQLite opens it.

        POSIX takes a process's locks on a file away when any part of it closes the file: so
        the file stays open until `let_go`, which comes after SQLite has closed it.
        """
        with in_words(self._file):
            self._descriptor = os.open(self._file, os.O_RDWR | getattr(os, "O_BINARY", 0))
            try:
                is_ours = _lock_byte(self._descriptor)
            except BaseException:
                self.let_go()
                raise
        if not is_ours:
            self.let_go()
            raise self._taken()

    def let_go(self) -> None:
        """Close the database itself, so that it can be moved; the lock beside it stays."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def check(self) -> None:
        """See that the file of that name is still the one that is held. Raises StorageError.

        From any thread; takes one look at the file's number.
        """
        try:
            with in_words(self._file):
                descriptor = self._descriptor
                if descriptor is not None:
                    there, held = os.stat(self._file), os.fstat(descriptor)  # noqa: PTH116 - often
                    if (there.st_dev, there.st_ino) == (held.st_dev, held.st_ino):
                        return
        except StorageError as error:
            if not isinstance(error.__cause__, FileNotFoundError):
                raise
        raise StorageError(
            "The database {file} was moved, removed or replaced while the station runs. Put it"
            " back, or restart the station.",
            file=str(self._file),
        )

    def release(self) -> None:
        """Let another program have it."""
        self.let_go()
        self._lock.close()

    def _taken(self) -> StorageError:
        return StorageError("Another Castwatch is recording in {file}.", file=str(self._file))


if sys.platform == "win32":
    import msvcrt

    def _lock_byte(descriptor: int) -> bool:
        """Lock the byte; whether nobody else has it."""
        os.lseek(descriptor, _PLACE, os.SEEK_SET)
        with suppress(OSError):
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            return True
        return False

else:
    import errno
    import fcntl

    _TAKEN = {errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK}
    _UNKNOWN = {errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}

    def _lock_byte(descriptor: int) -> bool:
        """Lock the byte; whether nobody else has it.

        The lock is one of the open file (OFD) and not of the process, so it is not lost where
        another part of the process closes the file. A file system without locks tells so: there
        the lock beside the database has to do.
        """
        try:
            if hasattr(fcntl, "F_OFD_SETLK"):
                wanted = struct.pack("@hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, _PLACE, 1, 0)
                fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, wanted)
            else:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            if error.errno not in _UNKNOWN:
                raise
        return True
