"""The question before a new baseline takes the place of the old one."""

from PySide6.QtWidgets import QWidget

from models.drift import TAUGHT_FROM
from widgets.question_dialog import QuestionDialog


class TeachDialog(QuestionDialog):
    """Accepted when the person means it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Teach how castings should lie and look"))
        what = self.tr(
            "Brightness, sharpness, place and review rate of the newest {count} castings\n"
            "become the baseline; the station warns when they drift away from it.\n"
            "Teach only while lamp, lens and line are as they should be."
        )
        self.ask(
            self.tr("Are the newest castings as they should be?"),
            what.format(count=TAUGHT_FROM),
            self.tr("Teach"),
            self.tr("Leave it as it is"),
        )
