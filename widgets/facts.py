"""Names and what stands behind them, one a line."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from widgets import make


class Facts(QWidget):
    """A list of facts; texts can be marked and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("facts")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(16)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show these in place of what was shown."""
        shown = list(facts)
        for row, (name, value) in enumerate(shown):
            self._label(row, 0, "caption").setText(name)
            self._label(row, 1, "value").setText(value)
        for row in range(self._grid.rowCount()):
            for column in (0, 1):
                if label := self._at(row, column):
                    label.setVisible(row < len(shown))

    def _at(self, row: int, column: int) -> QLabel | None:
        item = self._grid.itemAtPosition(row, column)
        widget = item.widget() if item else None
        return widget if isinstance(widget, QLabel) else None

    def _label(self, row: int, column: int, name: str) -> QLabel:
        label = self._at(row, column)
        if label is None:
            label = make.label(name)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            if column:
                label.setWordWrap(True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label, row, column)
        return label
