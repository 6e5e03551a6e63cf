"""Sending all that waits, without the station."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime

from app.outbox.outbox import Outbox
from app.settings import Settings
from app.storage.claim import Claim
from app.storage.database import open_database
from app.storage.errors import StorageError
from app.storage.messages import Messages
from models.kafka_connection import BrokerError


def drain(settings: Settings, progress: Callable[[int], None] = lambda _: None) -> int:
    """Send until nothing waits; returns how many were sent or quarantined.

    `progress` is told how many still wait. Raises BrokerError, and StorageError where there
    is no database or a station is recording in it: that one sends by itself.
    """
    from app.outbox.kafka import KafkaPublisher  # noqa: PLC0415 - only who sends waits for it

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
        messages = Messages(engine)
        waiting = messages.count_waiting()
        publisher = KafkaPublisher(settings.kafka, threading.Event())
        try:
            outbox = Outbox(messages, publisher, lambda: datetime.now(UTC))
            while outbox.send_some():
                progress(messages.count_waiting())
        finally:
            publisher.close()
        return waiting
