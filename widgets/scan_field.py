"""Where a hand scanner types the serial number of the casting that comes next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from widgets import make, words
from widgets.speaking import SpeakingWidget

_LONGEST = 200  # characters


class ScanField(SpeakingWidget):
    """Letters that are typed here open no page; Enter, which scanners send, ends a number."""

    scanned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scan")
        self._waiting = ""
        self._line = QLineEdit()
        self._line.setMaxLength(_LONGEST)
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
