"""The question before the station stops."""

from PySide6.QtWidgets import QWidget

from widgets.question_dialog import QuestionDialog


class CloseDialog(QuestionDialog):
    """Accepted when the person means it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Close Castwatch"))
        self.ask(
            self.tr("Stop inspecting and close Castwatch?"),
            self.tr("Castings that pass meanwhile are not judged."),
            self.tr("Stop and close"),
            self.tr("Keep inspecting"),
        )
