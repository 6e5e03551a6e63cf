"""Writing the history to a file: CSV, Excel or PDF, a little at a time, whole or not at all."""

from collections.abc import Callable, Generator
from contextlib import closing
from datetime import tzinfo
from pathlib import Path

from app.storage.errors import StorageError
from app.storage.export.sheet import Sheet
from app.storage.export.whole import whole_file
from app.storage.history import History
from models.history import HistoryFilter

STEP = 250  # inspections between two words on the progress


def export(
    history: History,
    wanted: HistoryFilter,
    path: Path,
    zone: tzinfo | None = None,
    progress: Callable[[float], None] = lambda _: None,
) -> None:
    """Write what the filter lets through; a file of that name is replaced.

    `zone` is that of the times, None the machine's own; `progress` is told 0 .. 1.
    Raises StorageError.
    """
    with closing(export_step_by_step(history, wanted, path, zone)) as steps:
        for share in steps:
            progress(share)


def export_step_by_step(
    history: History, wanted: HistoryFilter, path: Path, zone: tzinfo | None = None
) -> Generator[float, None, None]:
    """The same, yielding its progress between the steps; closed early, it leaves nothing."""
    kind = _kind(path)
    with (
        whole_file(path, kind.check) as part,
        closing(kind(part, history.shifts(wanted), zone)) as sheet,
    ):
        yield from _fill(sheet, history, wanted)
    yield 1.0


def _kind(path: Path) -> type[Sheet]:
    # Imported here: each needs a library that neither the others nor the station's start need.
    match path.suffix.lower():
        case ".csv":
            from app.storage.export.csv_sheet import CsvSheet  # noqa: PLC0415

            return CsvSheet
        case ".xlsx":
            from app.storage.export.xlsx_sheet import XlsxSheet  # noqa: PLC0415

            return XlsxSheet
        case ".pdf":
            from app.storage.export.pdf_sheet import PdfSheet  # noqa: PLC0415

            return PdfSheet
    raise StorageError(
        "{file} is no kind of file that can be written: use .csv, .xlsx or .pdf.",
        file=path.name,
    )


def _fill(sheet: Sheet, history: History, wanted: HistoryFilter) -> Generator[float, None, None]:
    count = history.count(wanted)
    for number, (inspection, decision) in enumerate(history.each(wanted)):
        if number % STEP == 0:
            yield min(number / count, 0.999) if count else 0.0
        sheet.add(inspection, decision)
    sheet.finish()
