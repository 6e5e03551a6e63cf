"""Sheets of A4 under way, drawn by Qt without a screen, with the program's own fonts."""

import errno
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import QFile, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

import resources
from app.storage.errors import StorageError
from models.printable import printable

DPI = 144  # a dot is half a point
MARGIN_MM = 15.0
LINE = 32.0  # dots
FAMILY = "NanumGothic"  # comes with the program, and has Hangul
INK, GREY, BAND = QColor("#1b1f24"), QColor("#5c6670"), QColor("#f0f2f4")
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_TRAILER = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TRAILER_BYTES = 64  # more than the trailer's two last lines take


class Paper:
    """Pages to draw on; `y` is how far down the page is full, in dots.

    Qt draws on where the disk refuses to take more, and tells nobody: `turn` and `finish` look
    what became of the file.
    """

    def __init__(self, file: Path, title: str) -> None:
        """Begin a file. Raises OSError where it cannot be written."""
        self._application = QGuiApplication.instance() or QGuiApplication(
            ["castwatch", "-platform", "offscreen"]
        )
        if FAMILY not in QFontDatabase.families():
            for name in (f"{FAMILY}.ttf", f"{FAMILY}Bold.ttf"):
                QFontDatabase.addApplicationFont(str(resources.path(f"fonts/{name}")))
        self._file = QFile(str(file))
        if not self._file.open(QIODevice.OpenModeFlag.WriteOnly):
            raise self._refusal()
        self._writer = _a4(self._file, title)
        self.painter = QPainter()
        if not self.painter.begin(self._writer):
            raise self._refusal()
        self.width, self.height = float(self._writer.width()), float(self._writer.height())
        self.page = 1
        self.y = 0.0

    def turn(self) -> None:
        """Go on on a new page. Raises OSError where the disk has not taken those before."""
        self._writer.newPage()
        if self._file.error() is not QFile.FileError.NoError:
            raise self._refusal()
        self.page += 1
        self.y = 0.0

    def finish(self) -> None:
        """Write the end of the file. Raises OSError where the disk has not taken all of it."""
        is_drawn = not self.painter.isActive() or self.painter.end()
        is_written = self._file.flush() and self._file.error() is QFile.FileError.NoError
        self._file.close()
        if not (is_drawn and is_written):
            raise self._refusal()

    def close(self) -> None:
        """Let go of the file; what was not finished is worth nothing."""
        if self.painter.isActive():
            self.painter.end()
        self._file.close()

    def _refusal(self) -> OSError:
        is_full = self._file.error() is QFile.FileError.ResourceError
        return OSError(
            errno.ENOSPC if is_full else errno.EIO,
            self._file.errorString(),
            self._file.fileName(),
        )

    def set_font(self, points: int, colour: QColor = INK, *, bold: bool = False) -> None:
        """What is written from now on."""
        font = QFont(FAMILY, points)
        font.setBold(bold)
        self.painter.setFont(font)
        self.painter.setPen(colour)

    def write(
        self,
        x: float,
        width: float,
        text: str,
        alignment: Qt.AlignmentFlag = LEFT,
        line: float = LINE,
    ) -> None:
        """A line of text at `y`; what does not fit is left out with an ellipsis."""
        place = QRectF(x + 6, self.y, width - 12, line)
        fitting = self.painter.fontMetrics().elidedText(
            printable(text), Qt.TextElideMode.ElideRight, round(place.width())
        )
        self.painter.drawText(place, alignment | Qt.AlignmentFlag.AlignVCenter, fitting)

    def lines(self, text: str) -> Iterator[str]:
        """The text in lines that fit the whole width, in the font that is set."""
        metrics, line = self.painter.fontMetrics(), ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and metrics.horizontalAdvance(longer) > self.width - 12:
                yield line
                longer = word
            line = longer
        yield line

    def write_cells(self, texts: Iterable[str], widths: tuple[float, ...]) -> None:
        """A row of texts over the whole width; `widths` are beside one another."""
        unit = self.width / sum(widths)
        x = 0.0
        for text, width in zip(texts, widths, strict=True):
            self.write(x, width * unit, text)
            x += width * unit
        self.y += LINE

    def rule(self) -> None:
        """A line across."""
        self.painter.drawLine(0, round(self.y), round(self.width), round(self.y))


def check_pdf(file: Path) -> None:
    """See that a PDF is whole: the table of its objects is where its end says.

    A piece that is missing anywhere before moves the table. Raises StorageError.
    """
    with file.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _TRAILER_BYTES))
        trailer = _TRAILER.search(stream.read())
        stream.seek(int(trailer[1]) if trailer else 0)
        if trailer and stream.read(4) == b"xref":
            return
    raise StorageError("The PDF was not written whole; please try again.")


def _a4(file: QFile, title: str) -> QPdfWriter:
    writer = QPdfWriter(file)
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    writer.setTitle(title)
    writer.setCreator("Castwatch")
    return writer
