"""The proof finds what it is there to find."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.storage.store import Store
from models.judgement import Verdict
from tests.app.storage.recording import keep, settings
from tests.faults.proof import Topic, check_delivery, check_record


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A database with three rejects and their pictures, all of them sent."""
    of_record = settings(tmp_path, keep_pictures="all")
    store = Store(of_record, "station-1")
    keep(store, *[Verdict.REJECT] * 3)
    store.close()
    _run(of_record.database, "UPDATE outbox SET state = 'sent'")
    return of_record.database


def _run(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(statement)


def _ids(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM inspections ORDER BY 1")]


def _pictures(database: Path) -> Path:
    return settings(database.parent).pictures_folder()


def _topic(monkeypatch: pytest.MonkeyPatch, ids: list[str]) -> Topic:
    monkeypatch.setattr(Topic, "read_on", lambda _: None)
    return Topic("127.0.0.1:1", "results", ids)


def test_a_whole_record_stands(record: Path) -> None:
    assert check_record(record, _pictures(record)) == 3


def _gap(record: Path) -> None:
    with closing(sqlite3.connect(record)) as connection:  # the database itself would not let us
        guards = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        names = [row[0] for row in guards]
    for name in names:
        _run(record, f"DROP TRIGGER {name}")
    _run(record, "UPDATE inspections SET sequence = 9 WHERE sequence = 3")


def _no_message(record: Path) -> None:
    _run(record, "DROP TRIGGER outbox_no_delete")
    _run(record, "DELETE FROM outbox WHERE sequence = 2")


def _no_picture(record: Path) -> None:
    next(_pictures(record).rglob("*.png")).unlink()


def _miscount(record: Path) -> None:
    _run(record, "UPDATE counts SET inspections = inspections + 1")


def _misjudge(record: Path) -> None:
    _run(record, "UPDATE scores SET inspections = inspections - 1")


def _other_picture(record: Path) -> None:
    with closing(sqlite3.connect(record)) as connection:
        path = connection.execute("SELECT picture_path FROM inspections").fetchone()[0]
    (_pictures(record) / path).write_bytes(b"another")


def _orphan(record: Path) -> None:
    file = next(_pictures(record).rglob("*.png"))
    file.with_name("nobody.png").write_bytes(file.read_bytes())


@pytest.mark.parametrize(
    "damage",
    [_gap, _no_message, _miscount, _misjudge, _no_picture, _other_picture, _orphan],
)
def test_damage_is_found(record: Path, damage: Callable[[Path], None]) -> None:
    damage(record)
    with pytest.raises(AssertionError):
        check_record(record, _pictures(record))


def test_what_came_twice_is_counted(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, three = _ids(record)
    topic = _topic(monkeypatch, [one, two, one, two, three])
    assert check_delivery(record, topic, interruptions=1) == 2


def test_what_is_lost_foreign_early_or_often_is_found(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = _ids(record)
    for ids in ([one, three], [one, two, three, "x"], [two, one, three], [one, one, two, three]):
        with pytest.raises(AssertionError):
            check_delivery(record, _topic(monkeypatch, ids), interruptions=0)


def test_what_still_waits_is_found(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _run(record, "UPDATE outbox SET state = 'waiting' WHERE sequence = 3")
    with pytest.raises(AssertionError, match="still waits"):
        check_delivery(record, _topic(monkeypatch, _ids(record)), interruptions=0)
