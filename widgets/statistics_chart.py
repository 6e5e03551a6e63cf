"""A chart to look at, to point at and to choose from; the only home of pyqtgraph."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.history import HistoryFilter
from widgets import make, theme
from widgets.speaking import SpeakingWidget

_SMALL = 0.8  # of the text's size: at the axes
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

    What is plotted is said by `plot`, which is called again for another language or size.
    """

    chosen = Signal(HistoryFilter)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.is_across = False  # marks one below the other, instead of side by side
        self._marks: Sequence[Mark] = ()
        self._place: int | None = None
        self.heading = make.label("heading")
        self.remark = make.label("caption", wraps=True)
        self._view = pg.PlotWidget()
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.viewport().installEventFilter(self)
        self.item = self._view.getPlotItem()
        self.item.setMouseEnabled(x=False, y=False)
        self.item.setMenuEnabled(False)
        self.item.hideButtons()
        menu = self.item.ctrlMenu  # never shown; without a parent it would outlive the window
        menu.setParent(self, menu.windowFlags())
        self._tip = make.label("tip")
        self._tip.setParent(self)
        self._tip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._tip.hide()
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addWidget(self.remark, 1)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self._view, 1)

    def plot(self) -> Sequence[Mark]:
        """Draw everything into the empty `item`, and tell what can be pointed at."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw anew: other figures, another language, another size."""
        self.item.clear()
        self._style()
        self._marks = self.plot()
        self._tick()
        self._ring = pg.ScatterPlotItem(size=round(self._line() * 0.8), brush=None)
        self._ring.setPen(self.pen(theme.COLOURS.focus, 2))
        self.item.addItem(self._ring, ignoreBounds=True)
        is_there = self._place is not None and self._place < len(self._marks)
        self._point_at(self._place if is_there else None)

    def retranslate(self) -> None:
        """Follow the language."""
        self.redraw()

    def pen(self, colour: str, width: float = 1, *, is_dashed: bool = False) -> QPen:
        """A pen whose width grows with the window."""
        pen = QPen(QColor(colour), width * self._line() / 20)
        pen.setCosmetic(True)
        if is_dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def line(
        self, x: Sequence[float], y: Sequence[float], pen: QPen, *, has_dots: bool = False
    ) -> None:
        """A line, with gaps where `y` is no number; without `pen` dots alone."""
        drawn = pg.PlotDataItem(
            np.array(x, float),
            np.array(y, float),
            pen=pen,
            connect="finite",
            antialias=pen.style() is Qt.PenStyle.SolidLine,  # dashes take long to smooth
        )
        self.item.addItem(drawn)
        if has_dots:
            self.dots(x, y, pen.color().name())

    def dots(
        self, x: Sequence[float], y: Sequence[float], colour: str, shape: str = "o", size: float = 1
    ) -> None:
        """A dot at each place, of the shape's letter in pyqtgraph."""
        side = size * self._line() * (0.35 if len(self._marks) < 100 else 0.3)
        dots = pg.ScatterPlotItem(
            np.array(x, float), np.array(y, float), size=side, symbol=shape, pen=None,
            brush=QColor(colour), antialias=True,
        )  # fmt: skip
        self.item.addItem(dots)

    def text(self, x: float, y: float, words: str, anchor: tuple[float, float]) -> None:
        """A text beside a place; `anchor` says which of its corners lies there, 0 .. 1."""
        label = pg.TextItem(words, color=QColor(theme.COLOURS.ink), anchor=anchor)
        label.setFont(self.small_font())
        label.setPos(x, y)
        self.item.addItem(label, ignoreBounds=True)

    def small_font(self) -> QFont:
        """The font of the axes."""
        font = QFont(self.font())
        font.setPixelSize(round(self._line() * _SMALL * 0.85))
        return font

    def ticks(self) -> Sequence[tuple[float, str]]:
        """The names along the marks, all of them; those that have no room are left out."""
        return ()

    def _line(self) -> int:
        return self.fontMetrics().height()

    def _style(self) -> None:
        colours, line = theme.COLOURS, self._line()
        self._view.setBackground(QColor(colours.raised))
        self.item.layout.setContentsMargins(0, line // 2, line // 2, 0)
        for name in ("left", "bottom"):
            axis = self.item.getAxis(name)
            axis.setPen(self.pen(colours.line))
            axis.setTextPen(QColor(colours.soft_ink))
            axis.setStyle(tickFont=self.small_font(), tickLength=0, tickTextOffset=line // 4)
        self.item.getAxis("bottom").setHeight(round(line * 1.3))
        if not self.is_across:
            self.item.getAxis("left").setWidth(round(line * 3.2))

    def _tick(self) -> None:
        names = self.ticks()
        metrics, gap = QFontMetrics(self.small_font()), self._line()
        widest = max((metrics.horizontalAdvance(name) for _, name in names), default=gap)
        if self.is_across:
            axis = self.item.getAxis("left")
            axis.setWidth(widest + gap)
        else:
            axis = self.item.getAxis("bottom")
            room = max(2, self._view.width() // (widest + 2 * gap))
            names = names[:: max(1, -(-len(names) // room))]
        axis.setTicks([names])

    def _point_at(self, place: int | None) -> None:
        self._place = place
        if place is None:
            self._ring.setData([], [])
            self._tip.hide()
            return
        mark = self._marks[place]
        self._ring.setData([mark.x], [mark.y])
        self._tip.setText(mark.say())
        self._tip.adjustSize()
        self._tip.move(self._beside(mark))
        self._tip.show()
        self._tip.raise_()

    def _beside(self, mark: Mark) -> QPoint:
        """Where the figures hide neither the mark nor the end of themselves."""
        in_scene = self.item.vb.mapViewToScene(QPointF(mark.x, mark.y))
        at = self._view.mapTo(self, self._view.mapFromScene(in_scene))
        gap, size = self._line() // 2, self._tip.size()
        left = at.x() + gap
        if left + size.width() > self.width():
            left = at.x() - gap - size.width()
        top = min(max(0, at.y() - size.height() // 2), self.height() - size.height())
        return QPoint(max(0, left), max(0, top))

    def _nearest(self, position: QPointF) -> int | None:
        in_scene = self._view.mapToScene(position.toPoint())
        at = self.item.vb.mapSceneToView(in_scene)
        if not self._marks or not self.item.vb.sceneBoundingRect().contains(in_scene):
            return None
        along = [
            abs(mark.y - at.y()) if self.is_across else abs(mark.x - at.x()) for mark in self._marks
        ]
        return int(np.argmin(along))

    def _choose(self) -> None:
        if self._place is not None:
            self.chosen.emit(self._marks[self._place].castings)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The pointer over the plot; the plot itself does nothing with it."""
        match event.type(), event:
            case QEvent.Type.MouseMove, QMouseEvent():
                self._point_at(self._nearest(event.position()))
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick, _:
                return True
            case QEvent.Type.MouseButtonRelease, QMouseEvent():
                self._point_at(self._nearest(event.position()))
                self._choose()
                return True
            case QEvent.Type.Leave, _:
                self._point_at(None)
            case QEvent.Type.Wheel, _:
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk from mark to mark; choose with Enter or Space."""
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        elif step is not None and self._marks:
            last = len(self._marks) - 1
            start = (-1 if step > 0 else last + 1) if self._place is None else self._place
            self._point_at(min(max(start + step, 0), last))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the theme and the window's size, too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """More or fewer names have room."""
        super().resizeEvent(event)
        self._tick()
