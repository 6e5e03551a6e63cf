"""The epochs of a database: when its sequence numbers began to count anew, and why."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.storage.anchor import Mismatch
from app.storage.audit import note, system_user
from app.storage.database import anchor_of, writing
from app.storage.errors import StorageError, in_words
from app.storage.record_events import raw_connection
from app.storage.tables import EpochRow
from models.audit import Deed
from models.epoch import EpochCause, new_epoch_id
from models.errors import KnownError


def fence(engine: Engine, file: Path, next_sequence: Callable[[Session], int]) -> KnownError | None:
    """Begin an epoch where the database is not the one that was written last; tell why.

    Whoever records calls it once the database is open, before anything is recorded.
    `next_sequence` tells the number that comes next in it. None where it is the one, or has just
    been made. Raises StorageError.
    """
    anchor = anchor_of(engine)
    with in_words(file), Session(writing(engine)) as session, session.begin():
        connection = session.connection()
        mismatch = anchor.compare(raw_connection(connection))
        if mismatch is None:
            return None
        first = max(next_sequence(session), (mismatch.sequence or 0) + 1)
        begin_epoch(session, mismatch.cause, first, mismatch.sequence, mismatch.epoch)
        said = {"cause": mismatch.cause.value, "first number": str(first)}
        if mismatch.sequence is not None:
            said["last number known"] = str(mismatch.sequence)
        note(connection, system_user(), Deed.EPOCH_BEGUN, str(file), said)
    with in_words(file), engine.connect() as connection:
        anchor.accept(raw_connection(connection))
    return _told(mismatch, file)


def last_sequence_of_epochs(session: Session) -> int:
    """Return the number before the first of the newest epoch; 0 where there is none."""
    newest = _newest(session)
    return newest[1] - 1 if newest else 0


def _told(mismatch: Mismatch, file: Path) -> KnownError:
    match mismatch.cause:
        case EpochCause.OLDER | EpochCause.OTHER:
            return StorageError(
                "The database {file} is not the one that was written last: it was restored from a"
                " backup, or records were removed from it. Inspection goes on in a new epoch; tell"
                " the plant's IT.",
                file=str(file),
            )
        case EpochCause.COPY:
            return StorageError(
                "The database {file} is a copy of another one. Inspection goes on in a new epoch,"
                " so that the plant can tell their results apart.",
                file=str(file),
            )
    return StorageError(
        "Nothing outside the database {file} tells what was recorded last: its anchor or the key is"
        " missing or was changed. Inspection goes on in a new epoch; tell the plant's IT.",
        file=str(file),
    )


def current_epoch(session: Session, sequence: int) -> str:
    """Return the id of the epoch that `sequence`, the next number, belongs to.

    In a new database, or one from before there were epochs, the first one begins with it, in the
    session's transaction.
    """
    newest = _newest(session)
    return newest[0] if newest else begin_epoch(session, EpochCause.NEW, sequence)


def _newest(session: Session) -> tuple[str, int] | None:
    """Id and first number of the newest epoch; asked of SQLite itself, twice for each casting."""
    newest = "SELECT id, first_sequence FROM epochs ORDER BY number DESC LIMIT 1"
    found: tuple[str, int] | None = raw_connection(session.connection()).execute(newest).fetchone()
    return found


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
    newest = _newest(session)
    after = max(filter(None, (newest and newest[0], known_epoch)), default=None)
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
