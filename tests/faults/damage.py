"""What is done to a station's files while a fault lasts, and undone."""

import io
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from PIL import Image


@contextmanager
def read_only(*files: Path) -> Iterator[None]:
    """Nobody can write them, root neither; a missing file is passed over."""
    there = [str(file) for file in files if file.exists()]
    is_root = os.geteuid() == 0  # for whom permissions do not count
    if not there:
        yield
        return
    command, forbid, allow = ("chattr", "+i", "-i") if is_root else ("chmod", "400", "600")
    subprocess.run([command, forbid, *there], check=True)
    try:
        yield
    finally:
        subprocess.run([command, allow, *there], check=True)


@contextmanager
def changed_by_hand(database: Path, number: int) -> Iterator[None]:
    """One inspection is not as it was recorded: its probability is another."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        query = "SELECT defect_probability FROM inspections WHERE number = ?"
        (as_recorded,) = connection.execute(query, (number,)).fetchone()
        _set_probability(connection, number, 1 - as_recorded / 2)
    try:
        yield
    finally:
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            _set_probability(connection, number, as_recorded)


def _set_probability(connection: sqlite3.Connection, number: int, probability: float) -> None:
    """Past the trigger that lets nobody change an inspection."""
    connection.execute("PRAGMA busy_timeout = 10000")
    connection.execute("BEGIN IMMEDIATE")
    query = "SELECT name, sql FROM sqlite_master WHERE name = 'inspections_no_update'"
    name, trigger = connection.execute(query).fetchone()
    connection.execute(f"DROP TRIGGER {name}")
    connection.execute(
        "UPDATE inspections SET defect_probability = ? WHERE number = ?", (probability, number)
    )
    connection.execute(trigger)
    connection.execute("COMMIT")


@contextmanager
def black(pictures: Path) -> Iterator[None]:
    """The camera's pictures show nothing, as with the lamp or the lens cap gone."""
    before = {file: file.read_bytes() for file in sorted(pictures.iterdir())}
    nothing = io.BytesIO()
    Image.new("L", (300, 300)).save(nothing, "PNG")
    for file in before:
        _replace(file, nothing.getvalue())
    try:
        yield
    finally:
        for file, content in before.items():
            _replace(file, content)


def _replace(file: Path, content: bytes) -> None:
    """At once: nobody reads half a picture."""
    new = file.with_suffix(".new")
    new.write_bytes(content)
    new.replace(file)
