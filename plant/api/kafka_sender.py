"""Own predictions on their way to Kafka: oldest first, retired when it has acknowledged them.

As on the station, a producer that has reported one failure is not used again, and what it
reports as failed may have been stored: so a message may arrive twice, with the same `id`.
"""

import threading
import time
from collections.abc import Sequence
from contextlib import suppress

import structlog
from kafka import errors  # type: ignore[import-untyped]
from kafka.future import Future  # type: ignore[import-untyped]

from models.kafka_client.client import DELIVERY_MS, OPEN_MS, Link, close_producer
from models.kafka_client.troubles import REFUSALS, explain, invalid
from models.kafka_connection import BrokerError
from models.kafka_settings import KafkaSettings
from plant.kafka import open_producer
from plant.warehouse.ledger import Ledger, Waiting

BATCH = 500  # messages under way at once; so many may arrive twice after a crash
POLL_S = 0.1  # how often somebody who wants to stop is heard meanwhile
REST_S = 5.0  # when nothing waits; a prediction wakes it
_log = structlog.get_logger()


class KafkaSender:
    """One step sends what waits; used by one thread, but `give_up` may be set by any."""

    def __init__(
        self, settings: KafkaSettings, station: str, ledger: Ledger, give_up: threading.Event
    ) -> None:
        """Once `give_up` is set, nothing is waited for any longer."""
        self._settings = settings
        self._key = station.encode()
        self._ledger = ledger
        self._give_up = give_up
        self._link: Link | None = None
        self._one_by_one = 0  # so many are sent alone, to find the one that is refused

    def step(self) -> float:
        """Send some of what waits; returns how long to rest. Raises KnownError, to try later."""
        waiting = self._ledger.waiting(1 if self._one_by_one else BATCH)
        if not waiting:
            return REST_S
        link = self._link = self._link or open_producer(self._settings)
        self._find_topic(link)
        acknowledged, failure = self._publish(link, waiting)
        if acknowledged:
            self._ledger.retire(waiting[acknowledged - 1].sequence)
        self._one_by_one = max(0, self._one_by_one - acknowledged)
        if isinstance(failure, str):
            self._find_refused(waiting[acknowledged:], failure, len(waiting))
        elif failure is not None:
            raise failure
        return 0.0

    def _find_refused(self, suspects: Sequence[Waiting], reason: str, sent: int) -> None:
        """A broker refuses messages in bundles: only one that went alone is surely the one."""
        self.close()
        if sent > 1:
            self._one_by_one = len(suspects)
            return
        self._ledger.refuse(suspects[0].sequence, reason)
        self._one_by_one = 0
        _log.error("a message is refused for good", sequence=suspects[0].sequence, reason=reason)

    def close(self) -> None:
        """End the producer at once; what was not acknowledged is sent next time."""
        link, self._link = self._link, None
        if link is not None:
            close_producer(link.end)

    def _find_topic(self, link: Link) -> None:
        """See to it that the topic is there. Raises BrokerError, which says why it is not."""
        deadline = time.monotonic() + OPEN_MS / 1000
        while True:
            try:
                link.end.partitions_for(self._settings.topic)
            except errors.KafkaTimeoutError as error:
                if time.monotonic() > deadline or self._give_up.is_set():
                    raise self._in_words(link, error) from error
            except errors.KafkaError as error:
                raise self._in_words(link, error) from error
            except ValueError as error:
                raise invalid(self._settings.topic) from error
            else:
                return

    def _publish(
        self, link: Link, waiting: Sequence[Waiting]
    ) -> tuple[int, BrokerError | str | None]:
        """How many, from the first on, Kafka has for certain, and why not all.

        The reason is a string where Kafka will never take the next one, or one that went with it.
        """
        under_way: list[Future] = []
        unsent: Exception | None = None
        for each in waiting:
            try:
                under_way.append(
                    link.end.send(self._settings.topic, key=self._key, value=each.payload.encode())
                )
            except errors.KafkaError as error:
                unsent = error
                break
        deadline = time.monotonic() + DELIVERY_MS / 1000
        for number, future in enumerate(under_way):
            if not self._is_done(future, deadline):
                return number, self._in_words(link, errors.KafkaTimeoutError())
            if future.failed():
                return number, self._why(link, future.exception)
        return len(under_way), None if unsent is None else self._why(link, unsent)

    def _why(self, link: Link, error: Exception) -> BrokerError | str:
        return REFUSALS.get(type(error)) or self._in_words(link, error)

    def _is_done(self, future: Future, deadline: float) -> bool:
        while not future.is_done:
            if self._give_up.is_set() or time.monotonic() > deadline:
                return False
            with suppress(errors.KafkaError):
                future.get(timeout=POLL_S)
        return True

    def _in_words(self, link: Link, error: Exception) -> BrokerError:
        return explain(
            error, link.client, self._settings, self._settings.topic, self._give_up
        ).error
