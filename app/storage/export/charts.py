"""The two charts of a shift's report, drawn as lines, not as pictures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from app.storage.export.paper import GREY, INK, LINE, RIGHT, Paper
from models.control_chart import limits_of

_REJECT, _BAR, _PALE = QColor("#b01218"), QColor("#8a959d"), QColor("#c9d0d5")
_AXIS = 90.0  # dots, for the figures at the left
_POINT = 7.0
_TICKS = 4
_ROUND = (0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.25)  # of the scale
_CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Sample:
    """An hour, in words, with what was rejected of it."""

    label: str
    judged: int
    rejected: int

    @property
    def share(self) -> float:
        """Rejected of judged, 0 .. 1."""
        return self.rejected / max(self.judged, 1)


def draw_control_chart(paper: Paper, height: float, samples: Sequence[Sample]) -> None:
    """Rejects by the hour with their mean and limits; what lies outside is red.

    An hour without castings has no point; there must be one with some.
    """
    mean, limits = _limits(samples)
    tick = _tick(max(*(each.share for each in samples), *(high for _, high in limits)))
    top, bottom, most = paper.y + LINE / 2, paper.y + height - LINE, tick * _TICKS
    step = (paper.width - _AXIS) / len(samples)

    def down(share: float) -> float:
        return bottom - (bottom - top) * share / most

    _draw_scale(paper, [tick * number for number in range(_TICKS + 1)], down)
    paper.painter.setPen(QPen(INK, 2))
    paper.painter.drawLine(QLineF(_AXIS, down(mean), paper.width, down(mean)))
    drawn: list[tuple[QPointF, bool]] = []
    before: QPointF | None = None
    for number, (each, (low, high)) in enumerate(zip(samples, limits, strict=True)):
        left = _AXIS + step * number
        point = QPointF(left + step / 2, down(each.share)) if each.judged else None
        if point is not None:
            drawn.append((point, low <= each.share <= high))
            paper.painter.setPen(QPen(GREY, 2, Qt.PenStyle.DashLine))
            for limit in (low, high):
                paper.painter.drawLine(QLineF(left, down(limit), left + step, down(limit)))
            paper.painter.setPen(QPen(INK, 2))
            paper.painter.drawLine(before or point, point)
        before = point
    for point, is_in in drawn:  # above the lines
        _draw_point(paper, point, is_in=is_in)
    paper.y = bottom
    _draw_hours(paper, step, samples)


def _draw_point(paper: Paper, point: QPointF, *, is_in: bool) -> None:
    paper.painter.setPen(Qt.PenStyle.NoPen)
    paper.painter.setBrush(INK if is_in else _REJECT)
    size = _POINT if is_in else _POINT * 1.5
    paper.painter.drawEllipse(point, size, size)


def _draw_hours(paper: Paper, step: float, samples: Sequence[Sample]) -> None:
    paper.set_font(7, GREY)
    every = max(1, round(80 / step))
    for number in range(0, len(samples), every):
        middle = _AXIS + step * (number + 0.5)
        paper.write(middle - 60, 120, samples[number].label, _CENTRE)
    paper.y += LINE


def _tick(most: float) -> float:
    """The smallest round share of which four are more than the most."""
    return next(tick for tick in _ROUND if tick * _TICKS >= most or tick == _ROUND[-1])


def _limits(samples: Sequence[Sample]) -> tuple[float, list[tuple[float, float]]]:
    """The mean share, and for each hour three standard deviations below and above it."""
    mean = sum(each.rejected for each in samples) / sum(each.judged for each in samples)
    limits = [limits_of(mean, max(each.judged, 1)) for each in samples]
    return mean, [(each.lower, each.upper) for each in limits]


def _draw_scale(paper: Paper, shares: Sequence[float], down: Callable[[float], float]) -> None:
    paper.set_font(7, GREY)
    y = paper.y
    for share in shares:
        paper.painter.setPen(QPen(_PALE, 1))
        paper.painter.drawLine(QLineF(_AXIS, down(share), paper.width, down(share)))
        paper.painter.setPen(GREY)
        paper.y = down(share) - LINE / 2
        paper.write(0, _AXIS, f"{share * 100:g} %", RIGHT)
    paper.y = y


def draw_pareto(paper: Paper, width: float, kinds: Sequence[tuple[str, int]]) -> None:
    """Bars, the longest first, and how much of all they come to."""
    total, so_far = sum(count for _, count in kinds), 0
    names, figures = width * 0.36, width * 0.24
    room = width - names - figures
    for name, count in kinds:
        so_far += count
        paper.set_font(8)
        paper.write(0, names, name)
        bar = QRectF(names, paper.y + 7, room * count / kinds[0][1], LINE - 14)
        paper.painter.fillRect(bar, _BAR)
        paper.write(names + room, figures, f"{count}   {so_far / total:.0%}", RIGHT)
        paper.y += LINE
