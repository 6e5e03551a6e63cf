"""The two pages of signing in: whose, and which PIN."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from models.people import Person, is_pin
from widgets import make, words
from widgets.keypad import Keypad, PinField

_TILES_IN_A_ROW = 2


class NamesPage(QWidget):
    """A tile for each person; whoever is signed in may sign out."""

    chosen = Signal(object)  # Person
    sign_out_wanted = Signal()
    cancelled = Signal()

    def __init__(self, present: Person | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # a badge is read with nothing chosen
        self._present = present
        self._people: tuple[Person, ...] = ()
        self._message = make.label("strong", wraps=True)
        self._message.hide()
        self._tiles = QGridLayout()
        self._tiles.setContentsMargins(0, 0, 0, 0)
        for column_number in range(_TILES_IN_A_ROW):
            self._tiles.setColumnStretch(column_number, 1)
            self._tiles.setColumnMinimumWidth(column_number, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(make.label("title", self._title()))
        hint = self.tr("Hold your badge to the reader, or choose your name.")
        column.addWidget(make.label("", hint, wraps=True))
        column.addWidget(self._make_area(), 1)
        column.addWidget(self._message)
        column.addLayout(self._make_buttons())

    def show_people(self, people: Iterable[Person]) -> None:
        """Show a tile for everybody who may sign in; who is shown already keeps the focus."""
        working = tuple(each for each in people if each.retired_at is None)
        if working == self._people:
            return
        self._people = working
        for tile in self.findChildren(QPushButton, "tile"):
            self._tiles.removeWidget(tile)
            tile.deleteLater()
        before: QWidget = self
        for place, person in enumerate(working):
            tile = make.button("tile")
            tile.setText(words.on_button(f"{person.name}\n{words.role(person.role)}"))
            tile.setAutoDefault(False)
            tile.clicked.connect(partial(self.chosen.emit, person))
            self._tiles.addWidget(tile, place // _TILES_IN_A_ROW, place % _TILES_IN_A_ROW)
            self.setTabOrder(before, tile)
            before = tile

    def show_message(self, text: str) -> None:
        """Say why nobody was let in, or that the badge is being looked up."""
        self._message.setText(text)
        self._message.setVisible(bool(text))

    def _title(self) -> str:
        if self._present is None:
            return self.tr("Who are you?")
        return self.tr("{name} is signed in").format(name=self._present.name)

    def _make_area(self) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._tiles)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        return area

    def _make_buttons(self) -> QHBoxLayout:
        cancel = QPushButton(self.tr("Cancel  Esc"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        if self._present is not None:
            leave = make.commit_button("primary", *make.CTRL_ENTER)
            leave.setText(self.tr("Sign out  Ctrl+Enter"))
            leave.clicked.connect(self.sign_out_wanted)
            row.addWidget(leave)
        return row


class PinPage(QWidget):
    """The PIN of one person, from the keypad or from a keyboard."""

    entered = Signal(str)
    foreign = Signal(str)  # what was typed so far, and is no PIN: a badge is being read
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = make.label("title")
        self._message = make.label("strong", wraps=True)
        self._field = PinField()
        self._field.setAccessibleName(self.tr("PIN"))
        self._enter = make.button("primary")
        self._enter.setText(self.tr("Sign in  Enter"))
        self._enter.clicked.connect(self._on_enter)
        self._field.textChanged.connect(self._on_changed)
        self._field.returnPressed.connect(self._enter.click)
        self._field.foreign.connect(self._on_foreign)
        back = QPushButton(self.tr("Back  Esc"))
        back.setAutoDefault(False)
        back.clicked.connect(self.back_wanted)
        buttons = QHBoxLayout()
        for button in (back, self._enter):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self._name, self._field, self._message, Keypad(self._field)):
            column.addWidget(widget)
        column.addStretch(1)
        column.addLayout(buttons)

    def start(self, person: Person) -> None:
        """Ask this person."""
        self._name.setText(self.tr("{name}: your PIN").format(name=person.name))
        self.show_message("")

    def show_message(self, text: str) -> None:
        """Say what became of the PIN, and begin anew."""
        self._message.setText(text)
        self._field.clear()
        self._on_changed()
        self._field.setFocus()

    def _on_changed(self) -> None:
        self._enter.setEnabled(is_pin(self._field.text()))

    def _on_enter(self) -> None:
        self.entered.emit(self._field.text())

    def _on_foreign(self, typed: str) -> None:
        before = self._field.text()
        self._field.clear()
        self.foreign.emit(before + typed)
