"""The huge word with its shape."""

from bisect import bisect_left

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.banner_state import BannerState, Look, look
from widgets.shapes import draw

_SMALLEST = 10  # pixels of a word that does not fit at all


class VerdictFace(QWidget):
    """Shape, word and reason, as large as they fit."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look(BannerState.STARTING)
        self._word = ""
        self._why = ""

    def show_look(self, look: Look, word: str, why: str) -> None:
        """Show this shape, word and reason."""
        self._look, self._word, self._why = look, word, why
        self.update()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Large enough to be seen from afar."""
        line = self.fontMetrics().height()
        return QSize(line * 16, line * 6)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Paint them."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._look.ground))
        ink = QColor(self._look.ink)
        margin = self.fontMetrics().height()
        inner = self.rect().adjusted(margin, margin, -margin, -margin)
        side = min(inner.height(), round(inner.width() * 0.3))
        mark = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        draw(painter, self._look.shape, mark, ink, QColor(self._look.ground))
        painter.setPen(ink)
        inner.setLeft(inner.left() + side + margin)
        self._paint_text(painter, inner)

    def _paint_text(self, painter: QPainter, place: QRect) -> None:
        above, below = QRect(place), QRect(place)
        if self._why:
            above.setHeight(place.height() // 2)
            below.setTop(above.bottom())
            wrap = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.setFont(_largest(self.font(), self._why, below, wrap, place.height() // 4))
            painter.drawText(below, wrap, self._why)
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(_largest(self.font(), self._word, above, middle, above.height()))
        painter.drawText(above, middle, self._word)


def _largest(font: QFont, text: str, place: QRect, flags: int, at_most: int) -> QFont:
    """The bold font as large as `text` still fits into `place`."""
    font.setBold(True)

    def is_too_large(pixels: int) -> bool:
        font.setPixelSize(pixels)
        needed = QFontMetrics(font).boundingRect(place, flags, text)
        return needed.width() > place.width() or needed.height() > place.height()

    sizes = range(_SMALLEST, max(at_most, _SMALLEST) + 1)
    fitting = bisect_left(sizes, True, key=is_too_large)
    font.setPixelSize(sizes[max(fitting - 1, 0)])
    return font
