"""What can be wrong with a database or a disk, in one sentence each."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from models.errors import KnownError, Remedy

_OF_THE_MEDIUM = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PROTOCOL}


class StorageError(KnownError):
    """A database or disk that cannot be used; nothing that was recorded is lost."""


class MediumError(StorageError):
    """The database or its disk as a whole cannot be used: no result can be stored now."""


class DiskFullError(MediumError):
    """No room for another result; evidence pictures may give way."""


class NotOnRecordError(StorageError):
    """An inspection that is referred to and is not in this database."""


class DamagedError(MediumError):
    """A database that SQLite cannot make sense of."""

    remedy = Remedy.SET_ASIDE


@contextmanager
def in_words(file: Path) -> Iterator[None]:
    """Raise what SQLite and the disk say of `file` as a StorageError."""
    try:
        yield
    except DBAPIError as error:
        raise _of_sqlite(error.orig, file) from error
    except sqlite3.Error as error:
        raise _of_sqlite(error, file) from error
    except OSError as error:
        raise _of_disk(error, file) from error


def _of_sqlite(error: BaseException | None, file: Path) -> StorageError:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:  # the low byte is the kind of error
        case sqlite3.SQLITE_FULL:
            return _full(file)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return MediumError("The database {file} is write-protected.", file=str(file))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return MediumError("The database {file} is held by another program.", file=str(file))
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return DamagedError(
                "The database {file} is damaged or is no database of Castwatch.", file=str(file)
            )
        case sqlite3.SQLITE_CANTOPEN:
            return MediumError(
                "The database {file} cannot be opened: the folder is missing, closed to you or"
                " write-protected.",
                file=str(file),
            )
    return _unusable(error, file)


def _unusable(error: BaseException | None, file: Path) -> StorageError:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_THE_MEDIUM:
        return MediumError(
            "The database {file} cannot be used: {reason}.", file=str(file), reason=str(error)
        )
    return StorageError(
        "The database {file} cannot be used: {reason}.", file=str(file), reason=str(error)
    )


def _of_disk(error: OSError, file: Path) -> StorageError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _full(file)
    return MediumError(
        "The disk refuses {file}: {reason}.",
        file=str(error.filename or file),
        reason=error.strerror or str(error),
    )


def _full(file: Path) -> DiskFullError:
    return DiskFullError("The disk is full: there is no room left in {file}.", file=str(file))
