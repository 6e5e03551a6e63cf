"""Where messages go that are none of ours: to a topic of their own, with the reason.

Kafka has them before what they came with is committed, so none is lost; after a kill one may be
there twice. Its headers tell where it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kafka import errors  # type: ignore[import-untyped]

from models.kafka_client.client import DELIVERY_MS, Link, close_producer, plain
from models.kafka_connection import BrokerError
from models.kafka_settings import KafkaSettings
from plant.archive.names import Place
from plant.kafka import open_producer

_TOO_LARGE = (errors.MessageSizeTooLargeError, errors.RecordListTooLargeError)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that is none of ours, where it was, and why."""

    place: Place
    offset: int
    key: bytes | None
    value: bytes | None
    reason: str

    def headers(self) -> list[tuple[str, bytes]]:
        """What its new message tells besides."""
        told = {
            "reason": self.reason,
            "topic": self.place.topic,
            "partition": str(self.place.partition),
            "offset": str(self.offset),
        }
        return [(name, value.encode()) for name, value in told.items()]


class DeadLetters:
    """Sends them; used by one thread. A producer that has failed is not used again."""

    def __init__(self, kafka: KafkaSettings, topic: str) -> None:
        self._kafka = kafka
        self._topic = topic
        self._link: Link | None = None

    def send(self, letters: Sequence[DeadLetter]) -> None:
        """Send them, and wait until Kafka has them. Raises BrokerError."""
        if not letters:
            return
        try:
            try:
                self._await([self._send(letter, letter.value) for letter in letters])
            except _TOO_LARGE:  # a broker refuses a bundle as a whole
                self.close()
                for letter in letters:
                    self._send_alone(letter)
        except errors.KafkaError as error:
            raise BrokerError(
                "Kafka did not take what is no message of ours in {topic}: {reason}.",
                topic=self._topic,
                reason=plain(error),
            ) from error

    def close(self) -> None:
        """End the producer."""
        link, self._link = self._link, None
        if link is not None:
            close_producer(link.end)

    def _send_alone(self, letter: DeadLetter) -> None:
        try:
            self._await([self._send(letter, letter.value)])
        except _TOO_LARGE:  # for this topic: then only where it was, and why
            self.close()
            self._await([self._send(letter, None)])

    def _send(self, letter: DeadLetter, value: bytes | None) -> Any:
        link = self._link = self._link or open_producer(self._kafka)
        return link.end.send(self._topic, key=letter.key, value=value, headers=letter.headers())

    def _await(self, under_way: list[Any]) -> None:
        for future in under_way:
            future.get(timeout=DELIVERY_MS / 1000)
