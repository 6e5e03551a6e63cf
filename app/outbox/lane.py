"""The way of one topic's messages to Kafka: a queue, a producer and a thread of its own.

So a topic that is missing, closed or slow holds up no other, and who wants to tell how things
are never waits for the network.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from app.outbox.outbox import BackOff, Outbox, Publisher, Queue, SendingError
from models.errors import KnownError

REST_S = 60.0  # when nothing waits; whoever records something wakes it
_log = structlog.get_logger()

OpenPublisher = Callable[[str, threading.Event], Publisher]
"""Makes the publisher of a topic; the event ends all its waiting."""


@dataclass(frozen=True, slots=True)
class LaneState:
    """How a lane is; read from any thread."""

    trouble: KnownError | None  # why the last attempt failed
    busy_s: float  # how long the present attempt has taken so far; 0 between two attempts


class Lane:
    """Sends as long as anything waits; `wake` and `state` are for any thread.

    woken ──▶ sending ──nothing waits──▶ at rest
                │ ▲
                ▼ │ after a while, longer each time
              the topic is in trouble
    """

    def __init__(
        self, topic: str, queue: Queue, open_publisher: OpenPublisher, back_off: BackOff
    ) -> None:
        self.topic = topic
        self._queue = queue
        self._open_publisher = open_publisher
        self._back_off = back_off
        self._give_up = threading.Event()
        self._woken = threading.Event()
        self._trouble: KnownError | None = None
        self._began_at: float | None = None  # time.monotonic() of the present attempt
        self._thread = threading.Thread(target=self._run, name=f"sending {topic}", daemon=True)

    def start(self) -> None:
        """Begin with what waits from last time."""
        self._thread.start()

    def wake(self) -> None:
        """Something waits; while the topic is in trouble that changes nothing."""
        self._woken.set()

    def give_up(self) -> None:
        """Wait for nothing any longer; what was not acknowledged is sent next time."""
        self._give_up.set()
        self._woken.set()

    def join(self, seconds: float) -> bool:
        """Wait for the end after `give_up`; False when it takes longer, and is left behind."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    @property
    def state(self) -> LaneState:
        """How it is now."""
        began_at = self._began_at
        return LaneState(self._trouble, time.monotonic() - began_at if began_at else 0.0)

    def _run(self) -> None:
        publisher = self._open_publisher(self.topic, self._give_up)
        outbox = Outbox(self._queue, publisher, lambda: datetime.now(UTC))
        try:
            while not self._give_up.is_set():
                self._woken.clear()
                pause_s = self._attempt(outbox)
                if pause_s is None:
                    continue
                waits_for = self._give_up if self._trouble else self._woken
                waits_for.wait(pause_s)
        finally:
            publisher.close()

    def _attempt(self, outbox: Outbox) -> float | None:
        """Send some; returns how long to wait, or None for not at all."""
        self._began_at = time.monotonic()
        try:
            has_sent = outbox.send_some()
        except KnownError as error:
            self._trouble = error
        except Exception as error:  # noqa: BLE001 - a thread's rim: what waits is tried again
            _log.exception("sending failed")
            self._trouble = SendingError("Sending failed: {reason}.", reason=str(error))
        else:
            self._trouble = None
            self._back_off.succeeded()
            return None if has_sent else REST_S
        finally:
            self._began_at = None
        return self._back_off.failed()
