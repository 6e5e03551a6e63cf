"""The inspections of a filter as a table that is fetched a page at a time."""

from collections import OrderedDict
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from models.history import HistoryPage, HistoryQuery, SortBy
from models.inspection import Inspection
from widgets import words

PAGE = 100
_PAGES_KEPT = 50

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

SORTED_BY = (SortBy.SEQUENCE, SortBy.TIME, None, SortBy.VERDICT, SortBy.SCORE, None, None, None)
"""What each column is sorted by; None where it cannot be."""

OCCASION_COLUMN, SERIAL_COLUMN = 5, 6


class HistoryModel(QAbstractTableModel):
    """As many rows as the filter lets through; only the pages that were seen are ever held."""

    page_wanted = Signal(HistoryQuery)

    def __init__(self, zone: tzinfo | None, parent: Any = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.query = HistoryQuery(limit=PAGE)
        self._row_count = 0
        self._pages: OrderedDict[int, HistoryPage] = OrderedDict()
        self._asked: set[int] = set()
        self._stale: set[int] = set()

    def ask(self, query: HistoryQuery) -> None:
        """Start over with another filter or order."""
        self.query = replace(query, offset=0, limit=PAGE)
        self.beginResetModel()
        self._row_count = 0
        self._pages.clear()
        self._stale.clear()
        self._asked = {0}
        self.endResetModel()
        self.page_wanted.emit(self.query)

    def renew(self) -> None:
        """The record has grown: fetch again what is seen, which stays in sight until then."""
        self._stale = set(self._pages)
        self._asked = {0}
        self.page_wanted.emit(self.query)

    def want_rows(self, first: int, last: int) -> None:
        """Fetch the pages of the rows that are seen and not yet held."""
        for page in range(first // PAGE, last // PAGE + 1):
            is_held = page in self._pages and page not in self._stale
            if not is_held and page not in self._asked:
                self._asked.add(page)
                self.page_wanted.emit(replace(self.query, offset=page * PAGE))

    def has_serials(self) -> bool:
        """Whether any casting that is held has a serial number."""
        return any(each.judgement.serial for page in self._pages.values() for each in page.rows)

    def show_page(self, page: HistoryPage) -> None:
        """Take an answer; one to a question no longer asked is dropped."""
        if replace(page.query, offset=0) != self.query:
            return
        number = page.query.offset // PAGE
        self._asked.discard(number)
        self._stale.discard(number)
        self._pages[number] = page
        while len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        self._set_row_count(page.count)
        if page.rows:
            last = page.query.offset + len(page.rows) - 1
            bottom_right = self.index(last, len(SORTED_BY) - 1)
            self.dataChanged.emit(self.index(page.query.offset, 0), bottom_right)

    def inspection(self, row: int) -> Inspection | None:
        """What stands in a row; None while it is fetched."""
        page, place = self._pages.get(row // PAGE), row % PAGE
        return page.rows[place] if page and place < len(page.rows) else None

    def _set_row_count(self, count: int) -> None:
        if count > self._row_count:
            self.beginInsertRows(QModelIndex(), self._row_count, count - 1)
            self._row_count = count
            self.endInsertRows()
        elif count < self._row_count:
            self.beginRemoveRows(QModelIndex(), count, self._row_count - 1)
            self._row_count = count
            self.endRemoveRows()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """As many as the filter lets through, so that the scroll bar tells the truth."""
        return 0 if parent.isValid() else self._row_count

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Number, time, shift, verdict, score, occasion, serial, and what a person decided."""
        return 0 if parent.isValid() else len(SORTED_BY)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; under UserRole the inspection."""
        inspection = self.inspection(index.row())
        if role == Qt.ItemDataRole.UserRole:
            return inspection
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if inspection is None:
            return "…"
        if index.column() == len(SORTED_BY) - 1:
            decision = self._pages[index.row() // PAGE].decision(inspection)
            return words.decision(decision) if decision else ""
        return self._text(inspection, index.column())

    def _text(self, inspection: Inspection, column: int) -> str:
        judgement = inspection.judgement
        return (
            words.number(inspection.sequence),
            words.day_and_clock(inspection.inspected_at, self._zone),
            inspection.shift,
            words.verdict(judgement.verdict),
            words.score(judgement.defect_probability),
            words.occasion(inspection.occasion),
            judgement.serial or "",
        )[column]

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' names."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _column_names()[section]
        return None


def _column_names() -> tuple[str, ...]:
    translate = QCoreApplication.translate
    return (
        translate("HistoryModel", "Number"),
        translate("HistoryModel", "Time"),
        translate("HistoryModel", "Shift"),
        translate("HistoryModel", "Verdict"),
        translate("HistoryModel", "Score"),
        translate("HistoryModel", "Occasion"),
        translate("HistoryModel", "Serial number"),
        translate("HistoryModel", "Decided"),
    )
