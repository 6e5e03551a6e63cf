"""Widgets whose words follow the language."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget


class SpeakingWidget(QWidget):
    """Says everything anew when the language changes, and is drawn by the style sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def retranslate(self) -> None:
        """Set every text that the widget shows."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
