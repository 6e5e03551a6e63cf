"""The audit log, on the terminal or in a file."""

import csv
import json
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, tzinfo
from pathlib import Path

from rich.table import Table

from app.commands.console import console
from app.settings import Settings
from app.storage.audit import audit_entries
from app.storage.database import open_database
from app.storage.errors import StorageError
from app.storage.export.csv_sheet import harmless
from app.storage.export.whole import whole_file
from models.audit import AuditEntry

SHOWN = 100  # lines; an export has them all
_COLUMNS = ("no.", "time", "who", "known by", "did", "to what", "details")


def show(settings: Settings, from_time: datetime | None, to_time: datetime | None) -> None:
    """Print the last lines between two times, the oldest first. Raises StorageError."""
    count, last = 0, deque[AuditEntry](maxlen=SHOWN)
    with _entries(settings, from_time, to_time) as entries:
        for entry in entries:
            count += 1
            last.append(entry)
    if not count:
        console().print("The audit log has no lines for these times.")
        return
    if count > len(last):
        console().print(f"{count - len(last):,} lines before; --export writes them all.")
    table = Table(*_COLUMNS, box=None)
    for entry in last:
        table.add_row(*_cells(entry, settings.station.zone()))
    console().print(table, markup=False)


def export(
    settings: Settings, from_time: datetime | None, to_time: datetime | None, file: Path
) -> None:
    """Write them to a .csv file, all of them or nothing. Raises StorageError."""
    if file.suffix.lower() != ".csv":
        raise StorageError("{file} is no .csv file.", file=file.name)
    with (
        _entries(settings, from_time, to_time) as entries,
        whole_file(file) as part,
        part.open("w", encoding="utf-8-sig", newline="") as stream,
    ):
        lines = csv.writer(stream)
        lines.writerow(_COLUMNS)
        for entry in entries:
            lines.writerow(map(harmless, _cells(entry, settings.station.zone())))


def _cells(entry: AuditEntry, zone: tzinfo | None) -> tuple[str, ...]:
    return (
        str(entry.number),
        entry.at.astimezone(zone).isoformat(timespec="milliseconds"),
        entry.who,
        entry.known.value,
        entry.deed.value,
        entry.subject,
        json.dumps(dict(entry.details), ensure_ascii=False) if entry.details else "",
    )


@contextmanager
def _entries(
    settings: Settings, from_time: datetime | None, to_time: datetime | None
) -> Iterator[Iterator[AuditEntry]]:
    engine = open_database(settings.record.database)
    try:
        with closing(audit_entries(engine, from_time, to_time)) as entries:
            yield entries
    finally:
        engine.dispose()
