"""A rescue copies everything, of every version, and leaves no half database behind."""

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Float, Integer

from app.storage.checking import check_database, check_seals
from app.storage.database import open_database
from app.storage.errors import DiskFullError, StorageError
from app.storage.history import History
from app.storage.rescue import Rescued, rescue, tables_to_copy
from app.storage.store import Store
from app.storage.tables import Row
from models.decision import DecisionWish, Ruling
from models.judgement import Verdict
from tests.app.storage.older import copy_to_older
from tests.app.storage.recording import DAY, MORNING, finding, keep, settings
from tests.limits import no_file_larger_than

DERIVED = {"counts", "decided", "scores"}


def unheard(*_: object) -> None:
    """Nobody hears of the progress."""


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """A database of 31 inspections and a decision."""
    store = Store(settings(tmp_path, keep_pictures="none"), "station-1")
    first = keep(store, *[Verdict.PASS, Verdict.REJECT, Verdict.REVIEW] * 10)[1]
    store.keep(finding(Verdict.PASS, of=first.id), DAY, MORNING, clock_jump=60.0)
    store.decide(DecisionWish(first.id, Ruling.SOUND, "Kim", reason="Dirt"), MORNING)
    store.close()
    return tmp_path / "castwatch.db"


def contents(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(file)) as database:
        return {
            table: sorted(database.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)
            for (table,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if not table.startswith("sqlite_")
        }


def fill_every_table(file: Path) -> None:
    """Let no table be empty and no column NULL, but in those that triggers fill."""
    with closing(sqlite3.connect(file)) as database, database:
        for name, table in Row.metadata.tables.items():
            values: list[Any] = [
                1_000_000
                if isinstance(column.type, Integer)
                else 0.5
                if isinstance(column.type, Float)
                else b'{"a": 1}'
                if column.type.python_type is bytes
                else '{"a": 1}'
                for column in table.columns
            ]
            if name not in DERIVED | {"inspections"}:
                places = ", ".join("?" * len(values))
                names = ", ".join(column.name for column in table.columns)
                database.execute(f"INSERT INTO {name} ({names}) VALUES ({places})", values)


def test_a_rescue_covers_every_table_and_every_column(recorded: Path, tmp_path: Path) -> None:
    fill_every_table(recorded)
    before = contents(recorded)
    assert set(before) == set(Row.metadata.tables) | {"alembic_version"}
    assert all(before.values()), [table for table, rows in before.items() if not rows]
    saved = rescue(recorded, tmp_path / "saved.db", unheard)
    assert saved.incomplete == ()
    after = contents(tmp_path / "saved.db")
    for table, rows in before.items():
        assert after[table] == rows, table


def test_only_what_triggers_fill_is_not_copied() -> None:
    there = [*Row.metadata.tables, "alembic_version", "of another version"]
    assert set(there) - set(tables_to_copy(there)) == DERIVED | {"alembic_version"}


@pytest.mark.parametrize("revision", ["0001", "0006", "0010", "0014"])
def test_a_database_of_an_older_version_is_rescued_as_it_is_upgraded(
    recorded: Path, tmp_path: Path, revision: str
) -> None:
    old, into = tmp_path / "old.db", tmp_path / "saved.db"
    copy_to_older(recorded, old, revision)
    before = old.read_bytes()
    assert rescue(old, into, unheard) == Rescued(31, lost=0, waiting=32)
    assert old.read_bytes() == before
    open_database(old).dispose()
    upgraded, saved = contents(old), contents(into)
    for table in set(upgraded) - {"beginning", "record_events"}:
        assert saved[table] == upgraded[table], table
    check_database(into)
    engine = open_database(into)
    assert len(History(engine).recent(100)) == 31
    engine.dispose()


def test_a_database_of_a_newer_version_is_not_rescued_in_part(
    recorded: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(recorded)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="was written by a newer Castwatch"):
        rescue(recorded, tmp_path / "saved.db", unheard)
    assert_nothing_was_made(tmp_path)


def test_the_database_of_another_program_is_not_rescued(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as database, database:
        database.execute("CREATE TABLE recipes (name)")
    with pytest.raises(StorageError, match="is the database of another program"):
        rescue(other, tmp_path / "saved.db", unheard)
    assert_nothing_was_made(tmp_path)


@pytest.mark.parametrize("full", ["flush_file", "flush_folder"])
def test_a_disk_that_is_full_leaves_no_half_database(
    recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: str
) -> None:
    def refuse(_: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(f"app.storage.rescue.{full}", refuse)
    with pytest.raises(DiskFullError, match=r"there is no room left in .*saved\.db"):
        rescue(recorded, tmp_path / "saved.db", unheard)
    if full == "flush_file":
        assert_nothing_was_made(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="no limits of that kind")
@pytest.mark.parametrize("share", [0.3, 0.8])
def test_where_the_new_file_cannot_grow_it_is_told_and_not_the_damaged_one(
    tmp_path: Path, share: float
) -> None:
    store = Store(settings(tmp_path, keep_pictures="none"), "station-1")
    keep(store, *[Verdict.PASS] * 150)
    store.close()
    room = int((tmp_path / "castwatch.db").stat().st_size * share)
    with pytest.raises(StorageError, match=r"saved\.db"), no_file_larger_than(room):
        rescue(tmp_path / "castwatch.db", tmp_path / "saved.db", unheard)
    assert_nothing_was_made(tmp_path)


def test_what_a_killed_rescue_left_is_replaced(recorded: Path, tmp_path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        (tmp_path / f"saved.db.partial{end}").write_bytes(b"half a database")
    assert rescue(recorded, tmp_path / "saved.db", unheard).inspections == 31
    check_database(tmp_path / "saved.db")
    assert not list(tmp_path.glob("*.partial*"))


@pytest.mark.parametrize("end", ["", "-wal", "-journal"])
def test_a_rescue_into_what_belongs_to_something_is_refused(
    recorded: Path, tmp_path: Path, end: str
) -> None:
    (tmp_path / f"saved.db{end}").symlink_to(tmp_path / "nowhere")
    with pytest.raises(StorageError, match="is there already: choose another"):
        rescue(recorded, tmp_path / "saved.db", unheard)


def test_a_rescued_database_is_one_file_that_is_private(recorded: Path, tmp_path: Path) -> None:
    rescue(recorded, tmp_path / "saved.db", unheard)
    assert check_seals(tmp_path / "saved.db").sealed == 31
    open_database(tmp_path / "saved.db").dispose()
    assert [file.name for file in tmp_path.glob("saved.db*")] == ["saved.db"]
    assert (tmp_path / "saved.db").stat().st_mode & 0o077 == 0


def assert_nothing_was_made(folder: Path) -> None:
    assert not list(folder.glob("saved.db*"))
