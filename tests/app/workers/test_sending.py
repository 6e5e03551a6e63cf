import inspect
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.outbox.outbox import BackOff, Delivery, Outbox
from app.storage.messages import Messages
from app.storage.store import Store
from app.workers.sending import Sender
from app.workers.threads import WorkerThread
from models.health import Condition, Health, Part
from models.judgement import Verdict
from models.kafka_connection import BrokerError
from models.outbox import Message
from tests.app.storage.recording import keep, settings
from tests.app.workers.seen import listen


class Broker:
    """A publisher of the test: it takes all, or is away."""

    def __init__(self) -> None:
        self.taken: list[int] = []
        self.is_away = False
        self.refuses = False
        self.give_up = threading.Event()
        self.is_closed = False

    def open(self, give_up: threading.Event) -> "Broker":
        self.give_up = give_up
        return self

    def publish(self, messages: Sequence[Message]) -> Delivery:
        if self.is_away:
            return Delivery(0, error=BrokerError("Nothing answers at {server}.", server="x"))
        if self.refuses:
            return Delivery(0, refusal="too large")
        self.taken += [message.sequence for message in messages]
        return Delivery(len(messages))

    def close(self) -> None:
        self.is_closed = True


class DeafBroker(Broker):
    """It holds the messages until nobody waits any longer."""

    def publish(self, messages: Sequence[Message]) -> Delivery:
        assert self.give_up.wait(5)
        return Delivery(0, error=BrokerError("It has stopped answering."))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(settings(tmp_path, keep_pictures="none"), "station-1")
    yield store
    store.close()


@pytest.fixture
def broker() -> Broker:
    return Broker()


@pytest.fixture
def sender(store: Store, broker: Broker) -> Sender:
    return Sender(Messages(store.engine), broker.open, BackOff(first_s=0.02, most_s=0.05))


@pytest.fixture
def thread(sender: Sender) -> Iterator[WorkerThread]:
    thread = WorkerThread(sender, "sending")
    yield thread
    assert thread.end(2)


def test_what_waits_from_last_time_and_what_comes_is_sent_in_order(
    store: Store, broker: Broker, sender: Sender, thread: WorkerThread, qtbot: QtBot
) -> None:
    keep(store, *[Verdict.PASS] * 3)
    thread.start()
    qtbot.waitUntil(lambda: broker.taken == [1, 2, 3], timeout=5000)
    keep(store, *[Verdict.PASS] * 2)
    sender.wake()
    qtbot.waitUntil(lambda: broker.taken == [1, 2, 3, 4, 5], timeout=5000)
    qtbot.waitUntil(lambda: Messages(store.engine).count_waiting() == 0, timeout=5000)


def test_a_broker_that_is_away_is_told_with_the_number_that_waits_and_tried_again(
    store: Store, broker: Broker, sender: Sender, thread: WorkerThread, qtbot: QtBot
) -> None:
    lights = listen(sender, "health_changed")
    keep(store, *[Verdict.PASS] * 3)
    broker.is_away = True
    thread.start()
    waiting = Health(
        Part.KAFKA,
        Condition.WAITING,
        BrokerError("Nothing answers at {server}.", server="x"),
        3,
    )
    qtbot.waitUntil(lambda: any(_alike(light, waiting) for light in lights.seen), timeout=5000)
    broker.is_away = False
    qtbot.waitUntil(lambda: lights.seen[-1] == Health(Part.KAFKA, Condition.OK), timeout=5000)
    assert broker.taken == [1, 2, 3]


def test_a_result_that_is_refused_for_good_is_shown(
    store: Store, broker: Broker, sender: Sender, thread: WorkerThread, qtbot: QtBot
) -> None:
    lights = listen(sender, "health_changed")
    broker.refuses = True
    keep(store, Verdict.PASS)
    thread.start()
    qtbot.waitUntil(
        lambda: bool(lights.seen) and lights.seen[-1].condition is Condition.FAULT, timeout=5000
    )
    assert str(lights.seen[-1].why) == (
        "Kafka refuses 1 results for good: see castwatch outbox quarantine."
    )


def test_without_servers_the_results_wait_and_are_counted(store: Store, qtbot: QtBot) -> None:
    sender = Sender(Messages(store.engine), None)
    lights = listen(sender, "health_changed")
    keep(store, *[Verdict.PASS] * 3)
    thread = WorkerThread(sender, "sending")
    thread.start()
    expected = [Health(Part.KAFKA, Condition.OFF, waiting=3)]
    qtbot.waitUntil(lambda: lights.seen == expected, timeout=5000)
    assert thread.end(2)


def test_it_ends_at_once_while_a_broker_does_not_answer(store: Store, qtbot: QtBot) -> None:
    broker = DeafBroker()
    sender = Sender(Messages(store.engine), broker.open)
    keep(store, Verdict.PASS)
    thread = WorkerThread(sender, "sending")
    thread.start()
    sender.give_up()
    assert thread.end(2)
    assert broker.is_closed
    assert Messages(store.engine).count_waiting() == 1


def _alike(light: Health, other: Health) -> bool:
    return (light.condition, str(light.why), light.waiting) == (
        other.condition,
        str(other.why),
        other.waiting,
    )


def test_a_long_backlog_is_sent_batch_after_batch_and_not_one_within_the_other(
    store: Store,
    sender: Sender,
    thread: WorkerThread,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A million messages are two thousand batches: more than Python lets calls be nested."""
    depths: list[int] = []

    def send_some(_: Outbox) -> bool:
        depths.append(len(inspect.stack(0)))
        return len(depths) < 500

    monkeypatch.setattr(Outbox, "send_some", send_some)
    thread.start()
    qtbot.waitUntil(lambda: len(depths) == 500, timeout=20_000)
    assert max(depths) - min(depths) < 5
