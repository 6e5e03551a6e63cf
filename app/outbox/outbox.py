"""Sending what waits for one topic: oldest first, retired only when the broker has it.

waiting ──published──▶ acknowledged ──▶ sent
   ▲  │
   │  ├─refused, alone──────────────────────▶ quarantined ──a person──▶ discarded
   │  └─fails, alone, and others get through──▶ │
   └───────retried──────────────────────────────┘

Each topic has a queue of its own: what one topic does not take holds up no other. Within a queue
nothing is skipped but what goes to quarantine.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from models.errors import KnownError
from models.outbox import Message

BATCH = 500  # messages under way at once; so many may reach the plant twice after a crash
TRIES = 3  # of a message that fails alone, before those behind it are tried
LONELY_TRIES = 6  # of one that has hardly any behind it to be compared with
FEW = 3  # messages that all fail, and may still be to blame; of more it is Kafka
MOST_TRIES = 20  # after which more of them will hardly tell more
_log = structlog.get_logger()


class SendingError(KnownError):
    """Results that do not reach Kafka, though it is there."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of messages that were published."""

    acknowledged: int  # how many of them, from the first on, the broker has for certain
    refusal: str | None = None  # why it will never take the next one, or one that went with it
    error: KnownError | None = None  # why it did not take the next one now
    is_suspect: bool = False  # whether that may be the message's own fault


class Publisher(Protocol):
    """Brings the messages of one topic to the plant, in order."""

    def publish(self, messages: Sequence[Message]) -> Delivery:
        """Send the messages and wait for what becomes of them."""
        ...

    def close(self) -> None:
        """Let go of the broker; what was not acknowledged was not sent."""
        ...


class Queue(Protocol):
    """Where the messages of one topic wait; app.storage.messages has them on the disk."""

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
    """Takes the messages of one topic from their queue to the publisher; used by one thread."""

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
        self._suspect = 0  # number of the message that failed alone
        self._tries = 0  # how often it did

    @property
    def is_examining(self) -> bool:
        """Whether a message has failed that may be to blame; a few more tries will tell."""
        return 0 < self._tries < MOST_TRIES

    def send_some(self) -> bool:
        """Send what waits longest; whether there was anything. Raises KnownError, to try later."""
        messages = self._queue.waiting(1 if self._one_by_one else self._batch)
        if not messages:
            self._tries = 0
            return False
        delivery = self._publish(messages)
        if delivery.acknowledged:
            self._retire(messages[: delivery.acknowledged])
        self._one_by_one = max(0, self._one_by_one - delivery.acknowledged)
        rest = messages[delivery.acknowledged :]
        if delivery.refusal is not None:
            self._find_refused(rest, delivery.refusal, len(messages))
        elif delivery.error is not None:
            self._examine(rest, delivery, len(messages))
        return True

    def _publish(self, messages: Sequence[Message]) -> Delivery:
        try:
            return self._publisher.publish(messages)
        except KnownError as error:
            return Delivery(0, error=error)
        except Exception as error:  # noqa: BLE001 - a mistake of ours, about these messages or all
            _log.exception("sending failed")
            failed = SendingError("Sending failed: {reason}.", reason=_reason(error))
            return Delivery(0, error=failed, is_suspect=True)

    def _retire(self, messages: Sequence[Message]) -> None:
        self._queue.retire(messages, self._now())
        self._tries = 0

    def _find_refused(self, suspects: Sequence[Message], reason: str, sent: int) -> None:
        """A broker refuses messages in bundles: only one that went alone is surely the one."""
        if sent == 1:
            self._set_aside(suspects[0], reason)
        else:
            self._one_by_one = len(suspects)

    def _examine(self, rest: Sequence[Message], delivery: Delivery, sent: int) -> None:
        """Raise the error, but where one message alone is to blame: it goes to quarantine.

        Nobody knows what an unheard-of error is about. A message is to blame when it has failed
        alone again and again and one behind it gets through.
        """
        error = delivery.error
        assert error is not None  # noqa: S101 - the caller has seen it
        if delivery.is_suspect and sent > 1:
            self._one_by_one = len(rest)
            return
        if delivery.is_suspect:
            self._tries = self._tries + 1 if rest[0].number == self._suspect else 1
            self._suspect = rest[0].number
            if self._tries >= TRIES and self._is_to_blame():
                self._set_aside(rest[0], str(error))
                return
        raise error

    def _is_to_blame(self) -> bool:
        """Whether another message gets through, though the first does not.

        Each try asks the next one: several bad ones may follow one another.
        """
        waiting = self._queue.waiting(self._batch)
        others = waiting[1:]
        if len(waiting) <= FEW and self._tries >= LONELY_TRIES:
            return True
        if not others:
            return False
        number = (self._tries - TRIES) % len(others)
        behind = others[number : number + 1]
        delivery = self._publish(behind)
        if delivery.acknowledged:
            self._queue.retire(behind, self._now())
            return True
        if delivery.refusal is not None:
            self._queue.quarantine(behind[0], delivery.refusal, self._now())
        return False

    def _set_aside(self, message: Message, reason: str) -> None:
        self._queue.quarantine(message, reason, self._now())
        self._one_by_one = 0
        self._tries = 0


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


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
