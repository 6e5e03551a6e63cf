"""What all stations say, from Kafka into the warehouse.

No consumer group: how far was read stands in the warehouse, in the transaction of the facts
themselves. So after a crash nothing is missing and nothing is there twice.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog
from kafka import KafkaConsumer, TopicPartition, errors  # type: ignore[import-untyped]

from models.events import PredictionResult
from models.kafka_client.client import close_consumer
from models.kafka_connection import BrokerError
from models.kafka_settings import KafkaSettings
from plant.kafka import open_consumer, unreadable
from plant.messages import NotUnderstoodError, ToldResult, understood
from plant.warehouse.errors import RefusedError
from plant.warehouse.ledger import Ledger
from plant.warehouse.statements import Place

POLL_MS = 500
BATCH = 500  # messages in one transaction
_log = structlog.get_logger()


class KafkaReader:
    """One step reads what has come; used by one thread."""

    def __init__(
        self,
        settings: KafkaSettings,
        ledger: Ledger,
        tell: Callable[[], None],
        count: Callable[[int, int], None],
    ) -> None:
        """`tell` is called after new facts; `count` gets how many were new, and how many unfit."""
        self._settings = settings
        self._ledger = ledger
        self._tell = tell
        self._count = count
        self._consumer: KafkaConsumer | None = None

    def step(self) -> float:
        """Read some; returns how long to rest. Raises KnownError, to try later."""
        if self._consumer is None:
            self._consumer = self._open()
        try:
            records = self._consumer.poll(timeout_ms=POLL_MS, max_records=BATCH)
            self._look_for_partitions(self._consumer)
        except errors.KafkaError as error:
            raise unreadable(error) from error
        if records:
            self._take(records)
        return 0.0

    def close(self) -> None:
        """End the consumer."""
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            close_consumer(consumer)

    def _take(self, records: Mapping[TopicPartition, Any]) -> None:
        told: list[PredictionResult] = []
        unfit = 0
        positions: dict[Place, int] = {}
        for place, each in records.items():
            for record in each:
                try:
                    told.append(understood(ToldResult, record.value))
                except NotUnderstoodError:
                    unfit += 1
                    _log.warning("message not understood", topic=place.topic, offset=record.offset)
            positions[place.topic, place.partition] = each[-1].offset + 1
        try:
            new = self._ledger.take(told, positions)
        except RefusedError:  # of one of them: the others are not to wait for it
            new, refused = self._take_one_by_one(told, positions)
            unfit += refused
        self._count(new, unfit)
        if new:
            self._tell()

    def _take_one_by_one(
        self, told: Sequence[PredictionResult], positions: Mapping[Place, int]
    ) -> tuple[int, int]:
        """How many were new, and how many the warehouse will never take."""
        new = refused = 0
        for event in told:
            try:
                new += self._ledger.take([event], {})
            except RefusedError as error:
                refused += 1
                _log.warning("message refused", id=event.id, reason=str(error))
        self._ledger.take([], positions)
        return new, refused

    def _open(self) -> KafkaConsumer:
        consumer = open_consumer(self._settings)
        self._consumer = consumer  # so that `close` finds it, whatever comes
        self._look_for_partitions(consumer)
        if not consumer.assignment():
            raise BrokerError("Kafka has no topic {topic}.", topic=self._settings.topic)
        return consumer

    def _look_for_partitions(self, consumer: KafkaConsumer) -> None:
        """Read all partitions there are, each from where the warehouse knows it."""
        topic = self._settings.topic
        known = consumer.assignment()
        there = {TopicPartition(topic, n) for n in consumer.partitions_for_topic(topic) or ()}
        if there <= known:
            return
        consumer.assign(sorted(known | there))
        positions = self._ledger.positions()
        for place in there - known:
            offset = positions.get((place.topic, place.partition))
            if offset is None:
                consumer.seek_to_beginning(place)
            else:
                consumer.seek(place, offset)
