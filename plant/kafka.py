"""Consumers and producers of the plant, kept on a short lead.

kafka-python 3.0.12 leaves the sockets of a client that finds no broker open, waits half a minute
for one unless it is told not to, and raises where a producer is closed with messages under way.
"""

import logging
from contextlib import ExitStack, suppress
from typing import Any

from kafka import KafkaConsumer, KafkaProducer, errors  # type: ignore[import-untyped]
from kafka.net.compat import KafkaNetClient  # type: ignore[import-untyped]

from models.kafka_connection import BrokerError, no_kafka, reach, security
from models.kafka_settings import KafkaSettings

OPEN_MS = 3_000
DELIVERY_MS = 10_000
LOOK_AGAIN_MS = 30_000  # for new topics and partitions
CLOSE_S = 2.0

# We say in words what is wrong, once; the library says it many times a second, as errors.
logging.getLogger("kafka").setLevel(logging.CRITICAL)


def open_consumer(settings: KafkaSettings, **more: Any) -> KafkaConsumer:
    """A consumer that commits nothing by itself and begins at the oldest. Raises BrokerError."""
    return _open(
        KafkaConsumer,
        settings,
        enable_auto_commit=False,
        auto_offset_reset="earliest",  # also where what was to come was deleted
        metadata_max_age_ms=LOOK_AGAIN_MS,
        **more,
    )


def close_consumer(consumer: KafkaConsumer) -> None:
    """End a consumer, as far as it can be told to the broker."""
    with suppress(errors.KafkaError):
        consumer.close(autocommit=False)


def open_producer(settings: KafkaSettings) -> KafkaProducer:
    """A producer that has found a broker, within a few seconds. Raises BrokerError."""
    return _open(
        KafkaProducer,
        settings,
        acks="all",
        enable_idempotence=True,
        max_in_flight_requests_per_connection=1,  # nothing overtakes
        max_block_ms=OPEN_MS,
        request_timeout_ms=DELIVERY_MS // 2,
        delivery_timeout_ms=DELIVERY_MS,
    )


def close_producer(producer: KafkaProducer) -> None:
    """End a producer at once, whatever is still under way."""
    # With messages under way `close` raises and leaves the thread running
    # (https://github.com/dpkp/kafka-python), unless they are given up first.
    producer._sender.force_close()  # noqa: SLF001
    with suppress(errors.KafkaError):
        producer.close(timeout=CLOSE_S)


def plain(error: Exception) -> str:
    """What Kafka says, without its numbers and the names of its classes."""
    said = next((part for part in error.args if isinstance(part, str)), None)
    return said or getattr(error, "description", None) or type(error).__name__


def unreadable(error: errors.KafkaError) -> BrokerError:
    """Kafka is there, but does not give its messages."""
    return BrokerError("Kafka cannot be read: {reason}.", reason=plain(error))


def _open(kind: type, settings: KafkaSettings, **options: Any) -> Any:
    reach(settings)
    with ExitStack() as on_failure:

        def client(**config: Any) -> KafkaNetClient:
            opened = KafkaNetClient(**config)
            on_failure.callback(opened.close)
            return opened

        try:
            made = kind(
                bootstrap_servers=list(settings.servers),
                client_id="castwatch-plant",
                bootstrap_timeout_ms=OPEN_MS,
                reconnect_backoff_max_ms=1_000,
                metrics_enabled=False,
                kafka_client=client,
                **options,
                **security(settings),
            )
        except errors.KafkaError as error:
            raise no_kafka(settings) from error
        on_failure.pop_all()
        return made
