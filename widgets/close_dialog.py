"""The question before the station stops."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from widgets import make


class CloseDialog(QDialog):
    """Accepted when the person means it; to stay is what Enter and Esc do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Close Castwatch"))
        stop, stay = make.button(), make.button("primary")
        stop.setText(self.tr("Stop and close"))
        stop.clicked.connect(self.accept)
        stop.setAutoDefault(False)
        stay.setText(self.tr("Keep inspecting"))
        stay.clicked.connect(self.reject)
        stay.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(stop)
        buttons.addWidget(stay)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        question = self.tr("Stop inspecting and close Castwatch?")
        column.addWidget(make.label("title", question))
        harm = self.tr("Castings that pass meanwhile are not judged.")
        column.addWidget(make.label("", harm))
        column.addLayout(buttons)
        stay.setFocus()
