"""What is on record reaches a real Kafka: all of it, in order, whatever the broker does."""

import gc
import json
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

import pytest
import uuid_utils
from PySide6.QtCore import QMetaObject, Qt, QThread
from pytestqt.qtbot import QtBot

from app.outbox.checking import check_broker
from app.outbox.drain import drain
from app.outbox.kafka import KafkaPublisher
from app.outbox.outbox import BackOff, Delivery
from app.settings import Settings
from app.storage.messages import Messages
from app.storage.store import Store
from app.workers.sending import Sender
from models.health import Condition, Health, Part
from models.judgement import Verdict
from models.kafka_connection import BrokerError
from models.kafka_settings import KafkaSettings
from models.outbox import Message
from tests.app.storage.recording import finding, keep, keep_all, settings
from tests.fakes import Recorder
from tests.system.kafka_broker import (
    KafkaBroker,
    create_topic,
    delete_topic,
    free_ports,
    read_topic,
)

pytestmark = [
    pytest.mark.system,
    pytest.mark.timeout(600),
    # kafka-python 3.0.12 leaves the socket of a refused connection to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed <s:ResourceWarning"),
]


@pytest.fixture(autouse=True)
def sockets_are_collected_here() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture
def topic() -> str:
    return f"results-{uuid_utils.uuid4()}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(settings(tmp_path, keep_pictures="none"), "station-1")
    yield store
    store.close()


class WatchedPublisher(KafkaPublisher):
    """Tells when it begins to send."""

    def __init__(
        self,
        settings: KafkaSettings,
        topic: str,
        give_up: threading.Event,
        has_begun: threading.Event,
    ) -> None:
        super().__init__(settings, topic, give_up)
        self._has_begun = has_begun

    def publish(self, messages: Sequence[Message]) -> Delivery:
        self._has_begun.set()
        return super().publish(messages)


class Sending:
    """A sender on a thread of its own."""

    def __init__(self, store: Store, bootstrap: str, topic: str) -> None:
        kafka = KafkaSettings(servers=(bootstrap,), topic=topic)
        self.lights = Recorder()
        self.has_begun = threading.Event()
        self.thread = QThread()
        self.messages = Messages(store.engine, kafka.queues())
        self.sender = Sender(
            self.messages,
            lambda topic, give_up: WatchedPublisher(kafka, topic, give_up, self.has_begun),
            lambda: BackOff(first_s=0.2, most_s=0.5),
        )
        self.sender.moveToThread(self.thread)
        self.sender.health_changed.connect(self.lights.take)
        self.thread.started.connect(self.sender.start)
        self.thread.start()

    def light(self) -> Health:
        light: Health = (
            self.lights.seen[-1] if self.lights.seen else Health(Part.KAFKA, Condition.OFF)
        )
        return light

    def has_sent_all(self) -> bool:
        """What the record says; the light follows within a second."""
        return self.messages.count_waiting() == 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.sender.give_up()
        QMetaObject.invokeMethod(self.sender, "stop", Qt.ConnectionType.BlockingQueuedConnection)
        self.thread.quit()
        assert self.thread.wait(2000)


def arrived(bootstrap: str, topic: str) -> list[str]:
    """The ids in the topic, each where it came first."""
    return list(dict.fromkeys(json.loads(value)["id"] for _, value in read_topic(bootstrap, topic)))


def test_all_results_arrive_in_order_under_the_name_of_the_station(
    store: Store, bootstrap: str, topic: str, tmp_path: Path
) -> None:
    kept = keep_all(store, [finding(Verdict.REJECT) for _ in range(1200)])
    store.close()
    kafka = KafkaSettings(servers=(bootstrap,), topic=topic)
    create_topic(bootstrap, topic)
    assert drain(Settings(record=settings(tmp_path), kafka=kafka)).sent == 1200
    messages = read_topic(bootstrap, topic)
    assert {key for key, _ in messages} == {"station-1"}
    assert [json.loads(value)["sequence"] for _, value in messages] == list(range(1, 1201))
    assert [json.loads(value)["id"] for _, value in messages] == [one.id for one in kept]


def test_a_broker_that_is_away_at_the_start_gets_all_when_it_comes(
    store: Store, broker: KafkaBroker, topic: str, qtbot: QtBot
) -> None:
    broker.stop()
    kept = keep(store, *[Verdict.PASS] * 30)
    with Sending(store, broker.bootstrap, topic) as sending:
        qtbot.waitUntil(lambda: sending.light().condition is Condition.WAITING, timeout=15_000)
        assert sending.light().waiting == 30
        assert str(sending.light().why) == (
            f"Nothing answers at {broker.bootstrap}: Connection refused."
        )
        broker.start()
        qtbot.waitUntil(sending.has_sent_all, timeout=30_000)
    assert arrived(broker.bootstrap, topic) == [one.id for one in kept]


def test_a_broker_that_is_killed_and_comes_back_misses_nothing(
    store: Store, broker: KafkaBroker, topic: str, qtbot: QtBot
) -> None:
    create_topic(broker.bootstrap, topic)
    kept = []
    with Sending(store, broker.bootstrap, topic) as sending:
        for number in range(600):
            kept += keep(store, Verdict.PASS)
            sending.sender.wake()
            if number == 200:
                broker.kill()
            if number == 400:
                broker.start()
        qtbot.waitUntil(sending.has_sent_all, timeout=60_000)
    assert arrived(broker.bootstrap, topic) == [one.id for one in kept]


def test_a_frozen_broker_is_noticed_and_gets_all_when_it_thaws(
    store: Store, broker: KafkaBroker, topic: str, qtbot: QtBot
) -> None:
    create_topic(broker.bootstrap, topic)
    with Sending(store, broker.bootstrap, topic) as sending:
        kept = keep(store, *[Verdict.PASS] * 10)
        sending.sender.wake()
        qtbot.waitUntil(lambda: len(arrived(broker.bootstrap, topic)) == 10, timeout=20_000)
        broker.freeze()
        kept += keep(store, *[Verdict.REJECT] * 700)
        sending.sender.wake()
        qtbot.waitUntil(lambda: sending.light().condition is Condition.WAITING, timeout=30_000)
        assert sending.light().waiting == 700
        broker.thaw()
        qtbot.waitUntil(sending.has_sent_all, timeout=60_000)
    assert arrived(broker.bootstrap, topic) == [one.id for one in kept]


def test_the_station_can_close_while_the_broker_is_frozen(
    store: Store, broker: KafkaBroker, topic: str, qtbot: QtBot
) -> None:
    create_topic(broker.bootstrap, topic)
    with Sending(store, broker.bootstrap, topic) as sending:
        keep(store, Verdict.PASS)
        sending.sender.wake()
        qtbot.waitUntil(lambda: len(arrived(broker.bootstrap, topic)) == 1, timeout=20_000)
        broker.freeze()
        keep(store, *[Verdict.PASS] * 20)
        sending.has_begun.clear()
        sending.sender.wake()
        assert sending.has_begun.wait(5)
        asked_at = time.monotonic()
    assert time.monotonic() - asked_at < 4
    assert Messages(store.engine).count_waiting() == 20


def test_a_message_that_is_too_large_is_set_aside_and_the_rest_goes_on(
    store: Store, bootstrap: str, topic: str, tmp_path: Path
) -> None:
    create_topic(bootstrap, topic, **{"max.message.bytes": "3000"})
    sources = [None] * 90 + ["x" * 5000] + [None] * 90
    kept = keep_all(store, [finding(source=source) for source in sources])
    store.close()
    kafka = KafkaSettings(servers=(bootstrap,), topic=topic)
    drain(Settings(record=settings(tmp_path), kafka=kafka))
    assert arrived(bootstrap, topic) == [one.id for one in kept[:90] + kept[91:]]

    again = Store(settings(tmp_path), "station-1")
    try:
        messages = Messages(again.engine)
        assert [one.id for one in messages.quarantined()] == [kept[90].id]
        assert messages.status().quarantined == 1
        assert messages.quarantined()[0].reason == "larger than the topic takes"
    finally:
        again.close()


def test_a_port_where_no_kafka_speaks_is_told_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(BrokerError) as caught:
            check_broker(KafkaSettings(servers=(server,)))
    assert str(caught.value) == (
        f"What answers at {server} does not speak Kafka as it is set up here (PLAINTEXT)."
    )


def test_a_port_where_nobody_listens_is_told_in_words() -> None:
    server = f"127.0.0.1:{free_ports(1)[0]}"
    with pytest.raises(BrokerError, match=f"Nothing answers at {server}: Connection refused."):
        check_broker(KafkaSettings(servers=(server,)))


def test_a_broker_without_tls_is_told_in_words(bootstrap: str) -> None:
    with pytest.raises(BrokerError, match="makes no TLS connection"):
        check_broker(KafkaSettings(servers=(bootstrap,), security="SSL"))


def test_a_broker_that_answers_passes_the_check(bootstrap: str) -> None:
    check_broker(KafkaSettings(servers=(bootstrap,)))


def test_a_topic_that_is_deleted_and_comes_again_gets_what_is_recorded_from_then_on(
    store: Store, broker: KafkaBroker, topic: str, qtbot: QtBot
) -> None:
    create_topic(broker.bootstrap, topic)
    with Sending(store, broker.bootstrap, topic) as sending:
        keep(store, *[Verdict.PASS] * 40)
        sending.sender.wake()
        qtbot.waitUntil(sending.has_sent_all, timeout=30_000)
        delete_topic(broker.bootstrap, topic)
        kept = keep(store, *[Verdict.REJECT] * 40)
        sending.sender.wake()  # this broker makes a topic that somebody sends to
        qtbot.waitUntil(sending.has_sent_all, timeout=60_000)
    assert arrived(broker.bootstrap, topic) == [one.id for one in kept]


@pytest.mark.parametrize("fault", ["cut", "stall", "slow"])
def test_a_bad_line_to_the_broker_delays_results_and_loses_none(
    store: Store, broker: KafkaBroker, topic: str, fault: str, qtbot: QtBot
) -> None:
    create_topic(broker.bootstrap, topic)
    kept = keep(store, *[Verdict.PASS] * 20)
    with Sending(store, broker.bootstrap_by_line, topic) as sending:
        qtbot.waitUntil(sending.has_sent_all, timeout=30_000)
        getattr(broker.line, fault)()
        kept += keep(store, *[Verdict.REJECT] * 20)
        sending.sender.wake()
        if fault != "slow":
            qtbot.waitUntil(lambda: sending.light().condition is Condition.WAITING, timeout=30_000)
            broker.line.heal()
        qtbot.waitUntil(sending.has_sent_all, timeout=60_000)
    assert arrived(broker.bootstrap, topic) == [one.id for one in kept]
