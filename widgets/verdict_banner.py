"""The word that is read from five metres."""

from datetime import tzinfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.inspection import Inspection
from widgets import make, words
from widgets.banner_state import BannerState, look, word
from widgets.score_bar import ScoreBar
from widgets.speaking import SpeakingWidget
from widgets.verdict_face import VerdictFace


class VerdictBanner(SpeakingWidget):
    """The state in one huge word with its shape; below, the last casting's score and number."""

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._zone = zone
        self._inspection: Inspection | None = None
        self._face = VerdictFace(self)
        self._score = ScoreBar(self)
        self._facts = make.label("strong")
        foot = QHBoxLayout()
        foot.addWidget(self._score, 1)
        foot.addWidget(self._facts)
        foot.setContentsMargins(8, 0, 16, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._face, 1)
        column.addLayout(foot)
        self.state = BannerState.STARTING
        self._why = ""
        self.retranslate()

    def show_state(self, state: BannerState, why: str = "") -> None:
        """Say `state`, and `why` below it in a smaller hand."""
        if (state, why) != (self.state, self._why):
            self.state, self._why = state, why
            self._say()

    def show_inspection(self, inspection: Inspection | None) -> None:
        """Show the last casting's score, number and time."""
        self._inspection = inspection
        self._score.show_judgement(inspection.judgement if inspection else None)
        self._say_facts()

    def retranslate(self) -> None:
        """Follow the language."""
        self._say()
        self._say_facts()

    def _say(self) -> None:
        said = word(self.state)
        self.setAccessibleName(f"{said} {self._why}".strip())
        self._face.show_look(look(self.state), said, self._why)

    def _say_facts(self) -> None:
        if self._inspection is None:
            self._facts.setText(self.tr("No casting judged yet"))
            return
        number = words.number(self._inspection.sequence)
        time = words.clock(self._inspection.inspected_at, self._zone)
        score = words.score(self._inspection.judgement.defect_probability)
        said = self.tr("Score {score}").format(score=score)
        serial = self._inspection.judgement.serial
        facts = (said, f"#{number}", *([words.serial(serial)] if serial else []), time)
        self._facts.setText("    ".join(facts))
