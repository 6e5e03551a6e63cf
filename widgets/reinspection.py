"""Inspect again: the casting on the rig, or the kept picture."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.inspection import Inspection
from widgets import make, words
from widgets.speaking import SpeakingWidget


class Reinspection(SpeakingWidget):
    """Two buttons, each off with a reason where it cannot be, and what came of it."""

    wanted = Signal(bool)  # on the rig (else the kept picture)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_casting = False
        self._has_picture = False
        self._is_under_way = False
        self.was_on_rig = False
        self._result: Inspection | None = None
        self._words = make.label("strong")
        self._words.setWordWrap(True)
        self._on_rig = make.commit_button("primary", "Ctrl+G")
        self._on_rig.clicked.connect(self._on_rig_clicked)
        self._kept = make.commit_button("", "Ctrl+K")
        self._kept.clicked.connect(self._on_kept_clicked)
        buttons = QHBoxLayout()
        buttons.addWidget(self._on_rig, 1)
        buttons.addWidget(self._kept, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words)
        column.addLayout(buttons)
        self.retranslate()

    def start_over(self, has_picture: bool) -> None:
        """Another inspection was opened."""
        self._has_picture = has_picture
        self._result = None
        self.give_up()

    def show_casting(self, is_there: bool) -> None:
        """Say whether a casting lies on the rig."""
        if is_there != self._has_casting:  # told with every frame; each new text lays all out anew
            self._has_casting = is_there
            self.retranslate()

    def show_result(self, inspection: Inspection) -> None:
        """What came of it."""
        self._result = inspection
        self.give_up()

    def give_up(self) -> None:
        """Wait no longer for a result."""
        self._is_under_way = False
        self.retranslate()

    def retranslate(self) -> None:
        """Follow the language, and what can be done just now."""
        self._on_rig.setText(self.tr("Inspect on the rig  Ctrl+G"))
        self._on_rig.setEnabled(self._has_casting and not self._is_under_way)
        self._kept.setText(self.tr("Inspect the picture  Ctrl+K"))
        self._kept.setEnabled(self._has_picture and not self._is_under_way)
        make.tip(self._on_rig, "" if self._has_casting else self.tr("No casting lies on the rig."))
        make.tip(self._kept, "" if self._has_picture else self.tr("The picture is not kept."))
        self._words.setText(self._said())

    def _said(self) -> str:
        if self._is_under_way:
            return self.tr("Inspecting again…")
        if self._result is not None:
            return self.tr("New result, on record as #{number}: {verdict}, score {score}").format(
                number=words.number(self._result.sequence),
                verdict=words.verdict(self._result.judgement.verdict),
                score=words.score(self._result.judgement.defect_probability),
            )
        reasons = [b.toolTip() for b in (self._on_rig, self._kept) if not b.isEnabled()]
        return " ".join([self.tr("Inspect again:"), *reasons])

    def _on_rig_clicked(self) -> None:
        self._ask(on_rig=True)

    def _on_kept_clicked(self) -> None:
        self._ask(on_rig=False)

    def _ask(self, *, on_rig: bool) -> None:
        self._is_under_way, self.was_on_rig = True, on_rig
        self.retranslate()
        self.wanted.emit(on_rig)
