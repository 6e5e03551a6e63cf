"""What a new study is to be: which castings, which people, how often."""

from collections.abc import Sequence
from random import SystemRandom

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.challenge import KnownCasting
from models.errors import KnownError
from models.judgement import Verdict
from models.people import Person
from models.study import ADVISED_CASTINGS, TRIALS, StudyPlan, numbers_of, people_of
from widgets import make, scaling, words
from widgets.notice import sentence

_USUAL_TRIALS = 3  # AIAG's
_LONGEST = 2_000  # characters


class NewStudyDialog(QDialog):
    """Says at once what is wrong with it, or how much work it will be."""

    wished = Signal(object)  # StudyPlan

    def __init__(self, people: Sequence[Person], parent: QWidget) -> None:
        """The `people` are proposed as appraisers."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("New study"))
        self._plan: StudyPlan | None = None
        self._seed = SystemRandom().getrandbits(31)
        self._sound, self._defective, self._people = (QLineEdit() for _ in range(3))
        self._people.setText(", ".join(person.name for person in people))
        self._trials = QComboBox()
        for count in TRIALS:
            self._trials.addItem(str(count), count)
        self._trials.setCurrentIndex(TRIALS.index(_USUAL_TRIALS))
        self._message = make.label("strong", wraps=True)
        self._begin = make.commit_button("primary", *make.CTRL_ENTER)
        self._begin.clicked.connect(self._on_begin)
        self._lay_out()
        for field in (self._sound, self._defective, self._people):
            field.setMaxLength(_LONGEST)
            field.textChanged.connect(self._look)
        self._trials.currentIndexChanged.connect(self._look)
        self._look()
        self._sound.setFocus()
        self.resize(scaling.topmost(self).width() * 2 // 3, self.sizeHint().height())

    def _look(self) -> None:
        self._plan, error = self._read()
        self._begin.setEnabled(self._plan is not None)
        if self._plan is not None:
            self._message.setText(self._work(self._plan))
        elif error is not None and self._sound.text() and self._defective.text():
            self._message.setText(sentence(error))
        else:
            self._message.setText(self.tr("Which castings are known to be sound, and which not?"))

    def _read(self) -> tuple[StudyPlan | None, KnownError | None]:
        try:
            castings = [
                KnownCasting(number, expected)
                for field, expected in (
                    (self._sound, Verdict.PASS),
                    (self._defective, Verdict.REJECT),
                )
                for number in numbers_of(field.text())
            ]
            people = people_of(self._people.text())
            return StudyPlan(
                tuple(castings), people, int(self._trials.currentData()), self._seed
            ), None
        except KnownError as error:
            return None, error

    def _work(self, plan: StudyPlan) -> str:
        castings, appraisers = len(plan.castings), len(plan.appraisers)
        said = self.tr("{count} judgements: {castings} castings, {appraisers} appraisers").format(
            count=words.number(castings * appraisers * plan.trials),
            castings=words.number(castings),
            appraisers=words.number(appraisers),
        )
        if castings < ADVISED_CASTINGS:
            few = self.tr("With fewer than {count} castings, little can be said for certain.")
            said += "\n" + few.format(count=ADVISED_CASTINGS)
        return said

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(make.label("title", self.tr("New study")))
        for field, caption, example in (
            (self._sound, self.tr("Numbers of sound castings"), "1-25"),
            (self._defective, self.tr("Numbers of defective castings"), "26-48, A7"),
            (self._people, self.tr("People who judge, beside the station"), "Kim, Lee"),
        ):
            column.addWidget(make.label("caption", caption))
            field.setPlaceholderText(example)
            field.setAccessibleName(caption)
            column.addWidget(field)
        trials = self.tr("How often each judges each casting")
        self._trials.setAccessibleName(trials)
        column.addWidget(make.label("caption", trials))
        column.addWidget(self._trials)
        column.addWidget(self._message)
        column.addLayout(self._make_buttons())

    def _make_buttons(self) -> QHBoxLayout:
        cancel = make.button()
        cancel.setText(self.tr("Cancel  Esc"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._begin.setText(self.tr("Begin  Ctrl+Enter"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._begin)
        return row

    def _on_begin(self) -> None:
        if self._plan is not None:
            self.wished.emit(self._plan)
            self.accept()
