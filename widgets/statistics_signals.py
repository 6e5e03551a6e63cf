"""What is unusual in a period, one a line."""

from dataclasses import replace
from datetime import tzinfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QScroller, QVBoxLayout, QWidget

from models import control_chart
from models.history import HistoryFilter
from models.statistics import StatisticsReport
from widgets import make
from widgets import statistics_words as said
from widgets.speaking import SpeakingWidget

_CASTINGS = Qt.ItemDataRole.UserRole


class SignalList(SpeakingWidget):
    """Time and rule of each signal, the newest first; click or Enter leads to its castings."""

    chosen = Signal(HistoryFilter)

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chart")
        self._zone = zone
        self._report: StatisticsReport | None = None
        self._heading = make.label("heading")
        self._none = make.label("caption", wraps=True)
        self._list = _List()
        self._list.itemClicked.connect(self._on_chosen)
        self._list.entered_item.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.addWidget(self._heading)
        column.addWidget(self._none)
        column.addWidget(self._list, 1)
        column.addStretch(0)
        self.retranslate()

    def show_report(self, report: StatisticsReport) -> None:
        """Show these in place of those before."""
        self._report = report
        self.retranslate()

    def retranslate(self) -> None:
        """Follow the language."""
        signals = self._report.chart.signals if self._report else ()
        self._heading.setText(self.tr("Signals"))
        self._none.setText(self._why_none())
        self._none.setVisible(not signals)
        self._list.setAccessibleName(self.tr("Signals"))
        self._list.setVisible(bool(signals))
        self._list.clear()
        for signal in reversed(signals):
            if self._report is not None:
                self._list.addItem(self._item(signal, self._report))

    def _why_none(self) -> str:
        if self._report is None or self._report.chart.silence is not None:
            return self.tr("Nothing can be said without limits.")
        return self.tr("Nothing unusual.")

    def _item(self, signal: control_chart.Signal, report: StatisticsReport) -> QListWidgetItem:
        first, last = report.groups[signal.first], report.groups[signal.last]
        item = QListWidgetItem()
        when = said.moment(first.starts_at, report, self._zone)
        if signal.last > signal.first:
            when = f"{when} – {said.moment(last.starts_at, report, self._zone)}"
        number = self.tr("Rule {number}").format(number=signal.rule.value)
        item.setText(f"{when}   {number}\n{said.rule(signal.rule)}")
        castings = replace(first.castings, to_time=last.castings.to_time)
        item.setData(_CASTINGS, castings)
        return item

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_CASTINGS))


class _List(QListWidget):
    """A list whose Enter key chooses on every platform."""

    entered_item = Signal(QListWidgetItem)

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentItem() is not None:
            self.entered_item.emit(self.currentItem())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        line = self.fontMetrics().height()
        return QSize(line * 14, line * 6)
