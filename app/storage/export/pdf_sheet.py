"""PDF to print and to sign: the totals of the shifts, then a line for each inspection.

It speaks the language of the screen, as people read it; the other files are for machines.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QRectF

from app.storage.export.paper import BAND, GREY, LINE, RIGHT, Paper, check_pdf
from app.storage.export.sheet import Sheet
from models.decision import Decision
from models.history import ShiftList
from models.inspection import Inspection
from models.judgement import Verdict
from models.shift import ShiftSummary
from widgets import words

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
        self._paper = Paper(file, "Castwatch: inspections")
        self._titles, self._widths = _shift_titles(), _SHIFT_WIDTHS
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
        """Write the end of the file. Raises OSError."""
        self._paper.finish()

    def close(self) -> None:
        """Let go of the file."""
        self._paper.close()

    @staticmethod
    def check(file: Path) -> None:
        """See that a finished file is whole. Raises StorageError."""
        check_pdf(file)

    def _write_shifts(self, shifts: ShiftList) -> None:
        for each in shifts.shifts:
            self._write_row(self._totals(each))
        self._paper.y += LINE
        self._titles, self._widths = _inspection_titles(), _INSPECTION_WIDTHS
        self._write_head()

    def _totals(self, summary: ShiftSummary) -> Iterable[str]:
        tally = summary.tally
        share = "" if tally.yield_share is None else f"{tally.yield_share:.1%}"
        counts = (tally.total, tally.passed, tally.rejected, tally.review)
        return summary.shift, self._time(summary.started_at), *map(words.number, counts), share

    def _begin_page(self) -> None:
        paper = self._paper
        paper.set_font(9, GREY)
        paper.write(0, paper.width, self._heading())
        paper.write(0, paper.width, str(paper.page), RIGHT)
        paper.y += 1.5 * LINE
        self._write_head()

    def _heading(self) -> str:
        zone = words.zone_name(datetime.now(UTC), self._zone)
        heading = QCoreApplication.translate(
            "PdfSheet", "Castwatch: shifts and inspections; times in {zone}"
        )
        return heading.format(zone=zone)

    def _write_head(self) -> None:
        self._paper.set_font(8, bold=True)
        self._paper.write_cells(self._titles, self._widths)
        self._paper.rule()
        self._paper.set_font(8)
        self._rows = 0

    def _write_row(self, texts: Iterable[str]) -> None:
        paper = self._paper
        if paper.y + LINE > paper.height:
            paper.turn()
            self._begin_page()
        if self._rows % 2:
            paper.painter.fillRect(QRectF(0, paper.y, paper.width, LINE), BAND)
        self._rows += 1
        paper.write_cells(texts, self._widths)

    def _time(self, moment: datetime) -> str:
        return words.day_and_clock(moment, self._zone)
