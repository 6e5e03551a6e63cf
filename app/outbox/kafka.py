"""The publisher: kafka-python, kept on a short lead.

Its constructor and `send` block while no broker is there, so both are bounded and live on the
sending thread. A producer that has reported one failure is not used again: it may never send
again, and what it reports as failed may have been stored. Hence a new producer after each
failure, and consumers that count by `id`.
"""

import logging
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from typing import Any

from kafka import KafkaProducer, errors  # type: ignore[import-untyped]
from kafka.future import Future  # type: ignore[import-untyped]
from kafka.net.compat import KafkaNetClient  # type: ignore[import-untyped]

from app.outbox.outbox import Delivery
from models.kafka_connection import BrokerError, no_kafka, reach, security
from models.kafka_settings import KafkaSettings
from models.outbox import Message, MessageKind

OPEN_MS = 3_000  # to find a broker
DELIVERY_MS = 10_000  # to be acknowledged by it
POLL_S = 0.1  # how often somebody who wants to stop is heard meanwhile
CLOSE_S = 2.0
_REFUSALS = {
    errors.MessageSizeTooLargeError: "larger than the topic takes",
    errors.RecordListTooLargeError: "larger than the topic takes",
    errors.InvalidRecordError: "not valid to the broker",
    errors.PolicyViolationError: "against the broker's policy",
}

# We say in words what is wrong, once; the library says it many times a second, as errors.
logging.getLogger("kafka").setLevel(logging.CRITICAL)


class KafkaPublisher:
    """Sends each kind to its topic; used by one thread, but `give_up` may be set by any."""

    def __init__(self, settings: KafkaSettings, give_up: threading.Event) -> None:
        """Once `give_up` is set, nothing is waited for any longer."""
        self._settings = settings
        self._topics = {
            MessageKind.INSPECTION: settings.topic,
            MessageKind.DECISION: settings.decisions_topic,
            MessageKind.CHALLENGE: settings.challenges_topic,
        }
        self._give_up = give_up
        self._producer: KafkaProducer | None = None

    def publish(self, messages: Sequence[Message]) -> Delivery:
        """Send the messages in order and wait for what becomes of them."""
        try:
            producer = self._producer = self._producer or open_producer(self._settings)
        except BrokerError as error:
            return Delivery(0, error=error)
        delivery = self._outcome(messages, *self._send(producer, messages))
        if delivery.acknowledged < len(messages):
            self.close()
        return delivery

    def close(self) -> None:
        """End the producer at once; what was not acknowledged is not waited for."""
        producer, self._producer = self._producer, None
        if producer is not None:
            close_producer(producer)

    def _send(
        self, producer: KafkaProducer, messages: Sequence[Message]
    ) -> tuple[list[Future], errors.KafkaError | None]:
        """The messages that went out, and why not all of them did."""
        under_way = []
        for message in messages:
            try:
                under_way.append(
                    producer.send(
                        self._topics[message.kind],
                        key=message.station.encode(),
                        value=message.payload.encode(),
                    )
                )
            except errors.KafkaError as error:
                return under_way, error
        return under_way, None

    def _outcome(
        self,
        messages: Sequence[Message],
        under_way: Sequence[Future],
        unsent: errors.KafkaError | None,
    ) -> Delivery:
        deadline = time.monotonic() + DELIVERY_MS / 1000
        for number, future in enumerate(under_way):
            while not future.is_done:
                if self._give_up.is_set() or time.monotonic() > deadline:
                    return Delivery(number, error=self._silence())
                with suppress(errors.KafkaError):
                    future.get(timeout=POLL_S)
            if future.failed():
                return self._failure(messages, number, future.exception)
        if unsent is not None:
            return self._failure(messages, len(under_way), unsent)
        return Delivery(len(under_way))

    def _failure(
        self, messages: Sequence[Message], acknowledged: int, error: Exception
    ) -> Delivery:
        refusal = _REFUSALS.get(type(error))
        if refusal is not None:
            return Delivery(acknowledged, refusal=refusal)
        topic = self._topics[messages[acknowledged].kind]
        return Delivery(acknowledged, error=self._in_words(error, topic))

    def _in_words(self, error: Exception, topic: str) -> BrokerError:
        if isinstance(error, errors.TopicAuthorizationFailedError):
            return BrokerError("Kafka does not let this station write to {topic}.", topic=topic)
        if isinstance(error, errors.UnknownTopicOrPartitionError):
            return BrokerError("Kafka has no topic {topic}.", topic=topic)
        if isinstance(error, errors.KafkaTimeoutError):
            return self._silence()
        return BrokerError("Kafka did not take the results: {reason}.", reason=_plain(error))

    def _silence(self) -> BrokerError:
        return BrokerError(
            "Kafka at {servers} has stopped answering.", servers=", ".join(self._settings.servers)
        )


def open_producer(settings: KafkaSettings) -> KafkaProducer:
    """A producer that has found a broker, within a few seconds. Raises BrokerError."""
    reach(settings)
    with ExitStack() as on_failure:

        def client(**config: Any) -> KafkaNetClient:
            """A producer that finds no broker leaves its sockets open: so we keep hold of them."""
            opened = KafkaNetClient(**config)
            on_failure.callback(opened.close)
            return opened

        try:
            producer = KafkaProducer(**_options(settings), kafka_client=client)
        except errors.KafkaError as error:
            raise no_kafka(settings) from error
        on_failure.pop_all()
        return producer


def _options(settings: KafkaSettings) -> dict[str, Any]:
    return {
        "bootstrap_servers": list(settings.servers),
        "client_id": "castwatch",
        "acks": "all",
        "enable_idempotence": True,
        "max_in_flight_requests_per_connection": 1,  # nothing overtakes
        "bootstrap_timeout_ms": OPEN_MS,
        "max_block_ms": OPEN_MS,
        "request_timeout_ms": DELIVERY_MS // 2,
        "delivery_timeout_ms": DELIVERY_MS,
        "reconnect_backoff_max_ms": 1_000,
        "linger_ms": 5,
        "batch_size": 128 * 1024,
        "metrics_enabled": False,
        **security(settings),
    }


def close_producer(producer: KafkaProducer) -> None:
    """End a producer and its thread, whatever is still under way."""
    # kafka-python 3.0.12: with messages under way `close` raises and leaves its thread running
    # (https://github.com/dpkp/kafka-python), unless they are given up first.
    producer._sender.force_close()  # noqa: SLF001
    with suppress(errors.KafkaError):
        producer.close(timeout=CLOSE_S)


def check_broker(settings: KafkaSettings) -> None:
    """Whether a broker can be reached as it is set up. Raises BrokerError."""
    close_producer(open_producer(settings))


def _plain(error: Exception) -> str:
    """What Kafka says, without its numbers and the names of its classes."""
    said = next((part for part in error.args if isinstance(part, str)), None)
    return said or getattr(error, "description", None) or type(error).__name__
