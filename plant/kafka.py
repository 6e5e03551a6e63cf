"""Consumers and producers of the plant, kept on a short lead."""

from typing import Any

from kafka import KafkaConsumer, errors  # type: ignore[import-untyped]

from models.kafka_client import client
from models.kafka_client.client import Link, plain
from models.kafka_connection import BrokerError
from models.kafka_settings import KafkaSettings

CLIENT_ID = "castwatch-plant"
LOOK_AGAIN_MS = 30_000  # for new topics and partitions


def open_consumer(settings: KafkaSettings, **more: Any) -> KafkaConsumer:
    """A consumer that commits nothing by itself and begins at the oldest. Raises BrokerError."""
    return client.open_consumer(
        settings,
        CLIENT_ID,
        enable_auto_commit=False,
        auto_offset_reset="earliest",  # also where what was to come was deleted
        metadata_max_age_ms=LOOK_AGAIN_MS,
        **more,
    ).end


def open_producer(settings: KafkaSettings) -> Link:
    """A producer that has found a broker, within a few seconds. Raises BrokerError."""
    return client.open_producer(settings, CLIENT_ID)


def unreadable(error: errors.KafkaError) -> BrokerError:
    """Kafka is there, but does not give its messages."""
    return BrokerError("Kafka cannot be read: {reason}.", reason=plain(error))
