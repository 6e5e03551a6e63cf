"""A challenge is on record for good, and goes to the plant."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.settings import RecordSettings
from app.storage import StorageError
from app.storage.audit import audit_entries
from app.storage.checking import Sealed, check_seals
from app.storage.history import History
from app.storage.messages import Messages
from app.storage.rescue import rescue
from app.storage.store import Store
from models.audit import Deed, Known
from models.challenge import ChallengeOutcome
from models.judgement import Verdict
from models.outbox import MessageKind
from tests.app.storage.recording import DAY, MORNING, keep, settings
from tests.app.storage.test_seals import by_hand
from tests.fakes import challenge_report

LATER = MORNING + timedelta(minutes=5)


def test_what_is_read_is_what_was_recorded(store: Store, history: History) -> None:
    assert history.last_challenge() is None
    recorded = store.record_challenge(challenge_report(), DAY, LATER)
    assert history.last_challenge() == recorded
    assert (recorded.shift, recorded.ended_at) == (DAY.name, LATER)


def test_a_bypass_stands_in_the_audit_log_too(store: Store, history: History) -> None:
    recorded = store.record_challenge(challenge_report(ChallengeOutcome.BYPASSED), DAY, LATER)
    assert history.last_challenge() == recorded
    (entry,) = audit_entries(store.engine)
    assert (entry.who, entry.known, entry.deed) == ("Kim", Known.TYPED, Deed.CHALLENGE_BYPASSED)
    assert (entry.subject, entry.details) == (recorded.id, {"reason": recorded.report.reason})


def test_a_challenge_that_failed_opens_nothing(store: Store, history: History) -> None:
    opened = store.record_challenge(challenge_report(), DAY, MORNING)
    store.record_challenge(challenge_report(ChallengeOutcome.FAILED), DAY, LATER)
    assert history.last_challenge() == opened


def test_its_message_waits_behind_the_inspections_before(store: Store) -> None:
    keep(store, Verdict.PASS, Verdict.PASS)
    recorded = store.record_challenge(challenge_report(), DAY, LATER)
    *_, message = Messages(store.engine).waiting(10)
    assert (message.id, message.kind, message.sequence) == (recorded.id, MessageKind.CHALLENGE, 2)
    assert json.loads(message.payload)["outcome"] == "passed"


def test_it_counts_in_no_shift(store: Store, history: History) -> None:
    store.record_challenge(challenge_report(), DAY, LATER)
    assert history.shifts().shifts == ()


def test_a_challenge_that_was_changed_by_hand_is_found_out(tmp_path: Path) -> None:
    store = Store(settings(tmp_path), "station-1")
    first = store.record_challenge(challenge_report(ChallengeOutcome.FAILED), DAY, MORNING)
    store.record_challenge(challenge_report(), DAY, LATER)
    store.close()
    file = tmp_path / "castwatch.db"
    assert check_seals(file) == Sealed(0, unsealed=0)
    with closing(sqlite3.connect(file)) as connection, pytest.raises(sqlite3.DatabaseError):
        connection.execute("UPDATE challenges SET outcome = 'passed'")
    by_hand(file, f"UPDATE challenges SET outcome = 'passed' WHERE id = '{first.id}'")
    with pytest.raises(StorageError, match=f"the challenge {first.id}"):
        check_seals(file)


def test_a_rescue_brings_it_along(tmp_path: Path) -> None:
    store = Store(settings(tmp_path), "station-1")
    recorded = store.record_challenge(challenge_report(), DAY, LATER)
    store.close()
    into = tmp_path / "rescued.db"
    rescue(tmp_path / "castwatch.db", into, lambda *_: None)
    again = Store(RecordSettings(database=into), "station-1")
    assert History(again.engine).last_challenge() == recorded
    again.close()
