"""Who may sign in at the station."""

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from models.errors import KnownError
from models.people import Person
from widgets import make, scaling, words
from widgets.new_person_dialog import NewPersonDialog
from widgets.notice import sentence
from widgets.person_details import PersonDetails

_PERSON = Qt.ItemDataRole.UserRole


class PeopleDialog(QDialog):
    """Everybody on the left, what can be changed about one of them on the right."""

    person_wanted = Signal(object)  # NewPerson; answered by show_changed or show_refused
    change_wanted = Signal(object)  # PersonChange; answered likewise

    def __init__(self, zone: tzinfo | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("People"))
        self._zone = zone
        self._adding: NewPersonDialog | None = None
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("People"))
        self._list.currentItemChanged.connect(self._on_chosen)
        QScroller.grabGesture(self._list.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._details = PersonDetails()
        self._details.wished.connect(self._on_wished)
        self._message = make.label("strong", " ", wraps=True)
        sides = QHBoxLayout()
        sides.setSpacing(12)
        sides.addWidget(self._list, 1)
        sides.addWidget(self._details, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(make.label("title", self.tr("People who may sign in")))
        column.addLayout(sides, 1)
        column.addWidget(self._message)
        column.addLayout(self._make_buttons())
        self._details.show_person(None)
        self.resize(parent.width() * 7 // 10, parent.height() * 4 // 5)

    def show_people(self, people: tuple[Person, ...]) -> None:
        """Show these, the retired at the end; the one that was chosen stays so."""
        chosen = self._chosen()
        self._list.blockSignals(True)
        self._list.clear()
        for person in sorted(people, key=lambda each: each.retired_at is not None):
            item = QListWidgetItem(self._line(person))
            item.setData(_PERSON, person)
            self._list.addItem(item)
            if chosen is not None and person.id == chosen.id:
                self._list.setCurrentItem(item)
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        self._list.blockSignals(False)
        self._on_chosen()

    def show_changed(self, person: Person) -> None:
        """The change is on record."""
        if self._adding is not None:
            self._adding.accept()
        self._message.setText(self.tr("On record: {name}.").format(name=person.name))

    def show_refused(self, error: KnownError) -> None:
        """Say why it cannot be so."""
        if self._adding is not None:
            self._adding.show_refused(error)
        else:
            self._message.setText(sentence(error))
            self._on_chosen()  # a role that could not be is no longer shown

    def _line(self, person: Person) -> str:
        told = [words.role(person.role)]
        if person.has_badge:
            told.append(self.tr("badge"))
        if person.retired_at is not None:
            day = person.retired_at.astimezone(self._zone).strftime("%Y-%m-%d")
            told = [self.tr("retired {day}").format(day=day)]
        return f"{person.name}\n{', '.join(told)}"

    def _chosen(self) -> Person | None:
        chosen: Person | None = self._list.currentIndex().data(_PERSON)
        return chosen

    def _on_chosen(self) -> None:
        self._details.show_person(self._chosen())

    def _on_wished(self, wish: object) -> None:
        self._message.setText(self.tr("Putting it on record…"))
        self.change_wanted.emit(wish)

    def _on_add(self) -> None:
        self._message.setText(" ")
        dialog = NewPersonDialog(self)
        self._adding = dialog
        dialog.wished.connect(self.person_wanted)
        dialog.finished.connect(self._on_added)
        scaling.open_dialog(dialog)

    def _on_added(self) -> None:
        self._adding = None

    def _make_buttons(self) -> QHBoxLayout:
        add, close = make.button(), make.button("primary")
        add.setText(self.tr("Add a person…"))
        add.setAutoDefault(False)
        add.clicked.connect(self._on_add)
        close.setText(self.tr("Close  Esc"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(add)
        row.addStretch(1)
        row.addWidget(close)
        return row
