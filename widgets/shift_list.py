"""The shifts on record."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScroller,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from models.history import ShiftList
from models.shift import ShiftSummary
from widgets import make, words
from widgets.speaking import SpeakingWidget

_SUMMARY = Qt.ItemDataRole.UserRole


class Shifts(SpeakingWidget):
    """All shifts, the newest first, with what each made; choosing one narrows the history."""

    chosen = Signal(object)  # ShiftSummary, or None for all of them
    report_wanted = Signal(object)  # ShiftSummary

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        self._zone = zone
        self._is_busy = False
        self._caption = make.label("heading")
        self._list = QListWidget()
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self._list.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._list.currentItemChanged.connect(self._on_chosen)
        self._report = QPushButton()
        self._report.clicked.connect(self._on_report)
        column = QVBoxLayout(self)
        column.addWidget(self._caption)
        column.addWidget(self._list, 1)
        column.addWidget(self._report)
        self.show_shifts(ShiftList(()))

    def show_busy(self, is_busy: bool) -> None:
        """A file is being written: another one has to wait."""
        self._is_busy = is_busy
        self._report.setEnabled(not is_busy and self.summary() is not None)

    def show_shifts(self, shifts: ShiftList) -> None:
        """Show these; the one that was chosen stays so."""
        if self._are_there(shifts.shifts):
            self._renew(shifts.shifts)
        else:
            self._begin_anew(shifts)

    def _are_there(self, shifts: Sequence[ShiftSummary]) -> bool:
        return len(shifts) + 1 == self._list.count() and all(
            _same(self._list.item(row).data(_SUMMARY), summary)
            for row, summary in enumerate(shifts, start=1)
        )

    def _renew(self, shifts: Sequence[ShiftSummary]) -> None:
        """Of many shifts it is the newest that has grown."""
        for row, summary in enumerate(shifts, start=1):
            item = self._list.item(row)
            if item.data(_SUMMARY) != summary:
                item.setData(_SUMMARY, summary)
                item.setText(self._text(summary))

    def _begin_anew(self, shifts: ShiftList) -> None:
        chosen, scroll_bar = self.summary(), self._list.verticalScrollBar()
        scrolled = scroll_bar.value()
        self._list.blockSignals(True)
        self._list.clear()
        for summary in (None, *shifts.shifts):
            item = QListWidgetItem()
            item.setData(_SUMMARY, summary)
            self._list.addItem(item)
            if summary and chosen and _same(summary, chosen):
                self._list.setCurrentItem(item)
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        self._list.blockSignals(False)
        self.show_busy(self._is_busy)
        self.retranslate()
        scroll_bar.setValue(scrolled)

    def choose_all(self) -> None:
        """Choose no shift alone, without saying so."""
        self._list.blockSignals(True)
        self._list.setCurrentRow(0)
        self._list.blockSignals(False)

    def summary(self) -> ShiftSummary | None:
        """The shift that is chosen; None for all of them."""
        chosen: ShiftSummary | None = self._list.currentIndex().data(_SUMMARY)
        return chosen

    def retranslate(self) -> None:
        """Follow the language."""
        self._caption.setText(self.tr("Shifts"))
        self._list.setAccessibleName(self.tr("Shifts"))
        self._report.setText(self.tr("Shift report…  W"))
        self._report.setShortcut("W")  # setText has taken it away
        make.tip(self._report, self.tr("Save a report of the shift that is chosen as PDF (T)"))
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setText(self._text(item.data(_SUMMARY)))

    def _text(self, summary: ShiftSummary | None) -> str:
        if summary is None:
            return self.tr("All shifts")
        start = summary.started_at.astimezone(self._zone).strftime("%Y-%m-%d %H:%M")
        tally = summary.tally
        share = words.NONE if tally.yield_share is None else f"{tally.yield_share:.1%}"
        figures = self.tr("{total} parts, yield {share}").format(
            total=words.number(tally.total), share=share
        )
        return f"{summary.shift}   {start}\n{figures}"

    def _on_chosen(self) -> None:
        self.show_busy(self._is_busy)
        self.chosen.emit(self.summary())

    def _on_report(self) -> None:
        self.report_wanted.emit(self.summary())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as a shift's line."""
        metrics = self.fontMetrics()
        return QSize(
            metrics.horizontalAdvance("0000-00-00 00:00  MMMMM") + 4 * metrics.height(), 300
        )


def _same(one: ShiftSummary, other: ShiftSummary) -> bool:
    return (one.shift, one.started_at) == (other.shift, other.started_at)
