"""Own predictions on their way to Kafka: one that is refused for good holds up no other."""

import threading
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

import pytest
from kafka import errors  # type: ignore[import-untyped]
from kafka.future import Future  # type: ignore[import-untyped]

from models.events import PredictionResult
from models.kafka_client.client import Link
from models.kafka_connection import BrokerError
from models.kafka_settings import KafkaSettings
from plant.api import kafka_sender
from plant.api.kafka_sender import KafkaSender
from plant.warehouse.database import open_warehouse
from plant.warehouse.ledger import Ledger
from tests.plant.told import told


class Producer:
    """A producer of the test: it fails a bundle with a poisonous message in it."""

    def __init__(self) -> None:
        self.sent: list[int] = []
        self.poisonous: set[int] = set()
        self.error: Exception = errors.MessageSizeTooLargeError()
        self._bundle: list[tuple[int, Future]] = []

    def partitions_for(self, _: str) -> set[int]:
        self._bundle = []
        return {0}

    def send(self, topic: str, *, key: bytes, value: bytes) -> Future:
        del topic, key
        future = Future()
        self._bundle.append((PredictionResult.model_validate_json(value).sequence, future))
        numbers = {number for number, _future in self._bundle}
        if numbers & self.poisonous:
            for _number, each in self._bundle:
                each.failure(self.error)
            return future
        self.sent.append(max(numbers))
        return future.success(None)


def own(sequence: int) -> PredictionResult:
    return told(sequence, station="plant-api")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    engine = open_warehouse(f"sqlite:///{tmp_path / 'warehouse.db'}")
    ledger = Ledger(engine, "plant-api")
    ledger.record([own] * 5)
    yield ledger
    engine.dispose()


@pytest.fixture
def producer(monkeypatch: pytest.MonkeyPatch) -> Producer:
    producer = Producer()
    client: Any = None
    monkeypatch.setattr(kafka_sender, "open_producer", lambda _: Link(producer, client))
    monkeypatch.setattr(kafka_sender, "close_producer", lambda _: None)
    return producer


@pytest.fixture
def sender(ledger: Ledger, producer: Producer) -> KafkaSender:
    del producer
    return KafkaSender(KafkaSettings(), "plant-api", ledger, threading.Event())


def test_all_goes_out_in_order(ledger: Ledger, producer: Producer, sender: KafkaSender) -> None:
    sender.step()
    assert producer.sent == [1, 2, 3, 4, 5]
    assert ledger.count_waiting() == 0


def test_a_message_that_is_refused_alone_stays_and_the_rest_goes_on(
    ledger: Ledger,
    producer: Producer,
    sender: KafkaSender,
    errors_logged: list[MutableMapping[str, Any]],
) -> None:
    producer.poisonous = {1}
    for _ in range(10):
        sender.step()
    assert {2, 3, 4, 5} <= set(producer.sent)
    assert (ledger.count_waiting(), ledger.count_refused()) == (0, 1)
    assert [error["sequence"] for error in errors_logged] == [1]
    errors_logged.clear()


def test_a_topic_that_is_closed_refuses_no_message(
    ledger: Ledger, producer: Producer, sender: KafkaSender
) -> None:
    producer.poisonous = {1}
    producer.error = errors.TopicAuthorizationFailedError()
    with pytest.raises(BrokerError, match="does not allow writing to prediction_results"):
        sender.step()
    assert (ledger.count_waiting(), ledger.count_refused()) == (5, 0)
