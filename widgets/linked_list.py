"""The other inspections of the same casting."""

from collections.abc import Iterable
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout, QWidget

from models.inspection import Inspection
from widgets import make, words
from widgets.speaking import SpeakingWidget

_INSPECTION = Qt.ItemDataRole.UserRole


class LinkedList(SpeakingWidget):
    """One line an inspection, oldest first; click or Enter opens it."""

    opened = Signal(str)  # the inspection's id

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._caption = make.label("caption")
        self._list = QListWidget()
        # It takes what the facts above it leave, and nothing of theirs.
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._list.itemActivated.connect(self._on_chosen)
        self._list.itemClicked.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._caption)
        column.addWidget(self._list, 1)
        self.retranslate()

    def show_inspections(self, inspections: Iterable[Inspection]) -> None:
        """Show these in place of what was shown."""
        self._list.clear()
        for inspection in inspections:
            self._append(inspection)
        self.retranslate()

    def add(self, inspection: Inspection) -> None:
        """Show one more."""
        self._append(inspection)
        self._list.scrollToBottom()
        self.retranslate()

    def retranslate(self) -> None:
        """Follow the language."""
        count = self._list.count()
        self._caption.setText(
            self.tr("Inspected again") if count else self.tr("Not inspected again so far")
        )
        self._list.setVisible(count > 0)
        for row in range(count):
            item = self._list.item(row)
            item.setText(self._line(item.data(_INSPECTION)))

    def _append(self, inspection: Inspection) -> None:
        item = QListWidgetItem()
        item.setData(_INSPECTION, inspection)
        self._list.addItem(item)

    def _line(self, inspection: Inspection) -> str:
        verdict = words.verdict(inspection.judgement.verdict)
        score = words.score(inspection.judgement.defect_probability)
        time = words.clock(inspection.inspected_at, self._zone)
        return f"#{words.number(inspection.sequence)}   {verdict} {score}   {time}"

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(_INSPECTION).id)
