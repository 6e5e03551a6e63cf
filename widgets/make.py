"""Plain widgets that the style sheet knows by their role."""

from PySide6.QtWidgets import QLabel, QPushButton, QWidget


def label(role: str = "", text: str = "", *, wraps: bool = False) -> QLabel:
    """A text: "caption", "heading", "title", "strong", "figure" or plain."""
    made = QLabel(text)
    made.setObjectName(role)
    made.setWordWrap(wraps)
    return made


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
