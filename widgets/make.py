"""Plain widgets that the style sheet knows by their role."""

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget


def label(role: str = "", text: str = "", *, wraps: bool = False) -> QLabel:
    """Return a label that shows its text as it is: markup in it is never rendered.

    Roles: "caption", "heading", "title", "strong", "figure" or plain. No other module makes a
    QLabel: what a code, a file or a broker says would be taken for HTML there.
    """
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setObjectName(role)
    made.setWordWrap(wraps)
    return made


def tip(widget: QWidget, text: str) -> None:
    """Set a tool tip that shows `text` as it is."""
    widget.setToolTip(plain_tip(text))


def plain_tip(text: str) -> str:
    """Return what a tool tip shows as `text`: Qt renders whatever looks like HTML there."""
    return GuiQt.convertFromPlainText(text) if GuiQt.mightBeRichText(text) else text


def button(role: str = "", *, is_checkable: bool = False) -> QPushButton:
    """A button: "primary" for the one that matters most, or plain."""
    made = QPushButton()
    made.setObjectName(role)
    made.setCheckable(is_checkable)
    return made


def box(role: str) -> QWidget:
    """A place to lay widgets out in: "page" or "panel"."""
    made = QWidget()
    made.setObjectName(role)
    return made
