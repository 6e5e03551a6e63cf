"""Whether the database is whole and as it was written, for the doctor."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, ScalarSelect, func, select, text
from sqlalchemy.orm import Session

from app.storage.batches import in_batches
from app.storage.database import anchor_of, open_database
from app.storage.errors import DamagedError, StorageError, in_words
from app.storage.message_check import check_messages
from app.storage.people_tables import AuditRow
from app.storage.record_events import check_events, raw_connection
from app.storage.recount import check_counts
from app.storage.tables import ChallengeRow, DecisionRow, EpochRow, InspectionRow, SealRow
from models.epoch import EpochCause
from models.events import CastingDecision, PredictionResult, StationChallenge
from models.seal import FIRST, VERSION, audit_hash, seal_of

_Row = TypeVar("_Row", DecisionRow, ChallengeRow, AuditRow)
_AT_A_TIME = 1_000  # rows in memory


def check_database(file: Path) -> None:
    """Open the database and let SQLite look through it. Raises StorageError."""
    with _opened(file) as engine, engine.connect() as connection:
        found = connection.scalar(text("PRAGMA quick_check(1)"))
    if found != "ok":
        raise DamagedError(
            "The database {file} is damaged: {reason}.", file=str(file), reason=found
        )


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many inspections are as they were recorded."""

    sealed: int
    unsealed: int  # from before there were seals, or their seals are gone: nothing vouches for them
    is_anchored: bool = field(default=True, compare=False)
    """Whether something outside the database vouches for the newest; there may be no anchor."""
    replaced: int = field(default=0, compare=False)
    """How often the database was not the one that was written last."""


def check_seals(file: Path) -> Sealed:
    """Look whether everything on record is as it was recorded.

    Each chain is computed anew: inspections, decisions, challenges, the audit log, and the rows of
    all other tables of record; messages that wait say the same, and the counts are counted anew.
    Raises StorageError with the first that does not fit.
    """
    with _opened(file) as engine, Session(engine) as session, _as_recorded():
        _check_chain(session, DecisionRow, _decision_hash, _changed_decision)
        _check_chain(session, ChallengeRow, _challenge_hash, _changed_challenge)
        _check_chain(session, AuditRow, _audit_hash, _changed_audit)
        sealed = _sealed(session)
        check_events(session)
        check_messages(session)
        check_counts(session)
        is_anchored = _is_anchored(session, engine)
        return replace(sealed, is_anchored=is_anchored, replaced=_replaced(session))


@contextmanager
def _opened(file: Path) -> Iterator[Engine]:
    engine = open_database(file)
    try:
        with in_words(file):
            yield engine
    finally:
        engine.dispose()


@contextmanager
def _as_recorded() -> Iterator[None]:
    """Say of a value that no program of ours has written that it was changed."""
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise StorageError(
            "The record was changed by hand, or is damaged: a value is none that was recorded"
            " ({reason}).",
            reason=str(error).partition("\n")[0],
        ) from error


def _is_anchored(session: Session, engine: Engine) -> bool:
    """Whether the anchor tells the same; raise StorageError where it tells of more."""
    mismatch = anchor_of(engine).compare(raw_connection(session.connection()))
    if mismatch is None:
        return True
    if mismatch.cause in (EpochCause.OLDER, EpochCause.OTHER):
        raise StorageError(
            "The record was changed by hand, or an older copy was put in its place: the newest"
            " records of the database were cut off or are others. The anchor outside it knows"
            " inspections up to no. {sequence}.",
            sequence=mismatch.sequence or 0,
        )
    return False


def _replaced(session: Session) -> int:
    unexpected = EpochRow.cause.not_in((EpochCause.NEW, EpochCause.COPY))
    return session.scalar(select(func.count()).where(unexpected)) or 0


def _check_chain(
    session: Session,
    kind: type[_Row],
    expected: Callable[[_Row, str], str | None],
    changed: Callable[[_Row], StorageError],
) -> None:
    """Raise the error of the first row that does not fit those before it."""
    batches = in_batches(session, select(kind), kind.number, _AT_A_TIME)
    rows = (row for batch in batches for row, _ in batch)
    before, version = FIRST, 1
    for number, row in enumerate(rows, start=1):
        if (
            row.number != number
            or row.hash_version not in (version, VERSION)
            or row.seal != expected(row, before)
        ):
            raise changed(row)
        before, version = row.seal, row.hash_version


def _decision_hash(row: DecisionRow, before: str) -> str | None:
    if row.hash_version == 1:
        return seal_of(row.decision(), before) if row.newest_hash is None else None
    return CastingDecision.of(row.decision(), before, row.newest_hash).seal


def _challenge_hash(row: ChallengeRow, before: str) -> str | None:
    if row.hash_version == 1:
        return seal_of(row.challenge(), before) if row.newest_hash is None else None
    return StationChallenge.of(row.challenge(), before, row.newest_hash).seal


def _audit_hash(row: AuditRow, before: str) -> str:
    of_version = seal_of if row.hash_version == 1 else audit_hash
    return of_version(row.entry(), before)


def _inspection_hash(row: InspectionRow, version: int, before: str) -> str | None:
    if version == 1:
        return seal_of(row.inspection(), before) if row.epoch is None else None
    return PredictionResult.of(row.inspection(), before).seal


def _changed_decision(row: DecisionRow) -> StorageError:
    return StorageError(
        "The record was changed by hand: the decision {id}, or one just before it, is not"
        " as it was recorded.",
        id=row.id,
    )


def _changed_challenge(row: ChallengeRow) -> StorageError:
    return StorageError(
        "The record was changed by hand: the challenge {id}, or one just before it, is not"
        " as it was recorded.",
        id=row.id,
    )


def _changed_audit(row: AuditRow) -> StorageError:
    return StorageError(
        "The audit log was changed by hand: its line {number}, or one just before it, is"
        " not as it was recorded.",
        number=row.number,
    )


def _changed_inspection(row: InspectionRow) -> StorageError:
    return StorageError(
        "The record was changed by hand: inspection no. {sequence} ({id}), or one just"
        " before it, is not as it was recorded.",
        sequence=row.sequence,
        id=row.id,
    )


def _check_unsealed(session: Session, first: ScalarSelect[int]) -> None:
    """Inspections from before there were seals come first, and are of no epoch."""
    is_sealed = InspectionRow.number >= func.coalesce(first, 2**62)
    unsealed = select(InspectionRow).where(~is_sealed, InspectionRow.epoch.is_not(None))
    row = session.scalar(unsealed.order_by(InspectionRow.number).limit(1))
    if row is not None:
        raise _changed_inspection(row)


def _sealed(session: Session) -> Sealed:
    first = select(func.min(SealRow.number)).scalar_subquery()
    _check_unsealed(session, first)
    newest_sealed = session.scalar(select(func.max(SealRow.number)))
    newest = max(session.scalar(select(func.max(InspectionRow.number))) or 0, newest_sealed or 0)
    selected = (
        select(InspectionRow, SealRow.seal, SealRow.hash_version)
        .outerjoin(SealRow, SealRow.number == InspectionRow.number)
        .where(InspectionRow.number >= first, InspectionRow.number <= newest)
    )
    batches = in_batches(session, selected, InspectionRow.number, _AT_A_TIME)
    rows = (row for batch in batches for row in batch)
    count, before, version, number = 0, FIRST, 1, None
    for row, seal, of_version, _ in rows:
        if (
            (number is not None and row.number != number + 1)
            or of_version not in (version, VERSION)
            or seal != _inspection_hash(row, of_version, before)
        ):
            raise _changed_inspection(row)
        count, before, version, number = count + 1, seal, of_version, row.number
    if newest_sealed != number:
        raise StorageError("The record was changed by hand: its newest inspections are gone.")
    of_these = select(func.count()).where(InspectionRow.number <= newest)
    everything = session.scalar(of_these) or 0
    return Sealed(count, everything - count)
