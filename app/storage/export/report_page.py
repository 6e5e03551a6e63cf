"""A page of a report: headings, lists, and what stands at its foot."""

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.storage.export.paper import GREY, INK, LINE, RIGHT, Paper
from widgets import words

translate = QCoreApplication.translate

GAP = LINE * 0.6
"""Between two sections."""


class ReportPage:
    """Sections one below the other; each goes on on a new page where it does not fit."""

    def __init__(self, file: Path, station: str, name: str, zone: tzinfo | None) -> None:
        """`name` tells the report from others of its kind."""
        self.station, self.name = station, name
        self.zone = zone
        self.paper = Paper(file, f"Castwatch: {name}")

    def write_head(self, title: str, said: str) -> None:
        """What this is, of which station, and what is to know of it."""
        paper = self.paper
        paper.set_font(18, bold=True)
        paper.write(0, paper.width * 0.7, title, line=1.6 * LINE)
        paper.set_font(13, bold=True)
        paper.write(paper.width * 0.6, paper.width * 0.4, self.station, RIGHT, 1.6 * LINE)
        paper.y += 1.6 * LINE
        paper.set_font(12, bold=True)
        paper.write(0, paper.width, self.name, line=1.2 * LINE)
        paper.y += 1.2 * LINE
        self.write_text(said, 9)
        paper.y += 0.4 * LINE
        paper.painter.setPen(INK)
        paper.rule()
        paper.y += GAP

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

    def write_text(self, text: str, points: int = 8) -> None:
        """Small lines, as many as it takes."""
        self.paper.set_font(points, GREY)
        for line in self.paper.lines(text):
            if self.make_room(LINE):
                self.paper.set_font(points, GREY)
            self.paper.write(0, self.paper.width, line)
            self.paper.y += LINE * 0.8

    def write_foot(self) -> None:
        """Whose page it is, and its number."""
        paper = self.paper
        paper.y = paper.height - LINE
        paper.set_font(8, GREY)
        whose = f"Castwatch · {self.station} · {self.name}"
        paper.write(0, paper.width * 0.8, whose)
        paper.write(paper.width * 0.8, paper.width * 0.2, str(paper.page), RIGHT)
