"""Sending what waits: oldest first, retired only when the broker has it, nothing skipped.

waiting ──published──▶ acknowledged ──▶ sent
   ▲  │
   │  └─refused, alone─▶ quarantined ──a person──▶ discarded
   └───────retried────────────┘
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.errors import KnownError
from models.outbox import Message

BATCH = 500  # messages under way at once; so many may reach the plant twice after a crash


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of messages that were published."""

    acknowledged: int  # how many of them, from the first on, the broker has for certain
    refusal: str | None = None  # why it will never take the next one, or one that went with it
    error: KnownError | None = None  # why it did not take the next one now


class Publisher(Protocol):
    """Brings messages to the plant, in order."""

    def publish(self, messages: Sequence[Message]) -> Delivery:
        """Send the messages and wait for what becomes of them."""
        ...

    def close(self) -> None:
        """Let go of the broker; what was not acknowledged was not sent."""
        ...


class Queue(Protocol):
    """Where the messages wait; app.storage.messages has them on the disk."""

    def waiting(self, limit: int) -> Sequence[Message]:
        """The oldest, in the order of sending."""
        ...

    def retire(self, messages: Sequence[Message], at: datetime) -> None:
        """They were acknowledged."""
        ...

    def quarantine(self, message: Message, reason: str, at: datetime) -> None:
        """It was refused for good."""
        ...


class Outbox:
    """Takes messages from the queue to the publisher; used by one thread."""

    def __init__(
        self,
        queue: Queue,
        publisher: Publisher,
        now: Callable[[], datetime],
        batch: int = BATCH,
    ) -> None:
        self._queue = queue
        self._publisher = publisher
        self._now = now
        self._batch = batch
        self._one_by_one = 0  # so many are sent alone, to find the one that is refused

    def send_some(self) -> bool:
        """Send what waits longest; whether there was anything. Raises KnownError, to try later."""
        messages = self._queue.waiting(1 if self._one_by_one else self._batch)
        if not messages:
            return False
        delivery = self._publisher.publish(messages)
        if delivery.acknowledged:
            self._queue.retire(messages[: delivery.acknowledged], self._now())
        self._one_by_one = max(0, self._one_by_one - delivery.acknowledged)
        if delivery.refusal is not None:
            self._find_refused(messages[delivery.acknowledged :], delivery.refusal, len(messages))
        if delivery.error is not None:
            raise delivery.error
        return True

    def _find_refused(self, suspects: Sequence[Message], reason: str, sent: int) -> None:
        """A broker refuses messages in bundles: only one that went alone is surely the one."""
        if sent == 1:
            self._queue.quarantine(suspects[0], reason, self._now())
            self._one_by_one = 0
        else:
            self._one_by_one = len(suspects)


class BackOff:
    """How long to wait before the next attempt: twice as long after each failure."""

    def __init__(self, first_s: float = 1.0, most_s: float = 30.0) -> None:
        self._first_s = first_s
        self._most_s = most_s
        self._next_s = first_s

    def failed(self) -> float:
        """Seconds to wait now."""
        wait_s, self._next_s = self._next_s, min(self._next_s * 2, self._most_s)
        return wait_s

    def succeeded(self) -> None:
        """Begin anew with a short wait."""
        self._next_s = self._first_s
