"""A new PIN, typed twice."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from models.people import NEW_PIN_DIGITS, is_easy_pin, is_new_pin
from widgets import make
from widgets.keypad import Keypad, PinField


class NewPin(QWidget):
    """Two fields; the keypad beside them types into the one that has the focus."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first, self._second = PinField(), PinField()
        self.keypad = Keypad(self._first)
        self._words = make.label("caption", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for caption, field in (
            (self.tr("PIN, 6 to 12 digits"), self._first),
            (self.tr("The same PIN again"), self._second),
        ):
            column.addWidget(_buddy(caption, field))
            column.addWidget(field)
            field.installEventFilter(self)
            field.textChanged.connect(self._on_changed)
        column.addWidget(self._words)
        self._on_changed()

    def pin(self) -> str:
        """The PIN, or nothing where it is none or was not typed twice alike."""
        pin = self._first.text()
        return pin if is_new_pin(pin) and pin == self._second.text() else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the keypad follow the focus."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, PinField):
            self.keypad.type_into(watched)
        return False

    def _on_changed(self) -> None:
        first, second = self._first.text(), self._second.text()
        differs = bool(second) and not first.startswith(second)
        is_easy = len(first) in NEW_PIN_DIGITS and is_easy_pin(first)
        said = self.tr("The two PINs are not the same.") if differs else " "
        self._words.setText(self.tr("This PIN is too easy to guess.") if is_easy else said)
        self.changed.emit()


def _buddy(caption: str, field: PinField) -> QLabel:
    field.setAccessibleName(caption)
    return make.label("caption", caption)
