"""Whether the database is whole and as it was written, for the doctor."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from app.storage.database import open_database
from app.storage.errors import StorageError, in_words
from app.storage.tables import InspectionRow, SealRow
from models.seal import FIRST, seal_of

_AT_A_TIME = 1_000  # rows in memory


def check_database(file: Path) -> None:
    """Open the database and let SQLite look through it. Raises StorageError."""
    with _opened(file) as engine, engine.connect() as connection:
        found = connection.scalar(text("PRAGMA quick_check(1)"))
    if found != "ok":
        raise StorageError(
            "The database {file} is damaged: {reason}.", file=str(file), reason=found
        )


def check_seals(file: Path) -> int:
    """Look whether every inspection is as it was recorded; returns how many are sealed.

    Those that were recorded before there were seals cannot be vouched for. Raises StorageError
    with the first inspection that does not fit.
    """
    with _opened(file) as engine, Session(engine) as session:
        return _sealed(session)


@contextmanager
def _opened(file: Path) -> Iterator[Engine]:
    engine = open_database(file)
    try:
        with in_words(file):
            yield engine
    finally:
        engine.dispose()


def _sealed(session: Session) -> int:
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
    return count
