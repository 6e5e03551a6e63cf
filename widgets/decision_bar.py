"""What a person has decided of the casting, and the two buttons to decide it."""

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.decision import Decision, Ruling
from widgets import make, words
from widgets.speaking import SpeakingWidget


class DecisionBar(SpeakingWidget):
    """The newest decision counts; the ones before stay on record."""

    wanted = Signal(Ruling)

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._decision: Decision | None = None
        self._words = make.label("strong", wraps=True)
        self._sound = make.commit_button("", "Ctrl+S")
        self._defective = make.commit_button("", "Ctrl+X")
        self._sound.clicked.connect(lambda: self.wanted.emit(Ruling.SOUND))
        self._defective.clicked.connect(lambda: self.wanted.emit(Ruling.DEFECTIVE))
        buttons = QHBoxLayout()
        buttons.addWidget(self._sound, 1)
        buttons.addWidget(self._defective, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words)
        column.addLayout(buttons)
        self.retranslate()

    def show_decision(self, decision: Decision | None) -> None:
        """Show what was decided last; None: nothing so far."""
        self._decision = decision
        self.retranslate()

    def retranslate(self) -> None:
        """Follow the language."""
        self._sound.setText(self.tr("Sound  Ctrl+S"))
        self._defective.setText(self.tr("Defective  Ctrl+X"))
        self._words.setText(self._said())

    def _said(self) -> str:
        if self._decision is None:
            return self.tr("Not decided by a person so far:")
        said = self.tr("{decision}, decided by {name}, {time}").format(
            decision=words.decision(self._decision),
            name=self._decision.decided_by,
            time=words.day_and_clock(self._decision.decided_at, self._zone),
        )
        return f"{said}. {self._decision.reason}" if self._decision.reason else f"{said}."
