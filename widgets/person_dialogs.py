"""What an engineer changes about a person: the PIN, the badge, or that the person retires."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.people import Person, PersonChange, is_badge
from widgets import make, scaling
from widgets.new_pin import NewPin


class NewPinDialog(QDialog):
    """A new PIN for somebody who has forgotten it."""

    wished = Signal(object)  # PersonChange

    def __init__(self, person: Person, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New PIN"))
        self._person = person
        self._pin = NewPin()
        self._pin.changed.connect(self._on_changed)
        self._record = make.commit_button("primary", *make.CTRL_ENTER)
        self._record.setText(self.tr("Put on record  Ctrl+Enter"))
        self._record.clicked.connect(self._on_record)
        sides = QHBoxLayout()
        sides.setSpacing(24)
        sides.addWidget(self._pin, 3, Qt.AlignmentFlag.AlignTop)
        sides.addWidget(self._pin.keypad, 2)
        column = _column(self)
        title = self.tr("{name}: a new PIN").format(name=person.name)
        column.addWidget(make.label("title", title))
        column.addLayout(sides)
        column.addLayout(_buttons(self, self.tr("Cancel  Esc"), self._record))
        self._on_changed()
        self.resize(scaling.topmost(self).width() * 3 // 5, self.sizeHint().height())

    def _on_changed(self) -> None:
        self._record.setEnabled(bool(self._pin.pin()))

    def _on_record(self) -> None:
        self.wished.emit(PersonChange(self._person.id, pin=self._pin.pin()))
        self.accept()


class BadgeDialog(QDialog):
    """Waits for the reader, which types like a keyboard and ends with Enter."""

    wished = Signal(object)  # PersonChange

    def __init__(self, person: Person, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Badge"))
        self._person = person
        self._badge = ""
        self._message = make.label("strong", self.tr("Hold the badge to the reader."), wraps=True)
        column = _column(self)
        title = self.tr("{name}: the badge").format(name=person.name)
        column.addWidget(make.label("title", title))
        column.addWidget(self._message)
        column.addLayout(_buttons(self, self.tr("Cancel  Esc")))
        self.resize(scaling.topmost(self).width() // 2, self.sizeHint().height())
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Read the badge."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._read()
        elif event.text() and event.text().isprintable():
            self._badge += event.text()
        else:
            super().keyPressEvent(event)

    def read_badge(self, badge: str) -> None:
        """Take what a reader has typed."""
        self._badge = badge
        self._read()

    def _read(self) -> None:
        badge, self._badge = self._badge, ""
        if is_badge(badge):
            self.wished.emit(PersonChange(self._person.id, badge=badge))
            self.accept()
        else:
            self._message.setText(self.tr("The badge was not read. Hold it there once more."))


class RetireDialog(QDialog):
    """The question before a person retires; to keep the person is what Enter and Esc do."""

    def __init__(self, person: Person, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Retire"))
        retire, keep = make.button(), make.button("primary")
        retire.setText(self.tr("Retire"))
        retire.setAutoDefault(False)
        retire.clicked.connect(self.accept)
        keep.setText(self.tr("Keep"))
        keep.setDefault(True)
        keep.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(retire)
        buttons.addWidget(keep)
        column = _column(self)
        question = self.tr("Retire {name}?").format(name=person.name)
        column.addWidget(make.label("title", question))
        harm = self.tr("{name} can never sign in again. What {name} did stays on record.")
        column.addWidget(make.label("", harm.format(name=person.name), wraps=True))
        column.addLayout(buttons)
        keep.setFocus()
        self.resize(scaling.topmost(self).width() // 2, self.sizeHint().height())


def _column(dialog: QDialog) -> QVBoxLayout:
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(16)
    return column


def _buttons(dialog: QDialog, cancel_text: str, *others: QPushButton) -> QHBoxLayout:
    cancel = QPushButton(cancel_text)
    cancel.setAutoDefault(False)
    cancel.clicked.connect(dialog.reject)
    row = QHBoxLayout()
    row.addStretch(1)
    for button in (cancel, *others):
        row.addWidget(button)
    return row
