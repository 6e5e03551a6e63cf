"""One person, and all that an engineer may change."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.people import Person, PersonChange, Role
from widgets import make, scaling, words
from widgets.person_dialogs import BadgeDialog, NewPinDialog, RetireDialog


class PersonDetails(QWidget):
    """Off for a person who has retired: the name stays, for what stands on record."""

    wished = Signal(object)  # PersonChange

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._person: Person | None = None
        self._name = make.label("title", wraps=True)
        self._roles = QButtonGroup(self)
        self._roles.idClicked.connect(self._on_role)
        self._new_pin = self._button(self.tr("New PIN…"), self._on_new_pin)
        self._badge = self._button(self.tr("Read a badge…"), self._on_badge)
        self._no_badge = self._button(self.tr("Take the badge away"), self._on_no_badge)
        self._retire = self._button(self.tr("Retire…"), self._on_retire)
        column = QVBoxLayout(self)
        column.addWidget(self._name)
        column.addWidget(make.label("caption", self.tr("Role")))
        column.addLayout(self._make_roles())
        column.addSpacing(8)
        for button in (self._new_pin, self._badge, self._no_badge):
            column.addWidget(button)
        column.addStretch(1)
        column.addWidget(self._retire)

    def show_person(self, person: Person | None) -> None:
        """Show this one; None: nobody is chosen."""
        self._person = person
        is_there = person is not None and person.retired_at is None
        self._name.setText(person.name if person else words.NONE)
        for role, button in zip(Role, self._roles.buttons(), strict=True):
            button.setChecked(person is not None and person.role is role)
            button.setEnabled(is_there)
        for each in (self._new_pin, self._badge, self._retire):
            each.setEnabled(is_there)
        self._no_badge.setEnabled(is_there and person is not None and person.has_badge)

    def _button(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _make_roles(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for place, role in enumerate(Role):
            button = make.button(is_checkable=True)
            button.setText(words.role(role))
            button.setAutoDefault(False)
            self._roles.addButton(button, place)
            row.addWidget(button, 1)
        return row

    def _on_role(self, place: int) -> None:
        if self._person is not None:
            self.wished.emit(PersonChange(self._person.id, role=list(Role)[place]))

    def _on_no_badge(self) -> None:
        if self._person is not None:
            self.wished.emit(PersonChange(self._person.id, badge=""))

    def _on_new_pin(self) -> None:
        if self._person is not None:
            dialog = NewPinDialog(self._person, self)
            dialog.wished.connect(self.wished)
            scaling.open_dialog(dialog)

    def _on_badge(self) -> None:
        if self._person is not None:
            dialog = BadgeDialog(self._person, self)
            dialog.wished.connect(self.wished)
            scaling.open_dialog(dialog)

    def _on_retire(self) -> None:
        if self._person is not None:
            question = RetireDialog(self._person, self)
            question.accepted.connect(self._on_retired)
            scaling.open_dialog(question)

    def _on_retired(self) -> None:
        if self._person is not None:
            self.wished.emit(PersonChange(self._person.id, retires=True))
