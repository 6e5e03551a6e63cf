"""The table of inspections."""

from dataclasses import replace
from datetime import tzinfo

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScroller,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.history import HistoryQuery
from widgets import words
from widgets.history_model import OCCASION_COLUMN, SERIAL_COLUMN, SORTED_BY, HistoryModel
from widgets.verdict_mark import draw_verdict

_VERDICT_COLUMN = 3
_SETTLE_MS = 40  # a scroll bar that is dragged past pages does not fetch them


class HistoryTable(QTableView):
    """Fetches the pages it shows; a click on a header sorts, a click on a row opens it."""

    opened = Signal(str)  # the inspection's id

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.history = HistoryModel(zone, self)
        self.setModel(self.history)
        self.setItemDelegateForColumn(_VERDICT_COLUMN, _VerdictDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._set_up_headers()
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settled.timeout.connect(self._fetch_seen)
        self.verticalScrollBar().valueChanged.connect(self._on_moved)
        self.history.dataChanged.connect(self._on_moved)
        self.history.dataChanged.connect(self._show_serials)
        self.hideColumn(SERIAL_COLUMN)
        self.history.rowsInserted.connect(self._fit_columns)
        self.clicked.connect(self._on_chosen)

    def ask(self, query: HistoryQuery) -> None:
        """Start over with another filter or order."""
        self.scrollToTop()
        self.history.ask(query)

    def is_at_newest(self) -> bool:
        """Whether nobody has gone down the table, so that new rows may push the others on."""
        is_on_top = self.verticalScrollBar().value() == 0
        return is_on_top and not self.selectionModel().hasSelection()

    def retranslate(self) -> None:
        """Follow the language."""
        last = len(SORTED_BY) - 1
        self.history.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        self.viewport().update()
        self._fit_columns()

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionsClickable(True)
        columns.setSortIndicatorShown(True)
        columns.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setStretchLastSection(True)
        columns.sectionClicked.connect(self._on_header)

    def _fit_columns(self) -> None:
        metrics = QFontMetrics(self.horizontalHeader().font())
        widest = (
            self._widest_number(),
            "0000-00-00 00:00:00",
            "MMMM",
            "MMMMM",
            "0.000",
            "MMMM",
            "MMMMMMMM",
        )
        for column, text in enumerate(widest):
            name = self.history.headerData(column, Qt.Orientation.Horizontal)
            width = max(metrics.horizontalAdvance(text), metrics.horizontalAdvance(name))
            # Room for the mark, the sort arrow.
            extra = 3 if column == _VERDICT_COLUMN else 2 if SORTED_BY[column] else 1
            self.setColumnWidth(column, width + extra * metrics.height())
        self._leave_out(metrics.horizontalAdvance("MMMMMMMM"))
        row = max(48, round(metrics.height() * 2.4))
        self.verticalHeader().setDefaultSectionSize(row)
        self._settled.start()

    def _leave_out(self, for_decided: int) -> None:
        """In a narrow window the occasion, which is the line's but for a few, makes room."""
        has_serials = not self.isColumnHidden(SERIAL_COLUMN)
        self.showColumn(OCCASION_COLUMN)
        taken = sum(self.columnWidth(each) for each in range(len(SORTED_BY) - 1))
        is_narrow = taken + for_decided > self.viewport().width()
        self.setColumnHidden(OCCASION_COLUMN, has_serials and is_narrow)

    def _widest_number(self) -> str:
        """After a database that was set aside the numbers are long."""
        newest = self.history.inspection(0)
        return max("9,999,999", words.number(newest.sequence) if newest else "", key=len)

    def _on_header(self, column: int) -> None:
        sort, query = SORTED_BY[column], self.history.query
        if sort is None:
            return
        descending = not query.descending if sort is query.sort else True
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, order)
        self.ask(replace(query, sort=sort, descending=descending))

    def _show_serials(self) -> None:
        """Where castings have none, their column would take the room of the others."""
        has_none = not self.history.has_serials()
        if has_none != self.isColumnHidden(SERIAL_COLUMN):
            self.setColumnHidden(SERIAL_COLUMN, has_none)
            self._fit_columns()

    def _on_moved(self) -> None:
        self._settled.start()

    def _fetch_seen(self) -> None:
        if not self.history.rowCount():
            return
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        end = self.history.rowCount() - 1
        self.history.want_rows(max(first, 0), end if last < 0 else last)

    def _on_chosen(self, index: QModelIndex) -> None:
        inspection = index.data(Qt.ItemDataRole.UserRole)
        if inspection is not None:
            self.opened.emit(inspection.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open the row under the focus with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_chosen(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """More or fewer rows are seen."""
        super().resizeEvent(event)
        self._fit_columns()


class _VerdictDelegate(QStyledItemDelegate):
    """Mark and word."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        inspection = index.data(Qt.ItemDataRole.UserRole)
        line = option.fontMetrics.height()
        room = round(line * 1.6)
        text = QStyleOptionViewItem(option)
        text.rect = QRect(option.rect.adjusted(room, 0, 0, 0))
        super().paint(painter, text, index)
        if inspection is not None:
            mark = QRectF(option.rect.left() + line * 0.5, option.rect.top(), line, line)
            mark.moveCenter(
                QRectF(mark.left(), option.rect.top(), line, option.rect.height()).center()
            )
            draw_verdict(painter, inspection.judgement.verdict, mark)
