"""A damaged database is set aside, never deleted, and the record goes on in a new one.

It lies, with what belongs to it, in a folder of its own beside the new one. A consumer knows
a station's inspections by their sequence, so that of the new one begins above whatever the
old one can have given out.

Killed at any instant, it is set aside as a whole or not at all: a marker file is the one switch.
Before it is there, nothing has been moved; once it is there, the next start moves the rest, and
nobody opens or makes a database in that place before.

    nothing ──marker on the disk──▶ parts are moved ──marker removed──▶ set aside
              (all checks before)   (resumed by `finish`)
"""

import json
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.storage.durable import flush_folder, replace_content
from app.storage.errors import StorageError, in_words

PEOPLE = ("number", "id", "name", "role", "pin_hash", "badge_hash", "created_at", "retired_at")
LEAST = 1_767_225_600_000
"""The least first sequence of a database after another: 2026 in milliseconds since 1970.

No station has counted so far from 1, and the clock may say what it likes."""
APART = 1_000_000_000
"""More than a station gives out in one database: a new one begins so far above the beginning
of one that cannot be read."""

SHOWN = {
    "shown_folders": ("number", "path"),
    "shown_files": ("number", "folder", "directory", "name", "size", "modified_ns", "round"),
}
"""Tables and columns of the files that were shown, in the order in which they are written."""

_AT_A_TIME = 1_000  # rows
_PARTS = ("", "-wal", "-shm", "-journal")  # the database first: nothing is moved where it cannot be
_NUMBERED = re.compile(r"n(\d+)_[\w-]*\Z", re.ASCII)
_NOTE = "first-sequence"


def set_aside(file: Path) -> Path | None:
    """Move the database into a folder of its own; returns where it lies now.

    None where there is nothing to move. Nobody may have it open, and the claim on it must be
    held. Raises StorageError; then nothing was moved, or the next start moves the rest.
    """
    if (unfinished := finish(file)) is not None:
        return unfinished
    with in_words(file):
        if not any(_part(file, end).exists() for end in _PARTS):
            return None
        folder = _new_folder(file)
        try:
            _check_that_it_can_be_moved(file, folder)
            replace_content(_marker(file), json.dumps(folder.name).encode())
        except BaseException:
            _marker(file).unlink(missing_ok=True)
            with suppress(OSError):
                folder.rmdir()
            raise
        return _move(file, folder)


def finish(file: Path) -> Path | None:
    """Move the rest of a database whose setting aside was interrupted, if there is one.

    Returns where it lies; the claim on it must be held. Raises StorageError.
    """
    with in_words(file):
        if not is_unfinished(file):
            return None
        return _move(file, _marked_folder(file) or _new_folder(file))


def is_orphaned(file: Path) -> bool:
    """Whether a log lies there whose database was removed: SQLite would delete it.

    It may hold castings that were shown. A database that was begun is never empty beside a log.
    """
    log = _part(file, "-wal")
    has_log = log.exists() and log.stat().st_size > 0
    return has_log and not (file.exists() and file.stat().st_size > 0)


def is_unfinished(file: Path) -> bool:
    """Whether a database in this place is just being set aside, or its setting aside was cut."""
    return _marker(file).exists()


def databases_aside(file: Path) -> list[Path]:
    """What was set aside for the database in this place, the oldest first, as it was done."""
    return sorted(_folder(file).glob(f"*/{file.name}"))


def first_sequence(file: Path) -> int:
    """The sequence number at which a new database in this place begins; noted on the disk.

    After one that was set aside it is the time, in milliseconds since 1970: no station has
    given out so many. It is above what the old ones still tell, above LEAST where the clock is
    wrong, and APART from the beginnings that were noted before.
    """
    aside = databases_aside(file)
    if not aside:
        return 1
    noted = _noted_beginning(file)
    after_noted = noted + APART if noted else 0
    told = (_last_sequence(old) + 1 for old in aside)
    first = max(LEAST, round(time.time() * 1000), after_noted, *told)
    replace_content(_folder(file) / _NOTE, str(first).encode())
    return first


def people_aside(file: Path) -> list[dict[str, Any]]:
    """The people of the database that was set aside last, as rows, if they can be read.

    They go on in the new one: nobody becomes an engineer by a damaged disk.
    """
    aside = databases_aside(file)
    if not aside:
        return []
    try:
        with closing(_read_only(aside[-1])) as old:
            rows = old.execute(f"SELECT {', '.join(PEOPLE)} FROM people").fetchall()  # noqa: S608
    except sqlite3.Error:
        return []
    return [dict(zip(PEOPLE, row, strict=True)) for row in rows]


def shown_aside(file: Path, table: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a table of SHOWN in the database that was set aside last, as far as it is read.

    They go on in the new one: no folder is judged once more for a damaged disk.
    """
    for old_file in databases_aside(file)[-1:]:
        try:
            with closing(_read_only(old_file)) as old:
                rows = old.execute(f"SELECT {', '.join(SHOWN[table])} FROM {table}")  # noqa: S608
                while some := rows.fetchmany(_AT_A_TIME):
                    yield some
        except sqlite3.Error:
            return


def _check_that_it_can_be_moved(file: Path, folder: Path) -> None:
    if folder.stat().st_dev != file.parent.stat().st_dev:
        raise StorageError(
            "The database {file} cannot be set aside: {folder} is on another disk.",
            file=str(file),
            folder=str(folder.parent),
        )


def _move(file: Path, folder: Path) -> Path:
    """Move all parts that are there and end; what lies in the folder already stays as it is."""
    try:
        for end in _PARTS:
            part, target = _part(file, end), folder / f"{file.name}{end}"
            if part.exists() and not target.exists():
                part.replace(target)
    except OSError:
        if not any(folder.iterdir()):  # the first could not be moved: so it is not set aside
            _marker(file).unlink()
            folder.rmdir()
        raise
    if not (folder / file.name).exists():
        (folder / file.name).touch(mode=0o600)  # it had been removed: its number stays known
    for changed in (folder, folder.parent, file.parent):
        flush_folder(changed)
    _marker(file).unlink()
    flush_folder(file.parent)
    return folder / file.name


def _marked_folder(file: Path) -> Path | None:
    """The folder that the marker names; None where it makes no sense any more."""
    try:
        name = str(json.loads(_marker(file).read_bytes()))
    except ValueError:
        return None
    folder = _folder(file) / name
    return folder if _NUMBERED.match(name) and folder.is_dir() else None


def _new_folder(file: Path) -> Path:
    """Make a folder whose name sorts behind those that are there, whatever the clock says."""
    parent = _folder(file)
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = (_NUMBERED.match(each.name) for each in parent.iterdir())
    number = 1 + max((int(match[1]) for match in found if match), default=0)
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    folder = parent / f"n{number:06}_{moment}"  # names of before begin with a digit of the year
    folder.mkdir(mode=0o700)
    flush_folder(parent)
    flush_folder(file.parent)
    return folder


def _noted_beginning(file: Path) -> int:
    """The highest first sequence that was given to a database in this place; 0 if none was."""
    try:
        return int((_folder(file) / _NOTE).read_bytes())
    except (OSError, ValueError):
        return 0


def _folder(file: Path) -> Path:
    return file.with_name(f"{file.name}.set-aside")


def _marker(file: Path) -> Path:
    return file.with_name(f"{file.name}.setting-aside")


def _part(file: Path, end: str) -> Path:
    return file.with_name(f"{file.name}{end}")


def _last_sequence(file: Path) -> int:
    """The highest that can still be read, or 0."""
    try:
        with closing(_read_only(file)) as old:
            newest = old.execute("SELECT max(sequence) FROM inspections").fetchone()
            begins = old.execute("SELECT max(sequence) FROM beginning").fetchone()
            return max(int(newest[0] or 0), int(begins[0] or 1) - 1)
    except (sqlite3.Error, ValueError, OverflowError):
        return 0


def _read_only(file: Path) -> sqlite3.Connection:
    if file.stat().st_size == 0:  # SQLite would delete the log that lies beside it
        raise sqlite3.DatabaseError("the database is empty")
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
