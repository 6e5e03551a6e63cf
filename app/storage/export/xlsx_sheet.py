"""Excel: typed cells, the header held in sight, a filter on every column."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, is_zipfile

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import ExcelWriter

from app.storage.errors import StorageError
from app.storage.export.sheet import COLUMNS, Cell, Sheet, cells
from models.decision import Decision
from models.history import ShiftList
from models.inspection import Inspection
from models.printable import printable

MOST_ROWS = 1_048_576  # of one sheet; Excel has no more
_WIDTH = {"id": 38, "reinspection_of": 38, "source": 30, "picture": 30}
_SHIFTS = ("shift", "started_at", "first_at", "last_at", "total", "pass", "reject", "review")


class XlsxSheet(Sheet):
    """A sheet of shifts and as many of inspections as Excel's limit asks for."""

    def __init__(self, file: Path, shifts: ShiftList, zone: tzinfo | None) -> None:
        self._file = file
        self._zone = zone
        self._book = Workbook(write_only=True)
        self._write_shifts(shifts)
        self._rows = 0
        self._page = self._begin("inspections", COLUMNS)

    def add(self, inspection: Inspection, decision: Decision | None) -> None:
        """One more row."""
        if self._rows == MOST_ROWS - 1:
            self._end_page()
            self._page = self._begin(f"inspections {len(self._book.worksheets)}", COLUMNS)
        _append(self._page, cells(inspection, decision, self._zone))
        self._rows += 1

    def finish(self) -> None:
        """Write the workbook. Raises OSError."""
        self._end_page()
        archive = ZipFile(self._file, "w", ZIP_DEFLATED)
        try:
            ExcelWriter(self._book, archive).save()
        except BaseException:
            _abandon(archive)
            raise

    def close(self) -> None:
        """Remove the temporary files of sheets that were not saved."""
        for page in self._book.worksheets:
            if not page.closed:
                page.close()
                page._writer.cleanup()  # type: ignore[attr-defined]  # noqa: SLF001 - else at the exit

    @staticmethod
    def check(file: Path) -> None:
        """See that the workbook's directory, its last part, is there. Raises StorageError."""
        if not is_zipfile(file):
            raise StorageError("The Excel file was not written whole; please try again.")

    def _write_shifts(self, shifts: ShiftList) -> None:
        page = self._begin("shifts", _SHIFTS)
        for each in shifts.shifts:
            tally = each.tally
            times = (each.started_at, each.first_at, each.last_at)
            counts = (tally.total, tally.passed, tally.rejected, tally.review)
            local = (time.astimezone(self._zone) for time in times)
            _append(page, (each.shift, *local, *counts))

    def _begin(self, title: str, columns: tuple[str, ...]) -> WriteOnlyWorksheet:
        page: WriteOnlyWorksheet = self._book.create_sheet(title)
        page.freeze_panes = "A2"
        for number, name in enumerate(columns, 1):
            column = page.column_dimensions[get_column_letter(number)]  # type: ignore[attr-defined]
            column.width = _WIDTH.get(name, 20)
        page.append([_bold(page, name) for name in columns])
        self._rows = 0
        return page

    def _end_page(self) -> None:
        self._page.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{self._rows + 1}"  # type: ignore[attr-defined]


def _abandon(archive: ZipFile) -> None:
    """Close what was not finished; by itself it would write on, and print why it cannot."""
    stream, archive.fp = archive.fp, None
    if stream is not None:
        with suppress(OSError):
            stream.close()


def _bold(page: WriteOnlyWorksheet, text: str) -> ExcelCell:
    cell = WriteOnlyCell(page, text)
    cell.font = Font(bold=True)
    return cell


def _append(page: WriteOnlyWorksheet, values: Iterable[Cell]) -> None:
    page.append([_safe(page, value) for value in values])


def _safe(page: WriteOnlyWorksheet, value: Cell) -> Cell | ExcelCell:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)  # Excel knows no offsets: one column is UTC, one local
    if not isinstance(value, str):
        return value
    text = printable(value)
    if not text.startswith(("=", "#")):
        return text
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"  # neither a formula nor an error
    return cell
