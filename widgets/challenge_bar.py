"""The challenge with known castings: which to lay on the rig, and what came out."""

from datetime import tzinfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.challenge import Challenge, ChallengeOutcome, ChallengeProgress, ChallengeStep
from widgets import make, words
from widgets.speaking import SpeakingWidget


class ChallengeBar(SpeakingWidget):
    """Leads through a challenge, and says all shift long that one was bypassed; else hidden."""

    bypass_wanted = Signal()
    challenge_wanted = Signal()

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("challenge")
        self._zone = zone
        self._progress: ChallengeProgress | None = None
        self._bypassed: Challenge | None = None
        self._title = make.label("title", wraps=True)
        self._steps = make.label("strong", wraps=True)
        self._button = make.commit_button()
        self._button.clicked.connect(self._on_button)
        column = QVBoxLayout()
        column.addWidget(self._title)
        column.addWidget(self._steps)
        row = QHBoxLayout(self)
        row.addLayout(column, 1)
        row.addWidget(self._button)
        self.retranslate()
        self.hide()

    def show_challenge(self, progress: ChallengeProgress | None, last: Challenge | None) -> None:
        """Where the challenge stands that runs, and the one that opened production last."""
        is_bypass = last is not None and last.report.outcome is ChallengeOutcome.BYPASSED
        self._progress, self._bypassed = progress, last if is_bypass else None
        self.retranslate()
        self.setVisible(self._progress is not None or self._bypassed is not None)

    @Slot()
    def press(self) -> None:
        """As if the button were clicked, where the bar is shown."""
        if self.isVisible():
            self._button.click()

    def retranslate(self) -> None:
        """Follow the language."""
        if self._progress is not None:
            self._say_progress(self._progress)
        elif self._bypassed is not None:
            self._say_bypassed(self._bypassed)

    def _on_button(self) -> None:
        if self._progress is not None:
            self.bypass_wanted.emit()
        else:
            self.challenge_wanted.emit()

    def _say_progress(self, progress: ChallengeProgress) -> None:
        self._button.setText(self.tr("Bypass…  Ctrl+B"))
        number = min(len(progress.steps) + 1, len(progress.castings))
        title = self.tr("Challenge {number} of {count}: {task}")
        task = words.challenge_task(progress)
        self._title.setText(title.format(number=number, count=len(progress.castings), task=task))
        said = [_said(step) for step in progress.steps]
        if progress.failed and not progress.steps:
            wrong = ", ".join(_said(step) for step in progress.failed)
            text = self.tr(
                "The challenge failed: {castings}. Look at the lamp, the lens and the castings;"
                " then begin again."
            )
            said = [text.format(castings=wrong)]
        self._steps.setText("   ".join(said))
        self._steps.setVisible(bool(said))

    def _say_bypassed(self, challenge: Challenge) -> None:
        self._button.setText(self.tr("Challenge now  Ctrl+B"))
        text = self.tr("Not challenged in this shift: bypassed by {name}, {time}")
        time = words.day_and_clock(challenge.ended_at, self._zone)
        self._title.setText(text.format(name=challenge.report.bypassed_by, time=time))
        self._steps.setText(challenge.report.reason)
        self._steps.show()


def _said(step: ChallengeStep) -> str:
    mark = "✓" if step.is_right else "✗"
    return f"{mark} {step.casting.number} {words.verdict(step.verdict)}"
