"""Who is signed in, in the header."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from models.people import Attendance
from widgets import make, words

_LETTERS = 16  # of a name; the rest is in the tool tip


class PersonButton(QPushButton):
    """Name and role, or the way in; hidden where nobody is asked to sign in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("person")
        self._attendance = Attendance(is_asked=False)
        self.hide()

    def show_attendance(self, attendance: Attendance) -> None:
        """Say who is signed in."""
        self._attendance = attendance
        self.setVisible(attendance.is_asked)
        self._say()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language, and the size of the letters."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.FontChange}:
            self._say()

    def _say(self) -> None:
        person = self._attendance.person
        if person is None:
            self.setText(QCoreApplication.translate("PersonButton", "Sign in  F8"))
            make.tip(self, QCoreApplication.translate("PersonButton", "Nobody is signed in."))
            return
        metrics = self.fontMetrics()
        width = metrics.averageCharWidth() * _LETTERS
        name = metrics.elidedText(person.name, Qt.TextElideMode.ElideRight, width)
        role = words.role(person.role)
        self.setText(words.on_button(f"{name}\n{role}"))
        make.tip(self, f"{person.name}, {role} (F8)")
