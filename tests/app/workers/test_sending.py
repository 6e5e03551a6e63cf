import threading
from collections.abc import Iterator, MutableMapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.outbox.outbox import BATCH, BackOff, Delivery
from app.storage.audit import audit_entries
from app.storage.messages import Messages
from app.storage.store import Store
from app.workers import sending
from app.workers.sending import Sender
from app.workers.threads import WorkerThread
from models.audit import Known, Who
from models.decision import Decision, DecisionWish, Ruling
from models.health import Condition, Health, Part
from models.judgement import Verdict
from models.kafka_connection import BrokerError
from models.outbox import Message
from tests.app.storage.recording import MORNING, keep, multiply, settings
from tests.app.workers.seen import listen
from tests.fakes import Recorder

RESULTS, DECISIONS = "prediction_results", "casting_decisions"


class Broker:
    """Kafka of the test: it takes all, or is away, or does not take what is for some topics."""

    def __init__(self) -> None:
        self.taken: list[int] = []
        self.decisions: list[str] = []
        self.is_away = False
        self.missing: set[str] = set()
        self.silent: set[str] = set()
        self.refuses = False
        self.closed: set[str] = set()

    def open(self, topic: str, give_up: threading.Event) -> "Way":
        return Way(self, topic, give_up)


class Way:
    """A publisher of the test, for one topic."""

    def __init__(self, broker: Broker, topic: str, give_up: threading.Event) -> None:
        self._broker = broker
        self._topic = topic
        self._give_up = give_up

    def publish(self, messages: Sequence[Message]) -> Delivery:
        broker = self._broker
        if self._topic in broker.silent:
            self._give_up.wait(60)
            return Delivery(0, error=BrokerError("It has stopped answering."))
        if broker.is_away:
            return Delivery(0, error=BrokerError("Nothing answers at {server}.", server="x"))
        if self._topic in broker.missing:
            return Delivery(0, error=BrokerError("Kafka has no topic {topic}.", topic=self._topic))
        if broker.refuses:
            return Delivery(0, refusal="too large")
        if self._topic == RESULTS:
            broker.taken += [message.sequence for message in messages]
        else:
            broker.decisions += [message.id for message in messages]
        return Delivery(len(messages))

    def close(self) -> None:
        self._broker.closed.add(self._topic)


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
    return sender_of(store, broker)


def sender_of(store: Store, broker: Broker) -> Sender:
    return Sender(Messages(store.engine), broker.open, lambda: BackOff(first_s=0.02, most_s=0.05))


@pytest.fixture
def thread(sender: Sender) -> Iterator[WorkerThread]:
    thread = WorkerThread(sender, "sending")
    yield thread
    assert thread.end(4)


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
        "Kafka refuses 1 results for good: touch the light to see them."
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


def test_it_ends_at_once_while_a_broker_does_not_answer(store: Store, broker: Broker) -> None:
    broker.silent = {RESULTS}
    sender = sender_of(store, broker)
    keep(store, Verdict.PASS)
    thread = WorkerThread(sender, "sending")
    thread.start()
    sender.give_up()
    assert thread.end(4)
    assert broker.closed == {RESULTS, DECISIONS, "station_challenges"}
    assert Messages(store.engine).count_waiting() == 1


def decide(store: Store, verdict: Verdict = Verdict.REVIEW) -> Decision:
    (kept,) = keep(store, verdict)
    wish = DecisionWish(kept.id, Ruling.SOUND, "Kim", reason="A stain.")
    return store.decide(wish, MORNING)


def test_a_topic_that_is_missing_holds_up_no_other(
    store: Store, broker: Broker, sender: Sender, thread: WorkerThread, qtbot: QtBot
) -> None:
    broker.missing = {DECISIONS}
    decided = decide(store)
    keep(store, *[Verdict.PASS] * 3)
    lights, troubles = listen(sender, "health_changed"), listen(sender, "troubles_changed")
    thread.start()
    qtbot.waitUntil(lambda: broker.taken == [1, 2, 3, 4], timeout=5000)
    qtbot.waitUntil(
        lambda: bool(lights.seen) and lights.seen[-1].condition is Condition.WAITING, timeout=5000
    )
    assert str(lights.seen[-1].why) == f"Kafka has no topic {DECISIONS}."
    qtbot.waitUntil(lambda: lights.seen[-1].waiting == 1, timeout=5000)
    assert [each.topic for each in troubles.seen[-1]] == [DECISIONS]
    keep(store, Verdict.PASS)
    sender.wake()
    qtbot.waitUntil(lambda: broker.taken == [1, 2, 3, 4, 5], timeout=5000)
    broker.missing = set()
    qtbot.waitUntil(lambda: broker.decisions == [decided.id], timeout=5000)
    qtbot.waitUntil(lambda: lights.seen[-1] == Health(Part.KAFKA, Condition.OK), timeout=5000)
    assert troubles.seen[-1] == ()


def test_a_topic_that_does_not_answer_holds_up_no_other_and_is_told(
    store: Store,
    broker: Broker,
    sender: Sender,
    thread: WorkerThread,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sending, "STUCK_S", 0.1)
    broker.silent = {DECISIONS}
    decide(store)
    lights = listen(sender, "health_changed")
    thread.start()
    qtbot.waitUntil(lambda: broker.taken == [1], timeout=5000)
    expected = f"Kafka has not answered for more than 0.1 s about {DECISIONS}."
    qtbot.waitUntil(lambda: _why(lights) == expected, timeout=5000)
    assert lights.seen[-1].condition is Condition.WAITING


def test_several_topics_in_trouble_are_named_together(
    store: Store, broker: Broker, sender: Sender, thread: WorkerThread, qtbot: QtBot
) -> None:
    broker.missing = {RESULTS, DECISIONS}
    decide(store)
    lights = listen(sender, "health_changed")
    thread.start()
    both = f"{RESULTS}, {DECISIONS}"
    expected = f"Kafka does not take what is for {both}: touch the light for the reasons."
    qtbot.waitUntil(
        lambda: bool(lights.seen) and str(lights.seen[-1].why) == expected, timeout=5000
    )


def test_a_queue_that_only_grows_is_no_green_light(
    store: Store,
    broker: Broker,
    sender: Sender,
    thread: WorkerThread,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sending, "GROWING_S", 0.5)
    monkeypatch.setattr(sending, "BATCH", 1)
    broker.silent = {RESULTS}  # for less than STUCK_S
    keep(store, Verdict.PASS)
    lights = listen(sender, "health_changed")
    thread.start()
    qtbot.waitUntil(lambda: bool(lights.seen), timeout=5000)
    keep(store, *[Verdict.PASS] * 3)
    expected = f"More comes for {RESULTS} than Kafka takes: 4 messages wait."
    qtbot.waitUntil(lambda: _why(lights) == expected, timeout=5000)


def test_what_is_in_quarantine_is_sent_or_given_up_as_somebody_says(
    store: Store, broker: Broker, sender: Sender, thread: WorkerThread, qtbot: QtBot
) -> None:
    broker.refuses = True
    first, second, third = keep(store, *[Verdict.PASS] * 3)
    messages = Messages(store.engine)
    answers = listen(sender, "quarantine_changed")
    thread.start()
    qtbot.waitUntil(lambda: messages.count_quarantined() == 3, timeout=5000)
    broker.refuses = False
    engineer = Who("Kim", Known.SIGNED_IN)
    sender.retry((first.id,), engineer)
    qtbot.waitUntil(lambda: broker.taken == [1], timeout=5000)
    sender.discard(second.id, "a test", engineer)
    sender.retry((), engineer)
    qtbot.waitUntil(lambda: broker.taken == [1, 3], timeout=5000)
    sender.retry((third.id,), engineer)
    qtbot.waitUntil(lambda: answers.seen[:3] == [None] * 3 and len(answers.seen) == 4, timeout=5000)
    assert "in quarantine" in str(answers.seen[3])
    entries = audit_entries(store.engine)
    assert [(entry.who, entry.subject) for entry in entries] == [
        ("Kim", first.id),
        ("Kim", second.id),
        ("Kim", third.id),
    ]


def _why(lights: Recorder) -> str:
    return str(lights.seen[-1].why) if lights.seen else ""


def _alike(light: Health, other: Health) -> bool:
    return (light.condition, str(light.why), light.waiting) == (
        other.condition,
        str(other.why),
        other.waiting,
    )


def test_a_backlog_is_sent_batch_after_batch(
    store: Store, broker: Broker, sender: Sender, thread: WorkerThread, qtbot: QtBot
) -> None:
    keep(store, Verdict.PASS)
    multiply(store, 3 * BATCH, is_sent=False)
    thread.start()
    qtbot.waitUntil(lambda: broker.taken == list(range(1, 3 * BATCH + 1)), timeout=20_000)


def test_a_mistake_of_ours_ends_no_lane(
    store: Store,
    broker: Broker,
    sender: Sender,
    thread: WorkerThread,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    errors_logged: list[MutableMapping[str, Any]],
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    keep(store, Verdict.PASS)
    lights = listen(sender, "health_changed")
    with monkeypatch.context() as patch:
        patch.setattr(Messages, "retire", fail)
        thread.start()
        qtbot.waitUntil(
            lambda: bool(lights.seen) and str(lights.seen[-1].why) == "Sending failed: a bug.",
            timeout=5000,
        )
    qtbot.waitUntil(lambda: Messages(store.engine).count_waiting() == 0, timeout=5000)
    errors_logged.clear()
