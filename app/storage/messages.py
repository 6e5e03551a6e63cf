"""The outbox's rows: what waits for the plant, in the order in which it is sent."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, TextClause, func, select, text, update

from app.storage.audit import note, system_user
from app.storage.database import writing
from app.storage.errors import StorageError, in_words
from app.storage.tables import InspectionRow, MessageState, OutboxRow
from models.audit import Deed
from models.outbox import Message, OutboxReport, OutboxStatus, Pace, QuarantinedMessage

# Written out, not bound: only so does SQLite see that its partial indexes serve.
_WAITING = text("outbox.state = 'waiting'")
_QUARANTINED = text("outbox.state = 'quarantined'")
_MESSAGE = (
    OutboxRow.number,
    OutboxRow.id,
    OutboxRow.station,
    OutboxRow.sequence,
    OutboxRow.payload,
    OutboxRow.kind,
)


_SENT_WITHIN = timedelta(minutes=10)
_NEWEST = 100_000  # of the messages sent are looked at for the pace, which bounds it


class Messages:
    """The messages to the plant; from any thread. Every method may raise StorageError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._file = Path(engine.url.database or "")

    def waiting(self, limit: int) -> tuple[Message, ...]:
        """The oldest that wait, in the order of sending."""
        oldest = select(*_MESSAGE).where(_WAITING).order_by(OutboxRow.number).limit(limit)
        with self._reading() as connection:
            return tuple(Message(**row) for row in connection.execute(oldest).mappings())

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
            connection.execute(
                update(OutboxRow)
                .where(OutboxRow.number == message.number, _WAITING)
                .values(state=MessageState.QUARANTINED, settled_at=at, reason=reason)
            )

    def count_waiting(self) -> int:
        """How many wait."""
        with self._reading() as connection:
            return _count(connection, _WAITING)

    def count_quarantined(self) -> int:
        """How many a person must decide on."""
        with self._reading() as connection:
            return _count(connection, _QUARANTINED)

    def status(self) -> OutboxStatus:
        """What waits, since when, and what was acknowledged last."""
        oldest = select(OutboxRow.number, OutboxRow.queued_at).where(_WAITING)
        with self._reading() as connection:
            first = connection.execute(oldest.order_by(OutboxRow.number).limit(1)).one_or_none()
            acknowledged = select(OutboxRow.settled_at).filter_by(state=MessageState.SENT)
            if first is not None:  # what was sent lies before what waits
                acknowledged = acknowledged.where(OutboxRow.number < first.number)
            newest = acknowledged.order_by(OutboxRow.number.desc()).limit(1)
            return OutboxStatus(
                waiting=_count(connection, _WAITING),
                oldest_at=first.queued_at if first else None,
                last_acknowledged_at=connection.scalar(newest),
                quarantined=_count(connection, _QUARANTINED),
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
        sent = select(func.count()).where(newest.c.settled_at > now - _SENT_WITHIN)
        of_last_hour = InspectionRow.inspected_at > now - timedelta(hours=1)
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
        return OutboxReport(self.status(), self.pace(now), free_bytes)

    def quarantined(self) -> tuple[QuarantinedMessage, ...]:
        """What the broker will never take, the oldest first."""
        since = OutboxRow.settled_at.label("quarantined_at")
        columns = (*_MESSAGE, since, OutboxRow.reason)
        every = select(*columns).where(_QUARANTINED).order_by(OutboxRow.number)
        with self._reading() as connection:
            return tuple(QuarantinedMessage(**row) for row in connection.execute(every).mappings())

    def retry(self, id_: str) -> None:
        """Let a quarantined message wait again, behind all others; the audit log says so."""
        last = select(func.max(OutboxRow.number) + 1).scalar_subquery()
        waiting = {"settled_at": None, "reason": None, "number": last}
        with self._writing() as connection:
            _release(connection, id_, state=MessageState.WAITING, **waiting)
            note(connection, system_user(), Deed.MESSAGE_RETRIED, id_)

    def discard(self, id_: str, reason: str, at: datetime) -> None:
        """Give a quarantined message up; its row stays, with the reason."""
        with self._writing() as connection:
            _release(connection, id_, state=MessageState.DISCARDED, settled_at=at, reason=reason)
            note(connection, system_user(), Deed.MESSAGE_DISCARDED, id_, {"reason": reason})

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


def _count(connection: Connection, condition: TextClause) -> int:
    return connection.scalar(select(func.count()).select_from(OutboxRow).where(condition)) or 0


def _release(connection: Connection, id_: str, **values: object) -> None:
    released = update(OutboxRow).where(OutboxRow.id == id_, _QUARANTINED).values(**values)
    if connection.execute(released).rowcount == 0:
        raise StorageError("There is no message {id} in quarantine.", id=id_)
