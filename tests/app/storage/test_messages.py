import sqlite3
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from app.storage import StorageError
from app.storage.messages import Messages
from app.storage.store import Store
from models.decision import DecisionWish, Ruling
from models.judgement import Verdict
from models.kafka_settings import KafkaSettings
from tests.app.storage.recording import DAY, MORNING, keep


@pytest.fixture
def messages(store: Store) -> Messages:
    keep(store, *[Verdict.PASS] * 5)
    return Messages(store.engine)


def waiting(messages: Messages) -> list[int]:
    return [message.sequence for message in messages.waiting(100)]


def test_the_oldest_come_first_and_go_when_they_are_acknowledged(messages: Messages) -> None:
    assert [message.sequence for message in messages.waiting(2)] == [1, 2]
    messages.retire(messages.waiting(2), DAY.ends_at)
    assert waiting(messages) == [3, 4, 5]
    assert messages.count_waiting() == 3


def test_the_status_tells_how_far_the_plant_is_behind(messages: Messages) -> None:
    before = messages.status()
    assert (before.waiting, before.oldest_at) == (5, MORNING)
    assert before.last_acknowledged_at is None
    messages.retire(messages.waiting(2), DAY.ends_at)
    messages.quarantine(messages.waiting(1)[0], "too large", DAY.ends_at)
    after = messages.status()
    assert (after.waiting, after.quarantined) == (2, 1)
    assert after.last_acknowledged_at == DAY.ends_at
    messages.retire(messages.waiting(9), DAY.ends_at)
    assert messages.status().oldest_at is None


def test_the_pace_counts_what_came_and_went_lately(messages: Messages) -> None:
    messages.retire(messages.waiting(2), MORNING + timedelta(minutes=1))
    messages.retire(messages.waiting(1), MORNING + timedelta(minutes=15))
    pace = messages.pace(MORNING + timedelta(minutes=20))
    assert pace.sent_per_minute == pytest.approx(0.1)
    assert pace.recorded_per_hour == 5
    assert 1_000 < pace.bytes_each < 100_000
    assert pace.hours_left(10_000_000) == pytest.approx(10_000_000 / 5 / pace.bytes_each)
    later = messages.pace(MORNING + timedelta(hours=2))
    assert (later.sent_per_minute, later.recorded_per_hour) == (0, 0)
    assert later.hours_left(10_000_000) is None


def test_a_quarantined_message_may_be_tried_again_behind_the_others(messages: Messages) -> None:
    refused = messages.waiting(1)[0]
    messages.quarantine(refused, "too large", MORNING)
    [held] = messages.quarantined()
    assert (held.id, held.reason, held.payload) == (refused.id, "too large", refused.payload)
    assert waiting(messages) == [2, 3, 4, 5]
    messages.retry(refused.id)
    assert waiting(messages) == [2, 3, 4, 5, 1]
    assert messages.quarantined() == ()


def test_a_quarantined_message_may_be_given_up_with_a_reason(messages: Messages) -> None:
    refused = messages.waiting(1)[0]
    messages.quarantine(refused, "too large", MORNING)
    messages.discard(refused.id, "a test picture", MORNING)
    assert messages.quarantined() == ()
    assert waiting(messages) == [2, 3, 4, 5]
    with pytest.raises(StorageError, match="in quarantine"):
        messages.retry(refused.id)


def test_a_message_that_waits_cannot_be_given_up(messages: Messages) -> None:
    with pytest.raises(StorageError, match="in quarantine"):
        messages.discard(messages.waiting(1)[0].id, "hurry", MORNING)


def corrupt(store: Store, sql: str) -> None:
    with sqlite3.connect(str(store.engine.url.database)) as connection:
        guards = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'outbox'"
        for (name,) in connection.execute(guards).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(f"UPDATE outbox SET {sql} WHERE number = 2")
    connection.close()


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("payload = NULL", "damaged in the database: it is empty"),
        ("payload = '{\"id\": 1'", "damaged in the database: it is no JSON"),
        ("payload = x'ff00ff'", "damaged in the database: it is no JSON"),
        ("payload = CAST(x'7b2261223a22ff227d' AS TEXT)", "damaged in the database: 'utf-8'"),
        ("station = CAST(x'ff' AS TEXT)", "damaged in the database: 'utf-8'"),
        ("sequence = 'many'", "damaged in the database: invalid literal"),
        ("id = CAST(x'ff' AS TEXT)", "damaged in the database: 'utf-8'"),
    ],
)
def test_a_damaged_row_goes_to_quarantine_and_the_rest_goes_on(
    store: Store, messages: Messages, sql: str, reason: str
) -> None:
    corrupt(store, sql)
    assert waiting(messages) == [1, 3, 4, 5]
    [held] = messages.quarantined()
    assert held.reason.startswith(reason)
    messages.report(MORNING)
    messages.discard(held.id, "a broken disk", MORNING)
    assert messages.quarantined() == ()


def test_a_row_of_an_unknown_kind_goes_to_quarantine(store: Store, messages: Messages) -> None:
    corrupt(store, "kind = 'telepathy'")
    assert waiting(messages) == [1, 3, 4, 5]
    assert messages.quarantine_unknown() == 1
    [held] = messages.quarantined()
    assert (held.kind, held.reason) == ("telepathy", "of a kind that is not known here: telepathy")
    assert messages.count_waiting() == 4


def test_times_that_cannot_be_read_do_not_keep_the_status_away(
    store: Store, messages: Messages
) -> None:
    messages.retire(messages.waiting(1), MORNING)
    corrupt(store, "queued_at = 'yesterday'")
    assert messages.status().oldest_at is None
    messages.quarantine(messages.waiting(1)[0], "too large", MORNING)
    corrupt(store, "settled_at = CAST(x'ff' AS TEXT)")
    [held] = messages.quarantined()
    assert held.quarantined_at is None


def test_all_that_is_in_quarantine_may_be_tried_again_in_its_order(messages: Messages) -> None:
    for message in messages.waiting(3):
        messages.quarantine(message, "too large", MORNING)
    assert messages.retry_all() == 3
    assert waiting(messages) == [4, 5, 1, 2, 3]
    assert messages.retry_all() == 0


def test_each_topic_has_a_queue_of_its_own(store: Store) -> None:
    (kept,) = keep(store, Verdict.REVIEW)
    decided = store.decide(DecisionWish(kept.id, Ruling.SOUND, "Kim"), MORNING)
    messages = Messages(store.engine, KafkaSettings(topic="a", decisions_topic="b").queues())
    results, decisions, challenges = (messages.of_topic(queue) for queue in messages.queues)
    assert [message.id for message in results.waiting(9)] == [kept.id]
    assert [message.id for message in decisions.waiting(9)] == [decided.id]
    assert challenges.waiting(9) == ()
    results.retire(results.waiting(9), MORNING)
    assert [(one.topic, one.waiting) for one in messages.status().topics] == [
        ("a", 0),
        ("b", 1),
        ("station_challenges", 0),
    ]


def test_kinds_that_share_a_topic_are_sent_in_their_common_order(store: Store) -> None:
    (kept,) = keep(store, Verdict.REVIEW)
    decided = store.decide(DecisionWish(kept.id, Ruling.SOUND, "Kim"), MORNING)
    (after,) = keep(store, Verdict.PASS)
    messages = Messages(store.engine, KafkaSettings(topic="a", decisions_topic="a").queues())
    both = messages.of_topic(messages.queues[0])
    assert [message.id for message in both.waiting(9)] == [kept.id, decided.id, after.id]
    assert [message.id for message in both.waiting(2)] == [kept.id, decided.id]


def test_the_oldest_of_a_topic_is_found_at_once_however_much_waits_for_another(
    store: Store, messages: Messages
) -> None:
    asked: list[str] = []

    def listen(_c: object, cursor: sqlite3.Cursor, sql: str, values: Any, *_: object) -> None:
        if "ORDER BY outbox.number" in sql:
            asked.append(str(cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()))

    event.listen(store.engine, "before_cursor_execute", listen)
    messages.of_topic(messages.queues[1]).waiting(500)
    (plan,) = asked
    assert "USING INDEX ix_outbox_queues (kind=?)" in plan
    assert "B-TREE" not in plan
