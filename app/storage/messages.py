"""The outbox's rows: what waits for the plant, a queue for each topic.

Rows are read as they stand on the disk, not as they should: one that makes no message is put in
quarantine with the reason, and the rest goes on.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    LargeBinary,
    Row,
    RowMapping,
    String,
    TextClause,
    cast,
    func,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute

from app.storage.audit import note, system_user
from app.storage.database import writing
from app.storage.errors import StorageError, in_words
from app.storage.message_check import changed_messages, message_on_record
from app.storage.tables import InspectionRow, MessageState, OutboxRow
from models.audit import Deed, Who
from models.kafka_settings import KafkaSettings
from models.outbox import (
    Message,
    MessageKind,
    OutboxReport,
    OutboxStatus,
    Pace,
    QuarantinedMessage,
    TopicQueue,
    TopicStatus,
)

# Written out, not bound: only so does SQLite see that its partial indexes serve.
_WAITING = text("outbox.state = 'waiting'")
_QUARANTINED = text("outbox.state = 'quarantined'")
_KIND: ColumnElement[Any] = type_coerce(OutboxRow.kind, String)  # it may be no kind of ours


def _raw(column: InstrumentedAttribute[Any], label: str) -> ColumnElement[Any]:
    """A column's bytes: text that is not UTF-8 would end the reading of all rows."""
    return cast(column, LargeBinary).label(label)


_ROW = (
    OutboxRow.number,
    _raw(OutboxRow.id, "id"),
    _raw(OutboxRow.station, "station"),
    _raw(OutboxRow.sequence, "sequence"),
    _raw(OutboxRow.payload, "payload"),
    func.json_valid(OutboxRow.payload).label("is_json"),
)

_SENT_WITHIN = timedelta(minutes=10)
_NEWEST = 100_000  # of the messages sent are looked at for the pace, which bounds it
_LISTED = 200  # quarantined messages in a report; the command line lists them all
_QUEUES = KafkaSettings().queues()


class Messages:
    """The messages to the plant; from any thread. Every method may raise StorageError."""

    def __init__(self, engine: Engine, queues: Sequence[TopicQueue] = _QUEUES) -> None:
        """`queues` tells which kinds of messages go to which topic."""
        self.queues = tuple(queues)
        self._engine = engine
        self._file = Path(engine.url.database or "")

    def of_topic(self, queue: TopicQueue) -> "TopicMessages":
        """The messages of one topic alone."""
        return TopicMessages(self, queue.kinds)

    def waiting(
        self, limit: int, kinds: Sequence[MessageKind] = tuple(MessageKind)
    ) -> tuple[Message, ...]:
        """The oldest that wait, in the order of sending.

        A row that makes no message, or one that is not what is on record, goes to quarantine on
        the way.
        """
        while True:
            with self._reading() as connection:
                rows = _oldest(connection, kinds, limit)
                good, bad = _sorted_out(rows)
                bad |= changed_messages(connection, good)
            if not bad:
                return good
            self._set_aside(bad)

    def retire(self, messages: Sequence[Message], at: datetime) -> None:
        """The broker has acknowledged them; their payload goes, the inspection keeps it all."""
        sent = OutboxRow.number.in_([message.number for message in messages])
        with self._writing() as connection:
            connection.execute(
                update(OutboxRow)
                .where(sent, _WAITING)
                .values(state=MessageState.SENT, settled_at=at, payload=None)
            )

    def quarantine(self, message: Message, reason: str, at: datetime) -> None:
        """The broker will never take it as it is; the rest goes on."""
        with self._writing() as connection:
            _quarantine(connection, message.number, reason, at)

    def quarantine_unknown(self) -> int:
        """Put what belongs to no topic of ours in quarantine; returns how many there were.

        Such a row is damaged, or a newer program has written it.
        """
        unknown = select(*_ROW, _raw(OutboxRow.kind, "kind")).where(
            _WAITING, _KIND.not_in([kind.value for kind in MessageKind])
        )
        with self._reading() as connection:
            rows = connection.execute(unknown).mappings().all()
        self._set_aside(
            {
                row["number"]: f"of a kind that is not known here: {_text(row['kind'])}"
                for row in rows
            }
        )
        return len(rows)

    def count_waiting(self) -> int:
        """How many wait."""
        with self._reading() as connection:
            return _count(connection, _WAITING)

    def count_quarantined(self) -> int:
        """How many a person must decide on."""
        with self._reading() as connection:
            return _count(connection, _QUARANTINED)

    def count_by_topic(self) -> dict[str, int]:
        """How many wait for each topic."""
        return {status.topic: status.waiting for status in self.topics()}

    def topics(self) -> tuple[TopicStatus, ...]:
        """What waits for each topic, and since when."""
        with self._reading() as connection:
            return self._topics(connection)

    def _topics(self, connection: Connection) -> tuple[TopicStatus, ...]:
        counts = select(_KIND, func.count()).where(_WAITING).group_by(_KIND)
        waiting: dict[str, int] = dict(iter(connection.execute(counts)))
        statuses = []
        for queue in self.queues:
            count = sum(waiting.get(kind.value, 0) for kind in queue.kinds)
            oldest = _oldest(connection, queue.kinds, 1) if count else []
            since = _queued_at(connection, oldest[0][0].number) if oldest else None
            statuses.append(TopicStatus(queue.topic, count, since))
        return tuple(statuses)

    def status(self) -> OutboxStatus:
        """What waits, since when, and what was acknowledged last."""
        with self._reading() as connection:
            topics = self._topics(connection)
            oldest = [each.oldest_at for each in topics if each.oldest_at is not None]
            return OutboxStatus(
                waiting=_count(connection, _WAITING),
                oldest_at=min(oldest, default=None),
                last_acknowledged_at=_last_acknowledged_at(connection),
                quarantined=_count(connection, _QUARANTINED),
                topics=topics,
            )

    def pace(self, now: datetime) -> Pace:
        """How fast results come and go just now."""
        newest = (
            select(OutboxRow.settled_at)
            .filter_by(state=MessageState.SENT)
            .order_by(OutboxRow.number.desc())
            .limit(_NEWEST)
            .subquery()
        )
        sent = select(func.count()).where(newest.c.settled_at.between(now - _SENT_WITHIN, now))
        of_last_hour = InspectionRow.inspected_at.between(now - timedelta(hours=1), now)
        recorded = select(func.count()).select_from(InspectionRow).where(of_last_hour)
        with self._reading() as connection:
            pages, page_bytes = (
                connection.scalar(text(f"PRAGMA {name}")) or 0
                for name in ("page_count", "page_size")
            )
            count = connection.scalar(select(func.max(InspectionRow.number))) or 0
            return Pace(
                sent_per_minute=(connection.scalar(sent) or 0) / _SENT_WITHIN.seconds * 60,
                recorded_per_hour=connection.scalar(recorded) or 0,
                bytes_each=pages * page_bytes / count if count else 0.0,
            )

    def report(self, now: datetime) -> OutboxReport:
        """How far the plant is behind, how fast results come and go, and the room for them."""
        with self._in_words():
            free_bytes = shutil.disk_usage(self._file.parent).free
        quarantined = self.quarantined(_LISTED)
        return OutboxReport(self.status(), self.pace(now), free_bytes, quarantined)

    def quarantined(self, limit: int = -1) -> tuple[QuarantinedMessage, ...]:
        """What the broker will never take, the oldest first; a negative limit is none."""
        columns = (
            *_ROW,
            _raw(OutboxRow.kind, "kind"),
            _raw(OutboxRow.settled_at, "settled_at"),
            _raw(OutboxRow.reason, "reason"),
        )
        listed = select(*columns).where(_QUARANTINED).order_by(OutboxRow.number).limit(limit)
        with self._reading() as connection:
            return tuple(_quarantined(row) for row in connection.execute(listed).mappings())

    def retry(self, id_: str, who: Who | None = None) -> None:
        """Let a quarantined message wait again, behind all others; the audit log says so.

        `who` is whoever wants it; None is the user of this computer.
        """
        with self._writing() as connection:
            _wait_again(connection, id_, who or system_user())

    def retry_all(self, who: Who | None = None) -> int:
        """Let all quarantined messages wait again, in their order; returns how many they were."""
        ids = (
            select(OutboxRow.number, _raw(OutboxRow.id, "id"))
            .where(_QUARANTINED)
            .order_by(OutboxRow.number)
        )
        actor = who or system_user()
        with self._writing() as connection:
            held = [_id(row) for row in connection.execute(ids).mappings()]
            for id_ in held:
                _wait_again(connection, id_, actor)
        return len(held)

    def discard(self, id_: str, reason: str, at: datetime, who: Who | None = None) -> None:
        """Give a quarantined message up; its row stays, with the reason."""
        actor = who or system_user()
        with self._writing() as connection:
            _release(connection, id_, state=MessageState.DISCARDED, settled_at=at, reason=reason)
            note(connection, actor, Deed.MESSAGE_DISCARDED, id_, {"reason": reason})

    def _set_aside(self, reasons: dict[int, str]) -> None:
        if not reasons:
            return
        with self._writing() as connection:
            for number, reason in reasons.items():
                _quarantine(connection, number, reason, datetime.now(UTC))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._in_words(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._in_words(), writing(self._engine).begin() as connection:
            yield connection

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        with in_words(self._file):
            yield


@dataclass(frozen=True, slots=True)
class TopicMessages:
    """The messages of one topic; used by one thread at a time."""

    messages: Messages
    kinds: tuple[MessageKind, ...]

    def waiting(self, limit: int) -> tuple[Message, ...]:
        """The oldest that wait, in the order of sending."""
        return self.messages.waiting(limit, self.kinds)

    def retire(self, messages: Sequence[Message], at: datetime) -> None:
        """The broker has acknowledged them."""
        self.messages.retire(messages, at)

    def quarantine(self, message: Message, reason: str, at: datetime) -> None:
        """It is refused for good, and the rest goes on."""
        self.messages.quarantine(message, reason, at)


def _oldest(
    connection: Connection, kinds: Sequence[MessageKind], limit: int
) -> list[tuple[Row[Any], MessageKind]]:
    """The oldest rows that wait, whatever is in them, each with its kind.

    One kind after the other: each comes off the index in its order, however many wait.
    """
    rows: list[tuple[Row[Any], MessageKind]] = []
    for kind in kinds:
        of_kind = select(*_ROW).where(_WAITING, _is_of(kind))
        oldest = of_kind.order_by(OutboxRow.number).limit(limit)
        rows += [(row, kind) for row in connection.execute(oldest)]
    if len(kinds) > 1:
        rows.sort(key=lambda found: found[0].number)
    return rows[:limit]


def _is_of(kind: MessageKind) -> ColumnElement[bool]:
    """An equality, and no IN: only so do rows come off the index in their order."""
    return OutboxRow.kind == kind


def _sorted_out(
    rows: Sequence[tuple[Row[Any], MessageKind]],
) -> tuple[tuple[Message, ...], dict[int, str]]:
    """The messages, and the rows that make none, by number, each with the reason."""
    good, bad = [], {}
    for row, kind in rows:
        try:
            good.append(_message(row, kind))
        except ValueError as error:  # a UnicodeDecodeError is one
            bad[row.number] = f"damaged in the database: {error}"
    return tuple(good), bad


def _message(row: Row[Any], kind: MessageKind) -> Message:
    """The message that a row is. Raises ValueError for one that is none."""
    number, id_, station, sequence, payload, is_json = tuple(row)
    if payload is None:
        raise ValueError("it is empty")
    if not is_json:
        raise ValueError("it is no JSON")
    return Message(
        number=number,
        id=(id_ or b"").decode(),
        station=(station or b"").decode(),
        sequence=int(sequence),
        payload=payload.decode(),
        kind=kind,
    )


def _quarantined(row: RowMapping) -> QuarantinedMessage:
    sequence = _text(row["sequence"])
    return QuarantinedMessage(
        number=row["number"],
        id=_id(row),
        station=_text(row["station"]),
        sequence=int(sequence) if sequence.isdecimal() else 0,
        payload=_text(row["payload"]),
        kind=_text(row["kind"]),
        quarantined_at=_moment(row["settled_at"]),
        reason=_text(row["reason"]),
    )


def _id(row: RowMapping) -> str:
    """What the message is known by: its number where its id is damaged."""
    try:
        return (row["id"] or b"").decode() or str(row["number"])
    except UnicodeDecodeError:
        return str(row["number"])


def _text(raw: bytes | None) -> str:
    return (raw or b"").decode(errors="replace")


def _moment(raw: bytes | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(_text(raw))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _queued_at(connection: Connection, number: int) -> datetime | None:
    queued = select(_raw(OutboxRow.queued_at, "queued_at")).where(OutboxRow.number == number)
    return _moment(connection.scalar(queued))


def _last_acknowledged_at(connection: Connection) -> datetime | None:
    """Of the inspections: what was sent of them lies before what waits."""
    of_kind = _is_of(MessageKind.INSPECTION)
    first = select(func.min(OutboxRow.number)).where(_WAITING, of_kind)
    acknowledged = select(_raw(OutboxRow.settled_at, "settled_at")).where(
        OutboxRow.state == MessageState.SENT, of_kind
    )
    if (number := connection.scalar(first)) is not None:
        acknowledged = acknowledged.where(OutboxRow.number < number)
    newest = acknowledged.order_by(OutboxRow.number.desc()).limit(1)
    return _moment(connection.scalar(newest))


def _count(connection: Connection, condition: TextClause) -> int:
    return connection.scalar(select(func.count()).select_from(OutboxRow).where(condition)) or 0


def _quarantine(connection: Connection, number: int, reason: str, at: datetime) -> None:
    connection.execute(
        update(OutboxRow)
        .where(OutboxRow.number == number, _WAITING)
        .values(state=MessageState.QUARANTINED, settled_at=at, reason=reason)
    )


def _wait_again(connection: Connection, id_: str, who: Who) -> None:
    last = select(func.max(OutboxRow.number) + 1).scalar_subquery()
    waiting: dict[str, object] = {"settled_at": None, "reason": None, "number": last}
    if (payload := _on_record(connection, id_)) is not None:
        waiting["payload"] = payload
    _release(connection, id_, state=MessageState.WAITING, **waiting)
    note(connection, who, Deed.MESSAGE_RETRIED, id_)


def _on_record(connection: Connection, id_: str) -> str | None:
    """What a message in quarantine says by the record; None where that tells nothing."""
    kind = connection.scalar(select(_KIND).where(OutboxRow.id == id_, _QUARANTINED))
    if kind not in set(MessageKind):
        return None
    return message_on_record(connection, MessageKind(kind), id_)


def _release(connection: Connection, id_: str, **values: object) -> None:
    is_it = OutboxRow.id == id_
    if id_.isdecimal():  # no id of ours is: it is the number of one whose id is damaged
        is_it = OutboxRow.number == int(id_)
    released = update(OutboxRow).where(is_it, _QUARANTINED).values(**values)
    if connection.execute(released).rowcount == 0:
        raise StorageError("There is no message {id} in quarantine.", id=id_)
