"""Who did what is on record for good."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.storage import StorageError
from app.storage.audit import Audited, audit_entries, auditing, note, system_user
from app.storage.checking import check_seals
from app.storage.database import open_database, writing
from app.storage.messages import Messages
from app.storage.rescue import rescue
from app.storage.store import Store
from models.audit import Deed, Known, Who
from models.decision import DecisionWish, Ruling
from models.judgement import Verdict
from tests.app.storage.recording import MORNING, keep
from tests.app.storage.test_seals import by_hand

KIM = Who("Kim", Known.SIGNED_IN)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A closed database with three lines."""
    file = tmp_path / "castwatch.db"
    engine = open_database(file, create=True)
    for deed in (Deed.SIGNED_IN, Deed.SIGNED_OUT, Deed.SIGNED_IN):
        with writing(engine).begin() as connection:
            note(connection, KIM, deed, "Kim", {"means": "PIN"})
    engine.dispose()
    return file


def test_lines_are_numbered_and_sealed(log: Path) -> None:
    check_seals(log)
    engine = open_database(log)
    assert [(each.number, each.who, each.deed) for each in audit_entries(engine)] == [
        (1, "Kim", Deed.SIGNED_IN),
        (2, "Kim", Deed.SIGNED_OUT),
        (3, "Kim", Deed.SIGNED_IN),
    ]
    engine.dispose()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE audit SET who = 'Lee' WHERE number = 1", 1),
        ("UPDATE audit SET details = '{}' WHERE number = 2", 2),
        ("UPDATE audit SET known = 'typed' WHERE number = 3", 3),
        ("DELETE FROM audit WHERE number = 2", 3),
    ],
)
def test_the_first_line_that_does_not_fit_is_named(log: Path, change: str, named: int) -> None:
    by_hand(log, change)
    with pytest.raises(StorageError, match=f"changed by hand: its line {named},"):
        check_seals(log)


@pytest.mark.parametrize("change", ["UPDATE audit SET who = ''", "DELETE FROM audit"])
def test_the_database_refuses_to_change_a_line(log: Path, change: str) -> None:
    with (
        closing(sqlite3.connect(log)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="what is recorded never changes"),
    ):
        connection.execute(change)


def test_lines_are_asked_for_by_time(log: Path) -> None:
    engine = open_database(log)
    now = datetime.now(UTC)
    assert len(list(audit_entries(engine, from_time=now - timedelta(hours=1)))) == 3
    assert list(audit_entries(engine, from_time=now)) == []
    assert list(audit_entries(engine, to_time=now - timedelta(hours=1))) == []
    engine.dispose()


def test_the_log_is_rescued_too(log: Path, tmp_path: Path) -> None:
    rescue(log, tmp_path / "saved.db", lambda *_: None)
    check_seals(tmp_path / "saved.db")
    engine = open_database(tmp_path / "saved.db")
    assert len(list(audit_entries(engine))) == 3
    engine.dispose()


@pytest.mark.parametrize(("is_signed_in", "known"), [(True, Known.SIGNED_IN), (False, Known.TYPED)])
def test_a_decision_stands_in_the_log_with_how_the_name_is_known(
    store: Store, is_signed_in: bool, known: Known
) -> None:
    (kept,) = keep(store, Verdict.REVIEW)
    wish = DecisionWish(kept.id, Ruling.SOUND, "Kim", is_signed_in=is_signed_in)
    store.decide(wish, MORNING)
    (entry,) = audit_entries(store.engine)
    assert (entry.who, entry.known, entry.subject) == ("Kim", known, kept.id)
    assert entry.details == {"ruling": "sound", "verdict": "review"}


def test_what_becomes_of_quarantined_messages_stands_in_the_log(store: Store) -> None:
    keep(store, Verdict.PASS, Verdict.PASS)
    messages = Messages(store.engine)
    first, second = messages.waiting(2)
    for message in (first, second):
        messages.quarantine(message, "too large", MORNING)
    messages.retry(first.id)
    messages.discard(second.id, "a test", MORNING)
    retried, discarded = audit_entries(store.engine)
    assert (retried.who, retried.known) == (system_user().name, Known.SYSTEM)
    assert (retried.deed, retried.subject) == (Deed.MESSAGE_RETRIED, first.id)
    assert (discarded.deed, discarded.details) == (Deed.MESSAGE_DISCARDED, {"reason": "a test"})
    with pytest.raises(StorageError, match="There is no message nothing in quarantine"):
        messages.retry("nothing")
    assert len(list(audit_entries(store.engine))) == 2


def test_a_deed_outside_the_database_is_noted_once_it_is_done(tmp_path: Path) -> None:
    file = tmp_path / "new" / "castwatch.db"
    with auditing(file) as tell:
        tell(Deed.NETWORK_PROMOTED, "castings_v2")
    engine = open_database(file)
    (entry,) = audit_entries(engine)
    assert (entry.deed, entry.subject) == (Deed.NETWORK_PROMOTED, "castings_v2")
    engine.dispose()


def test_a_deed_that_failed_does_not_stand_as_done(store: Store) -> None:
    def do() -> None:
        raise OSError(28, "No space left on device")

    with (
        pytest.raises(OSError, match="No space left"),
        Audited(store.engine, system_user(), Deed.SETTINGS_CHANGED, "a.toml", {"a.b": "1 → 2"}),
    ):
        do()
    first, second = audit_entries(store.engine)
    assert first.details == {"a.b": "1 → 2"}
    assert second.details == {"a.b": "1 → 2", "failed": "[Errno 28] No space left on device"}
    assert (second.who, second.deed, second.subject) == (first.who, first.deed, first.subject)
