from datetime import timedelta

import pytest

from app.storage import StorageError
from app.storage.messages import Messages
from app.storage.store import Store
from models.judgement import Verdict
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
