"""What can still be read of a damaged database, copied into a sound one.

The damaged file is only read. Rows are read in order of their number, and where SQLite
stumbles, one at a time, so that one broken page costs the few rows that lay on it.

All tables that the new database has are copied, but those that its triggers fill. It is made
beside its place, of the version that the damaged one has; brought up to date, checked and brought
to the disk; and only then it gets its name.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from app.storage.database import APPLICATION_ID, make_empty, open_database
from app.storage.durable import flush_file, flush_folder
from app.storage.errors import StorageError, in_words
from app.storage.record_events import record_events_as_copied
from app.storage.tables import Row

_ENDS = ("", "-wal", "-shm", "-journal")
_AT_A_TIME = 500
_GIVE_UP = 20_000  # rows in a row that cannot be read

_Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Rescued:
    """How much was saved."""

    inspections: int
    lost: int  # inspections that cannot be read
    waiting: int  # messages that the plant has not acknowledged
    incomplete: tuple[str, ...] = field(default=(), compare=False)
    """Tables of which some rows could not be read, or made no sense."""


def rescue(damaged: Path, into: Path, progress: Callable[[str, int], None]) -> Rescued:
    """Copy what can be read of `damaged` to a new database `into`. Raises StorageError.

    `progress` hears of which table, and up to which number, rows were read. Where it fails there
    is no file `into`; whoever is killed leaves one whose name ends in .partial, which the next
    rescue replaces.
    """
    if not damaged.is_file():
        raise StorageError("There is no database {file}.", file=str(damaged))
    if damaged.stat().st_size == 0:  # SQLite would delete the log that lies beside it
        raise StorageError(
            "The database {file} is empty: there is nothing to save.", file=str(damaged)
        )
    if any(os.path.lexists(_part(into, end)) for end in _ENDS):
        raise StorageError("The file {file} is there already: choose another.", file=str(into))
    partial_file = into.with_name(f"{into.name}.partial")
    with in_words(into):
        _remove(partial_file)
    try:
        with in_words(damaged), closing(_read_only(damaged)) as source:
            make_empty(partial_file, _revision(source, damaged))
            incomplete = _copy_all(source, partial_file, progress)
        open_database(partial_file).dispose()  # up to date
        saved = _checked(partial_file, into, incomplete)
        with in_words(into):
            flush_file(partial_file)
            partial_file.rename(into)
            flush_folder(into.parent)
    except BaseException:
        with suppress(OSError):
            _remove(partial_file)
        raise
    return saved


def tables_to_copy(there: Sequence[str]) -> list[str]:
    """Return those of the tables that are copied, in an order in which triggers can count."""
    derived = {table.name for table in Row.metadata.tables.values() if table.info.get("derived")}
    left_out = derived | {"alembic_version"}
    order = [table.name for table in Row.metadata.sorted_tables]
    first = [name for name in order if name in there and name not in left_out]
    return first + [name for name in there if name not in order and name not in left_out]


def _part(file: Path, end: str) -> Path:
    return file.with_name(f"{file.name}{end}")


def _remove(file: Path) -> None:
    for end in _ENDS:
        _part(file, end).unlink(missing_ok=True)


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


def _revision(source: sqlite3.Connection, file: Path) -> str | None:
    """The version of the database; None where it cannot be read any more."""
    tables = source.execute("SELECT name FROM sqlite_schema").fetchall()  # is it a database?
    if source.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StorageError("The file {file} is the database of another program.", file=str(file))
    if ("alembic_version",) not in tables:
        return None
    try:
        found = source.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        return None
    return str(found[0]) if found else None


def _copy_all(
    source: sqlite3.Connection, file: Path, progress: Callable[[str, int], None]
) -> tuple[str, ...]:
    """Copy all tables; returns those of which rows are missing."""
    with closing(sqlite3.connect(file)) as target:
        # A message may be whole whose inspection is not.
        target.execute("PRAGMA foreign_keys = OFF")
        found = target.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        there = [str(name) for (name,) in found if not name.startswith("sqlite_")]
        has_events = "record_events" in there
        with record_events_as_copied(target) if has_events else nullcontext():
            copied = [
                (table, _copy(source, target, file, table, partial(progress, table)))
                for table in tables_to_copy(there)
            ]
    return tuple(table for table, is_whole in copied if not is_whole)


def _copy(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    file: Path,
    table: str,
    progress: Callable[[int], None],
) -> bool:
    """Copy what can be read of a table; whether that was everything."""
    there = {row[1] for row in source.execute(f'PRAGMA table_info("{table}")')}
    columns = [row[1] for row in target.execute(f'PRAGMA table_info("{table}")') if row[1] in there]
    if not columns:
        return not there  # a database whose schema has suffered
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    # A row that is read twice, or with another's number, is no row of ours.
    # The names are those of our own tables.
    write = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({places})'  # noqa: S608
    readable = _Readable(source, f'SELECT rowid, {names} FROM "{table}"')  # noqa: S608
    read, count = 0, f'SELECT count(*) FROM "{table}"'  # noqa: S608
    before = target.execute(count).fetchone()[0]
    for rows in readable:
        with in_words(file), target:
            target.executemany(write, [row[1:] for row in rows])
        read += len(rows)
        if rows:
            progress(rows[-1][0])
    written = target.execute(count).fetchone()[0] - before
    return not readable.has_stumbled and written == read


class _Readable:
    """All rows that can be read, some at a time."""

    def __init__(self, source: sqlite3.Connection, select: str) -> None:
        self._source = source
        self._select = select
        self.has_stumbled = False

    def __iter__(self) -> Iterator[list[_Row]]:
        last, unread = -1, 0
        while unread < _GIVE_UP:
            try:
                rows = self._source.execute(
                    f"{self._select} WHERE rowid > ? ORDER BY rowid LIMIT {_AT_A_TIME}", (last,)
                ).fetchall()
            except sqlite3.DatabaseError:
                self.has_stumbled = True
                rows = list(self._one_by_one(last))
                last += _AT_A_TIME
                unread = 0 if rows else unread + _AT_A_TIME
            else:
                if not rows:
                    return
                last, unread = rows[-1][0], 0
            yield rows

    def _one_by_one(self, after: int) -> Iterator[_Row]:
        for number in range(after + 1, after + _AT_A_TIME + 1):
            try:
                row = self._source.execute(f"{self._select} WHERE rowid = ?", (number,)).fetchone()
            except sqlite3.DatabaseError:
                continue
            if row is not None:
                yield row


def _checked(file: Path, into: Path, incomplete: tuple[str, ...]) -> Rescued:
    """Look through what was made, and count it. Raises StorageError where it is not whole."""
    with in_words(into), closing(sqlite3.connect(file, isolation_level=None)) as target:
        found = target.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise StorageError(
                "What was saved is not whole, and was not kept: {reason}.", reason=found
            )
        counted = "SELECT count(*), max(number) FROM inspections"
        count, last = target.execute(counted).fetchone()
        waiting = "SELECT count(*) FROM outbox WHERE state = 'waiting'"
        unsent = target.execute(waiting).fetchone()[0]
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        target.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, to be renamed
    return Rescued(count, (last or 0) - count, unsent, incomplete)
