import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import app.storage.migrations
from app.storage import StorageError
from app.storage.database import REVISION, make_private, open_database, writing
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
    with pytest.raises(StorageError, match="is a folder or a device: give the name of a file"):
        Store(settings(tmp_path), "station-1")


@pytest.mark.skipif(os.name == "nt", reason="no named pipes in folders")
def test_a_pipe_in_the_place_of_a_database_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "castwatch.db")
    with pytest.raises(StorageError, match="is a folder or a device"):
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


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be taken away from Windows")
def test_nothing_is_lost_when_the_journal_is_taken_away(tmp_path: Path) -> None:
    """A part of this process closes the database's files, so all its locks on them are gone; then
    somebody looks into the record, is the last one as far as it knows, and deletes the journal."""
    store = Store(settings(tmp_path), "station-1")
    keep(store, Verdict.PASS, Verdict.REJECT)
    file = tmp_path / "castwatch.db"
    for end in ("", "-wal", "-shm"):
        Path(f"{file}{end}").open("rb").close()
    look = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("
    look += "'SELECT count(*) FROM inspections').fetchone()[0])"

    def seen() -> int:
        other = subprocess.run(
            [sys.executable, "-c", look, str(file)], capture_output=True, check=True
        )
        return int(other.stdout)

    assert seen() == 2
    assert not Path(f"{file}-wal").exists(), "the journal is still there: this tests nothing"
    kept = keep(store, Verdict.REVIEW)
    assert [each.sequence for each in kept] == [3]
    assert seen() == 3
    store.close()


def test_what_is_there_already_is_not_opened_to_make_it_private(tmp_path: Path) -> None:
    file = tmp_path / "castwatch.db"
    file.write_bytes(b"x")
    file.chmod(0)
    make_private(file)
    file.chmod(0o600)
    assert file.read_bytes() == b"x"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can")
def test_what_root_makes_in_somebodys_folder_is_theirs(tmp_path: Path) -> None:
    """Or their station cannot open the database, or the lock beside it."""
    os.chown(tmp_path, 12345, 12345)
    store = Store(settings(tmp_path), "station-1")
    keep(store, Verdict.PASS)
    for name in ("castwatch.db", "castwatch.db-wal", "castwatch.db.lock"):
        assert (tmp_path / name).stat().st_uid == 12345, name
    store.close()
