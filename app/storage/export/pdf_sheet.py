"""PDF to print and to sign: the totals of the shifts, then a line for each inspection.

It speaks the language of the screen, as people read it; the other files are for machines.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, Qt
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
from app.storage.export.sheet import Sheet
from models.decision import Decision
from models.history import ShiftList
from models.inspection import Inspection
from models.judgement import Verdict
from models.shift import ShiftSummary
from widgets import words

DPI = 144  # a dot is half a point
MARGIN_MM = 15.0
LINE = 32.0  # dots
FAMILY = "NanumGothic"  # comes with the program, and has Hangul
_INK, _GREY, _BAND = QColor("#1b1f24"), QColor("#5c6670"), QColor("#f0f2f4")

# How wide each column is beside the others.
_SHIFT_WIDTHS: tuple[float, ...] = (3.0, 5.0, 2.0, 2.0, 2.0, 2.0, 2.0)
_INSPECTION_WIDTHS: tuple[float, ...] = (1.7, 4.9, 2.2, 2.3, 1.7, 2.6, 4.8, 10.7)


def _shift_titles() -> tuple[str, ...]:
    translate = QCoreApplication.translate
    return (
        translate("PdfSheet", "Shift"),
        translate("PdfSheet", "Started"),
        translate("PdfSheet", "Total"),
        *map(words.verdict, (Verdict.PASS, Verdict.REJECT, Verdict.REVIEW)),
        translate("PdfSheet", "Yield"),
    )


def _inspection_titles() -> tuple[str, ...]:
    translate = QCoreApplication.translate
    return (
        translate("PdfSheet", "No."),
        translate("PdfSheet", "Time"),
        translate("PdfSheet", "Shift"),
        translate("PdfSheet", "Verdict"),
        translate("PdfSheet", "Score"),
        translate("PdfSheet", "Occasion"),
        translate("PdfSheet", "Decided"),
        translate("PdfSheet", "Id"),
    )


class PdfSheet(Sheet):
    """Pages of A4, drawn by Qt without a screen."""

    def __init__(self, file: Path, shifts: ShiftList, zone: tzinfo | None) -> None:
        self._zone = zone
        self._application = QGuiApplication.instance() or QGuiApplication(
            ["castwatch", "-platform", "offscreen"]
        )
        if FAMILY not in QFontDatabase.families():
            for file_name in (f"{FAMILY}.ttf", f"{FAMILY}Bold.ttf"):
                QFontDatabase.addApplicationFont(str(resources.path(f"fonts/{file_name}")))
        self._writer = _a4(file)
        self._painter = QPainter()
        if not self._painter.begin(self._writer):
            raise StorageError("The file {file} cannot be written.", file=str(file))
        self._titles, self._widths = _shift_titles(), _SHIFT_WIDTHS
        self._page = 0
        self._rows = 0
        self._begin_page()
        self._write_shifts(shifts)

    def add(self, inspection: Inspection, decision: Decision | None) -> None:
        """One more line, with what a person decided last of the casting."""
        judgement = inspection.judgement
        self._write_row(
            (
                str(inspection.sequence),
                self._time(inspection.inspected_at),
                inspection.shift,
                words.verdict(judgement.verdict),
                words.score(judgement.defect_probability),
                words.occasion(inspection.occasion),
                words.decision(decision) if decision else "",
                inspection.id,
            )
        )

    def finish(self) -> None:
        """Write the end of the file."""
        self._painter.end()

    def close(self) -> None:
        """Let go of the file."""
        if self._painter.isActive():
            self._painter.end()

    def _write_shifts(self, shifts: ShiftList) -> None:
        for each in shifts.shifts:
            self._write_row(self._totals(each))
        self._y += LINE
        self._titles, self._widths = _inspection_titles(), _INSPECTION_WIDTHS
        self._write_head()

    def _totals(self, summary: ShiftSummary) -> Iterable[str]:
        tally = summary.tally
        share = "" if tally.yield_share is None else f"{tally.yield_share:.1%}"
        counts = (tally.total, tally.passed, tally.rejected, tally.review)
        return summary.shift, self._time(summary.started_at), *map(words.number, counts), share

    def _begin_page(self) -> None:
        if self._page:
            self._writer.newPage()
        self._page += 1
        self._y = 0.0
        self._set_font(9, _GREY)
        self._write_line(0, self._writer.width(), self._heading())
        right = Qt.AlignmentFlag.AlignRight
        self._write_line(0, self._writer.width(), str(self._page), right)
        self._y += 1.5 * LINE
        self._write_head()

    def _heading(self) -> str:
        zone = words.zone_name(datetime.now(UTC), self._zone)
        heading = QCoreApplication.translate(
            "PdfSheet", "Castwatch: shifts and inspections; times in {zone}"
        )
        return heading.format(zone=zone)

    def _write_head(self) -> None:
        self._set_font(8, _INK, bold=True)
        self._write_cells(self._titles)
        self._painter.drawLine(0, round(self._y), self._writer.width(), round(self._y))
        self._set_font(8, _INK)
        self._rows = 0

    def _write_row(self, texts: Iterable[str]) -> None:
        if self._y + LINE > self._writer.height():
            self._begin_page()
        if self._rows % 2:
            self._painter.fillRect(QRectF(0, self._y, self._writer.width(), LINE), _BAND)
        self._rows += 1
        self._write_cells(texts)

    def _write_cells(self, texts: Iterable[str]) -> None:
        unit = self._writer.width() / sum(self._widths)
        x = 0.0
        for text, width in zip(texts, self._widths, strict=True):
            self._write_line(x, width * unit, text)
            x += width * unit
        self._y += LINE

    def _write_line(
        self,
        x: float,
        width: float,
        text: str,
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        place = QRectF(x + 6, self._y, width - 12, LINE)
        fitting = self._painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, round(place.width())
        )
        self._painter.drawText(place, alignment | Qt.AlignmentFlag.AlignVCenter, fitting)

    def _set_font(self, points: int, colour: QColor, *, bold: bool = False) -> None:
        font = QFont(FAMILY, points)
        font.setBold(bold)
        self._painter.setFont(font)
        self._painter.setPen(colour)

    def _time(self, moment: datetime) -> str:
        return words.day_and_clock(moment, self._zone)


def _a4(file: Path) -> QPdfWriter:
    writer = QPdfWriter(str(file))
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    writer.setTitle("Castwatch: inspections")
    writer.setCreator("Castwatch")
    return writer
