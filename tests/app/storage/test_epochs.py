"""Numbers count in another epoch where the database is not the one that was written last."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.storage.anchor import anchor_folder
from app.storage.audit import audit_entries
from app.storage.checking import check_seals
from app.storage.database import open_database
from app.storage.errors import StorageError
from app.storage.people import People
from app.storage.store import Store
from models.audit import Deed, Known, Who
from models.epoch import EpochCause, new_epoch_id
from models.inspection import Inspection
from models.judgement import Verdict
from models.people import NewPerson, Role
from tests.app.storage.recording import keep, settings

PASS, REJECT = Verdict.PASS, Verdict.REJECT


def record(folder: Path, *verdicts: Verdict) -> list[Inspection]:
    """A station that runs for so many castings."""
    store = Store(settings(folder, keep_pictures="none"), "station-1")
    try:
        return keep(store, *verdicts)
    finally:
        store.close()


def epochs(folder: Path) -> list[tuple[str, int, int | None]]:
    with closing(sqlite3.connect(folder / "castwatch.db")) as connection:
        asked = "SELECT cause, first_sequence, known_sequence FROM epochs ORDER BY number"
        return connection.execute(asked).fetchall()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a station has recorded five castings, and somebody has made a backup."""
    record(tmp_path, *[PASS] * 5)
    shutil.copy(tmp_path / "castwatch.db", tmp_path / "backup.db")
    return tmp_path


def restore(folder: Path) -> None:
    shutil.copy(folder / "backup.db", folder / "castwatch.db")


def test_a_record_that_goes_on_keeps_its_epoch(folder: Path) -> None:
    first, second = record(folder, PASS), record(folder, PASS)
    assert first[0].epoch == second[0].epoch
    assert [first[0].sequence, second[0].sequence] == [6, 7]
    assert epochs(folder) == [("new", 1, None)]


def test_a_restored_backup_gives_out_no_number_again_in_the_same_epoch(folder: Path) -> None:
    lost = record(folder, *[PASS] * 5)
    restore(folder)
    again = record(folder, *[REJECT] * 5)
    assert {each.epoch for each in again}.isdisjoint({each.epoch for each in lost})
    assert (again[0].epoch or "") > (lost[0].epoch or ""), "later epochs sort behind"
    assert min(each.sequence for each in again) > max(each.sequence for each in lost)
    assert epochs(folder) == [("new", 1, None), ("older", 11, 10)]


def test_a_person_is_told_and_the_audit_log_says_so(folder: Path) -> None:
    record(folder, PASS)
    restore(folder)
    store = Store(settings(folder), "station-1")
    [told] = store.notices
    assert "is not the one that was written last" in str(told)
    [line] = [each for each in audit_entries(store.engine) if each.deed is Deed.EPOCH_BEGUN]
    assert line.details == {"cause": "older", "first number": "7", "last number known": "6"}
    store.close()
    store = Store(settings(folder), "station-1")
    assert store.notices == (), "once"
    store.close()


def test_a_copy_that_runs_beside_counts_in_another_epoch(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "second"
    other.mkdir()
    shutil.copy(folder / "castwatch.db", other / "castwatch.db")
    there, here = record(other, PASS), record(folder, PASS)
    assert there[0].sequence == here[0].sequence == 6 or there[0].epoch != here[0].epoch
    assert there[0].epoch != here[0].epoch
    assert epochs(other)[-1][0] == EpochCause.COPY


def test_a_database_that_is_moved_keeps_its_epoch(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "second"
    other.mkdir()
    (folder / "castwatch.db").replace(other / "castwatch.db")
    assert record(other, PASS)[0].sequence == 6
    assert epochs(other) == [("new", 1, None)]


def test_another_computer_knows_nothing_of_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = record(folder, PASS)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("HOME", str(tmp_path / "elsewhere"))
    after = record(folder, PASS)
    assert after[0].epoch != before[0].epoch
    assert epochs(folder)[-1][0] == EpochCause.NO_ANCHOR
    assert epochs(folder) == [("new", 1, None), ("no anchor", 7, None)]


def _lose_key() -> None:
    (anchor_folder() / "key").unlink()


def _damage_key() -> None:
    (anchor_folder() / "key").write_bytes(b"x")


def _another_key() -> None:
    (anchor_folder() / "key").write_bytes(b"x" * 32)


def _change_anchor() -> None:
    [file] = anchor_folder().glob("*.anchor")
    file.write_bytes(file.read_bytes().replace(b'"sequence":5', b'"sequence":4'))


def _empty_anchor() -> None:
    [file] = anchor_folder().glob("*.anchor")
    file.write_bytes(b"")


def _no_json() -> None:
    [file] = anchor_folder().glob("*.anchor")
    file.write_bytes(b"[1]\n" * 1024)


@pytest.mark.parametrize(
    "harm", [_lose_key, _damage_key, _another_key, _change_anchor, _empty_anchor, _no_json]
)
def test_an_anchor_that_cannot_be_trusted_begins_an_epoch_and_stops_nothing(
    folder: Path, harm: Callable[[], None]
) -> None:
    harm()
    record(folder, PASS)
    assert epochs(folder)[-1][0] in (EpochCause.BAD_ANCHOR, EpochCause.NO_ANCHOR)
    record(folder, PASS)
    assert len(epochs(folder)) == 2, "the new one is good again"
    assert check_seals(folder / "castwatch.db").sealed == 7


def test_key_and_anchor_are_the_owner_s_alone(folder: Path) -> None:
    there = list(anchor_folder().iterdir())
    assert len(there) == 2
    assert all(file.stat().st_mode & 0o077 == 0 for file in (*there, anchor_folder()))


@pytest.mark.skipif(os.name == "nt", reason="a file in the place of a folder")
def test_where_no_anchor_can_be_written_inspection_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "blocked").write_text("a file")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "blocked"))
    assert record(tmp_path, PASS, PASS)[1].sequence == 2
    assert record(tmp_path, PASS)[0].sequence == 3
    assert epochs(tmp_path)[-1][0] != EpochCause.OLDER


def test_a_station_that_was_killed_goes_on(folder: Path) -> None:
    """The anchor is behind the database where the power went: nothing is missing."""
    [anchor] = anchor_folder().glob("*.anchor")
    before = anchor.read_bytes()
    record(folder, *[PASS] * 3)
    anchor.write_bytes(before)
    assert record(folder, PASS)[0].sequence == 9
    assert epochs(folder) == [("new", 1, None)]


def test_an_older_half_in_the_place_of_the_newer_one_is_no_anchor(folder: Path) -> None:
    record(folder, PASS)
    [anchor] = anchor_folder().glob("*.anchor")
    content = anchor.read_bytes()
    for twice in (content[:2048] * 2, content[2048:] * 2):
        anchor.write_bytes(twice)
        record(folder, PASS)
        assert epochs(folder)[-1][0] == EpochCause.BAD_ANCHOR


def test_two_programs_write_the_anchor_by_turns(folder: Path) -> None:
    store = Store(settings(folder, keep_pictures="none"), "station-1")
    people = open_database(folder / "castwatch.db")
    keep(store, PASS, PASS, PASS)
    for name in ("Kim", "Lee"):
        who = NewPerson(name, Role.ENGINEER, "135790")
        People(people).add(who, Who("root", Known.SYSTEM))
        keep(store, PASS)
    people.dispose()
    store.close()
    record(folder, PASS)
    assert epochs(folder) == [("new", 1, None)]


def test_what_is_recorded_beside_the_castings_is_anchored_too(folder: Path) -> None:
    engine = open_database(folder / "castwatch.db")
    People(engine).add(NewPerson("Kim", Role.ENGINEER, "135790"), Who("root", Known.SYSTEM))
    engine.dispose()
    restore(folder)
    record(folder, PASS)
    assert epochs(folder)[-1][0] == EpochCause.OLDER


def test_a_command_on_a_restored_database_does_not_hide_it(folder: Path) -> None:
    lost = record(folder, PASS)
    restore(folder)
    engine = open_database(folder / "castwatch.db")
    People(engine).add(NewPerson("Kim", Role.ENGINEER, "135790"), Who("root", Known.SYSTEM))
    engine.dispose()
    assert record(folder, PASS)[0].epoch != lost[0].epoch


def test_the_doctor_names_records_that_were_cut_off(folder: Path) -> None:
    record(folder, *[REJECT] * 3)
    with closing(sqlite3.connect(folder / "castwatch.db")) as connection, connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        triggers = guards.fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM outbox WHERE number > 5")
        connection.execute("DELETE FROM seals WHERE number > 5")
        connection.execute("DELETE FROM inspections WHERE number > 5")
        connection.execute(
            "UPDATE counts SET inspections = 5, castings = 5, undecided = 5,"
            " undecided_castings = 5 WHERE verdict = 'pass'"
        )
        connection.execute("DELETE FROM counts WHERE verdict = 'reject'")
        connection.execute("DELETE FROM scores WHERE verdict = 'reject'")
        for _, sql in triggers:
            connection.execute(sql)
    with pytest.raises(StorageError, match=r"newest records .* cut off .* no\. 8"):
        check_seals(folder / "castwatch.db")


def test_the_doctor_says_where_nothing_vouches_for_the_newest(folder: Path) -> None:
    assert check_seals(folder / "castwatch.db").is_anchored
    _lose_key()
    assert not check_seals(folder / "castwatch.db").is_anchored
    assert not check_seals(folder / "backup.db").is_anchored


def test_a_database_that_was_set_aside_is_followed_by_one_of_another_epoch(folder: Path) -> None:
    store = Store(settings(folder, keep_pictures="none"), "station-1")
    before = keep(store, PASS)
    store.set_aside()
    after = keep(store, PASS)
    store.close()
    assert after[0].epoch != before[0].epoch
    assert after[0].sequence > before[0].sequence
    assert check_seals(folder / "castwatch.db").is_anchored
    assert record(folder, PASS)[0].epoch == after[0].epoch


def test_a_database_that_was_deleted_is_followed_by_one_of_another_epoch(folder: Path) -> None:
    before = record(folder, PASS)
    (folder / "castwatch.db").unlink()
    after = record(folder, PASS)
    assert after[0].sequence == 1
    assert after[0].epoch != before[0].epoch


def test_two_stations_of_one_name_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one, two = record(tmp_path / "one", PASS), record(tmp_path / "two", PASS)
    assert (one[0].station, one[0].sequence) == (two[0].station, two[0].sequence)
    assert one[0].epoch != two[0].epoch


def test_a_later_epoch_sorts_behind_though_the_clock_was_set_back() -> None:
    ahead = "ffffffff-0000-7000-8000-000000000000"
    later = new_epoch_id(ahead)
    assert later > ahead
    assert later[14] == "7"
    assert new_epoch_id(None) < new_epoch_id(later)
