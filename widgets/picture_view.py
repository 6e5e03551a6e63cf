"""A kept picture to look into: zoom, pan, and the defect map upon it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QNativeGestureEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGestureEvent,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QPinchGesture,
    QWidget,
)

from widgets.pictures import grey_image, heat_image
from widgets.theme import COLOURS

_STEP = 1.25
_CLOSEST = 40.0  # screen pixels for one of the picture


class PictureView(QGraphicsView):
    """Wheel, pinch, + and - zoom; drag and arrow keys pan; 0 fits the picture in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self._picture = QGraphicsPixmapItem()
        self._heat = QGraphicsPixmapItem()
        for item in (self._picture, self._heat):
            item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
            self.scene().addItem(item)
        self.setBackgroundBrush(QColor(COLOURS.dark))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self._is_fitted = True

    def show_picture(
        self, pixels: NDArray[np.uint8], defect_map: NDArray[np.float32] | None
    ) -> None:
        """Show a grey picture, (height, width), and its defect map of any size if there is one."""
        picture = QPixmap.fromImage(grey_image(pixels))
        self._picture.setPixmap(picture)
        self._heat.setPixmap(QPixmap())
        if defect_map is not None:
            heat = heat_image(defect_map).scaled(
                picture.size(), mode=Qt.TransformationMode.SmoothTransformation
            )
            self._heat.setPixmap(QPixmap.fromImage(heat))
        self.scene().setSceneRect(self._picture.boundingRect())
        self.fit()

    def show_heat(self, opacity: float) -> None:
        """How much of the defect map is seen, 0 none .. 1."""
        self._heat.setOpacity(opacity)

    @property
    def zoom(self) -> float:
        """Screen pixels for one of the picture."""
        return self.transform().m11()

    def fit(self) -> None:
        """Show the whole picture."""
        self._is_fitted = True
        self.fitInView(self._picture, Qt.AspectRatioMode.KeepAspectRatio)

    def zoom_by(self, factor: float) -> None:
        """Come nearer (above 1) or go back, never beyond the whole picture."""
        bounds = self._picture.boundingRect()
        if bounds.isEmpty():
            return
        whole = min(self.width() / bounds.width(), self.height() / bounds.height())
        wanted = min(self.zoom * factor, _CLOSEST)
        if wanted <= whole:
            self.fit()
            return
        self._is_fitted = False
        self.scale(wanted / self.zoom, wanted / self.zoom)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom."""
        self.zoom_by(_STEP ** (event.angleDelta().y() / 120))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom with + and -, fit with 0; the arrows pan."""
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(_STEP)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / _STEP)
            case Qt.Key.Key_0:
                self.fit()
            case _:
                super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Zoom with two fingers, on a touch screen or a touch pad."""
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.zoom_by(pinch.scaleFactor())
                return True
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom_by(1 + event.value())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Stay fitted in."""
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()
