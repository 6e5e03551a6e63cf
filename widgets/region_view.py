"""The live picture, on which a region can be drawn with the mouse or a finger."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from models.frame import Frame
from widgets.live_view import LiveView
from widgets.theme import COLOURS

_LEAST = 5  # per cent each way; less was a tap
_SHADE = QColor(0, 0, 0, 150)


class RegionView(LiveView):
    """While `is_drawing`, a drag from corner to corner marks what is to be looked at."""

    drawn = Signal(object)  # (left, top, width, height) of the picture, in per cent

    def __init__(self, pull: Callable[[], Frame | None], parent: QWidget | None = None) -> None:
        super().__init__(pull, parent)
        self._from: QPoint | None = None
        self._marked = QRect()
        self.is_drawing = False

    def draw_region(self, wanted: bool) -> None:
        """Let a region be drawn, or no longer; what was marked stays in sight."""
        self.is_drawing = wanted
        self.setCursor(Qt.CursorShape.CrossCursor if wanted else Qt.CursorShape.ArrowCursor)
        if wanted:
            self.forget()

    def forget(self) -> None:
        """Nothing is marked any more."""
        self._from, self._marked = None, QRect()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """One corner."""
        if self.is_drawing and self.picture_place().contains(event.position().toPoint()):
            self._from = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The other one, so far."""
        if self._from is not None:
            corner = event.position().toPoint()
            self._marked = QRect(self._from, corner).normalized() & self.picture_place()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """It is drawn; a tap is none."""
        if self._from is None:
            return
        self._from = None
        region = self._per_cent()
        if min(region[2:]) >= _LEAST:
            self.drawn.emit(region)
        else:
            self._marked = QRect()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Darken what would no longer be looked at."""
        super().paintEvent(event)
        if self._marked.isEmpty():
            return
        painter = QPainter(self)
        place = self.picture_place()
        painter.setClipRegion(place)
        for left_out in _around(self._marked, place):
            painter.fillRect(left_out, _SHADE)
        painter.setPen(QPen(QColor(COLOURS.outline), 3))
        painter.drawRect(self._marked)

    def _per_cent(self) -> tuple[int, int, int, int]:
        place, marked = self.picture_place(), self._marked
        across, down = 100 / max(1, place.width()), 100 / max(1, place.height())
        left, right = ((x - place.left()) * across for x in (marked.left(), marked.right() + 1))
        top, bottom = ((y - place.top()) * down for y in (marked.top(), marked.bottom() + 1))
        return round(left), round(top), round(right) - round(left), round(bottom) - round(top)


def _around(inner: QRect, outer: QRect) -> tuple[QRect, QRect, QRect, QRect]:
    """What of the outer rectangle is above, below, left and right of the inner one."""
    above, below = QRect(outer), QRect(outer)
    left, right = QRect(inner), QRect(inner)
    above.setBottom(inner.top() - 1)
    below.setTop(inner.bottom() + 1)
    left.setLeft(outer.left())
    left.setRight(inner.left() - 1)
    right.setRight(outer.right())
    right.setLeft(inner.right() + 1)
    return above, below, left, right
