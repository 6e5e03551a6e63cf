"""The audit log: who did what. Lines are added in the transaction of the deed itself."""

import getpass
import os
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType, TracebackType

import structlog
from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.orm import Session

from app.storage.batches import in_batches
from app.storage.database import open_database, writing
from app.storage.errors import StorageError, in_words
from app.storage.people_tables import AuditRow
from models.audit import AuditEntry, Deed, Known, Who
from models.seal import FIRST, VERSION, audit_hash

_AT_A_TIME = 1_000  # rows in memory
_log = structlog.get_logger()


def note(
    connection: Connection,
    who: Who,
    deed: Deed,
    subject: str = "",
    details: Mapping[str, str | bool] = MappingProxyType({}),
    *,
    at: datetime | None = None,
) -> None:
    """Add a line, sealed over the one before, in the transaction that writes already.

    Without `at` it is that of now.
    """
    newest = select(AuditRow.number, AuditRow.seal).order_by(AuditRow.number.desc()).limit(1)
    number, before = connection.execute(newest).one_or_none() or (0, FIRST)
    moment, said = (at or datetime.now(UTC)).astimezone(UTC), dict(details)
    entry = AuditEntry(number + 1, moment, who.name, who.known, deed, subject, said)
    connection.execute(
        insert(AuditRow).values(
            number=entry.number,
            at=entry.at,
            who=entry.who,
            known=entry.known,
            deed=deed,
            subject=subject,
            details=said,
            hash_version=VERSION,
            seal=audit_hash(entry, before),
        )
    )


def system_user() -> Who:
    """Whom the operating system says this program works for."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # KeyError before Python 3.13: a user without a name
        name = str(os.getuid())
    return Who(name, Known.SYSTEM)


def audit_entries(
    engine: Engine, from_time: datetime | None = None, to_time: datetime | None = None
) -> Generator[AuditEntry, None, None]:
    """The lines from a time on and before another, the oldest first. Raises StorageError."""
    rows = select(AuditRow)
    if from_time is not None:
        rows = rows.where(AuditRow.at >= from_time)
    if to_time is not None:
        rows = rows.where(AuditRow.at < to_time)
    with in_words(Path(engine.url.database or "")), Session(engine) as session:
        for batch in in_batches(session, rows, AuditRow.number, _AT_A_TIME):
            for row, _ in batch:
                yield row.entry()


class Audited:
    """A deed that is no part of the database: noted for good when this is made, done in its block.

    The block should hold but the last step, which cannot well fail. Where it fails all the same,
    a second line says so, and what it raised comes out.
    """

    def __init__(
        self,
        engine: Engine,
        who: Who,
        deed: Deed,
        subject: str,
        details: Mapping[str, str | bool] = MappingProxyType({}),
    ) -> None:
        """Note the deed. Raises StorageError where it cannot be: then it must not be done."""
        self._engine = engine
        self._line = who, deed, subject
        self._details = details
        self._note(details)

    def __enter__(self) -> None:
        """Let it be done."""

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        if error is None:
            return
        try:
            self._note({**self._details, "failed": str(error) or type(error).__name__})
        except StorageError:
            _log.exception("a deed that failed stands in the audit log as done")

    def _note(self, details: Mapping[str, str | bool]) -> None:
        database = Path(self._engine.url.database or "")
        with in_words(database), writing(self._engine).begin() as connection:
            note(connection, *self._line, details)


@contextmanager
def auditing(file: Path) -> Iterator[Callable[[Deed, str], Audited]]:
    """Open the audit log, made where there is none; what is yielded notes a system user's deed.

    Raises StorageError, so that nothing is done that could not be noted.
    """
    engine = open_database(file, create=True)
    try:
        yield partial(Audited, engine, system_user())
    finally:
        engine.dispose()
