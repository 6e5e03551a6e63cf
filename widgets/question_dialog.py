"""A question before something that cannot be taken back."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from widgets import make


class QuestionDialog(QDialog):
    """Accepted when the person means it; to leave it is what Enter and Esc do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._do, self._leave = make.button(), make.button("primary")
        self._do.clicked.connect(self.accept)
        self._do.setAutoDefault(False)
        self._leave.clicked.connect(self.reject)
        self._leave.setDefault(True)

    def ask(self, question: str, what: str, do: str, leave: str) -> None:
        """Lay it out: the question, what would come of it, and the two answers."""
        self._do.setText(do)
        self._leave.setText(leave)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._do)
        buttons.addWidget(self._leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(make.label("title", question))
        column.addWidget(make.label("", what))
        column.addLayout(buttons)
        self._leave.setFocus()
