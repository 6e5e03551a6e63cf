"""The messages that Kafka refuses for good: a person tries them again or gives them up."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.outbox import QuarantinedMessage
from widgets import make, scaling, words
from widgets.discard_dialog import DiscardDialog

_COLUMNS = 4


class QuarantineList(QWidget):
    """Shown while there are any; what a person wishes is a signal, and its answer a new list."""

    retry_wanted = Signal(object)  # ids of the messages, a tuple; all of them where it is empty
    discard_wanted = Signal(str, str)  # id, reason

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._shown: tuple[QuarantinedMessage, ...] = ()
        self._table = QTableWidget(0, _COLUMNS)
        self._retry = QPushButton(self.tr("Try again"))
        self._retry_all = QPushButton(self.tr("Try all again"))
        self._discard = QPushButton(self.tr("Discard …"))
        self._make_table()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(make.label("caption", self.tr("Messages that Kafka refuses for good")))
        column.addWidget(self._table, 1)
        column.addLayout(self._make_buttons())
        self.hide()

    def show_messages(self, messages: Sequence[QuarantinedMessage]) -> None:
        """Show these; those that are chosen stay so."""
        if tuple(messages) != self._shown:
            chosen = {each.id for each in self._chosen()}
            self._shown = tuple(messages)
            self._fill()
            for row, message in enumerate(self._shown):
                if message.id in chosen:
                    self._table.selectRow(row)
        self.setVisible(bool(self._shown))
        self._on_chosen()

    def _make_table(self) -> None:
        titles = (self.tr("No."), self.tr("Message"), self.tr("Refused"), self.tr("Reason"))
        table = self._table
        table.setHorizontalHeaderLabels(titles)
        table.setAccessibleName(self.tr("Messages that Kafka refuses for good"))
        table.verticalHeader().hide()
        table.horizontalHeader().setStretchLastSection(True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setMinimumHeight(160)
        table.itemSelectionChanged.connect(self._on_chosen)

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for button, act in (
            (self._retry, self._on_retry),
            (self._retry_all, self._on_retry_all),
            (self._discard, self._on_discard),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _fill(self) -> None:
        kinds = {
            "inspection": self.tr("Inspection"),
            "decision": self.tr("Decision"),
            "challenge": self.tr("Challenge"),
        }
        self._table.setRowCount(len(self._shown))
        for row, message in enumerate(self._shown):
            since = message.quarantined_at
            for column, text in enumerate(
                (
                    str(message.sequence),
                    kinds.get(message.kind, message.kind),
                    words.day_and_clock(since, self._zone) if since else words.NONE,
                    message.reason,
                )
            ):
                item = QTableWidgetItem(text)
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self._table.setItem(row, column, item)
        self._table.resizeColumnsToContents()

    def _chosen(self) -> list[QuarantinedMessage]:
        rows = sorted({index.row() for index in self._table.selectedIndexes()})
        return [self._shown[row] for row in rows if row < len(self._shown)]

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self._chosen()
        self._retry.setEnabled(bool(chosen))
        self._discard.setEnabled(len(chosen) == 1)

    @Slot()
    def _on_retry(self) -> None:
        self.retry_wanted.emit(tuple(message.id for message in self._chosen()))

    @Slot()
    def _on_retry_all(self) -> None:
        self.retry_wanted.emit(())

    @Slot()
    def _on_discard(self) -> None:
        (message,) = self._chosen()
        question = DiscardDialog(message, self.window())
        question.confirmed.connect(self.discard_wanted)
        scaling.open_dialog(question)
