"""Whether the database is whole and as it was written, for the doctor."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from app.storage.database import open_database
from app.storage.errors import DamagedError, StorageError, in_words
from app.storage.people_tables import AuditRow
from app.storage.tables import ChallengeRow, DecisionRow, InspectionRow, SealRow
from models.audit import AuditEntry
from models.challenge import Challenge
from models.decision import Decision
from models.seal import FIRST, seal_of

_Chained = TypeVar("_Chained", DecisionRow, ChallengeRow, AuditRow)
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


def check_seals(file: Path) -> Sealed:
    """Look whether each inspection, decision, challenge and line of the audit log is as recorded.

    Raises StorageError with the first that does not fit.
    """
    with _opened(file) as engine, Session(engine) as session:
        _check_decisions(session)
        _check_challenges(session)
        _check_audit(session)
        return _sealed(session)


@contextmanager
def _opened(file: Path) -> Iterator[Engine]:
    engine = open_database(file)
    try:
        with in_words(file):
            yield engine
    finally:
        engine.dispose()


def _check_decisions(session: Session) -> None:
    broken = _first_broken(session, DecisionRow, DecisionRow.decision)
    if broken is not None:
        raise StorageError(
            "The record was changed by hand: the decision {id}, or one just before it, is not"
            " as it was recorded.",
            id=broken.id,
        )


def _check_challenges(session: Session) -> None:
    broken = _first_broken(session, ChallengeRow, ChallengeRow.challenge)
    if broken is not None:
        raise StorageError(
            "The record was changed by hand: the challenge {id}, or one just before it, is not"
            " as it was recorded.",
            id=broken.id,
        )


def _check_audit(session: Session) -> None:
    broken = _first_broken(session, AuditRow, AuditRow.entry)
    if broken is not None:
        raise StorageError(
            "The audit log was changed by hand: its line {number}, or one just before it, is"
            " not as it was recorded.",
            number=broken.number,
        )


def _first_broken(
    session: Session,
    kind: type[_Chained],
    recorded: Callable[[_Chained], Decision | Challenge | AuditEntry],
) -> _Chained | None:
    """The first row that does not fit the seals of its chain."""
    rows = select(kind).order_by(kind.number)
    before = FIRST
    for row in session.scalars(rows.execution_options(yield_per=_AT_A_TIME)):
        if row.seal != seal_of(recorded(row), before):
            return row
        before = row.seal
        session.expunge(row)
    return None


def _sealed(session: Session) -> Sealed:
    first = select(func.min(SealRow.number)).scalar_subquery()
    rows = (
        select(InspectionRow, SealRow.seal)
        .outerjoin(SealRow, SealRow.number == InspectionRow.number)
        .where(InspectionRow.number >= first)
        .order_by(InspectionRow.number)
        .execution_options(yield_per=_AT_A_TIME)
    )
    count, before, number = 0, FIRST, None
    for row, seal in session.execute(rows):
        inspection, number = row.inspection(), row.number
        if seal != seal_of(inspection, before):
            raise StorageError(
                "The record was changed by hand: inspection no. {sequence} ({id}), or one just"
                " before it, is not as it was recorded.",
                sequence=inspection.sequence,
                id=inspection.id,
            )
        session.expunge(row)
        count, before = count + 1, seal
    if session.scalar(select(func.max(SealRow.number))) != number:
        raise StorageError("The record was changed by hand: its newest inspections are gone.")
    everything = session.scalar(select(func.count()).select_from(InspectionRow)) or 0
    return Sealed(count, everything - count)
