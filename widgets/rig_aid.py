"""What the camera sees and how well, for whoever turns the lens, the lamp or the exposure."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.drift import Measure
from models.frame import Frame
from models.light import Light
from widgets import make, words
from widgets import statistics_words as said
from widgets.facts import Facts
from widgets.live_view import LiveView
from widgets.speaking import SpeakingWidget

_OLD_MS = 2_000  # from then on nothing is measured any more


class RigAid(SpeakingWidget):
    """The live picture, beside what is measured of the casting on the rig."""

    def __init__(self, pull: Callable[[], Frame | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._light: Light | None = None
        self._view = LiveView(pull)
        self._view.setMinimumSize(280, 240)
        self._facts = Facts()
        self._advice = make.label("caption", wraps=True)
        self._old = QTimer(self, singleShot=True, interval=_OLD_MS)
        self._old.timeout.connect(self._on_old)
        figures = QVBoxLayout()
        figures.addWidget(self._facts)
        figures.addWidget(self._advice)
        figures.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(16)
        row.addWidget(self._view, 1)
        row.addLayout(figures, 1)
        self.retranslate()

    def show_light(self, light: Light) -> None:
        """How the casting lies and is lit just now."""
        self._light = light
        self._old.start()
        self.retranslate()

    def stop(self) -> None:
        """Pull no more pictures."""
        self._view.stop()

    def retranslate(self) -> None:
        """Follow the language."""
        measures = (Measure.BRIGHTNESS, Measure.SHARPNESS, Measure.X, Measure.Y)
        self._facts.show_facts((said.measure(each), self._value(each)) for each in measures)
        self._advice.setText(
            self.tr(
                "Turn the lens until the sharpness is highest. The ring should be bright and not"
                " white: around 100 to 150 on the whole. The casting belongs in the middle."
            )
        )

    def _value(self, measure: Measure) -> str:
        if self._light is None:
            return words.NONE
        value: float = getattr(self._light, measure.value)
        return said.measured(measure, value * said.unit(measure))

    def _on_old(self) -> None:
        self._light = None
        self.retranslate()
