"""Sends to the plant what the record holds for it, and says how far the plant is behind."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.outbox.outbox import BackOff, Outbox, Publisher
from app.storage.messages import Messages
from models.errors import KnownError
from models.health import Condition, Health, Part

TELL_MS = 1_000  # how often the number that waits is told
_log = structlog.get_logger()


class SendingError(KnownError):
    """Results that do not reach Kafka, though it is there."""


class Sender(QObject):
    """Sends on the thread this object is moved to, as long as anything waits.

    woken ──▶ sending ──nothing waits──▶ at rest
                │ ▲
                ▼ │ after a while, longer each time
             WAITING: the broker is away
    """

    health_changed = Signal(Health)
    _woken = Signal()

    def __init__(
        self,
        messages: Messages,
        open_publisher: Callable[[threading.Event], Publisher] | None,
        back_off: BackOff | None = None,
    ) -> None:
        """`open_publisher` gets the event that ends all waiting; None: no Kafka is set up."""
        super().__init__()
        self._messages = messages
        self._open_publisher = open_publisher
        self._back_off = back_off or BackOff()
        self._give_up = threading.Event()
        self._publisher: Publisher | None = None
        self._outbox: Outbox | None = None
        self._trouble: KnownError | None = None
        self._health: Health | None = None
        self._retrying = QTimer(self, singleShot=True)
        self._retrying.timeout.connect(self._send)
        self._telling = QTimer(self, interval=TELL_MS)
        self._telling.timeout.connect(self._tell_health)
        # Queued also from its own thread: else each batch would be sent from within the last.
        self._woken.connect(self._on_woken, Qt.ConnectionType.QueuedConnection)

    def wake(self) -> None:
        """Something waits; from any thread, after each commit."""
        self._woken.emit()

    def give_up(self) -> None:
        """Wait for no broker any longer; from any thread, before `stop`."""
        self._give_up.set()

    @Slot()
    def start(self) -> None:
        """Begin with what waits from last time; on the sender's own thread."""
        if self._open_publisher is not None:
            self._publisher = self._open_publisher(self._give_up)
            self._outbox = Outbox(self._messages, self._publisher, lambda: datetime.now(UTC))
        self._telling.start()
        self._tell_health()
        self._send()

    @Slot()
    def stop(self) -> None:
        """End; on the sender's own thread. What was not acknowledged is sent next time."""
        self._give_up.set()
        self._telling.stop()
        self._retrying.stop()
        if self._publisher is not None:
            self._publisher.close()

    @Slot()
    def _on_woken(self) -> None:
        if not self._retrying.isActive():
            self._send()

    @Slot()
    def _send(self) -> None:
        if self._outbox is None or self._give_up.is_set():
            return
        try:
            has_sent = self._outbox.send_some()
        except KnownError as error:
            self._fail(error)
        except Exception as error:  # noqa: BLE001 - a thread's rim: what waits is tried again
            _log.exception("sending failed")
            self._fail(SendingError("Sending failed: {reason}.", reason=str(error)))
        else:
            self._succeed()
            if has_sent:
                self._woken.emit()  # and not a loop: `stop` is heard between two batches

    def _fail(self, error: KnownError) -> None:
        self._trouble = error
        if not self._give_up.is_set():
            self._retrying.start(round(self._back_off.failed() * 1000))
            self._tell_health()

    def _succeed(self) -> None:
        self._back_off.succeeded()
        if self._trouble is not None:
            self._trouble = None
            self._tell_health()

    @Slot()
    def _tell_health(self) -> None:
        try:
            health = self._examine()
        except KnownError:  # the database cannot be read: the recorder tells of it
            return
        if health != self._health:
            self._health = health
            self.health_changed.emit(health)

    def _examine(self) -> Health:
        waiting = self._messages.count_waiting()
        if self._outbox is None:
            return Health(Part.KAFKA, Condition.OFF, waiting=waiting)
        if self._trouble is not None:
            return Health(Part.KAFKA, Condition.WAITING, self._trouble, waiting)
        if count := self._messages.count_quarantined():
            return Health(Part.KAFKA, Condition.FAULT, _refused(count), waiting)
        return Health(Part.KAFKA, Condition.OK, waiting=waiting)


def _refused(count: int) -> SendingError:
    return SendingError(
        "Kafka refuses {count} results for good: see castwatch outbox quarantine.", count=count
    )
