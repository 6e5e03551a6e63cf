"""Where a hand scanner types the serial number of the casting that comes next."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from widgets import make, words
from widgets.speaking import SpeakingWidget

_LONGEST = 200  # characters


class _Line(QLineEdit):
    """Enter ends a number, and acknowledges no alarm; Space does, where nothing is typed yet."""

    def event(self, event: QEvent) -> bool:
        """Keep what is the field's own from being a key of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                event.accept()
                return True
            if event.key() == Qt.Key.Key_Space and not self.text():
                event.ignore()
                return False
        return super().event(event)


class ScanField(SpeakingWidget):
    """Letters that are typed here open no page; Enter, which scanners send, ends a number."""

    scanned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scan")
        self._waiting = ""
        self._line = _Line()
        self._line.setMaxLength(_LONGEST)
        self._line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)  # no Hangul
        self._line.returnPressed.connect(self._on_return)
        self._said = make.label("strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line, 1)
        row.addWidget(self._said, 1)
        self.setFocusProxy(self._line)
        self.retranslate()

    def show_waiting(self, serial: str) -> None:
        """The number that belongs to the next casting; "" once it has come."""
        self._waiting = serial
        self.retranslate()

    def retranslate(self) -> None:
        """Follow the language."""
        name = self.tr("Serial number  N")
        self._line.setPlaceholderText(name)
        self._line.setAccessibleName(name)
        self._said.setText(
            self.tr("Next casting: {serial}").format(serial=words.serial(self._waiting))
            if self._waiting
            else ""
        )

    def _on_return(self) -> None:
        text = self._line.text().strip()
        self._line.clear()
        if text:
            self.scanned.emit(text)
