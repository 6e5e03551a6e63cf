import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import app.storage.migrations
from app.storage import StorageError
from app.storage.database import REVISION, open_database, writing
from app.storage.store import Store
from app.storage.tables import Row
from models.judgement import Verdict
from tests.app.storage.recording import keep, settings


def test_the_migrations_make_what_the_tables_say(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Row.metadata) == []


def test_the_newest_migration_is_the_one_that_is_looked_for() -> None:
    folder = Path(app.storage.migrations.__path__[0])
    assert ScriptDirectory(str(folder)).get_current_head() == REVISION


def test_commits_are_durable_and_readers_do_not_wait(store: Store) -> None:
    with store.engine.connect() as connection:
        pragma = connection.exec_driver_sql
        assert pragma("PRAGMA journal_mode").scalar() == "wal"
        assert pragma("PRAGMA synchronous").scalar() == 2
        assert pragma("PRAGMA foreign_keys").scalar() == 1


def test_there_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"There is no database .*none.db\."):
        open_database(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    store = Store(settings(tmp_path), "station-1")
    keep(store, Verdict.PASS)
    store.close()
    with sqlite3.connect(tmp_path / "castwatch.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StorageError, match="was written by a newer Castwatch"):
        Store(settings(tmp_path), "station-1")


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "castwatch.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    with pytest.raises(StorageError, match="is the database of another program"):
        Store(settings(tmp_path), "station-1")
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    connection.close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "castwatch.db").write_text("sequence;verdict\n" * 500)
    with pytest.raises(StorageError, match="is damaged or is no database of Castwatch"):
        Store(settings(tmp_path), "station-1")


def test_a_folder_in_the_place_of_a_database(tmp_path: Path) -> None:
    (tmp_path / "castwatch.db").mkdir()
    with pytest.raises(StorageError, match="The disk refuses"):
        Store(settings(tmp_path), "station-1")


def test_a_write_protected_database(tmp_path: Path) -> None:
    Store(settings(tmp_path), "station-1").close()
    engine = open_database(tmp_path / "castwatch.db")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    store = Store(settings(tmp_path), "station-1")
    store.engine.dispose()
    store.engine = engine
    with pytest.raises(StorageError, match="is write-protected"):
        keep(store, Verdict.REJECT)
    store.close()
    engine.dispose()


def test_another_program_holds_the_database(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 10")
    other = open_database(tmp_path / "castwatch.db")
    with (
        writing(other).connect() as holder,
        holder.begin(),
        pytest.raises(StorageError, match="is held by another program"),
    ):
        keep(store, Verdict.REJECT)
    other.dispose()
    assert keep(store, Verdict.REJECT)[0].sequence == 1
