"""Saves what can be read of a damaged database."""

from pathlib import Path

from app.commands.console import console
from app.storage.rescue import rescue as copy_readable


def rescue(damaged: Path, into: Path) -> None:
    """Copy what can be read, tell how far it is, and say what to do next. Raises StorageError."""
    with console(to_error=True).status("Reading what can be read") as line:
        saved = copy_readable(
            damaged, into, lambda table, number: line.update(f"{table}: {number:,} rows read")
        )
    console().print(
        f"{saved.inspections:,} inspections are saved in {into}; {saved.lost:,} cannot be read."
    )
    if saved.incomplete:
        console().print(f"Rows are missing in: {', '.join(saved.incomplete)}.")
    if saved.waiting:
        console().print(
            f"{saved.waiting:,} of them have not reached Kafka yet; send them with:"
            f" castwatch outbox drain --database {into}"
        )
