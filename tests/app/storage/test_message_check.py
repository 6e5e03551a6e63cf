"""A message that waits is sent only as long as it says what is on record."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from app.storage.messages import Messages
from app.storage.store import Store
from models.challenge import ChallengeOutcome
from models.decision import DecisionWish, Ruling
from models.judgement import Verdict
from models.seal import record_hash
from tests.app.storage.older import copy_to_older
from tests.app.storage.recording import DAY, MORNING, finding, keep, keep_all, settings
from tests.fakes import challenge_report

REJECT = Verdict.REJECT


@pytest.fixture
def messages(tmp_path: Path) -> Iterator[Messages]:
    """Five rejects, a decision and a challenge that wait."""
    store = Store(settings(tmp_path), "station-1")
    kept = keep(store, *[REJECT] * 5)
    store.decide(DecisionWish(kept[0].id, Ruling.SOUND, "Kim", reason="A stain."), MORNING)
    store.record_challenge(challenge_report(ChallengeOutcome.BYPASSED), DAY, MORNING)
    yield Messages(store.engine)
    store.close()


def forge(file: Path, change: Callable[[dict[str, Any]], dict[str, Any]], where: str = "1") -> None:
    """Change the messages that wait as somebody would who knows SQLite."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TRIGGER outbox_no_rewrite")
        rows = connection.execute(f"SELECT number, payload FROM outbox WHERE {where}").fetchall()
        for number, payload in rows:
            said = json.dumps(change(json.loads(payload)))
            connection.execute("UPDATE outbox SET payload = ? WHERE number = ?", (said, number))


def passed(said: dict[str, Any]) -> dict[str, Any]:
    return said | {"verdict": "pass"}


def rehashed(said: dict[str, Any]) -> dict[str, Any]:
    changed = passed(said)
    return changed | {"seal": record_hash(changed)}


def as_of_version_1(said: dict[str, Any]) -> dict[str, Any]:
    changed = passed(said)
    del changed["hash_version"]
    return changed


def test_what_nobody_touched_is_sent(messages: Messages) -> None:
    assert len(messages.waiting(10)) == 7
    assert messages.count_quarantined() == 0


@pytest.mark.parametrize("forged", [passed, rehashed, as_of_version_1])
def test_rejects_that_were_made_passes_are_not_sent(
    messages: Messages, tmp_path: Path, forged: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    forge(tmp_path / "castwatch.db", forged, "kind = 'inspection'")
    assert [each.kind.value for each in messages.waiting(10)] == ["decision", "challenge"]
    held = messages.quarantined()
    assert len(held) == 5
    assert all("does not say what was recorded" in each.reason for each in held)


def test_decisions_and_challenges_are_held_to_the_record_too(
    messages: Messages, tmp_path: Path
) -> None:
    forge(tmp_path / "castwatch.db", lambda said: said | {"reason": "No stain."}, "number > 5")
    assert len(messages.waiting(10)) == 5
    assert messages.count_quarantined() == 2


def test_another_attempt_sends_what_is_on_record(messages: Messages, tmp_path: Path) -> None:
    before = {each.id: each.payload for each in messages.waiting(10)}
    forge(tmp_path / "castwatch.db", lambda said: said | {"station": "station-9"})
    assert messages.waiting(10) == ()
    assert messages.retry_all() == 7
    assert {each.id: each.payload for each in messages.waiting(10)} == before


def test_messages_that_change_places_are_not_sent(messages: Messages, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "castwatch.db")) as connection, connection:
        connection.execute("DROP TRIGGER outbox_no_rewrite")
        connection.execute("CREATE TEMP TABLE was AS SELECT number, payload FROM outbox")
        connection.execute(
            "UPDATE outbox SET payload = (SELECT was.payload FROM was"
            " WHERE was.number = 3 - outbox.number) WHERE number IN (1, 2)"
        )
    assert [each.number for each in messages.waiting(10)] == [3, 4, 5, 6, 7]


@pytest.mark.parametrize("payload", ["1", "[]", '"x"', "null", "{}"])
def test_json_that_is_no_message_is_put_aside(
    messages: Messages, tmp_path: Path, payload: str
) -> None:
    forge(tmp_path / "castwatch.db", lambda _: json.loads(payload), "number = 3")
    assert 3 not in [each.number for each in messages.waiting(10)]
    assert messages.count_quarantined() == 1


def test_messages_from_before_the_hash_was_defined_are_sent_as_they_wait(tmp_path: Path) -> None:
    store = Store(settings(tmp_path), "station-1")
    keep_all(store, [finding(REJECT, serial="A-1"), finding(REJECT)])
    store.close()
    old = tmp_path / "old" / "castwatch.db"
    old.parent.mkdir()
    copy_to_older(tmp_path / "castwatch.db", old, "0015")
    store = Store(settings(old.parent), "station-1")
    messages = Messages(store.engine)
    first, second = messages.waiting(10)
    assert json.loads(first.payload)["serial"] == "A-1"
    forge(old, passed, "number = 2")
    assert messages.waiting(10) == (first,)
    messages.retry(second.id)
    assert [json.loads(each.payload)["verdict"] for each in messages.waiting(10)] == ["reject"] * 2
    store.close()
