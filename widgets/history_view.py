"""All shifts and inspections."""

from dataclasses import replace
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from models.errors import KnownError
from models.history import HistoryFilter, HistoryPage, HistoryQuery, ShiftList
from models.judgement import Verdict
from models.shift import ShiftSummary, Tally
from widgets import make, words
from widgets.export_bar import ExportBar
from widgets.history_filters import HistoryFilters
from widgets.history_search import HistorySearch
from widgets.history_table import HistoryTable
from widgets.shift_list import Shifts
from widgets.speaking import SpeakingWidget

_RENEW_MS = 1000  # however fast the line is, a long record is not counted more often


class HistoryView(SpeakingWidget):
    """A page: shifts at the left, search and filters above the table, their totals below it."""

    closed = Signal()
    opened = Signal(str)  # an inspection's id
    page_wanted = Signal(HistoryQuery)
    shifts_wanted = Signal()
    export_wanted = Signal(HistoryFilter, Path)
    report_wanted = Signal(object, Path)  # ShiftSummary
    export_cancelled = Signal()

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._zone = zone
        self._tally: Tally | None = None
        self._shifts = Shifts(zone)
        self._search = HistorySearch(zone)
        self._filters = HistoryFilters(zone)
        self._table = HistoryTable(zone)
        self._empty = make.label("strong")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._totals = make.label("strong", wraps=True)
        self._export = ExportBar()
        self._back = QPushButton()
        self._renewal = QTimer(self, singleShot=True, interval=_RENEW_MS)
        self._connect()
        self.setFocusProxy(self._table)
        page = QHBoxLayout(self)
        page.addWidget(self._shifts)
        page.addWidget(self._make_inspections(), 1)
        self.retranslate()

    def start(self) -> None:
        """Ask anew for everything; called when the page is opened."""
        self.shifts_wanted.emit()
        self._ask()

    def show_only(self, wanted: HistoryFilter) -> None:
        """Show just these castings, by their times and verdict; the filters say so."""
        self._search.clear()
        self._shifts.choose_all()
        self._filters.show_filter(wanted)
        self.start()

    def show_grown(self) -> None:
        """The record has one more; shown soon, unless somebody is reading further down."""
        if self.isVisible() and not self._renewal.isActive():
            self._renewal.start()

    def show_shifts(self, shifts: ShiftList) -> None:
        """The shifts on record."""
        self._shifts.show_shifts(shifts)
        self._filters.show_shift_names(dict.fromkeys(each.shift for each in shifts.shifts))

    def show_page(self, page: HistoryPage) -> None:
        """An answer to `page_wanted`."""
        self._table.history.show_page(page)
        if page.query.filter == self._table.history.query.filter:
            self._tally = page.tally
            self._stack.setCurrentWidget(self._table if page.count else self._empty)
            self._export.show_rows(page.count)
            self.retranslate()

    def show_export_progress(self, share: float) -> None:
        """How much of the file is written, 0 .. 1."""
        self._export.show_progress(share)

    def show_export_done(self, path: Path | None, error: KnownError | None) -> None:
        """The file is written, or why not."""
        self._export.show_done(path, error)

    def retranslate(self) -> None:
        """Follow the language."""
        self._back.setText(self.tr("Back  Esc"))
        self._empty.setText(self._nothing())
        self._table.retranslate()
        self._totals.setText(self._said() if self._tally else "")

    def _nothing(self) -> str:
        if not self._search.text():
            return self.tr("No inspections here. Change the filter, or inspect one.")
        return self.tr(
            "Nothing is found for “{text}” with this filter.\nLook for a number, for 8 or more"
            " characters that an id begins with, for a file’s name, or for a time such as"
            " 2026-11-24 06:12."
        ).format(text=self._search.text())

    def _said(self) -> str:
        tally = self._tally or Tally()
        share = words.NONE if tally.yield_share is None else f"{tally.yield_share:.1%}"
        counts = zip(Verdict, (tally.passed, tally.rejected, tally.review), strict=True)
        figures = [f"{words.verdict(verdict)} {words.number(count)}" for verdict, count in counts]
        total = self.tr("Total {count}").format(count=words.number(tally.total))
        return "    ".join([total, *figures, self.tr("Yield {share}").format(share=share)])

    def _filter(self) -> HistoryFilter:
        chosen = self._shifts.summary()
        asked = self._filters.value().narrowed(self._search.value())
        if chosen is None:
            return asked
        return replace(asked, shift=chosen.shift, shift_started_at=chosen.started_at)

    def _ask(self) -> None:
        self._table.ask(replace(self._table.history.query, filter=self._filter()))

    def _renew(self) -> None:
        if self.isVisible() and self._table.is_at_newest():
            self.shifts_wanted.emit()
            self._table.history.renew()

    def _on_shift(self, summary: ShiftSummary | None) -> None:  # noqa: ARG002 - read by _filter
        self._ask()

    def _on_export(self, path: Path) -> None:
        self.export_wanted.emit(self._filter(), path)

    def _on_report(self, summary: ShiftSummary) -> None:
        start = summary.started_at.astimezone(self._zone)
        name = f"{start:%Y-%m-%d}-{summary.shift}-{start:%H%M}.pdf"
        self._export.ask_report(summary, name.replace("/", "-"))

    def _connect(self) -> None:
        self._back.clicked.connect(self.closed)
        self._shifts.chosen.connect(self._on_shift)
        self._shifts.report_wanted.connect(self._on_report)
        self._export.under_way.connect(self._shifts.show_busy)
        self._export.report_wanted.connect(self.report_wanted)
        self._filters.changed.connect(self._ask)
        self._search.changed.connect(self._ask)
        self._search.entered.connect(self._table.setFocus)
        self._renewal.timeout.connect(self._renew)
        self._table.opened.connect(self.opened)
        self._table.history.page_wanted.connect(self.page_wanted)
        self._export.wanted.connect(self._on_export)
        self._export.cancelled.connect(self.export_cancelled)

    def _make_inspections(self) -> QWidget:
        panel = make.box("panel")
        head = QHBoxLayout()
        head.addWidget(self._search, 1)
        head.addWidget(self._back)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        foot = QHBoxLayout()
        foot.addWidget(self._totals, 2)
        foot.addWidget(self._export, 1)
        column = QVBoxLayout(panel)
        column.addLayout(head)
        column.addWidget(self._filters)
        column.addLayout(self._stack, 1)
        column.addLayout(foot)
        return panel
