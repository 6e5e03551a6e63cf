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

from widgets import make
from widgets.picture_view import PictureView
from widgets.speaking import SpeakingWidget


class Evidence(SpeakingWidget):
    """Picture, defect map on or off with its opacity, nearer, farther and whole."""

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

    def show_evidence(
        self, pixels: NDArray[np.uint8] | None, defect_map: NDArray[np.float32] | None
    ) -> None:
        """Show the picture, (height, width), or that there is none any more."""
        self._stack.setCurrentWidget(self._gone if pixels is None else self._picture)
        if pixels is not None:
            self._picture.show_picture(pixels, defect_map)
        has_map = pixels is not None and defect_map is not None
        for widget in (self._heat, self._opacity):
            widget.setVisible(has_map)
        for widget in (self._nearer, self._farther, self._whole):
            widget.setEnabled(pixels is not None)
        self._on_heat()

    def retranslate(self) -> None:
        """Follow the language."""
        self._gone.setText(self.tr("The picture is not kept, or no longer."))
        self._heat.setText(self.tr("Defect map  D"))
        self._heat.setShortcut("D")  # setText has taken it away
        self._opacity.setToolTip(self.tr("How much of the defect map is seen"))
        self._whole.setText(self.tr("Whole  0"))
        self._nearer.setToolTip(self.tr("Nearer (+)"))
        self._farther.setToolTip(self.tr("Farther (−)"))

    def _make_tools(self) -> QHBoxLayout:
        tools = QHBoxLayout()
        tools.addWidget(self._heat)
        tools.addWidget(self._opacity, 1)
        tools.addStretch(1)
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
