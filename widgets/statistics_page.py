"""Figures of a period: how it goes, what is unusual, what is wrong; and the way to the castings.

Imported when it is first opened: the charts' library takes a while.
"""

from datetime import tzinfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from models.errors import KnownError
from models.history import HistoryFilter, ShiftList
from models.statistics import Span, StatisticsQuery, StatisticsReport
from widgets import make
from widgets import statistics_words as said
from widgets.notice import sentence
from widgets.speaking import SpeakingWidget
from widgets.statistics_chooser import StatisticsChooser
from widgets.statistics_defects import DefectChart
from widgets.statistics_drift import DriftChart
from widgets.statistics_figures import StatisticsFigures
from widgets.statistics_rejects import RejectChart
from widgets.statistics_signals import SignalList
from widgets.statistics_trends import YieldChart

_RENEW_MS = 5000  # however fast the line is, nobody reads charts that change at each casting


class StatisticsPage(SpeakingWidget):
    """A page: the choice and the headline above, charts and signals below."""

    closed = Signal()
    wanted = Signal(StatisticsQuery)  # answered by show_report
    shifts_wanted = Signal()  # answered by show_shifts
    teaching_wanted = Signal()  # answered by show_taught
    castings_wanted = Signal(HistoryFilter)  # a person has chosen something in a chart

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._zone = zone
        self._asked: StatisticsQuery | None = None
        self._report: StatisticsReport | None = None
        self._error: KnownError | None = None
        self._chooser = StatisticsChooser(zone)
        self._period = make.label("strong")
        self._back = QPushButton()
        self._figures = StatisticsFigures()
        self._drift = DriftChart(zone)
        self._charts = (RejectChart(zone), YieldChart(zone), DefectChart(zone), self._drift)
        self._signals = SignalList(zone)
        self._message = make.label("strong", wraps=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._renewal = QTimer(self, singleShot=True, interval=_RENEW_MS)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._chooser)
        self.retranslate()

    def start(self) -> None:
        """Ask anew for everything; called when the page is opened."""
        self.shifts_wanted.emit()
        self._ask()

    def show_grown(self) -> None:
        """The record has one more; shown soon, where the period goes on."""
        goes_on = self._chooser.query().period in {Span.THIS_SHIFT, Span.TODAY, Span.LAST_7_DAYS}
        if self.isVisible() and goes_on and not self._renewal.isActive():
            self._renewal.start()

    def show_shifts(self, shifts: ShiftList) -> None:
        """The shifts on record, to choose from."""
        self._chooser.show_shifts(shifts)

    def show_report(self, report: StatisticsReport | None, error: KnownError | None) -> None:
        """An answer to `wanted`, or why there is none; one to an older question is dropped."""
        if report is not None and report.query != self._asked:
            return
        self._report, self._error = report, error
        if report is not None:
            for shown in (self._figures, *self._charts, self._signals):
                shown.show_report(report)
        self.retranslate()

    def show_taught(self) -> None:
        """Somebody has taught how castings should lie and look: there is a new band."""
        if self.isVisible():
            self._ask()

    def retranslate(self) -> None:
        """Follow the language."""
        self._back.setText(self.tr("Back  Esc"))
        self._period.setText(said.period(self._report, self._zone) if self._report else "")
        message = self._why_empty()
        self._message.setText(message)
        self._stack.setCurrentWidget(self._message if message else self._body)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody looks: nothing needs to be read."""
        super().hideEvent(event)
        self._renewal.stop()

    def _ask(self) -> None:
        query = self._chooser.query()
        if self._report is None or self._report.query != query:
            self._report = self._error = None
            self.retranslate()
        self._asked = query
        self.wanted.emit(query)

    def _why_empty(self) -> str:
        if self._error is not None:
            return sentence(self._error)
        if self._report is None:
            return self.tr("The record is being read …")
        if not self._report.tally.total:
            return self.tr("No castings in this period. Choose another one.")
        return ""

    def _connect(self) -> None:
        self._back.clicked.connect(self.closed)
        self._chooser.changed.connect(self._ask)
        self._renewal.timeout.connect(self._ask)
        self._signals.chosen.connect(self.castings_wanted)
        self._drift.teaching_wanted.connect(self.teaching_wanted)
        for chart in self._charts:
            chart.chosen.connect(self.castings_wanted)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._chooser)
        head.addWidget(self._period, 1)
        head.addWidget(self._back)
        rejects, yields, defects, drift = self._charts
        self._body = make.box("plain")
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._figures, 0, 0, 1, 3)
        grid.addWidget(rejects, 1, 0, 1, 2)
        grid.addWidget(self._signals, 1, 2)
        for column, chart in enumerate((yields, drift, defects)):
            grid.addWidget(chart, 2, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(1, 5)
        grid.setRowStretch(2, 4)
        whole = QVBoxLayout(self)
        whole.addLayout(head)
        self._stack = QStackedLayout()
        whole.addLayout(self._stack, 1)  # before it is filled, or it shows a window of its own
        self._stack.addWidget(self._body)
        self._stack.addWidget(self._message)
