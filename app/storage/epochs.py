"""The epochs of a database: when its sequence numbers began to count anew, and why."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.storage.tables import EpochRow
from models.epoch import EpochCause, new_epoch_id


def current_epoch(session: Session, sequence: int) -> str:
    """Return the id of the epoch that `sequence`, the next number, belongs to.

    In a new database, or one from before there were epochs, the first one begins with it, in the
    session's transaction.
    """
    newest = select(EpochRow.id).order_by(EpochRow.number.desc()).limit(1)
    return session.scalar(newest) or begin_epoch(session, EpochCause.NEW, sequence)


def begin_epoch(
    session: Session,
    cause: EpochCause,
    sequence: int,
    known_sequence: int | None = None,
    known_epoch: str | None = None,
) -> str:
    """Begin an epoch with that sequence number, in the session's transaction; return its id.

    `known_sequence` and `known_epoch` are those that were given out last as the anchor tells it.
    """
    newest = session.scalar(select(EpochRow.id).order_by(EpochRow.number.desc()).limit(1))
    after = max(filter(None, (newest, known_epoch)), default=None)
    row = EpochRow(
        id=new_epoch_id(after),
        began_at=datetime.now(UTC),
        cause=cause,
        first_sequence=sequence,
        known_sequence=known_sequence,
    )
    session.add(row)
    session.flush()
    return row.id
