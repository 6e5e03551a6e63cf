"""The question before a damaged database is set aside."""

from PySide6.QtWidgets import QWidget

from widgets.question_dialog import QuestionDialog


class SetAsideDialog(QuestionDialog):
    """Accepted when the person means it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Set the database aside"))
        self.ask(
            self.tr("Set the damaged database aside and go on in a new one?"),
            self.tr(
                "What it holds is kept, but is no longer in the history.\n"
                "The sequence numbers go on, and so do the people who may sign in."
            ),
            self.tr("Set it aside"),
            self.tr("Leave it"),
        )
