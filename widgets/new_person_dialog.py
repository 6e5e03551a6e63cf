"""Somebody new: a name, what the person may do, and a PIN."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.errors import KnownError
from models.people import NAME_LENGTHS, NewPerson, Role
from widgets import make, scaling, words
from widgets.new_pin import NewPin
from widgets.notice import sentence


class NewPersonDialog(QDialog):
    """Stays open until the person is on record: see show_refused, and `accept`."""

    wished = Signal(object)  # NewPerson

    def __init__(self, parent: QWidget, *, is_first: bool = False) -> None:
        """The `is_first` person is an engineer, who adds the others."""
        super().__init__(parent)
        self._is_first = is_first
        self._name = QLineEdit()
        self._name.setMaxLength(NAME_LENGTHS.stop - 1)
        self._name.textChanged.connect(self._on_changed)
        self._roles = QButtonGroup(self)
        self._pin = NewPin()
        self._pin.changed.connect(self._on_changed)
        self._message = make.label("strong", wraps=True)
        self._record = make.commit_button("primary", *make.CTRL_ENTER)
        self._record.clicked.connect(self._on_record)
        self.setWindowTitle(self._title())
        self._lay_out()
        self._on_changed()
        self.resize(scaling.topmost(self).width() * 3 // 4, self.sizeHint().height())

    def show_refused(self, error: KnownError) -> None:
        """Say why it cannot be so."""
        self._message.setText(sentence(error))
        self._message.show()
        self._on_changed()

    def _title(self) -> str:
        return self.tr("The first engineer") if self._is_first else self.tr("Add a person")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(make.label("title", self._title()))
        if self._is_first:
            why = self.tr(
                "People sign in at this station. Nobody is known so far: an engineer must be the"
                " first, and adds the others. Castings are inspected meanwhile."
            )
            column.addWidget(make.label("", why, wraps=True))
        sides = QHBoxLayout()
        sides.setSpacing(24)
        sides.addLayout(self._make_fields(), 3)
        sides.addWidget(self._pin.keypad, 2, Qt.AlignmentFlag.AlignTop)
        column.addLayout(sides)
        column.addWidget(self._message)
        self._message.hide()
        column.addLayout(self._make_buttons())

    def _make_fields(self) -> QVBoxLayout:
        fields = QVBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(make.label("caption", self.tr("Name")))
        fields.addWidget(self._name)
        if not self._is_first:
            fields.addWidget(make.label("caption", self.tr("Role")))
            fields.addLayout(self._make_roles())
        fields.addWidget(self._pin)
        fields.addStretch(1)
        return fields

    def _make_roles(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for place, role in enumerate(Role):
            button = make.button(is_checkable=True)
            button.setText(words.role(role))
            button.setAutoDefault(False)
            button.setChecked(role is Role.OPERATOR)
            self._roles.addButton(button, place)
            row.addWidget(button, 1)
        return row

    def _make_buttons(self) -> QHBoxLayout:
        cancel = QPushButton(self.tr("Not now  Esc") if self._is_first else self.tr("Cancel  Esc"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._record.setText(self.tr("Put on record  Ctrl+Enter"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._record)
        return row

    def _on_changed(self) -> None:
        self._record.setEnabled(bool(self._name.text().strip()) and bool(self._pin.pin()))

    def _on_record(self) -> None:
        self._record.setEnabled(False)  # until there is an answer
        chosen = self._roles.checkedId()
        role = Role.ENGINEER if self._is_first else list(Role)[chosen]
        self.wished.emit(NewPerson(self._name.text(), role, self._pin.pin()))
