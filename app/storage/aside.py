"""A damaged database is set aside, never deleted, and the record goes on in a new one.

It lies, with what belongs to it, in a folder of its own beside the new one. A consumer knows
a station's inspections by their sequence, so that of the new one begins above whatever the
old one can have given out.
"""

import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.storage.errors import in_words

PEOPLE = ("number", "id", "name", "role", "pin_hash", "badge_hash", "created_at", "retired_at")
_PARTS = ("-wal", "-shm", "")  # the database last: without it, nothing has been moved yet


def set_aside(file: Path) -> Path:
    """Move the database into a folder of its own; returns where it lies now.

    Nobody may have it open. Raises StorageError.
    """
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")
    with in_words(file):
        folder = _folder(file) / moment
        folder.mkdir(mode=0o700, parents=True)
        for part in _PARTS:
            old = file.with_name(file.name + part)
            if old.exists():
                old.replace(folder / old.name)
    return folder / file.name


def databases_aside(file: Path) -> list[Path]:
    """What was set aside for the database in this place, the oldest first."""
    return sorted(_folder(file).glob(f"*/{file.name}"))


def first_sequence(file: Path) -> int:
    """The sequence number at which a new database in this place begins.

    After one that was set aside it is the time, in milliseconds since 1970: no station has
    given out so many, and that holds where the old database can tell nothing any more.
    """
    aside = databases_aside(file)
    if not aside:
        return 1
    return max(round(time.time() * 1000), *(_last_sequence(old) + 1 for old in aside))


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


def _folder(file: Path) -> Path:
    return file.with_name(f"{file.name}.set-aside")


def _last_sequence(file: Path) -> int:
    """The highest that can still be read, or 0."""
    try:
        with closing(_read_only(file)) as old:
            newest = old.execute("SELECT max(sequence) FROM inspections").fetchone()
            return int(newest[0] or 0)
    except sqlite3.Error:
        return 0


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
