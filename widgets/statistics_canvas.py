"""What charts are drawn on: the only home of pyqtgraph."""

from collections.abc import Iterable, Sequence

import numpy as np
import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPen
from PySide6.QtWidgets import QWidget

from widgets import theme

_SMALL = 0.68  # of a line's height: the letters at the axes


class Canvas:
    """A plot in the theme's colours, whose letters and lines grow with the window.

    Nothing in it moves by mouse or wheel; `is_across` names what stands one below the other.
    It is put together from pyqtgraph's parts, not from its PlotItem, whose menu is a window of
    its own: given to the chart it is destroyed twice, and the process with it.
    """

    def __init__(self, chart: QWidget, *, is_across: bool) -> None:
        self._chart = chart
        self._is_across = is_across
        self.view = pg.GraphicsLayoutWidget()
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.ci.setSpacing(0)
        self._box = self.view.addViewBox(row=0, col=1, enableMenu=False, enableMouse=False)
        self._axes = {side: pg.AxisItem(side, linkView=self._box) for side in ("left", "bottom")}
        self.view.addItem(self._axes["left"], row=0, col=0)
        self.view.addItem(self._axes["bottom"], row=1, col=1)
        if is_across:
            self._axes["bottom"].hide()
        self._ring = pg.ScatterPlotItem(brush=None)

    def clear(self) -> None:
        """Begin anew, in the theme and the size of now."""
        self._box.clear()
        colours, line = theme.COLOURS, self._line()
        self.view.setBackground(QColor(colours.raised))
        self.view.ci.layout.setContentsMargins(0, line // 2, line // 2, 0)
        for axis in self._axes.values():
            axis.setPen(self.pen(colours.line))
            axis.setTextPen(QColor(colours.soft_ink))
            axis.setStyle(tickFont=self._font(), tickLength=0, tickTextOffset=line // 4)
        if not self._is_across:
            self._axes["bottom"].setHeight(round(line * 1.3))
            self._axes["left"].setWidth(round(line * 3.2))
        self._ring = pg.ScatterPlotItem(size=round(line * 0.8), brush=None)
        self._ring.setPen(self.pen(colours.focus, 2))
        self._ring.setZValue(1)
        self._box.addItem(self._ring, ignoreBounds=True)

    def show_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """What is seen, from where to where."""
        self._box.setXRange(*x, padding=0)
        self._box.setYRange(*y, padding=0)

    def name(self, names: Sequence[tuple[float, str]]) -> None:
        """Write the names along the axis, as many of them as have room."""
        metrics, gap = QFontMetrics(self._font()), self._line()
        widest = max((metrics.horizontalAdvance(name) for _, name in names), default=gap)
        axis = self._axes["left" if self._is_across else "bottom"]
        if self._is_across:
            axis.setWidth(widest + gap)
        else:
            room = max(2, self.view.width() // (widest + 2 * gap))
            names = names[:: max(1, -(-len(names) // room))]
        axis.setTicks([names])

    def pen(self, colour: str, width: float = 1, *, is_dashed: bool = False) -> QPen:
        """A pen whose width grows with the window."""
        pen = QPen(QColor(colour), width * self._line() / 20)
        pen.setCosmetic(True)
        if is_dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def line(self, x: Iterable[float], y: Iterable[float], pen: QPen) -> None:
        """A line, with gaps where `y` is no number."""
        places, values = np.array(list(x), float), np.array(list(y), float)
        drawn = pg.PlotDataItem(places, values, pen=pen, connect="finite", antialias=True)
        self._box.addItem(drawn)

    def level(self, y: float, pen: QPen) -> None:
        """A line from edge to edge."""
        self._box.addItem(pg.InfiniteLine(y, angle=0, pen=pen))

    def dots(
        self,
        x: Iterable[float],
        y: Iterable[float],
        colour: str,
        *,
        size: float = 1,
        is_diamond: bool = False,
    ) -> None:
        """A dot at each place."""
        drawn = pg.ScatterPlotItem(
            np.array(list(x), float),
            np.array(list(y), float),
            size=size * self._line() * 0.35,
            symbol="d" if is_diamond else "o",
            pen=None,
            brush=QColor(colour),
            antialias=True,
        )
        self._box.addItem(drawn)

    def bars(self, widths: Sequence[float], colour: str) -> None:
        """A bar for each width, one below the other, the first at 0 and the next at −1."""
        places = [-place for place in range(len(widths))]
        brush = QColor(colour)
        drawn = pg.BarGraphItem(x0=0, y=places, height=0.62, width=widths, pen=None, brush=brush)
        self._box.addItem(drawn)

    def text(self, x: float, y: float, words: str, anchor: tuple[float, float]) -> None:
        """A text beside a place; `anchor` says which of its corners lies there, 0 .. 1."""
        label = pg.TextItem(words, color=QColor(theme.COLOURS.ink), anchor=anchor)
        label.setFont(self._font())
        label.setPos(x, y)
        self._box.addItem(label, ignoreBounds=True)

    def ring(self, x: Sequence[float], y: Sequence[float]) -> None:
        """Mark what is pointed at; of nothing, no longer."""
        self._ring.setData(x, y)

    def pixel_of(self, x: float, y: float) -> QPoint:
        """Where a place lies in `view`."""
        pixel: QPoint = self.view.mapFromScene(self._box.mapViewToScene(QPointF(x, y)))
        return pixel

    def place_of(self, pixel: QPoint) -> QPointF | None:
        """Which place lies at a pixel of `view`; None beside the axes."""
        in_scene = self.view.mapToScene(pixel)
        if not self._box.sceneBoundingRect().contains(in_scene):
            return None
        place: QPointF = self._box.mapSceneToView(in_scene)
        return place

    def _font(self) -> QFont:
        font = QFont(self._chart.font())
        font.setPixelSize(round(self._line() * _SMALL))
        return font

    def _line(self) -> int:
        return self._chart.fontMetrics().height()
