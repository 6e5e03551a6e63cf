"""The publisher: kafka-python, kept on a short lead.

Its constructor and `send` block while no broker is there, so both are bounded and live on the
thread of the topic's queue. A producer that has reported one failure is not used again: it may
never send again, and what it reports as failed may have been stored. Hence a new producer after
each failure, one of its own for each topic, and consumers that count by `id`.
"""

import threading
import time
from collections.abc import Sequence
from contextlib import suppress

from kafka import errors  # type: ignore[import-untyped]
from kafka.future import Future  # type: ignore[import-untyped]

from app.outbox.outbox import Delivery
from models.kafka_client.client import (
    DELIVERY_MS,
    OPEN_MS,
    Link,
    close_producer,
    open_producer,
)
from models.kafka_client.troubles import REFUSALS, Trouble, explain, invalid
from models.kafka_connection import BrokerError
from models.kafka_settings import KafkaSettings
from models.outbox import Message

CLIENT_ID = "castwatch"
POLL_S = 0.1  # how often somebody who wants to stop is heard meanwhile


class KafkaPublisher:
    """Sends messages to one topic; used by one thread, but `give_up` may be set by any."""

    def __init__(self, settings: KafkaSettings, topic: str, give_up: threading.Event) -> None:
        """Once `give_up` is set, nothing is waited for any longer."""
        self._settings = settings
        self._topic = topic
        self._give_up = give_up
        self._link: Link | None = None

    def publish(self, messages: Sequence[Message]) -> Delivery:
        """Send the messages in order and wait for what becomes of them."""
        try:
            link = self._link = self._link or open_producer(self._settings, CLIENT_ID)
            self._find_topic(link)
        except BrokerError as error:
            self.close()
            return Delivery(0, error=error)
        delivery = self._outcome(link, *self._send(link, messages))
        if delivery.acknowledged < len(messages):
            self.close()
        return delivery

    def close(self) -> None:
        """End the producer at once; what was not acknowledged is not waited for."""
        link, self._link = self._link, None
        if link is not None:
            close_producer(link.end)

    def _find_topic(self, link: Link) -> None:
        """See to it that the topic is there. Raises BrokerError, which says why it is not."""
        deadline = time.monotonic() + OPEN_MS / 1000
        while True:
            try:
                link.end.partitions_for(self._topic)
            except errors.KafkaTimeoutError as error:
                if time.monotonic() > deadline or self._give_up.is_set():
                    raise self._trouble(link, error).error from error
            except errors.KafkaError as error:
                raise self._trouble(link, error).error from error
            except ValueError as error:
                raise invalid(self._topic) from error
            else:
                return

    def _send(
        self, link: Link, messages: Sequence[Message]
    ) -> tuple[list[Future], Exception | None]:
        """The messages that went out, and why not all of them did."""
        under_way = []
        for message in messages:
            try:
                under_way.append(
                    link.end.send(
                        self._topic, key=message.station.encode(), value=message.payload.encode()
                    )
                )
            except Exception as error:  # noqa: BLE001 - whatever this one message gives rise to
                return under_way, error
        return under_way, None

    def _outcome(
        self, link: Link, under_way: Sequence[Future], unsent: Exception | None
    ) -> Delivery:
        deadline = time.monotonic() + DELIVERY_MS / 1000
        for number, future in enumerate(under_way):
            while not future.is_done:
                if self._give_up.is_set() or time.monotonic() > deadline:
                    return self._failure(link, number, errors.KafkaTimeoutError())
                with suppress(errors.KafkaError):
                    future.get(timeout=POLL_S)
            if future.failed():
                return self._failure(link, number, future.exception)
        if unsent is not None:
            return self._failure(link, len(under_way), unsent)
        return Delivery(len(under_way))

    def _failure(self, link: Link, acknowledged: int, error: Exception) -> Delivery:
        refusal = REFUSALS.get(type(error))
        if refusal is not None:
            return Delivery(acknowledged, refusal=refusal)
        trouble = self._trouble(link, error)
        return Delivery(acknowledged, error=trouble.error, is_suspect=trouble.is_suspect)

    def _trouble(self, link: Link, error: Exception) -> Trouble:
        return explain(error, link.client, self._settings, self._topic, self._give_up)
