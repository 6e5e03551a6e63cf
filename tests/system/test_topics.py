"""Topics that are missing or closed are told by name, and no other waits for them."""

import gc
import json
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uuid_utils
from PySide6.QtCore import QObject  # noqa: F401 - Qt is there before kafka-python's threads

from app.outbox.checking import check_broker, check_topics
from app.outbox.drain import Drained, drain
from app.outbox.kafka import KafkaPublisher
from app.outbox.outbox import Delivery
from app.settings import Settings
from app.storage.messages import Messages
from app.storage.store import Store
from models.decision import DecisionWish, Ruling
from models.judgement import Verdict
from models.kafka_connection import BrokerError
from models.kafka_settings import KafkaSettings
from tests.app.storage.recording import MORNING, keep, settings
from tests.system.kafka_broker import (
    PASSWORD,
    USER,
    KafkaBroker,
    create_topic,
    deny_writing,
    read_topic,
)

pytestmark = [
    pytest.mark.system,
    pytest.mark.timeout(300),
    # kafka-python 3.0.12 leaves the socket of a refused connection to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed <s"),
]


@pytest.fixture(autouse=True)
def sockets_are_collected_here() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture
def results() -> str:
    return f"results-{uuid_utils.uuid4()}"


@pytest.fixture
def decisions() -> str:
    return f"decisions-{uuid_utils.uuid4()}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(settings(tmp_path, keep_pictures="none"), "station-1")
    yield store
    store.close()


def decide_and_go_on(store: Store) -> tuple[str, list[str]]:
    """A decision that waits before ten inspections; their ids."""
    kept = keep(store, Verdict.REVIEW)
    decided = store.decide(DecisionWish(kept[0].id, Ruling.SOUND, "Kim"), MORNING)
    kept += keep(store, *[Verdict.PASS] * 10)
    return decided.id, [each.id for each in kept]


def send(folder: Path, store: Store, kafka: KafkaSettings) -> Drained:
    store.close()
    return drain(Settings(record=settings(folder), kafka=kafka))


def arrived(broker: KafkaBroker, topic: str) -> list[str]:
    return [json.loads(value)["id"] for _, value in read_topic(broker.bootstrap, topic)]


def test_a_topic_that_is_missing_holds_up_no_other(
    only_strict_broker: KafkaBroker, store: Store, tmp_path: Path, results: str, decisions: str
) -> None:
    broker = only_strict_broker
    kafka = KafkaSettings(servers=(broker.bootstrap,), topic=results, decisions_topic=decisions)
    create_topic(broker.bootstrap, results)
    decided, kept = decide_and_go_on(store)
    sent = send(tmp_path, store, kafka)
    assert arrived(broker, results) == kept
    assert (sent.sent, sent.quarantined, sent.waiting, sent.is_done) == (11, 0, 1, False)
    [trouble] = sent.troubles
    said = (
        f"Kafka has no topic {decisions}: create it, or grant the user here DESCRIBE and WRITE on"
        " it."
    )
    assert (trouble.topic, str(trouble.why)) == (decisions, said)
    checks = {each.topic: each for each in check_topics(kafka, (results, decisions))}
    assert checks[results].why is None
    assert (str(checks[decisions].why), checks[decisions].is_missing) == (said, True)
    create_topic(broker.bootstrap, decisions)
    assert drain(Settings(record=settings(tmp_path), kafka=kafka)).is_done
    assert arrived(broker, decisions) == [decided]


def test_a_topic_that_may_not_be_written_holds_up_no_other(
    broker: KafkaBroker, store: Store, tmp_path: Path, results: str, decisions: str
) -> None:
    password = tmp_path / "password"
    password.write_text(PASSWORD)
    kafka = KafkaSettings(
        servers=(broker.secure_bootstrap,),
        topic=results,
        decisions_topic=decisions,
        security="SASL_SSL",
        ca_file=broker.authority,
        user=USER,
        password_file=password,
    )
    for topic in (results, decisions):
        create_topic(broker.bootstrap, topic)
    deny_writing(broker.bootstrap, decisions)
    _, kept = decide_and_go_on(store)
    sent = send(tmp_path, store, kafka)
    assert arrived(broker, results) == kept
    assert (sent.sent, sent.quarantined, sent.waiting) == (11, 0, 1)
    said = f"Kafka does not allow writing to {decisions}: grant the user here WRITE on it."
    assert [str(each.why) for each in sent.troubles] == [said]
    checks = check_topics(kafka, (results, decisions))
    assert [str(each.why) for each in checks] == ["None", said]


def publish(broker: KafkaBroker, topic: str, store: Store) -> Delivery:
    keep(store, *[Verdict.PASS] * 3)
    kafka = KafkaSettings(servers=(broker.bootstrap,), topic=topic)
    publisher = KafkaPublisher(kafka, topic, threading.Event())
    try:
        return publisher.publish(Messages(store.engine).waiting(10))
    finally:
        publisher.close()


def test_a_clock_that_the_broker_does_not_believe_is_no_message_s_fault(
    broker: KafkaBroker, store: Store, tmp_path: Path, results: str
) -> None:
    create_topic(broker.bootstrap, results, **{"message.timestamp.before.max.ms": "1"})
    keep(store, *[Verdict.PASS] * 3)
    sent = send(tmp_path, store, KafkaSettings(servers=(broker.bootstrap,), topic=results))
    assert (sent.sent, sent.quarantined, sent.waiting) == (0, 0, 3)
    assert str(sent.troubles[0].why).startswith("Kafka refuses the time of this computer")


@pytest.mark.parametrize("name", [".", ".."])
def test_a_name_that_no_topic_can_have_is_told(
    broker: KafkaBroker, store: Store, name: str
) -> None:
    delivery = publish(broker, name, store)
    assert str(delivery.error) == (
        f"“{name}” cannot be the name of a topic: choose another in the settings."
    )


def test_a_broker_that_is_advertised_but_cannot_be_reached_is_named(
    only_strict_broker: KafkaBroker, store: Store, results: str
) -> None:
    broker = only_strict_broker
    create_topic(broker.bootstrap, results)
    keep(store, *[Verdict.PASS] * 3)
    kafka = KafkaSettings(servers=(broker.bootstrap_beside_line,), topic=results)
    said = (
        f"Kafka at {broker.bootstrap_beside_line} sends its clients on to"
        f" {broker.bootstrap_by_line}, which cannot be reached from here"
    )
    broker.line.close()
    with pytest.raises(BrokerError, match=re.escape(said)):
        check_broker(kafka)
    publisher = KafkaPublisher(kafka, results, threading.Event())
    try:
        began = time.monotonic()
        delivery = publisher.publish(Messages(store.engine).waiting(10))
        assert time.monotonic() - began < 15
    finally:
        publisher.close()
    assert str(delivery.error).startswith(said)
    assert not delivery.is_suspect
