"""A damaged database is set aside, and what can be read of it is saved."""

import errno
import itertools
import os
import shutil
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from app.storage.aside import APART, LEAST, databases_aside, set_aside
from app.storage.checking import check_database, check_seals
from app.storage.database import open_database
from app.storage.errors import DamagedError, DiskFullError, StorageError
from app.storage.history import History
from app.storage.messages import Messages
from app.storage.rescue import Rescued, rescue
from app.storage.store import Store
from models.errors import Remedy
from models.judgement import Verdict
from tests.app.storage.recording import DAY, MORNING, finding, keep, settings

PAGE = 4096


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """A closed database of 60 inspections, of which the first three were sent."""
    store = Store(settings(tmp_path, keep_pictures="none"), "station-1")
    keep(store, *[Verdict.PASS, Verdict.REJECT, Verdict.REVIEW] * 20)
    messages = Messages(store.engine)
    messages.retire(messages.waiting(3), MORNING)
    store.close()
    return tmp_path / "castwatch.db"


def spoil(file: Path, page: int, count: int = 1) -> None:
    """Overwrite pages, counted from 1, as a dying disk would."""
    with file.open("r+b") as raw:
        raw.seek((page - 1) * PAGE)
        raw.write(b"\xa5" * PAGE * count)


def page_of(file: Path, table: str) -> int:
    """The root page of a table."""
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
    return int(found[0])


def leaves(file: Path, table: str) -> list[int]:
    """The pages of a table that hold rows."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TEMP TABLE names (name)")
        root = page_of(file, table)
        raw = file.read_bytes()[(root - 1) * PAGE : root * PAGE]
        assert raw[0] == 5, "an inner page of a table, by SQLite's file format"
        cells = int.from_bytes(raw[3:5])
        offsets = [int.from_bytes(raw[12 + 2 * n : 14 + 2 * n]) for n in range(cells)]
        return [int.from_bytes(raw[offset : offset + 4]) for offset in offsets]


def test_a_database_that_is_none_is_set_aside_and_never_deleted(recorded: Path) -> None:
    spoil(recorded, 1)
    before = recorded.read_bytes()
    with pytest.raises(DamagedError, match="is damaged or is no database of Castwatch") as raised:
        Store(settings(recorded.parent), "station-1")
    assert raised.value.remedy is Remedy.SET_ASIDE
    earliest = round(time.time() * 1000)
    store = Store(settings(recorded.parent), "station-1", set_aside=True)
    (inspection,) = keep(store, Verdict.PASS)
    assert inspection.sequence >= earliest, "consumers have counted smaller ones"
    assert keep(store, Verdict.PASS)[0].sequence == inspection.sequence + 1
    store.close()
    (aside,) = databases_aside(recorded)
    assert aside.read_bytes() == before
    assert aside.stat().st_mode & 0o077 == 0
    assert aside.parent.stat().st_mode & 0o077 == 0


def test_the_sequence_goes_on_above_what_can_still_be_read(
    recorded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_aside(recorded)
    monkeypatch.setattr("app.storage.aside.time.time", lambda: 0.02)  # a clock set far back
    store = Store(settings(recorded.parent), "station-1")
    assert keep(store, Verdict.PASS)[0].sequence == LEAST
    store.close()
    spoil(recorded, 1)  # nobody can read any more how far it went
    store = Store(settings(recorded.parent), "station-1", set_aside=True)
    assert keep(store, Verdict.PASS)[0].sequence == LEAST + APART
    store.set_aside()
    assert keep(store, Verdict.PASS)[0].sequence == LEAST + 2 * APART
    store.close()


def test_the_database_set_aside_last_is_the_last_whatever_the_clock_says(recorded: Path) -> None:
    of_before = recorded.with_name("castwatch.db.set-aside") / "2031-01-01T000000.000000Z"
    of_before.mkdir(parents=True)
    (of_before / "castwatch.db").write_bytes(b"from a version that named folders by the clock")
    first = set_aside(recorded)
    store = Store(settings(recorded.parent), "station-1")
    store.close()
    second = set_aside(recorded)
    assert databases_aside(recorded) == [of_before / "castwatch.db", first, second]


def killed_while(file: Path, at_step: int) -> bool:
    """Set a database aside in a process that is killed at a step; whether it came so far.

    A step is a call by which files are made, renamed, removed or opened.
    """
    child = os.fork()
    if child == 0:
        steps = 0

        def kill_at_step(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal steps
            if event in {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"}:
                steps += 1
                if steps == at_step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(kill_at_step)
        set_aside(file)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.skipif(os.name == "nt", reason="no fork")
def test_killed_at_any_step_it_is_set_aside_whole_or_not_at_all(tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    store = Store(settings(crashed, keep_pictures="none"), "station-1")
    keep(store, *[Verdict.REJECT] * 20)
    killed, before_switch = 0, 0
    for step in itertools.count(1):
        folder = tmp_path / f"step-{step}"
        shutil.copytree(crashed, folder)  # with the log, as a killed station leaves it
        file = folder / "castwatch.db"
        if not killed_while(file, step):
            break
        killed += 1
        again = Store(settings(folder), "station-1")
        first = keep(again, Verdict.PASS)[0].sequence
        again.close()
        aside = databases_aside(file)
        if aside:
            assert first >= LEAST, f"killed at step {step}"
            with closing(sqlite3.connect(aside[0])) as old:
                assert old.execute("SELECT count(*) FROM inspections").fetchone() == (20,)
        else:
            before_switch += 1
            assert 20 < first < LEAST, f"killed at step {step}"
    store.close()
    assert killed > 10, "this has killed at no steps worth the name"
    assert 0 < before_switch < killed


def test_nobody_makes_a_database_where_one_is_being_set_aside(
    recorded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(*_: object) -> None:
        raise OSError(errno.EIO, "the power went")

    monkeypatch.setattr("app.storage.aside.flush_folder", power_cut)
    with pytest.raises(StorageError, match="the power went"):
        set_aside(recorded)
    monkeypatch.undo()
    recorded.with_name("castwatch.db.setting-aside").write_text('"n000001_now"')
    for create in (True, False):
        with pytest.raises(StorageError, match="was being set aside: start the station"):
            open_database(recorded, create=create)


@pytest.mark.parametrize("marked", [b"", b"\xff", b"3", b'"../elsewhere"', b'"n000009_gone"'])
def test_a_marker_that_makes_no_sense_moves_the_database_into_a_folder_of_its_own(
    recorded: Path, marked: bytes
) -> None:
    recorded.with_name("castwatch.db.setting-aside").write_bytes(marked)
    store = Store(settings(recorded.parent), "station-1")
    assert keep(store, Verdict.PASS)[0].sequence >= LEAST
    store.close()
    (aside,) = databases_aside(recorded)
    assert aside.parent.name.startswith("n000001_")


@pytest.mark.parametrize("is_empty", [False, True])
def test_a_log_whose_database_was_removed_is_kept_and_the_sequence_goes_on(
    tmp_path: Path, *, is_empty: bool
) -> None:
    """SQLite deletes it with the first database that is made in its place."""
    crashed, folder = tmp_path / "crashed", tmp_path / "removed"
    store = Store(settings(crashed, keep_pictures="none"), "station-1")
    keep(store, *[Verdict.REJECT] * 5)
    folder.mkdir()
    log = (crashed / "castwatch.db-wal").read_bytes()
    (folder / "castwatch.db-wal").write_bytes(log)
    if is_empty:
        (folder / "castwatch.db").touch()
    store.close()
    store = Store(settings(folder, keep_pictures="none"), "station-1")
    assert keep(store, Verdict.PASS)[0].sequence >= LEAST
    store.close()
    (aside,) = databases_aside(folder / "castwatch.db")
    with pytest.raises(StorageError, match="is empty: there is nothing to save"):
        rescue(aside, tmp_path / "saved.db", lambda *_: None)
    assert aside.with_name("castwatch.db-wal").read_bytes() == log


@pytest.mark.parametrize("refused", ["mkdir", "marker", "move"])
def test_a_disk_that_refuses_leaves_the_database_in_its_place(
    recorded: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    before = recorded.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        if refused == "marker":
            patch.setattr("app.storage.aside.replace_content", full)
        else:
            patch.setattr(Path, "mkdir" if refused == "mkdir" else "replace", full)
        with pytest.raises(DiskFullError):
            set_aside(recorded)
    assert recorded.read_bytes() == before
    assert databases_aside(recorded) == []
    store = Store(settings(recorded.parent), "station-1")
    assert keep(store, Verdict.PASS)[0].sequence == 61
    store.close()


def test_what_could_not_be_moved_after_the_database_is_moved_at_the_next_start(
    recorded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = recorded.with_name("castwatch.db-wal")
    log.write_bytes(b"what was not yet in the database")
    replace = Path.replace

    def held(file: Path, target: Path) -> Path:
        if file == log:
            raise PermissionError(errno.EACCES, "another program has it open", str(file))
        return replace(file, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", held)
        with pytest.raises(StorageError, match="another program has it open"):
            Store(settings(recorded.parent), "station-1", set_aside=True)
    assert not recorded.exists()
    store = Store(settings(recorded.parent), "station-1")
    assert keep(store, Verdict.PASS)[0].sequence >= LEAST
    (aside,) = databases_aside(recorded)
    assert aside.with_name("castwatch.db-wal").read_bytes() == b"what was not yet in the database"
    with store.engine.connect() as connection:
        noted = connection.exec_driver_sql("SELECT deed, subject FROM audit").all()
    assert noted == [("database set aside", str(aside))]
    store.close()


def test_a_crash_after_the_setting_aside_does_not_begin_again_at_one(recorded: Path) -> None:
    set_aside(recorded)
    store = Store(settings(recorded.parent), "station-1")  # an ordinary start
    assert keep(store, Verdict.PASS)[0].sequence > 60
    store.close()


def test_the_log_goes_with_its_database(tmp_path: Path) -> None:
    store = Store(settings(tmp_path, keep_pictures="none"), "station-1")
    keep(store, Verdict.PASS)
    file = tmp_path / "castwatch.db"
    log = file.with_name("castwatch.db-wal").read_bytes()
    assert log, "what is not yet in the database itself"
    aside = set_aside(file)
    assert aside is not None
    assert aside.with_name("castwatch.db-wal").read_bytes() == log
    assert not file.exists()
    assert not file.with_name("castwatch.db-wal").exists()
    store.close()


def test_a_store_goes_on_in_a_new_database_without_being_opened_again(recorded: Path) -> None:
    store = Store(settings(recorded.parent), "station-1")
    history = History(store.engine)
    assert len(history.recent(100)) == 60
    store.set_aside()
    assert history.recent(100) == ()
    (kept,) = keep(store, Verdict.REJECT)
    assert history.recent(100) == (kept,)
    store.close()
    assert check_seals(recorded).sealed == 1
    assert len(databases_aside(recorded)) == 1


def test_a_sound_database_is_rescued_whole(recorded: Path, tmp_path: Path) -> None:
    into = tmp_path / "saved.db"
    assert rescue(recorded, into, lambda *_: None) == Rescued(60, lost=0, waiting=57)
    check_database(into)
    assert check_seals(into).sealed == 60
    old, new = (History(open_database(file)) for file in (recorded, into))
    assert new.recent(100) == old.recent(100)


def test_one_broken_page_costs_the_rows_on_it(recorded: Path, tmp_path: Path) -> None:
    spoil(recorded, leaves(recorded, "inspections")[2])
    heard: list[tuple[str, int]] = []
    saved = rescue(recorded, tmp_path / "saved.db", lambda *said: heard.append(said))
    assert 0 < saved.lost < 12
    assert saved.inspections == 60 - saved.lost
    assert saved.waiting == 57, "the messages lie elsewhere, and go to the plant all the same"
    assert ("inspections", 60) in heard
    with pytest.raises(StorageError, match="The record was changed by hand"):
        check_seals(tmp_path / "saved.db")


def test_nothing_is_rescued_from_what_is_no_database(recorded: Path, tmp_path: Path) -> None:
    spoil(recorded, 1)
    with pytest.raises(DamagedError, match="is damaged or is no database"):
        rescue(recorded, tmp_path / "saved.db", lambda *_: None)
    assert not (tmp_path / "saved.db").exists()


def test_a_rescue_overwrites_nothing(recorded: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is there already: choose another"):
        rescue(recorded, recorded, lambda *_: None)
    with pytest.raises(StorageError, match="There is no database"):
        rescue(tmp_path / "none.db", tmp_path / "saved.db", lambda *_: None)
    assert not (tmp_path / "saved.db").exists()


def test_a_clock_that_was_set_is_on_record(tmp_path: Path) -> None:
    store = Store(settings(tmp_path, keep_pictures="none"), "station-1")
    store.keep(finding(), DAY, MORNING)
    store.keep(finding(), DAY, MORNING, clock_jump=-86_400.0)
    with store.engine.connect() as connection:
        jumps = connection.exec_driver_sql("SELECT number, seconds FROM clock_jumps").all()
    assert jumps == [(2, -86_400.0)]
    store.close()
