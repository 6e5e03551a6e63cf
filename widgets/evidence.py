"""The kept picture with its tools."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSlider,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from models.details import InspectionDetails
from widgets import make, words
from widgets.picture_view import PictureView
from widgets.speaking import SpeakingWidget


class Evidence(SpeakingWidget):
    """Picture, frame by frame, defect map with its opacity, nearer, farther and whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._picture = PictureView()
        self.setFocusProxy(self._picture)
        self._gone = make.label("strong")
        self._gone.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._gone.setWordWrap(True)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._picture)
        self._stack.addWidget(self._gone)
        self._heat = make.button(is_checkable=True)
        self._heat.setChecked(True)
        self._opacity = QSlider(Qt.Orientation.Horizontal)
        self._opacity.setRange(10, 100)
        self._opacity.setValue(60)
        self._frames = make.button()
        self._frames.clicked.connect(self._on_frame)
        self._details: InspectionDetails | None = None
        self._frame = 0  # of those that were combined
        self._nearer, self._farther, self._whole = QPushButton("+"), QPushButton("−"), QPushButton()
        column = QVBoxLayout(self)
        column.addLayout(self._stack, 1)
        column.addLayout(self._make_tools())
        self._heat.toggled.connect(self._on_heat)
        self._opacity.valueChanged.connect(self._on_heat)
        self._nearer.clicked.connect(self._on_nearer)
        self._farther.clicked.connect(self._on_farther)
        self._whole.clicked.connect(self._picture.fit)
        self.retranslate()

    def show_evidence(self, details: InspectionDetails) -> None:
        """Show the judged frame, or that it is no longer kept."""
        pixels = details.pixels
        self._details = details
        self._stack.setCurrentWidget(self._gone if pixels is None else self._picture)
        for widget in (self._nearer, self._farther, self._whole):
            widget.setEnabled(pixels is not None)
        self._frame = details.judged_frame
        self._frames.setVisible(len(details.frames) > 1)
        if pixels is not None:
            self._show(pixels, details.defect_map)
        else:
            self._show_map_tools(False)

    def _show(self, pixels: NDArray[np.uint8], defect_map: NDArray[np.float32] | None) -> None:
        self._picture.show_picture(pixels, defect_map)
        self._show_map_tools(defect_map is not None)
        self._on_heat()
        self.retranslate()

    def _show_map_tools(self, are_there: bool) -> None:
        for widget in (self._heat, self._opacity):
            widget.setVisible(are_there)

    def _on_frame(self) -> None:
        """The next frame; the defect map is the judged one's alone."""
        if self._details is not None and self._details.frames:
            self._frame = (self._frame + 1) % len(self._details.frames)
            is_judged = self._frame == self._details.judged_frame
            defect_map = self._details.defect_map if is_judged else None
            self._show(self._details.frames[self._frame], defect_map)

    def retranslate(self) -> None:
        """Follow the language."""
        self._gone.setText(self.tr("The picture is not kept, or no longer."))
        self._heat.setText(self.tr("Defect map  D"))
        self._heat.setShortcut("D")  # setText has taken it away
        make.tip(self._opacity, self.tr("How much of the defect map is seen"))
        self._whole.setText(self.tr("Whole  0"))
        self._frames.setText(self._frame_words())
        self._frames.setShortcut("F")
        make.tip(self._frames, self.tr("The next of the frames that were combined (F)"))
        make.tip(self._nearer, self.tr("Nearer (+)"))
        make.tip(self._farther, self.tr("Farther (−)"))

    def _frame_words(self) -> str:
        if self._details is None or not self._details.frames:
            return ""
        score = self._details.inspection.judgement.frame_probabilities[self._frame]
        return self.tr("Frame {number} of {count}: {score}  F").format(
            number=self._frame + 1, count=len(self._details.frames), score=words.score(score)
        )

    def _make_tools(self) -> QHBoxLayout:
        tools = QHBoxLayout()
        tools.addWidget(self._heat)
        tools.addWidget(self._opacity, 1)
        tools.addStretch(1)
        tools.addWidget(self._frames)
        for widget in (self._farther, self._nearer, self._whole):
            tools.addWidget(widget)
        return tools

    def _on_heat(self) -> None:
        self._picture.show_heat(self._opacity.value() / 100 if self._heat.isChecked() else 0)
        self._opacity.setEnabled(self._heat.isChecked())

    def _on_nearer(self) -> None:
        self._picture.zoom_by(1.25)

    def _on_farther(self) -> None:
        self._picture.zoom_by(0.8)
