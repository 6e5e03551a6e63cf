"""Plain widgets that the style sheet knows by their role."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

_PRESSING = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select}


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


class CommitButton(QPushButton):
    """A button that puts something on record, or stops the line.

    No single key presses it, though it has the focus: Space is the alarm's, and a scanner ends
    with Enter. Ctrl with Space or Enter does, as do mouse, touch, and the keys that it is given.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave Space and Enter alone, unless Ctrl is held."""
        if event.key() not in _PRESSING:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.click()
        else:
            event.ignore()


def commit_button(role: str = "", *keys: str, is_checkable: bool = False) -> CommitButton:
    """Return a button that commits; `keys` such as "Ctrl+S" press it in its window."""
    made = CommitButton()
    made.setObjectName(role)
    made.setCheckable(is_checkable)
    made.setAutoDefault(False)
    for key in keys:
        QShortcut(QKeySequence(key), made).activated.connect(made.click)
    return made


CTRL_ENTER = "Ctrl+Return", "Ctrl+Enter"
"""The keys that put on record what a dialog asks for."""


def box(role: str) -> QWidget:
    """A place to lay widgets out in: "page" or "panel"."""
    made = QWidget()
    made.setObjectName(role)
    return made
