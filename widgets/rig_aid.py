"""What the camera sees and how well, for whoever sets up the rig."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.casting_size import size_of
from models.drift import Measure
from models.frame import Frame
from models.judgement import Outline
from models.light import Light
from models.region import Region
from models.sight import Unfit
from widgets import make, words
from widgets import statistics_words as said
from widgets.facts import Facts
from widgets.region_view import RegionView
from widgets.speaking import SpeakingWidget

_OLD_MS = 2_000  # from then on nothing is measured any more


class RigAid(SpeakingWidget):
    """The live picture, beside what is seen and measured; what the rig is like is taught here."""

    region_drawn = Signal(object)  # Region of the picture that is shown; None: all of it
    size_taught = Signal(float)  # of the casting on the rig; see models.casting_size
    empty_rig_shown = Signal(object)  # its picture, (height, width) of grey

    def __init__(self, pull: Callable[[], Frame | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._light: Light | None = None
        self._unfit: Unfit | None = None
        self._outline: Outline | None = None
        self._view = RegionView(pull)
        self._view.setMinimumSize(280, 240)
        self._facts = Facts()
        self._advice = make.label("caption", wraps=True)
        self._draw = make.button(is_checkable=True)
        self._all, self._teach, self._empty = (make.button() for _ in range(3))
        self._empty.hide()
        self._old = QTimer(self, singleShot=True, interval=_OLD_MS)
        self._lay_out()
        self._connect()
        self.retranslate()

    def show_light(self, light: Light) -> None:
        """How the casting lies and is lit just now."""
        self._light = light
        self._old.start()
        self.retranslate()

    def show_seen(self, unfit: Unfit | None, outline: Outline | None) -> None:
        """What is seen on the rig; `outline` in the picture's pixels."""
        self._unfit, self._outline = unfit, outline
        self._view.show_outline(outline)
        self.retranslate()

    def offer_empty_rig(self, wanted: bool) -> None:
        """Whether the network judges whole pictures, and must know the empty rig."""
        self._empty.setVisible(wanted)

    def forget(self) -> None:
        """No region is drawn any more."""
        self._draw.setChecked(False)
        self._view.forget()

    def stop(self) -> None:
        """Pull no more pictures."""
        self._view.stop()

    def retranslate(self) -> None:
        """Follow the language."""
        measures = (Measure.BRIGHTNESS, Measure.SHARPNESS, Measure.X, Measure.Y)
        size = self._size()
        self._facts.show_facts(
            [
                (self.tr("On the rig"), self._seen()),
                (self.tr("Size, %"), words.NONE if size is None else f"{size:.1f}"),
                *((said.measure(each), self._value(each)) for each in measures),
            ]
        )
        self._advice.setText(
            self.tr(
                "Turn the lens until the sharpness is highest. The ring should be bright and not"
                " white: around 100 to 150 on the whole. The casting belongs in the middle."
            )
        )
        self._draw.setText(self.tr("Draw region"))
        make.tip(self._draw, self.tr("Drag from corner to corner over the picture"))
        self._all.setText(self.tr("Whole picture"))
        self._teach.setText(self.tr("Teach size"))
        make.tip(
            self._teach, self.tr("Take the size of the casting on the rig; no other will be judged")
        )
        self._teach.setEnabled(size is not None)
        self._empty.setText(self.tr("Teach empty rig"))
        make.tip(
            self._empty,
            self.tr(
                "Take this picture, with nothing on the rig; what differs from it is a casting"
            ),
        )

    def _seen(self) -> str:
        if self._unfit is not None:
            return words.unfit_name(self._unfit)
        return self.tr("nothing") if self._outline is None else self.tr("a casting")

    def _size(self) -> float | None:
        pixels = self._view.picture()
        return (
            size_of(self._outline, pixels.shape) if self._outline and pixels is not None else None
        )

    def _value(self, measure: Measure) -> str:
        if self._light is None:
            return words.NONE
        value: float = getattr(self._light, measure.value)
        return said.measured(measure, value * said.unit(measure))

    def _on_old(self) -> None:
        self._light = None
        self.retranslate()

    def _on_drawn(self, region: Region) -> None:
        self._draw.setChecked(False)
        self.region_drawn.emit(region)

    def _on_all(self) -> None:
        self.forget()
        self.region_drawn.emit(None)

    def _on_teach(self) -> None:
        if (size := self._size()) is not None:
            self.size_taught.emit(size)

    def _on_empty(self) -> None:
        if (pixels := self._view.picture()) is not None:
            self.empty_rig_shown.emit(pixels)

    def _connect(self) -> None:
        self._old.timeout.connect(self._on_old)
        self._draw.toggled.connect(self._view.draw_region)
        self._view.drawn.connect(self._on_drawn)
        self._all.clicked.connect(self._on_all)
        self._teach.clicked.connect(self._on_teach)
        self._empty.clicked.connect(self._on_empty)

    def _lay_out(self) -> None:
        figures = QVBoxLayout()
        figures.addWidget(self._facts)
        figures.addWidget(self._advice)
        figures.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._view, 1)
        row.addLayout(figures, 1)
        buttons = QHBoxLayout()
        for button in (self._draw, self._all, self._teach, self._empty):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.addLayout(row, 1)
        column.addLayout(buttons)
