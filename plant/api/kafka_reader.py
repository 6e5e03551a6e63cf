"""What all stations say, from Kafka into the warehouse.

No consumer group: how far was read stands in the warehouse, in the transaction of the facts
themselves. So after a crash nothing is missing and nothing is there twice.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated, Any

import structlog
from kafka import KafkaConsumer, TopicPartition, errors  # type: ignore[import-untyped]
from kafka.net.compat import KafkaNetClient  # type: ignore[import-untyped]
from pydantic import AwareDatetime, Field, ValidationError, field_validator

from models.events import PredictionResult
from models.kafka_connection import BrokerError, no_kafka, reach, security
from models.kafka_settings import KafkaSettings
from plant.api.kafka_sender import OPEN_MS, plain
from plant.warehouse.ledger import Ledger, Place

POLL_MS = 500
BATCH = 500  # messages in one transaction
LOOK_AGAIN_MS = 30_000  # for new partitions
_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_log = structlog.get_logger()


class Told(PredictionResult):
    """A message that the warehouse has a place for; the topic is open to others than stations."""

    station: str = Field(max_length=64)
    sequence: int = Field(ge=1, lt=2**53)  # leaves room to go on after it
    part: Annotated[int, Field(ge=-(2**63), lt=2**63)] | None
    inspected_at: AwareDatetime = Field(ge=_EARLIEST, le=_LATEST)

    @field_validator("shift")
    @classmethod
    def _began_in_our_time(cls, shift: Any) -> Any:
        if not _EARLIEST <= shift.started_at <= _LATEST:
            raise ValueError("the shift began at no time of ours")
        return shift


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
            raise BrokerError("Kafka cannot be read: {reason}.", reason=plain(error)) from error
        if records:
            self._take(records)
        return 0.0

    def close(self) -> None:
        """End the consumer."""
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            with suppress(errors.KafkaError):
                consumer.close(autocommit=False)

    def _take(self, records: Mapping[TopicPartition, Any]) -> None:
        told: list[PredictionResult] = []
        unfit = 0
        positions: dict[Place, int] = {}
        for place, each in records.items():
            for record in each:
                event = _understood(record.value)
                if event is None:
                    unfit += 1
                    _log.warning("message not understood", topic=place.topic, offset=record.offset)
                else:
                    told.append(event)
            positions[place.topic, place.partition] = each[-1].offset + 1
        new = self._ledger.take(told, positions)
        self._count(new, unfit)
        if new:
            self._tell()

    def _open(self) -> KafkaConsumer:
        reach(self._settings)
        opened: list[KafkaNetClient] = []

        def client(**config: Any) -> KafkaNetClient:
            """A consumer that finds no broker leaves its sockets open: so we keep hold of them."""
            opened.append(KafkaNetClient(**config))
            return opened[-1]

        try:
            consumer = KafkaConsumer(
                bootstrap_servers=list(self._settings.servers),
                client_id="castwatch-plant",
                enable_auto_commit=False,
                auto_offset_reset="earliest",  # also where what was to come was deleted
                bootstrap_timeout_ms=OPEN_MS,
                metadata_max_age_ms=LOOK_AGAIN_MS,
                reconnect_backoff_max_ms=1_000,
                metrics_enabled=False,
                kafka_client=client,
                **security(self._settings),
            )
        except errors.KafkaError as error:
            for each in opened:
                each.close()
            raise no_kafka(self._settings) from error
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


def _understood(value: bytes | None) -> PredictionResult | None:
    """The message; None for what is none, or holds what no database takes."""
    if value is None or b"\\u0000" in value:
        return None
    try:
        return Told.model_validate_json(value)
    except ValidationError:
        return None
