"""Whoever changes the record by hand is found out."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.storage import StorageError
from app.storage.checking import Sealed, check_seals
from app.storage.store import Store
from models.judgement import Verdict
from models.light import Light
from models.seal import FIRST, seal_of
from tests.app.storage.older import copy_to_older
from tests.app.storage.recording import keep, settings
from tests.fakes import inspection, judgement


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Five inspections, on the disk."""
    store = Store(settings(tmp_path), "station-1")
    keep(store, *[Verdict.PASS, Verdict.REJECT] * 2, Verdict.REVIEW)
    store.close()
    return tmp_path / "castwatch.db"


def by_hand(file: Path, *statements: str) -> None:
    """As somebody would who knows SQLite: triggers out of the way first."""
    with closing(sqlite3.connect(file)) as connection, connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = guards.fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)


def test_a_record_that_nobody_touched(record: Path) -> None:
    assert check_seals(record) == Sealed(5, unsealed=0)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE inspections SET verdict = 'pass' WHERE sequence = 2", 2),
        ("UPDATE inspections SET defect_probability = 0.01 WHERE sequence = 4", 4),
        ("UPDATE inspections SET inspected_at = '2026-01-01T00:00:00.000000Z' WHERE number = 1", 1),
        ("UPDATE inspections SET picture_sha256 = NULL WHERE sequence = 2", 2),
        ("DELETE FROM inspections WHERE sequence = 3", 4),
        ("DELETE FROM seals WHERE number = 3", 3),
        ("UPDATE seals SET seal = lower(hex(randomblob(32))) WHERE number = 5", 5),
    ],
)
def test_the_first_that_does_not_fit_is_named(record: Path, change: str, named: int) -> None:
    by_hand(record, change)
    with pytest.raises(StorageError, match=rf"inspection no\. {named} \("):
        check_seals(record)


def test_a_record_whose_seals_are_all_gone_is_found_out(record: Path) -> None:
    by_hand(record, "DELETE FROM seals")
    with pytest.raises(StorageError, match=r"inspection no\. 1 \("):
        check_seals(record)


def test_the_newest_cannot_be_taken_off(record: Path) -> None:
    by_hand(record, "DELETE FROM inspections WHERE sequence > 3")
    with pytest.raises(StorageError, match="its newest inspections are gone"):
        check_seals(record)


@pytest.mark.parametrize(
    "statement", ["UPDATE seals SET seal = '0' WHERE number = 1", "DELETE FROM seals"]
)
def test_the_database_refuses_to_change_a_seal(record: Path, statement: str) -> None:
    with (
        closing(sqlite3.connect(record)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="what is recorded never changes"),
    ):
        connection.execute(statement)


def test_a_seal_depends_on_the_inspection_and_on_the_one_before() -> None:
    seals = {
        seal_of(inspection(1), FIRST),
        seal_of(inspection(2), FIRST),
        seal_of(inspection(1), "1" * 64),
        seal_of(inspection(1, Verdict.REJECT), FIRST),
    }
    assert len(seals) == 4
    assert seal_of(inspection(1), FIRST) in seals


def test_seals_from_before_light_was_measured_still_fit() -> None:
    made_then = "ea4dc2f298426300aab475245024fe8c3ff2a3184206ce491ea2d410b169e049"
    assert seal_of(inspection(1), FIRST) == made_then


def test_a_seal_covers_the_light() -> None:
    lit = inspection(1, judgement=judgement(light=Light(131.0, 0.4, 0.5, 0.5)))
    assert seal_of(lit, FIRST) != seal_of(inspection(1), FIRST)


def test_what_was_recorded_before_there_were_seals_stays_and_is_not_counted(
    record: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old" / "castwatch.db"
    old.parent.mkdir()
    copy_to_older(record, old, "0001")
    store = Store(settings(old.parent), "station-1")
    keep(store, Verdict.PASS, Verdict.PASS)
    store.close()
    assert check_seals(old) == Sealed(2, unsealed=5)
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT count(*) FROM inspections").fetchone() == (7,)


def test_a_seal_covers_the_serial_number() -> None:
    numbered = inspection(1, judgement=judgement(serial="IMP-1"))
    assert seal_of(numbered, FIRST) != seal_of(inspection(1), FIRST)


def test_a_seal_covers_the_novelty() -> None:
    strange = inspection(1, judgement=judgement(novelty=1.2))
    assert seal_of(strange, FIRST) != seal_of(inspection(1), FIRST)
