"""Results that could not be stored: a person retries or discards them."""

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from models.unrecorded import UnrecordedResult
from widgets import make, scaling, words
from widgets.question_dialog import QuestionDialog
from widgets.reason_field import ReasonField

_RESULT = Qt.ItemDataRole.UserRole


class UnrecordedDialog(QDialog):
    """One line for each result; those that are chosen are retried or discarded."""

    retry_wanted = Signal(int)  # number; answered by show_results
    discard_wanted = Signal(int, str)  # number, reason; answered by show_results

    def __init__(self, zone: tzinfo | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Results that could not be stored"))
        self._zone = zone
        self._list = QListWidget()
        self._list.setAccessibleName(self.windowTitle())
        self._list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self._list.itemSelectionChanged.connect(self._enable)
        QScroller.grabGesture(self._list.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._reason = ReasonField((self.tr("Trial run"), self.tr("Inspected again")))
        self._reason.editTextChanged.connect(self._enable)
        self._retry, self._discard = make.commit_button("primary"), make.commit_button()
        self._close = make.button()
        self._retry.clicked.connect(self._on_retry)
        self._discard.clicked.connect(self._on_discard)
        self._close.clicked.connect(self.reject)
        self._lay_out()
        self._enable()
        self.resize(parent.width() * 7 // 10, parent.height() * 3 // 5)

    def show_results(self, results: tuple[UnrecordedResult, ...]) -> None:
        """Show these in place of what was shown; close where none is left."""
        if not results:
            self.accept()
            return
        self._list.clear()
        for result in results:
            item = QListWidgetItem(self._line(result))
            item.setData(_RESULT, result)
            self._list.addItem(item)
        self._list.selectAll()

    def _line(self, result: UnrecordedResult) -> str:
        verdict = words.verdict(result.verdict) if result.verdict else self.tr("Not judged")
        at = words.day_and_clock(result.set_apart_at, self._zone)
        file = result.source or words.NONE
        return f"{at}   {verdict}   {file}\n{result.reason}"

    def _chosen(self) -> list[UnrecordedResult]:
        return [item.data(_RESULT) for item in self._list.selectedItems()]

    def _enable(self) -> None:
        has_chosen = bool(self._list.selectedItems())
        self._retry.setEnabled(has_chosen)
        self._discard.setEnabled(has_chosen and bool(self._reason.text()))

    def _on_retry(self) -> None:
        for result in self._chosen():
            self.retry_wanted.emit(result.number)

    def _on_discard(self) -> None:
        question = DiscardDialog(len(self._chosen()), self)
        question.accepted.connect(self._on_discard_meant)
        scaling.open_dialog(question)

    def _on_discard_meant(self) -> None:
        for result in self._chosen():
            self.discard_wanted.emit(result.number, self._reason.text())

    def _lay_out(self) -> None:
        what = self.tr(
            "These results are kept aside and are in no history, report or message. Retry stores"
            " them as new inspections; what is discarded is given up for good."
        )
        self._retry.setText(self.tr("Retry"))
        self._discard.setText(self.tr("Discard…"))
        self._close.setText(self.tr("Close"))
        buttons = QHBoxLayout()
        for widget in (self._retry, self._discard):
            widget.setAutoDefault(False)
            buttons.addWidget(widget)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        self._close.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(make.label("title", self.windowTitle()))
        column.addWidget(make.label("", what, wraps=True))
        column.addWidget(self._list, 1)
        column.addWidget(make.label("caption", self.tr("Reason (required to discard)")))
        column.addWidget(self._reason)
        column.addLayout(buttons)


class DiscardDialog(QuestionDialog):
    """Accepted when the person means it."""

    def __init__(self, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Discard results"))
        self.ask(
            self.tr("Discard {count} results for good?").format(count=count),
            self.tr("Nobody can store them afterwards. The audit log says who did so, and why."),
            self.tr("Discard"),
            self.tr("Keep"),
        )
