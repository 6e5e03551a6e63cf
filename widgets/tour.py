"""A walk over the screen for somebody who sees it for the first time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets import make
from widgets.speaking import SpeakingWidget
from widgets.theme import COLOURS

_SHADE = QColor(16, 22, 27, 165)
_EDGE = 4  # pixels of the frame around what is spoken of


@dataclass(frozen=True, slots=True)
class Stop:
    """One place on the way, and what is said there."""

    place: QWidget | None  # None: nothing that is on the screen now
    title: Callable[[], str]
    words: Callable[[], str]


class Tour(SpeakingWidget):
    """Shades the window but for one place after the other, and says what each is for.

    The line goes on beneath, and nothing that calls a person is shaded: neither the bars nor
    the place that is spoken of, which may be used meanwhile.
    """

    ended = Signal()

    def __init__(self, stops: Sequence[Stop], unshaded: Sequence[QWidget], window: QWidget) -> None:
        """`unshaded` stay bright whenever they are visible."""
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=False)
        self._stops, self._unshaded = stops, unshaded
        self._at = 0
        self._title = make.label("title", wraps=True)
        self._words = make.label(wraps=True)
        self._count = make.label("caption")
        self._back, self._end, self._next = make.button(), make.button(), make.button("primary")
        self._back.clicked.connect(self._on_back)
        self._end.clicked.connect(self.ended)
        self._next.clicked.connect(self._on_next)
        self._card = make.box("panel")
        self._column = self._lay_out()
        self._watched = (window, *unshaded, *(stop.place for stop in stops if stop.place))
        for widget in self._watched:
            widget.installEventFilter(self)
        self.retranslate()
        self.show()
        self.raise_()
        self._next.setFocus()

    def retranslate(self) -> None:
        """Follow the language."""
        is_last = self._at == len(self._stops) - 1
        self._title.setText(self._stops[self._at].title())
        self._words.setText(self._stops[self._at].words())
        self._count.setText(f"{self._at + 1} / {len(self._stops)}")
        self._back.setText(self.tr("Back"))
        self._back.setEnabled(self._at > 0)
        self._end.setText(self.tr("End the tour  Esc"))
        self._end.setVisible(not is_last)
        self._next.setText(self.tr("Done") if is_last else self.tr("Next"))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay where it belongs when anything moves."""
        if event.type() in {
            QEvent.Type.Resize,
            QEvent.Type.Move,
            QEvent.Type.Show,
            QEvent.Type.Hide,
        }:
            self._place()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: N802 - Qt's name
        """Tab stays on the card."""
        buttons = [each for each in (self._back, self._end, self._next) if self._can_focus(each)]
        if not buttons:  # all of it goes
            return False
        now = next((n for n, each in enumerate(buttons) if each.hasFocus()), 0)
        buttons[(now + (1 if following else -1)) % len(buttons)].setFocus()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Shade all that the mask leaves, with a frame around what is spoken of."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), _SHADE)
        bright = self._bright()
        if not bright.isNull():
            around = bright.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)
            painter.fillRect(around, QColor(COLOURS.focus_on_dark))

    @staticmethod
    def _can_focus(button: QWidget) -> bool:
        return button.isVisible() and button.isEnabled()

    @Slot()
    def _on_next(self) -> None:
        if self._at == len(self._stops) - 1:
            self.ended.emit()
        else:
            self._go(self._at + 1)

    @Slot()
    def _on_back(self) -> None:
        self._go(self._at - 1)

    def _go(self, number: int) -> None:
        self._at = number
        self.retranslate()
        self._next.setFocus()

    def _lay_out(self) -> QVBoxLayout:
        self._card.setParent(self)
        self._card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        buttons = QHBoxLayout()
        buttons.addWidget(self._count)
        buttons.addStretch(1)
        for button in (self._end, self._back, self._next):
            buttons.addWidget(button)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addLayout(buttons)
        return column

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        bright = self._bright()
        shaded = QRegion(self.rect()) - QRegion(bright)
        for widget in self._unshaded:
            if widget.isVisible():
                shaded -= QRegion(self._rect_of(widget))
        width = min(self.width() // 2, max(self.width() * 2 // 5, self._card.minimumWidth()))
        self._card.resize(width, max(1, self._column.totalHeightForWidth(width)))
        self._card.move(_beside(bright, self._card.rect(), self.rect()))
        self.setMask(shaded + QRegion(self._card.geometry()))
        self.update()

    def _bright(self) -> QRect:
        place = self._stops[self._at].place
        return QRect() if place is None else self._rect_of(place)

    def _rect_of(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size())


def _beside(bright: QRect, card: QRect, all_: QRect) -> QPoint:
    """Where the card lies: near what it speaks of, never on it if there is room."""
    if bright.isNull():
        return all_.center() - card.center()
    gap = 4 * _EDGE
    candidates = (
        QPoint(bright.right() + gap, bright.center().y() - card.height() // 2),
        QPoint(bright.center().x() - card.width() // 2, bright.bottom() + gap),
        QPoint(bright.center().x() - card.width() // 2, bright.top() - gap - card.height()),
        QPoint(bright.left() - gap - card.width(), bright.center().y() - card.height() // 2),
    )
    within = all_.adjusted(gap, gap, -gap - card.width(), -gap - card.height())
    for corner in candidates:
        kept = QPoint(
            min(max(corner.x(), within.left()), within.right()),
            min(max(corner.y(), within.top()), within.bottom()),
        )
        if not QRect(kept, card.size()).intersects(bright):
            return kept
    return all_.center() - card.center()
