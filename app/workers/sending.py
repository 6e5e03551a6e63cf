"""Sends to the plant what the record holds for it, and says how far the plant is behind."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.outbox.lane import Lane, OpenPublisher
from app.outbox.outbox import BATCH, BackOff, SendingError
from app.storage.messages import Messages
from models.audit import Who
from models.errors import KnownError
from models.health import Condition, Health, Part
from models.outbox import TopicStatus, TopicTrouble

TELL_MS = 1_000  # how often the number that waits is told
STUCK_S = 8.0  # without an answer; it is told within ten seconds
GROWING_S = 60.0  # that more and more has waited, without any error
CLOSE_S = 3.0  # for all lanes together to end
_log = structlog.get_logger()


@dataclass(slots=True)
class _Watch:
    """What was seen of a topic's queue."""

    waiting: int  # when it was last shorter than before, or empty
    shrunk_at: float  # time.monotonic() then
    now: int = 0

    def look(self, waiting: int, at: float) -> None:
        """Take note of how many wait."""
        if waiting < self.waiting or waiting < BATCH:
            self.waiting, self.shrunk_at = waiting, at
        self.now = waiting


class Sender(QObject):
    """Has a lane for each topic, and tells how they are on the thread this object is moved to.

    The lanes have threads of their own: nothing here waits for the network.
    """

    health_changed = Signal(Health)
    troubles_changed = Signal(object)  # tuple of TopicTrouble: the topics that take nothing now
    quarantine_changed = Signal(object)  # KnownError or None: what became of a retry or a discard
    _retry_wanted = Signal(object, object)
    _discard_wanted = Signal(str, str, object)

    def __init__(
        self,
        messages: Messages,
        open_publisher: OpenPublisher | None,
        back_off: Callable[[], BackOff] = BackOff,
    ) -> None:
        """`open_publisher` is called once for each topic; None: no Kafka is set up."""
        super().__init__()
        self._messages = messages
        self._lanes = (
            []
            if open_publisher is None
            else [
                Lane(queue.topic, messages.of_topic(queue), open_publisher, back_off())
                for queue in messages.queues
            ]
        )
        self._watches: dict[str, _Watch] = {}
        self._health: Health | None = None
        self._troubles: tuple[TopicTrouble, ...] = ()
        self._telling = QTimer(self, interval=TELL_MS)
        self._telling.timeout.connect(self._tell)
        self._retry_wanted.connect(self._retry)
        self._discard_wanted.connect(self._discard)

    def wake(self) -> None:
        """Something waits; from any thread, after each commit."""
        for lane in self._lanes:
            lane.wake()

    def give_up(self) -> None:
        """Wait for no broker any longer; from any thread, before `stop`."""
        for lane in self._lanes:
            lane.give_up()

    @Slot(object, object)
    def retry(self, ids: tuple[str, ...], who: Who | None) -> None:
        """Let quarantined messages wait again; all of them where no ids are given."""
        self._retry_wanted.emit(ids, who)

    @Slot(str, str, object)
    def discard(self, id_: str, reason: str, who: Who | None) -> None:
        """Give a quarantined message up, for a reason that stays on record."""
        self._discard_wanted.emit(id_, reason, who)

    @Slot()
    def start(self) -> None:
        """Begin with what waits from last time; on the sender's own thread."""
        for lane in self._lanes:
            lane.start()
        self._telling.start()
        self._tell()

    @Slot()
    def stop(self) -> None:
        """End; on the sender's own thread. What was not acknowledged is sent next time."""
        self.give_up()
        self._telling.stop()
        deadline = time.monotonic() + CLOSE_S
        for lane in self._lanes:
            if not lane.join(max(0.0, deadline - time.monotonic())):
                _log.warning("a topic's thread is left behind", topic=lane.topic)

    @Slot(object, object)
    def _retry(self, ids: tuple[str, ...], who: Who | None) -> None:
        def release() -> None:
            if not ids:
                self._messages.retry_all(who)
            for id_ in ids:
                self._messages.retry(id_, who)

        self._change_quarantine(release)

    @Slot(str, str, object)
    def _discard(self, id_: str, reason: str, who: Who | None) -> None:
        self._change_quarantine(lambda: self._messages.discard(id_, reason, datetime.now(UTC), who))

    def _change_quarantine(self, change: Callable[[], None]) -> None:
        try:
            change()
        except KnownError as error:
            self.quarantine_changed.emit(error)
        else:
            self.quarantine_changed.emit(None)
            self.wake()
            self._tell()

    @Slot()
    def _tell(self) -> None:
        try:
            health = self._examine()
        except KnownError:  # the database cannot be read: the recorder tells of it
            return
        except Exception:  # noqa: BLE001 - a thread's rim: it is told a second later
            _log.exception("counting what waits failed")
            return
        if health != self._health:
            self._health = health
            self.health_changed.emit(health)

    def _examine(self) -> Health:
        waiting = self._messages.count_waiting()
        if not self._lanes:
            return Health(Part.KAFKA, Condition.OFF, waiting=waiting)
        topics = self._messages.topics()
        if sum(each.waiting for each in topics) != waiting:
            self._messages.quarantine_unknown()
        troubles = self._find_troubles(topics)
        if _in_words(troubles) != _in_words(self._troubles):
            self._troubles = troubles
            self.troubles_changed.emit(troubles)
        if troubles:
            return Health(Part.KAFKA, Condition.WAITING, _summary(troubles), waiting)
        if count := self._messages.count_quarantined():
            return Health(Part.KAFKA, Condition.FAULT, _refused(count), waiting)
        return Health(Part.KAFKA, Condition.OK, waiting=waiting)

    def _find_troubles(self, topics: tuple[TopicStatus, ...]) -> tuple[TopicTrouble, ...]:
        now, troubles = time.monotonic(), []
        for lane, status in zip(self._lanes, topics, strict=True):
            watch = self._watches.setdefault(lane.topic, _Watch(status.waiting, now))
            watch.look(status.waiting, now)
            why = self._why(lane, watch, now)
            if why is not None:
                troubles.append(TopicTrouble(lane.topic, why))
        return tuple(troubles)

    def _why(self, lane: Lane, watch: _Watch, now: float) -> KnownError | None:
        state = lane.state
        if state.trouble is not None:
            return state.trouble
        if state.busy_s > STUCK_S:
            return SendingError(
                "Kafka has not answered for more than {seconds} s about {topic}.",
                seconds=f"{STUCK_S:g}",
                topic=lane.topic,
            )
        if watch.now > watch.waiting and now - watch.shrunk_at > GROWING_S:
            return SendingError(
                "More comes for {topic} than Kafka takes: {count} messages wait.",
                topic=lane.topic,
                count=f"{watch.now:,}",
            )
        return None


def _in_words(troubles: tuple[TopicTrouble, ...]) -> list[tuple[str, str]]:
    return [(each.topic, str(each.why)) for each in troubles]


def _summary(troubles: tuple[TopicTrouble, ...]) -> KnownError:
    """One sentence for all of them; the dialog has the reason of each."""
    if len({str(each.why) for each in troubles}) == 1:
        return troubles[0].why
    return SendingError(
        "Kafka does not take what is for {topics}: touch the light for the reasons.",
        topics=", ".join(each.topic for each in troubles),
    )


def _refused(count: int) -> SendingError:
    return SendingError(
        "Kafka refuses {count} results for good: touch the light to see them.", count=count
    )
