"""The mark of a verdict."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from models.judgement import Verdict
from widgets.shapes import OF_VERDICT, draw
from widgets.theme import COLOURS


class VerdictMark(QWidget):
    """A small mark of a verdict, as high as a line of text."""

    def __init__(self, verdict: Verdict | None = None) -> None:
        super().__init__()
        self._verdict = verdict

    def show_verdict(self, verdict: Verdict) -> None:
        """Show the mark of another verdict."""
        self._verdict = verdict
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square."""
        side = self.fontMetrics().height()
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Paint the mark."""
        if self._verdict is not None:
            draw_verdict(QPainter(self), self._verdict, QRectF(self.rect()))


def draw_verdict(painter: QPainter, verdict: Verdict, into: QRectF) -> None:
    """Draw the verdict's mark, the largest square in the middle of `into`."""
    body, sign = {
        Verdict.PASS: (COLOURS.passed, COLOURS.passed_ground),
        Verdict.REJECT: (COLOURS.reject, COLOURS.on_reject),
        Verdict.REVIEW: (COLOURS.review, COLOURS.on_review),
    }[verdict]
    side = min(into.width(), into.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(into.center())
    draw(painter, OF_VERDICT[verdict], square, QColor(body), QColor(sign))
