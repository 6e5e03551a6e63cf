"""Sending all that waits, without the station."""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

from app.outbox.outbox import Outbox
from app.settings import Settings
from app.storage.claim import Claim
from app.storage.database import open_database
from app.storage.errors import StorageError
from app.storage.messages import Messages
from models.errors import KnownError
from models.kafka_connection import BrokerError
from models.outbox import TopicQueue, TopicTrouble

TELL_S = 0.5


@dataclass(frozen=True, slots=True)
class Drained:
    """What became of the messages that waited."""

    sent: int
    quarantined: int  # refused for good meanwhile
    waiting: int  # left, because their topics are in trouble or somebody had enough
    troubles: tuple[TopicTrouble, ...] = ()
    is_interrupted: bool = False

    @property
    def is_done(self) -> bool:
        """Whether all that waited is with Kafka now."""
        return not self.waiting and not self.quarantined and not self.is_interrupted


def drain(settings: Settings, progress: Callable[[int], None] = lambda _: None) -> Drained:
    """Send what waits, topic by topic; one that is in trouble is left, and the next one begins.

    `progress` is told how many still wait. Ctrl-C ends it within a second. Raises BrokerError
    where no Kafka is set up, and StorageError where there is no database or a station is
    recording in it: that one sends by itself.
    """
    if not settings.kafka.servers:
        raise BrokerError("No Kafka is set up: name its servers in kafka.servers or by --kafka.")
    file = settings.record.database
    if not file.is_file():
        raise StorageError("There is no database {file}.", file=str(file))
    with ExitStack() as stack:  # SQLite closes the database before the claim does
        claim = Claim(file)
        stack.callback(claim.release)
        claim.hold()
        engine = open_database(file, guard=claim.check)
        stack.callback(engine.dispose)
        messages = Messages(engine, settings.kafka.queues())
        return _drain(settings, messages, _seldom(lambda: progress(messages.count_waiting())))


def _seldom(tell: Callable[[], None]) -> Callable[[], None]:
    """Tell it at most every TELL_S: to count a million takes as long as to send a thousand."""
    told_at = 0.0

    def tell_if_due() -> None:
        nonlocal told_at
        if time.monotonic() > told_at + TELL_S:
            tell()
            told_at = time.monotonic()

    return tell_if_due


def _drain(settings: Settings, messages: Messages, tell: Callable[[], None]) -> Drained:
    held, waited = messages.count_quarantined(), messages.count_waiting()
    messages.quarantine_unknown()
    troubles = []
    is_interrupted = False
    try:
        for queue in messages.queues:
            why = _drain_topic(settings, messages, queue, tell)
            troubles += [TopicTrouble(queue.topic, why)] if why else []
    except KeyboardInterrupt:
        is_interrupted = True
    waiting, quarantined = messages.count_waiting(), messages.count_quarantined() - held
    sent = max(0, waited - waiting - quarantined)
    return Drained(sent, quarantined, waiting, tuple(troubles), is_interrupted)


def _drain_topic(
    settings: Settings, messages: Messages, queue: TopicQueue, tell: Callable[[], None]
) -> KnownError | None:
    """Send what waits for a topic; returns why it takes nothing more, or None."""
    from app.outbox.kafka import KafkaPublisher  # noqa: PLC0415 - only who sends waits for it

    publisher = KafkaPublisher(settings.kafka, queue.topic, threading.Event())
    outbox = Outbox(messages.of_topic(queue), publisher, lambda: datetime.now(UTC))
    try:
        while True:
            try:
                if not outbox.send_some():
                    return None
            except KnownError as error:
                if not outbox.is_examining:
                    return error
            tell()
    finally:
        publisher.close()
