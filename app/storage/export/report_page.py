"""A page of a shift's report: headings, lists, and what stands at its foot."""

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.storage.export.paper import GREY, LINE, RIGHT, Paper
from models.shift_report import ShiftReport
from widgets import words

translate = QCoreApplication.translate

GAP = LINE * 0.6
"""Between two sections."""


class ReportPage:
    """Sections one below the other; each goes on on a new page where it does not fit."""

    def __init__(self, file: Path, report: ShiftReport, zone: tzinfo | None) -> None:
        self.report = report
        self.zone = zone
        self.paper = Paper(file, f"Castwatch: {self.name()}")

    def name(self) -> str:
        """The shift and when it began."""
        summary = self.report.summary
        start = summary.started_at.astimezone(self.zone)
        return f"{summary.shift} {start:%Y-%m-%d %H:%M}"

    def begin(self, heading: str, room: float) -> None:
        """A section's heading, on a page that has `room` below it."""
        self.make_room(1.3 * LINE + room)
        self.paper.set_font(11, bold=True)
        self.paper.write(0, self.paper.width, heading, line=1.3 * LINE)
        self.paper.y += 1.3 * LINE

    def make_room(self, room: float) -> bool:
        """Turn the page where `room` is no longer there; returns whether it was turned."""
        if self.paper.y + room <= self.paper.height - 1.5 * LINE:
            return False
        self.write_foot()
        self.paper.turn()
        return True

    def write_list(self, heading: str, rows: Sequence[tuple[str, str]]) -> None:
        """A section of lines with a figure each."""
        self.begin(heading, LINE)
        if not rows:
            self.write_nothing(translate("ShiftReport", "None."))
        for left, right in rows:
            self.make_room(LINE)
            self.paper.set_font(9)
            self.paper.write(0, self.paper.width * 0.7, left)
            self.paper.write(self.paper.width * 0.7, self.paper.width * 0.3, right, RIGHT)
            self.paper.y += LINE
        self.paper.y += GAP

    def write_rest(self, count: int) -> None:
        """How many did not find room, where there are such."""
        if count > 0:
            self.make_room(LINE)
            more = translate("ShiftReport", "and {count} more; the history has them all")
            self.write_nothing(more.format(count=words.number(count)))

    def write_nothing(self, text: str) -> None:
        """A line that says why there is nothing, or no more."""
        self.paper.set_font(9, GREY)
        self.paper.write(0, self.paper.width, text)
        self.paper.y += LINE

    def write_foot(self) -> None:
        """Whose page it is, and its number."""
        paper = self.paper
        paper.y = paper.height - LINE
        paper.set_font(8, GREY)
        whose = f"Castwatch · {self.report.station} · {self.name()}"
        paper.write(0, paper.width * 0.8, whose)
        paper.write(paper.width * 0.8, paper.width * 0.2, str(paper.page), RIGHT)
