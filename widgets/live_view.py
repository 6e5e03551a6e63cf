"""The camera's newest picture with the outline of the casting."""

from collections.abc import Callable
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from models.errors import KnownError
from models.frame import Frame
from models.health import Condition
from models.judgement import Ellipse, Outline, RingOutline
from widgets.notice import sentence
from widgets.pictures import fitted, grey_image, scaled
from widgets.shapes import OF_CONDITION, Shape, draw
from widgets.speaking import SpeakingWidget
from widgets.theme import COLOURS

_PULL_MS = 33
_OLD_S = 2.0  # from then on the picture's age is written on it


class LiveView(SpeakingWidget):
    """Pulls the newest frame about 30 times a second and paints it when it is a new one.

    `pull` is called on the GUI thread and must not block; None where there is no frame yet.
    """

    def __init__(self, pull: Callable[[], Frame | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pull = pull
        self._frame: Frame | None = None
        self._outline: Outline | None = None
        self._trouble: KnownError | None = None
        self._shape = Shape.DOTS_IN_RING
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 240)
        self._timer = QTimer(self, interval=_PULL_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()
        self.retranslate()

    def show_outline(self, outline: Outline | None) -> None:
        """Draw the casting's outline, in the pixels of the picture, or none."""
        if outline != self._outline:
            self._outline = outline
            self.update()

    def show_trouble(self, trouble: KnownError | None, shape: Shape) -> None:
        """Show the sentence under `shape` in place of the picture until None is given.

        Under the shape of waiting it gives way to pictures that go on coming.
        """
        self._trouble, self._shape = trouble, shape
        if trouble is not None:
            self._frame = None  # never to be shown again as if it were live
        self.update()

    def picture_place(self) -> QRect:
        """Where the picture is painted; empty where there is none."""
        return QRect() if self._frame is None else fitted(_size(self._frame), self.rect())

    def picture(self) -> NDArray[np.uint8] | None:
        """The newest picture, (height, width); None where there is none."""
        return self._frame.pixels if self._frame else None

    def stop(self) -> None:
        """Pull no more."""
        self._timer.stop()

    def retranslate(self) -> None:
        """Follow the language."""
        self.setAccessibleName(self.tr("Live picture"))
        self.update()

    def _on_tick(self) -> None:
        if not self.isVisible() or (self._trouble is not None and not self._may_go_on()):
            return
        newest = self._pull()
        if self._trouble is not None and (newest is None or _age_s(newest) > _OLD_S):
            newest = None  # there are none any more, and the sentence says why
        is_new = newest is not self._frame and (newest is not None or self._trouble is not None)
        if is_new:
            self._frame = newest
        if is_new or self._age_s() > _OLD_S:
            self.update()

    def _may_go_on(self) -> bool:
        """Whether pictures may come although something is said: then the light says enough."""
        return self._shape is OF_CONDITION[Condition.WAITING]

    def _age_s(self) -> float:
        return _age_s(self._frame) if self._frame else 0.0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Paint the picture, or why there is none."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(COLOURS.dark))
        if self._trouble is not None and self._frame is None:
            self._paint_words(painter, sentence(self._trouble), self._shape)
        elif self._frame is None:
            self._paint_words(painter, self.tr("Waiting for the camera…"), Shape.DOTS_IN_RING)
        else:
            self._paint_picture(painter, self._frame)

    def _paint_picture(self, painter: QPainter, frame: Frame) -> None:
        place = self.picture_place()
        pixels = scaled(frame.pixels, place, self.devicePixelRatioF())  # kept while it is drawn
        painter.drawImage(place, grey_image(pixels))
        if self._outline is not None:
            self._paint_outline(painter, self._outline, place, place.width() / _size(frame).width())
        if self._age_s() > _OLD_S:
            words = self.tr("This picture is {seconds} s old").format(seconds=int(self._age_s()))
            self._paint_tag(painter, words, place)

    def _paint_outline(
        self, painter: QPainter, outline: Outline, place: QRect, scale: float
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(place.topLeft())
        width = max(2.0, self.fontMetrics().height() / 8)
        painter.setPen(QPen(QColor(COLOURS.outline), width))
        _draw_ellipse(painter, outline.rim, scale)
        if isinstance(outline, RingOutline):
            painter.setPen(QPen(QColor(COLOURS.outline), width / 2, Qt.PenStyle.DashLine))
            _draw_ellipse(painter, outline.annulus, scale)
        painter.resetTransform()

    def _paint_tag(self, painter: QPainter, words: str, place: QRect) -> None:
        box = painter.fontMetrics().boundingRect(words).adjusted(-12, -6, 12, 6)
        box.moveTopLeft(place.topLeft())
        painter.fillRect(box, QColor(COLOURS.review))
        painter.setPen(QColor(COLOURS.on_review))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_words(self, painter: QPainter, words: str, shape: Shape) -> None:
        side = self.fontMetrics().height() * 4
        colour = COLOURS.on_fault if shape is Shape.ALERT_IN_TRIANGLE else COLOURS.soft_on_dark
        middle = self.rect().center()
        mark = QRectF(middle.x() - side / 2, middle.y() - side * 1.2, side, side)
        draw(painter, shape, mark, QColor(colour), QColor(COLOURS.dark))
        font = self.font()
        font.setPixelSize(round(self.fontMetrics().height() * 1.25))
        painter.setFont(font)
        painter.setPen(QColor(COLOURS.on_dark))
        below = self.rect().adjusted(side // 3, 0, -side // 3, 0)
        below.setTop(round(mark.bottom() + side / 4))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(below, flags | Qt.TextFlag.TextWordWrap, words)


def _size(frame: Frame) -> QSize:
    height, width = frame.pixels.shape
    return QSize(width, height)


def _draw_ellipse(painter: QPainter, ellipse: Ellipse, scale: float) -> None:
    painter.save()
    painter.scale(scale, scale)
    pen = painter.pen()
    pen.setCosmetic(True)  # as thick as said, whatever the scale
    painter.setPen(pen)
    painter.translate(ellipse.x, ellipse.y)
    painter.rotate(ellipse.degrees)
    painter.drawEllipse(QPointF(0, 0), ellipse.semi_major, ellipse.semi_minor)
    painter.restore()


def _age_s(frame: Frame) -> float:
    return monotonic() - frame.taken_at
