"""The question before a new baseline takes the place of the old one."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.drift import TAUGHT_FROM
from widgets import make


class TeachDialog(QDialog):
    """Accepted when the person means it; to leave it is what Enter and Esc do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Teach how castings should lie and look"))
        teach, leave = make.button(), make.button("primary")
        teach.setText(self.tr("Teach"))
        teach.clicked.connect(self.accept)
        teach.setAutoDefault(False)
        leave.setText(self.tr("Leave it as it is"))
        leave.clicked.connect(self.reject)
        leave.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(teach)
        buttons.addWidget(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        question = self.tr("Are the newest castings as they should be?")
        column.addWidget(make.label("title", question))
        what = self.tr(
            "Brightness, sharpness, place and review rate of the newest {count} castings\n"
            "become the baseline; the station warns when they drift away from it.\n"
            "Teach only while lamp, lens and line are as they should be."
        )
        column.addWidget(make.label("", what.format(count=TAUGHT_FROM)))
        column.addLayout(buttons)
        leave.setFocus()
