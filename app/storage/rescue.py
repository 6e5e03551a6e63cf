"""What can still be read of a damaged database, copied into a sound one.

The damaged file is only read. Rows are read in order of their number, and where SQLite
stumbles, one at a time, so that one broken page costs the few rows that lay on it.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from app.storage.database import open_database
from app.storage.errors import StorageError, in_words
from app.storage.record_events import record_events_as_copied

_TABLES = (
    "inspections",
    "seals",
    "clock_jumps",
    "unfit_pictures",
    "shown_folders",
    "shown_files",
    "unrecorded_results",
    "decisions",
    "challenges",
    "baselines",
    "studies",
    "study_answers",
    "beginning",
    "epochs",
    "record_events",
    "outbox",
    "people",
    "audit",
)
_AT_A_TIME = 500
_GIVE_UP = 20_000  # rows in a row that cannot be read

_Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Rescued:
    """How much was saved."""

    inspections: int
    lost: int  # inspections that cannot be read
    waiting: int  # messages that the plant has not acknowledged


def rescue(damaged: Path, into: Path, progress: Callable[[str, int], None]) -> Rescued:
    """Copy what can be read of `damaged` to a new database `into`. Raises StorageError.

    `progress` hears of which table, and up to which number, rows were read.
    """
    if not damaged.is_file():
        raise StorageError("There is no database {file}.", file=str(damaged))
    if into.exists():
        raise StorageError("The file {file} is there already: choose another.", file=str(into))
    source_name = f"{damaged.absolute().as_uri()}?mode=ro"
    with in_words(damaged), closing(sqlite3.connect(source_name, uri=True)) as source:
        source.execute("SELECT name FROM sqlite_schema").fetchall()  # is it a database at all?
        open_database(into, create=True).dispose()
        with closing(sqlite3.connect(into)) as target:
            # A message may be whole whose inspection is not.
            target.execute("PRAGMA foreign_keys = OFF")
            with record_events_as_copied(target):
                for table in _TABLES:
                    with target:
                        _copy(source, target, table, partial(progress, table))
            return _counted(target)


def _copy(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    table: str,
    progress: Callable[[int], None],
) -> None:
    there = {row[1] for row in source.execute(f"PRAGMA table_info({table})")}
    columns = [row[1] for row in target.execute(f"PRAGMA table_info({table})") if row[1] in there]
    if not columns:
        return  # a database from before there was such a table
    names, places = ", ".join(columns), ", ".join("?" * len(columns))
    # A row that is read twice, or with another's number, is no row of ours.
    # The names are those of our own tables.
    write = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})"  # noqa: S608
    for rows in _readable(source, f"SELECT rowid, {names} FROM {table}"):  # noqa: S608
        target.executemany(write, [row[1:] for row in rows])
        if rows:
            progress(rows[-1][0])


def _readable(source: sqlite3.Connection, select: str) -> Iterator[list[_Row]]:
    """All rows that can be read, some at a time."""
    last, unread = 0, 0
    while unread < _GIVE_UP:
        try:
            rows = source.execute(
                f"{select} WHERE rowid > ? ORDER BY rowid LIMIT {_AT_A_TIME}", (last,)
            ).fetchall()
        except sqlite3.DatabaseError:
            rows = list(_one_by_one(source, select, last))
            last += _AT_A_TIME
            unread = 0 if rows else unread + _AT_A_TIME
        else:
            if not rows:
                return
            last, unread = rows[-1][0], 0
        yield rows


def _one_by_one(source: sqlite3.Connection, select: str, after: int) -> Iterator[_Row]:
    for number in range(after + 1, after + _AT_A_TIME + 1):
        try:
            row = source.execute(f"{select} WHERE rowid = ?", (number,)).fetchone()
        except sqlite3.DatabaseError:
            continue
        if row is not None:
            yield row


def _counted(target: sqlite3.Connection) -> Rescued:
    count, last = target.execute("SELECT count(*), max(number) FROM inspections").fetchone()
    waiting = target.execute("SELECT count(*) FROM outbox WHERE state = 'waiting'").fetchone()[0]
    return Rescued(count, (last or 0) - count, waiting)
