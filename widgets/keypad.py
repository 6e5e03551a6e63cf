"""Large keys for a PIN, for fingers in gloves."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from models.people import PIN_DIGITS
from widgets import make

_ROWS = ("123", "456", "789")


class PinField(QLineEdit):
    """Digits as dots; what is no digit is not typed in, but told."""

    foreign = Signal(str)  # what was typed instead: a badge is being read

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pin")
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(PIN_DIGITS.stop - 1)
        self.setValidator(QRegularExpressionValidator("[0-9]*", self))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take a digit, and tell whatever else was typed."""
        typed = event.text()
        is_too_long = len(self.text()) == self.maxLength() and not self.hasSelectedText()
        if typed and typed.isprintable() and (not _is_digit(typed) or is_too_long):
            self.foreign.emit(typed)
            return
        super().keyPressEvent(event)


class Keypad(QWidget):
    """Types into the field that was shown to it last."""

    def __init__(self, field: PinField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for row, digits in enumerate(_ROWS):
            for column, digit in enumerate(digits):
                grid.addWidget(self._key(digit), row, column)
        grid.addWidget(self._key("0"), len(_ROWS), 1)
        grid.addWidget(self._erasing_key(), len(_ROWS), 2)

    def type_into(self, field: PinField) -> None:
        """Type into this one from now on."""
        self._field = field

    def _key(self, digit: str) -> QPushButton:
        key = _plain_key(digit)
        key.clicked.connect(partial(self._on_digit, digit))
        return key

    def _erasing_key(self) -> QPushButton:
        key = _plain_key("⌫")
        key.setAccessibleName(QCoreApplication.translate("Keypad", "Erase the last digit"))
        key.setAutoRepeat(True)
        key.clicked.connect(self._on_erase)
        return key

    def _on_digit(self, digit: str) -> None:
        self._field.insert(digit)

    def _on_erase(self) -> None:
        self._field.backspace()


def _plain_key(text: str) -> QPushButton:
    key = make.button("key")
    key.setText(text)
    key.setAutoDefault(False)
    key.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field keeps it, for whoever types
    return key


def _is_digit(text: str) -> bool:
    return text.isascii() and text.isdigit()
