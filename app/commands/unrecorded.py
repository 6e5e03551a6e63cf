"""Results that could not be stored: list them, try them again, give them up."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime

from rich.table import Table

from app.commands.console import clock, console, tell
from app.settings import Settings
from app.storage.audit import system_user
from app.storage.database import open_database
from app.storage.store import Store
from app.storage.unrecorded import Unrecorded
from models.shifts import ShiftCalendar


def show(settings: Settings) -> None:
    """Print the results that wait for a person, and why. Raises StorageError."""
    with _unrecorded(settings) as unrecorded:
        waiting, count = unrecorded.waiting(), unrecorded.count()
    if not waiting:
        console().print("No result waits: all could be stored.")
        return
    table = Table("no.", "since", "verdict", "file", "reason", box=None)
    for each in waiting:
        since = clock(each.set_apart_at, settings.station.zone())
        verdict = each.verdict.value if each.verdict else "not judged"
        table.add_row(str(each.number), since, verdict, each.source or "–", each.reason)
    console().print(table)
    if count > len(waiting):
        console().print(f"{count - len(waiting):,} more are not shown.")


def retry(settings: Settings, number: int) -> None:
    """Store one now; the station must not run. Raises StorageError, then it still waits."""
    station, now = settings.station, datetime.now(UTC)
    shift = ShiftCalendar(station.shifts, station.zone()).at(now)
    with closing(Store(settings.record, station.name, tell=tell)) as store:
        kept = store.retry_unrecorded(number, shift, now)
    recorded = f"as inspection {kept.sequence:,}" if kept else "as an image that was not judged"
    console().print(f"Result {number} is recorded {recorded}.")


def discard(settings: Settings, number: int, reason: str) -> None:
    """Give one up, for a reason that stays on record. Raises StorageError."""
    with _unrecorded(settings) as unrecorded:
        unrecorded.discard(number, reason, system_user(), datetime.now(UTC))
    console().print(f"Result {number} is discarded.")


@contextmanager
def _unrecorded(settings: Settings) -> Iterator[Unrecorded]:
    engine = open_database(settings.record.database, tell=tell)
    try:
        yield Unrecorded(engine)
    finally:
        engine.dispose()
