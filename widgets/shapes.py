"""The marks beside the words: each tells itself apart by its shape, not by its colour."""

from enum import Enum, auto
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from models.health import Condition
from models.judgement import Verdict


class Shape(Enum):
    """What can be drawn."""

    CHECK_IN_CIRCLE = auto()
    CROSS_IN_OCTAGON = auto()
    QUESTION_IN_DIAMOND = auto()
    ALERT_IN_TRIANGLE = auto()
    EMPTY_RING = auto()
    ARROW_IN_RING = auto()
    DOTS_IN_RING = auto()
    SLASHED_FRAME = auto()
    BARS = auto()


OF_VERDICT = {
    Verdict.PASS: Shape.CHECK_IN_CIRCLE,
    Verdict.REJECT: Shape.CROSS_IN_OCTAGON,
    Verdict.REVIEW: Shape.QUESTION_IN_DIAMOND,
}

OF_CONDITION = {
    Condition.OK: Shape.CHECK_IN_CIRCLE,
    Condition.WAITING: Shape.DOTS_IN_RING,
    Condition.FAULT: Shape.ALERT_IN_TRIANGLE,
    Condition.OFF: Shape.EMPTY_RING,
}


def draw(painter: QPainter, shape: Shape, into: QRectF, body: QColor, sign: QColor) -> None:
    """Draw `shape` with its `body` filled and its `sign` upon it; `into` should be a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(into.topLeft())
    painter.scale(into.width() / 100, into.height() / 100)  # everything below is per cent
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(body)
    _draw_body(painter, shape, body)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(sign, 11, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    _draw_sign(painter, shape, body)
    painter.restore()


def _draw_body(painter: QPainter, shape: Shape, body: QColor) -> None:
    match shape:
        case Shape.CHECK_IN_CIRCLE:
            painter.drawEllipse(2, 2, 96, 96)
        case Shape.CROSS_IN_OCTAGON:
            painter.drawPolygon(_polygon(8, 50, turn=pi / 8))
        case Shape.QUESTION_IN_DIAMOND:
            painter.drawPolygon(_polygon(4, 50))
        case Shape.ALERT_IN_TRIANGLE:
            painter.setPen(_pen(body, 8))
            painter.drawPolygon(QPolygonF([QPointF(50, 8), QPointF(95, 90), QPointF(5, 90)]))
        case Shape.BARS:
            painter.drawRoundedRect(18, 10, 24, 80, 5, 5)
            painter.drawRoundedRect(58, 10, 24, 80, 5, 5)
        case Shape.SLASHED_FRAME:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(_pen(body, 10))
            painter.drawRoundedRect(8, 16, 84, 68, 8, 8)
        case Shape.EMPTY_RING | Shape.ARROW_IN_RING | Shape.DOTS_IN_RING:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(body, 9))
            painter.drawEllipse(7, 7, 86, 86)


def _draw_sign(painter: QPainter, shape: Shape, body: QColor) -> None:
    match shape:
        case Shape.CHECK_IN_CIRCLE:
            painter.drawPolyline(_points((27, 52), (44, 69), (74, 33)))
        case Shape.CROSS_IN_OCTAGON:
            painter.drawLine(31, 31, 69, 69)
            painter.drawLine(69, 31, 31, 69)
        case Shape.QUESTION_IN_DIAMOND:
            painter.drawArc(QRectF(36, 23, 28, 28), 180 * 16, -225 * 16)
            painter.drawLine(50, 54, 50, 58)
            painter.drawPoint(50, 76)
        case Shape.ALERT_IN_TRIANGLE:
            painter.drawLine(50, 38, 50, 60)
            painter.drawPoint(50, 77)
        case Shape.SLASHED_FRAME:
            painter.setPen(_pen(body, 10))
            painter.drawLine(14, 96, 86, 4)
        case Shape.ARROW_IN_RING:
            painter.setPen(_pen(body, 9))
            painter.drawPolyline(_points((52, 32), (70, 50), (52, 68)))
            painter.drawLine(28, 50, 66, 50)
        case Shape.DOTS_IN_RING:
            painter.setPen(_pen(body, 12))
            for x in (30, 50, 70):
                painter.drawPoint(x, 50)
        case Shape.EMPTY_RING | Shape.BARS:
            pass


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(
        colour,
        width,
        Qt.PenStyle.SolidLine,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def _points(*corners: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in corners])


def _polygon(sides: int, radius: float, turn: float = 0) -> QPolygonF:
    angles = [turn + 2 * pi * side / sides for side in range(sides)]
    return _points(*((50 + radius * cos(a), 50 + radius * sin(a)) for a in angles))
