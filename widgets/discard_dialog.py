"""A person gives up a message that Kafka refuses, and says why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.outbox import QuarantinedMessage
from widgets import make
from widgets.reason_field import ReasonField


class DiscardDialog(QDialog):
    """`confirmed` once a reason was given."""

    confirmed = Signal(str, str)  # id of the message, reason

    def __init__(self, message: QuarantinedMessage, parent: QWidget) -> None:
        super().__init__(parent)
        self._id = message.id
        self._reason = ReasonField(
            (
                self.tr("The plant has it already"),
                self.tr("Recorded in a test"),
                self.tr("The message is damaged"),
            )
        )
        self._discard = make.button("primary")
        self.setWindowTitle(self.tr("Discard a message"))
        self._lay_out(message)
        self._reason.editTextChanged.connect(self._on_changed)
        self._on_changed()
        self.resize(parent.width() * 4 // 5, self.sizeHint().height())

    def _lay_out(self, message: QuarantinedMessage) -> None:
        question = self.tr(
            "The plant will never get message no. {number}. It stays on record here, and the audit"
            " log says who discarded it."
        ).format(number=message.sequence)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(make.label("strong", question, wraps=True))
        column.addWidget(make.label("caption", self.tr("Reason (required)")))
        column.addWidget(self._reason)
        column.addLayout(self._make_buttons())

    def _make_buttons(self) -> QHBoxLayout:
        cancel = QPushButton(self.tr("Cancel  Esc"))
        cancel.setDefault(True)
        cancel.clicked.connect(self.reject)
        self._discard.setText(self.tr("Discard"))
        self._discard.setAutoDefault(False)
        self._discard.clicked.connect(self._on_discard)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._discard)
        return row

    def _on_changed(self) -> None:
        self._discard.setEnabled(bool(self._reason.text()))

    def _on_discard(self) -> None:
        self.confirmed.emit(self._id, self._reason.text())
        self.accept()
