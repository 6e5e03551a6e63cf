"""The shift history without the window."""

from pathlib import Path

from rich.console import Console
from rich.table import Table

from app.commands.console import clock, console, progress, tell
from app.settings import Settings
from app.storage.database import open_database
from app.storage.export import export
from app.storage.history import History
from models.history import HistoryFilter, HistoryPage, HistoryQuery

SHOWN = 100  # inspections; an export has them all


def history(settings: Settings, wanted: HistoryFilter, file: Path | None) -> None:
    """Print what the filter lets through, or write it to `file`. Raises StorageError."""
    engine = open_database(settings.record.database, tell=tell)
    try:
        record = History(engine)
        if file is None:
            _print(record.page(HistoryQuery(wanted, limit=SHOWN)), settings)
        else:
            _write(record, wanted, file, settings)
    finally:
        engine.dispose()


def _write(record: History, wanted: HistoryFilter, file: Path, settings: Settings) -> None:
    with progress(f"Writing {file.name}") as (bar, task):
        export(
            record,
            wanted,
            file,
            settings.station.zone(),
            lambda share: bar.update(task, completed=share),
        )


def _print(page: HistoryPage, settings: Settings) -> None:
    out = console()
    if not page.rows:
        out.print("No inspections are on record for this filter.")
        return
    zone = settings.station.zone()
    table = Table("no.", "time", "shift", "verdict", "score", "occasion", "network", "id", box=None)
    for row in page.rows:
        table.add_row(
            str(row.sequence),
            clock(row.inspected_at, zone),
            row.shift,
            row.judgement.verdict.value,
            f"{row.judgement.defect_probability:.4f}",
            row.occasion.value,
            row.judgement.network,
            row.id,
        )
    out.print(table)
    _print_totals(out, page)


def _print_totals(out: Console, page: HistoryPage) -> None:
    if page.count > len(page.rows):
        out.print(f"… and {page.count - len(page.rows):,} more; --export writes them all.")
    tally = page.tally
    share = "–" if tally.yield_share is None else f"{tally.yield_share:.1%}"
    out.print(
        f"{tally.total:,} castings: {tally.passed:,} pass, {tally.rejected:,} reject,"
        f" {tally.review:,} review; yield {share}"
    )
