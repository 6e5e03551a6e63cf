"""CSV that Excel opens as it is meant: UTF-8 with its mark, and no text that it would run."""

import csv
from datetime import datetime, tzinfo
from pathlib import Path

from app.storage.errors import StorageError
from app.storage.export.sheet import COLUMNS, Cell, Sheet, cells
from models.decision import Decision
from models.history import ShiftList
from models.inspection import Inspection
from models.printable import printable

_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")


class CsvSheet(Sheet):
    """One line for each inspection."""

    def __init__(self, file: Path, shifts: ShiftList, zone: tzinfo | None) -> None:  # noqa: ARG002
        self._zone = zone
        self._stream = file.open("w", encoding="utf-8-sig", newline="")
        self._lines = csv.writer(self._stream)
        self._lines.writerow(COLUMNS)

    def add(self, inspection: Inspection, decision: Decision | None) -> None:
        """One more line."""
        self._lines.writerow([_written(cell) for cell in cells(inspection, decision, self._zone)])

    def finish(self) -> None:
        """See that all of it is in the file."""
        self._stream.flush()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    @staticmethod
    def check(file: Path) -> None:
        """See that the last line has its end. Raises StorageError."""
        with file.open("rb") as stream:
            stream.seek(max(0, file.stat().st_size - 2))
            end = stream.read()
        if end != b"\r\n":
            raise StorageError("The CSV file was not written whole; please try again.")


def _written(cell: Cell) -> str | int | float | None:
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="milliseconds")
    return harmless(cell) if isinstance(cell, str) else cell


def harmless(text: str) -> str:
    """The text as it may stand in a file for a spreadsheet, which would run a formula.

    Controls and line ends are spelled out: the file is also read in a terminal.
    """
    text = printable(text)
    return f"'{text}" if text.lstrip().startswith(_FORMULA_STARTS) else text
