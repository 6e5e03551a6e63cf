"""A person opens production without the challenge, and says why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.people import Person
from widgets import make
from widgets.reason_field import LONGEST, ReasonField


class BypassDialog(QDialog):
    """`wished` once a reason and a name were given."""

    wished = Signal(str, str)  # reason, name

    def __init__(self, person: Person | None, parent: QWidget) -> None:
        """`person` is the one who is signed in, whose name cannot be changed."""
        super().__init__(parent)
        self._reason = ReasonField(
            (
                self.tr("A known casting is missing or damaged"),
                self.tr("Lamp or camera is being mended"),
                self.tr("Trial run, nothing is delivered"),
            )
        )
        self._name = QLineEdit(person.name if person else "")
        self._name.setMaxLength(LONGEST)
        self._name.setDisabled(person is not None)
        self._bypass = make.commit_button("primary", *make.CTRL_ENTER)
        self.setWindowTitle(self.tr("Bypass the challenge"))
        self._lay_out()
        self._reason.editTextChanged.connect(self._on_changed)
        self._name.textChanged.connect(self._on_changed)
        self._on_changed()
        self.resize(parent.width() * 3 // 5, self.sizeHint().height())

    def _lay_out(self) -> None:
        warning = self.tr(
            "Nobody will know whether the station still tells good castings from bad ones."
            " The screen says so all shift, and it is put on record."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(make.label("title", self.tr("Inspect without the challenge")))
        column.addWidget(make.label("strong", warning, wraps=True))
        for caption, field in (
            (self.tr("Why (needed)"), self._reason),
            (self.tr("Your name"), self._name),
        ):
            column.addWidget(make.label("caption", caption))
            column.addWidget(field)
        column.addLayout(self._make_buttons())

    def _make_buttons(self) -> QHBoxLayout:
        cancel = QPushButton(self.tr("Cancel  Esc"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._bypass.setText(self.tr("Bypass  Ctrl+Enter"))
        self._bypass.clicked.connect(self._on_bypass)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._bypass)
        return row

    def _on_changed(self) -> None:
        is_told = bool(self._reason.text()) and bool(self._name.text().strip())
        self._bypass.setEnabled(is_told)

    def _on_bypass(self) -> None:
        self.wished.emit(self._reason.text(), self._name.text().strip())
        self.accept()
