"""A chart of a report to look at, to point at and to choose from."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.history import HistoryFilter
from models.statistics import Group, StatisticsReport
from widgets import make
from widgets import statistics_words as said
from widgets.speaking import SpeakingWidget
from widgets.statistics_canvas import Canvas

_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_Home: -1_000_000, Qt.Key.Key_End: 1_000_000,
}  # fmt: skip


class Mark(NamedTuple):
    """Something in a chart that has figures, and castings behind it."""

    x: float
    y: float
    say: Callable[[], str]  # its figures; said when they are asked for
    castings: HistoryFilter


class Chart(SpeakingWidget):
    """A plot with a heading. Hover or arrow keys show a mark's figures; click or Enter chooses it.

    A kind of chart tells its title, and plots a report; again for another language or size.
    """

    chosen = Signal(HistoryFilter)
    is_across = False  # marks one below the other, instead of side by side

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.zone = zone
        self.marks: Sequence[Mark] = ()
        self._report: StatisticsReport | None = None
        self._place: int | None = None
        self._heading = make.label("heading")
        self.remark = make.label("caption", wraps=True)
        self.canvas = Canvas(self, is_across=self.is_across)
        self.canvas.view.viewport().installEventFilter(self)
        self._tip = make.label("tip")
        self._tip.setParent(self)
        self._tip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._tip.hide()
        self.head = QHBoxLayout()
        self.head.addWidget(self._heading)
        self.head.addWidget(self.remark, 1)
        column = QVBoxLayout(self)
        column.addLayout(self.head)
        column.addWidget(self.canvas.view, 1)
        self.retranslate()

    def title(self) -> str:
        """What the chart shows."""
        raise NotImplementedError

    def plot(self, report: StatisticsReport) -> Sequence[Mark]:
        """Draw a report on the empty canvas, and tell what can be pointed at."""
        raise NotImplementedError

    def names(self, report: StatisticsReport) -> Sequence[tuple[float, str]]:
        """What stands along the marks."""
        raise NotImplementedError

    def show_report(self, report: StatisticsReport) -> None:
        """Show these figures in place of those before."""
        self._report = report
        self.retranslate()

    def retranslate(self) -> None:
        """Draw anew: other figures, another language, another size."""
        self._heading.setText(self.title())
        self.setAccessibleName(self.title())
        self.canvas.clear()
        if self._report is not None:
            self.marks = self.plot(self._report)
            self.canvas.name(self.names(self._report))
        is_there = self._place is not None and self._place < len(self.marks)
        self._point_at(self._place if is_there else None)

    def times(self, groups: Sequence[Group], report: StatisticsReport) -> list[tuple[float, str]]:
        """When each group began, for `names`."""
        return [
            (place, said.moment(group.starts_at, report, self.zone))
            for place, group in enumerate(groups)
        ]

    def figures(self, group: Group) -> str:
        """When a group was made, and how many of what."""
        return f"{said.span_of(group, self.zone)}\n{said.counts(group.tally)}"

    def _point_at(self, place: int | None) -> None:
        self._place = place
        if place is None:
            self.canvas.ring([], [])
            self._tip.hide()
            return
        mark = self.marks[place]
        self.canvas.ring([mark.x], [mark.y])
        self._tip.setText(mark.say())
        self._tip.setAccessibleName(self._tip.text())
        self._tip.adjustSize()
        self._tip.move(self._beside(mark))
        self._tip.show()
        self._tip.raise_()

    def _beside(self, mark: Mark) -> QPoint:
        """Where the figures hide neither the mark nor the end of themselves."""
        at = self.canvas.view.mapTo(self, self.canvas.pixel_of(mark.x, mark.y))
        gap, size = self.fontMetrics().height() // 2, self._tip.size()
        left = at.x() + gap
        if left + size.width() > self.width():
            left = at.x() - gap - size.width()
        top = min(at.y() - size.height() // 2, self.height() - size.height())
        return QPoint(max(0, left), max(0, top))

    def _nearest(self, position: QPointF) -> int | None:
        at = self.canvas.place_of(position.toPoint())
        if at is None or not self.marks:
            return None
        away = [abs(m.y - at.y()) if self.is_across else abs(m.x - at.x()) for m in self.marks]
        return away.index(min(away))

    def _choose(self) -> None:
        if self._place is not None:
            self.chosen.emit(self.marks[self._place].castings)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The pointer over the plot; the plot itself does nothing with it."""
        match event.type(), event:
            case QEvent.Type.MouseMove, QMouseEvent():
                self._point_at(self._nearest(event.position()))
            case QEvent.Type.MouseButtonRelease, QMouseEvent():
                self._point_at(self._nearest(event.position()))
                self._choose()
                return True
            case QEvent.Type.Leave, _:
                self._point_at(None)
            case (
                (
                    QEvent.Type.MouseButtonPress
                    | QEvent.Type.MouseButtonDblClick
                    | QEvent.Type.Wheel
                ),
                _,
            ):
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk from mark to mark; choose with Enter or Space."""
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        elif step is not None and self.marks:
            last = len(self.marks) - 1
            start = (-1 if step > 0 else last + 1) if self._place is None else self._place
            self._point_at(min(max(start + step, 0), last))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the theme and the window's size, too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """More or fewer names have room."""
        super().resizeEvent(event)
        if self._report is not None:
            self.canvas.name(self.names(self._report))
