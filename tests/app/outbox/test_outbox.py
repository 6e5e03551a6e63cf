"""The outbox against a model: whatever a broker does, nothing is lost, skipped or overtaken."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.outbox.outbox import LONELY_TRIES, BackOff, Delivery, Outbox
from models.errors import KnownError
from models.outbox import Message, MessageKind

NOW = datetime(2026, 3, 2, tzinfo=UTC)


class AwayError(KnownError):
    """The broker is away."""


class MemoryQueue:
    """A queue that obeys the same rules as the one on the disk."""

    def __init__(self) -> None:
        self.left: list[Message] = []
        self.sent: list[Message] = []
        self.refused: list[tuple[Message, str]] = []
        self.total = 0

    def add(self, count: int) -> None:
        for _ in range(count):
            self.total += 1
            number, kind = self.total, MessageKind.INSPECTION
            self.left.append(Message(number, f"id-{number}", "station-1", number, "{}", kind))

    def waiting(self, limit: int) -> Sequence[Message]:
        return self.left[:limit]

    def retire(self, messages: Sequence[Message], at: datetime) -> None:
        self.sent += messages
        for message in messages:
            self.left.remove(message)

    def quarantine(self, message: Message, reason: str, at: datetime) -> None:
        self.left.remove(message)
        self.refused.append((message, reason))


class FlakyBroker:
    """Stores messages in order, in bundles; refuses a bundle with a poisonous one in it."""

    def __init__(self, bundle: int = 3) -> None:
        self.log: list[Message] = []
        self.poisonous: set[int] = set()
        self.puzzling: set[int] = set()  # their bundles fail with an error of no known meaning
        self.raises = False  # instead of telling it
        self.stores = 10**6  # so many more messages until it goes away
        self.acknowledges = True
        self._bundle = bundle

    def publish(self, messages: Sequence[Message]) -> Delivery:
        acknowledged = 0
        for start in range(0, len(messages), self._bundle):
            bundle = messages[start : start + self._bundle]
            if self.stores < len(bundle):
                return Delivery(acknowledged, error=AwayError("away"))
            if any(message.number in self.poisonous for message in bundle):
                return Delivery(acknowledged, refusal="too large")
            if any(message.number in self.puzzling for message in bundle):
                if self.raises:
                    raise ValueError("out of range")
                return Delivery(acknowledged, error=AwayError("puzzling"), is_suspect=True)
            self.stores -= len(bundle)
            self.log += bundle
            if not self.acknowledges:
                return Delivery(acknowledged, error=AwayError("no answer"))
            acknowledged += len(bundle)
        return Delivery(acknowledged)

    def close(self) -> None:
        pass


def drain(outbox: Outbox) -> None:
    while outbox.send_some():
        pass


def test_all_goes_out_in_order_batch_by_batch() -> None:
    queue, broker = MemoryQueue(), FlakyBroker()
    queue.add(25)
    drain(Outbox(queue, broker, lambda: NOW, batch=10))
    assert [message.number for message in broker.log] == list(range(1, 26))
    assert queue.left == []


def test_only_the_message_that_is_refused_alone_goes_to_quarantine() -> None:
    queue, broker = MemoryQueue(), FlakyBroker()
    queue.add(20)
    broker.poisonous = {5, 14}
    drain(Outbox(queue, broker, lambda: NOW, batch=10))
    assert [(message.number, reason) for message, reason in queue.refused] == [
        (5, "too large"),
        (14, "too large"),
    ]
    assert [message.number for message in broker.log] == [
        number for number in range(1, 21) if number not in {5, 14}
    ]


def insist(outbox: Outbox, attempts: int) -> None:
    """Try that often, whatever goes wrong."""
    for _ in range(attempts):
        with suppress(KnownError):
            outbox.send_some()


@pytest.mark.parametrize("raises", [False, True])
def test_a_message_that_fails_for_no_known_reason_goes_to_quarantine_when_others_get_through(
    errors_logged: list[Any], *, raises: bool
) -> None:
    queue, broker = MemoryQueue(), FlakyBroker(bundle=10)
    queue.add(20)
    broker.puzzling, broker.raises = {5, 6, 14}, raises
    insist(Outbox(queue, broker, lambda: NOW, batch=10), 40)
    assert [message.number for message, _ in queue.refused] == [5, 6, 14]
    said = "Sending failed: out of range." if raises else "puzzling"
    assert {reason for _, reason in queue.refused} == {said}
    assert {message.number for message in broker.log} == set(range(1, 21)) - {5, 6, 14}
    assert queue.left == []
    errors_logged.clear()


def test_no_message_is_to_blame_while_none_gets_through() -> None:
    queue, broker = MemoryQueue(), FlakyBroker(bundle=1)
    queue.add(20)
    broker.puzzling = set(range(1, 21))
    outbox = Outbox(queue, broker, lambda: NOW, batch=10)
    insist(outbox, 50)
    assert queue.refused == []
    broker.puzzling = set()
    drain(outbox)
    assert [message.number for message in broker.log] == list(range(1, 21))


def test_a_message_without_others_to_compare_goes_to_quarantine_after_some_tries() -> None:
    queue, broker = MemoryQueue(), FlakyBroker()
    queue.add(1)
    broker.puzzling = {1}
    outbox = Outbox(queue, broker, lambda: NOW)
    insist(outbox, LONELY_TRIES - 1)
    assert queue.refused == []
    insist(outbox, 1)
    assert [message.number for message, _ in queue.refused] == [1]


def test_a_broker_that_goes_away_is_no_message_s_fault() -> None:
    queue, broker = MemoryQueue(), FlakyBroker()
    queue.add(1)
    broker.stores = 0
    outbox = Outbox(queue, broker, lambda: NOW)
    insist(outbox, 50)
    assert (queue.refused, outbox.is_examining) == ([], False)


def test_what_was_acknowledged_before_a_failure_is_not_sent_again() -> None:
    queue, broker = MemoryQueue(), FlakyBroker()
    queue.add(9)
    broker.stores = 6
    outbox = Outbox(queue, broker, lambda: NOW)
    with pytest.raises(AwayError):
        outbox.send_some()
    assert [message.number for message in queue.left] == [7, 8, 9]


def test_the_wait_grows_to_a_bound_and_starts_over_after_a_success() -> None:
    back_off = BackOff(first_s=1, most_s=5)
    assert [back_off.failed() for _ in range(4)] == [1, 2, 4, 5]
    back_off.succeeded()
    assert back_off.failed() == 1


class AnyOrderOfEvents(RuleBasedStateMachine):
    """Recording, sending, failing, falling silent, refusing and restarting, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.queue = MemoryQueue()
        self.broker = FlakyBroker()
        self.outbox = Outbox(self.queue, self.broker, lambda: NOW, batch=7)

    @rule(count=st.integers(1, 12))
    def record(self, count: int) -> None:
        self.queue.add(count)

    @rule(ahead=st.integers(1, 8))
    def poison(self, ahead: int) -> None:
        self.broker.poisonous.add(self.queue.total + ahead)

    @rule(ahead=st.integers(1, 8))
    def puzzle(self, ahead: int) -> None:
        self.broker.puzzling.add(self.queue.total + ahead)

    @rule(stores=st.integers(0, 9), acknowledges=st.booleans())
    def trouble(self, stores: int, *, acknowledges: bool) -> None:
        self.broker.stores, self.broker.acknowledges = stores, acknowledges

    @rule()
    def send(self) -> None:
        try:
            self.outbox.send_some()
        except AwayError:
            self.broker.stores, self.broker.acknowledges = 10**6, True

    @rule()
    def restart(self) -> None:
        self.outbox = Outbox(self.queue, self.broker, lambda: NOW, batch=7)

    @invariant()
    def nothing_is_lost(self) -> None:
        there = [*self.queue.sent, *self.queue.left, *(one for one, _ in self.queue.refused)]
        assert sorted(message.number for message in there) == list(range(1, self.queue.total + 1))

    @invariant()
    def what_is_sent_is_stored_and_first_copies_are_in_order(self) -> None:
        first_copies = list(dict.fromkeys(message.number for message in self.broker.log))
        assert first_copies == sorted(first_copies)
        assert {message.number for message in self.queue.sent} <= set(first_copies)

    @invariant()
    def only_the_poisonous_are_set_aside(self) -> None:
        bad = self.broker.poisonous | self.broker.puzzling
        assert {message.number for message, _ in self.queue.refused} <= bad

    def teardown(self) -> None:
        self.broker.stores, self.broker.acknowledges = 10**6, True
        self.broker.puzzling.discard(self.queue.total + 1)
        self.queue.add(1)
        for _ in range(100 * self.queue.total):
            with suppress(AwayError):
                self.outbox.send_some()
        assert self.queue.left == []


AnyOrderOfEvents.TestCase.settings = hypothesis_settings(
    max_examples=60, stateful_step_count=30, deadline=None
)
TestAnyOrderOfEvents = AnyOrderOfEvents.TestCase
