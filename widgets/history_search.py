"""Finding one inspection again by what a person knows of it."""

from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QEvent, QKeyCombination, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from models.search import Sought, Span, read_search
from widgets import make
from widgets.speaking import SpeakingWidget

_TYPED_MS = 300  # a person who types on is not answered yet
_LONGEST = 300  # characters: the path of a file


class HistorySearch(SpeakingWidget):
    """One field for a number, an id, a file or a time, and a button that empties it."""

    changed = Signal()
    entered = Signal()  # a person goes on to what is found

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._field = _Field()
        self._field.setMaxLength(_LONGEST)
        self._clear = make.button()
        self._typed = QTimer(self, singleShot=True, interval=_TYPED_MS)
        self._typed.timeout.connect(self.changed)
        self._field.textChanged.connect(self._on_text)
        self._field.returnPressed.connect(self._on_enter)
        self._clear.clicked.connect(self._on_clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._field, 1)
        row.addWidget(self._clear)
        self._clear.setVisible(False)
        self._add_keys()
        self.retranslate()

    def text(self) -> str:
        """What was typed, without what surrounds it."""
        return self._field.text().strip()

    def value(self) -> Sought | Span | None:
        """What is looked for; None where nothing was typed."""
        return read_search(self._field.text(), self._zone, datetime.now(UTC))

    def clear(self) -> None:
        """Look for nothing; whoever calls this asks for the page."""
        self._field.clear()
        self._typed.stop()

    def begin(self) -> None:
        """Let a person type; what stands there is typed over."""
        self._field.setFocus()
        self._field.selectAll()

    def retranslate(self) -> None:
        """Follow the language."""
        self._field.setPlaceholderText(self.tr("Find a number, id, file or time   Ctrl+F"))
        self._field.setAccessibleName(self.tr("Find"))
        self._clear.setText(self.tr("Clear"))

    def _add_keys(self) -> None:
        for key in ("Ctrl+F", "/"):
            QShortcut(QKeySequence(key), self).activated.connect(self.begin)

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._typed.start()

    def _on_enter(self) -> None:
        self._find()
        self.entered.emit()

    def _on_clear(self) -> None:
        self._field.clear()
        self._field.setFocus()
        self._find()

    def _find(self) -> None:
        self._typed.stop()
        self.changed.emit()


class _Field(QLineEdit):
    """Escape empties it before it leads back."""

    def event(self, event: QEvent) -> bool:
        """Take Escape from the window's keys as long as there is something to empty."""
        if isinstance(event, QKeyEvent) and self.text() and _is_escape(event):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.clear()
            return True
        return super().event(event)


def _is_escape(event: QKeyEvent) -> bool:
    return event.keyCombination() == QKeyCombination(Qt.Key.Key_Escape)
