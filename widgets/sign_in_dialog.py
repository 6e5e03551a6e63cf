"""Signing in and out: a name and a PIN, or a badge."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.errors import KnownError
from models.people import Person, SignIn, is_badge
from widgets.idle_watch import IdleWatch
from widgets.make import CommitButton
from widgets.notice import sentence
from widgets.sign_in_pages import NamesPage, PinPage

_PATIENCE_S = 60  # then it goes: an alarm's keys are the window's


class SignInDialog(QDialog):
    """A badge reader types like a keyboard: what comes before a name is chosen is a badge."""

    wished = Signal(object)  # SignIn; answered by a change of attendance, or show_refused
    sign_out_wanted = Signal()

    def __init__(self, present: Person | None, parent: QWidget) -> None:
        """`present` is whoever is signed in."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sign in"))
        self._badge = ""  # as far as it was read
        self._person: Person | None = None  # who was chosen
        self._names, self._pin = NamesPage(present), PinPage()
        self._names.chosen.connect(self._on_chosen)
        self._names.sign_out_wanted.connect(self._on_sign_out)
        self._names.cancelled.connect(self.reject)
        self._pin.entered.connect(self._on_pin)
        self._pin.foreign.connect(self._on_foreign)
        self._pin.back_wanted.connect(self._go_back)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._names)
        self._pages.addWidget(self._pin)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addWidget(self._pages)
        self._idle = IdleWatch(_PATIENCE_S, self)
        self._idle.passed.connect(self._on_idle)
        self._idle.start()
        self.finished.connect(self._idle.stop)
        self.resize(parent.width() * 9 // 20, parent.height() * 3 // 4)
        self._names.setFocus()

    def show_people(self, people: Iterable[Person]) -> None:
        """Show who may sign in."""
        self._names.show_people(people)

    def show_refused(self, error: KnownError) -> None:
        """Say why nobody was let in."""
        self._pages.setEnabled(True)
        if self._pages.currentWidget() is self._pin:
            self._pin.show_message(sentence(error))
        else:
            self._names.show_message(sentence(error))
            self._names.setFocus()

    def read_badge(self, badge: str) -> None:
        """Take what a reader has typed, whichever page is shown."""
        if self._pages.isEnabled():
            self._go_back()
            self._badge = badge
            self._read_badge()

    def reject(self) -> None:
        """Go back a page, or close."""
        if self._pages.currentWidget() is self._pin:
            self._go_back()
        else:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Read a badge, as long as no name is chosen; a reader's F8 begins anew."""
        is_end = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        focus = QApplication.focusWidget()
        if not self._pages.isEnabled():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_F8:
            self._go_back()
        elif self._pages.currentWidget() is not self._names:
            super().keyPressEvent(event)
        elif is_end and self._badge:
            self._read_badge()
        elif is_end and isinstance(focus, QPushButton) and not isinstance(focus, CommitButton):
            focus.click()
        elif event.text() and event.text().isprintable():
            self._badge += event.text()
        else:
            super().keyPressEvent(event)

    def _read_badge(self) -> None:
        badge, self._badge = self._badge, ""
        if is_badge(badge):
            self._ask(SignIn(badge=badge))
        else:
            self._names.show_message(self.tr("The badge was not read. Hold it there once more."))

    def _ask(self, wish: SignIn) -> None:
        checking = self.tr("Checking…")
        self._names.show_message(checking)
        self._pin.show_message(checking)
        self._pages.setEnabled(False)
        self.wished.emit(wish)

    def _on_chosen(self, person: Person) -> None:
        self._badge, self._person = "", person
        self._pages.setCurrentWidget(self._pin)
        self._pin.start(person)

    def _on_pin(self, pin: str) -> None:
        if self._person is not None:
            self._ask(SignIn(self._person.id, pin))

    def _on_foreign(self, typed: str) -> None:
        self._go_back()
        self._badge = typed

    def _on_sign_out(self) -> None:
        self.sign_out_wanted.emit()
        self.accept()

    def _on_idle(self) -> None:
        self.done(QDialog.DialogCode.Rejected)

    def _go_back(self) -> None:
        self._badge = ""
        self._names.show_message("")
        self._pages.setCurrentWidget(self._names)
        self._names.setFocus()
