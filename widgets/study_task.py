"""One judgement of a study: who, which casting, and what is said."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from models.judgement import Verdict
from models.study import StudyProgress
from widgets import make, words
from widgets import study_words as said
from widgets.speaking import SpeakingWidget


class StudyTask(SpeakingWidget):
    """Large, for who stands at the bench with a casting in each hand."""

    answered = Signal(object)  # Verdict
    back_wanted = Signal()
    inspect_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: StudyProgress | None = None
        self._bar = QProgressBar()
        self._count = make.label("caption")
        self._who = make.label("figure")
        self._casting = make.label("huge")
        self._hint = make.label("strong", wraps=True)
        self._back = make.commit_button("", "Ctrl+Backspace")
        self._inspect = make.commit_button("primary")
        self._sound = make.commit_button("primary", "Ctrl+S")
        self._defective = make.commit_button("primary", "Ctrl+X")
        self._back.clicked.connect(self.back_wanted)
        self._inspect.clicked.connect(self.inspect_wanted)
        self._sound.clicked.connect(lambda: self.answered.emit(Verdict.PASS))
        self._defective.clicked.connect(lambda: self.answered.emit(Verdict.REJECT))
        self._lay_out()
        self.retranslate()

    def show_progress(self, progress: StudyProgress) -> None:
        """What is to be judged next."""
        self._progress = progress
        self._bar.setRange(0, progress.study.count)
        self._bar.setValue(progress.place)
        is_station = progress.task is not None and progress.task.appraiser is None
        self._inspect.setVisible(is_station)
        for button in (self._sound, self._defective):
            button.setVisible(not is_station)
        self._back.setEnabled(progress.place > 0)
        self.retranslate()

    def retranslate(self) -> None:
        """Follow the language."""
        self._back.setText(self.tr("One back  Ctrl+Backspace"))
        make.tip(self._back, self.tr("Ask for the judgement before once more"))
        self._inspect.setText(self.tr("Inspect now  Ctrl+I"))
        self._sound.setText(self.tr("Sound  Ctrl+S"))
        self._defective.setText(self.tr("Defective  Ctrl+X"))
        if self._progress is not None and (task := self._progress.task) is not None:
            study = self._progress.study
            count = self.tr("Judgement {number} of {count}, trial {trial} of {trials}")
            self._count.setText(
                count.format(
                    number=words.number(self._progress.place + 1),
                    count=words.number(study.count),
                    trial=task.trial,
                    trials=study.plan.trials,
                )
            )
            self._who.setText(said.appraiser(task.appraiser))
            self._casting.setText(self.tr("Casting {number}").format(number=task.casting.number))
            self._hint.setText(self._say_hint(task.appraiser))

    def _say_hint(self, appraiser: str | None) -> str:
        if appraiser is None:
            return self.tr(
                "Lay it on the rig. It is judged when it lies still or, where the camera runs"
                " freely, when you press Ctrl+I. Castings of the line are not judged meanwhile."
            )
        return self.tr(
            "Hand it over without saying what is known of it, and press what {name} says."
        ).format(name=appraiser)

    def _lay_out(self) -> None:
        panel = make.box("panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(24, 24, 24, 24)
        inside.addStretch(1)
        for label in (self._who, self._casting, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inside.addWidget(label)
        inside.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._back, 1)
        for button in (self._sound, self._defective, self._inspect):
            buttons.addWidget(button, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._count)
        column.addWidget(self._bar)
        column.addWidget(panel, 1)
        column.addLayout(buttons)
