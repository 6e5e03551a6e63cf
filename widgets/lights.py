"""One light for each part of the station: shape and word, the sentence behind it."""

from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from models.health import Condition, Health, Part
from widgets import make, words
from widgets.notice import sentence
from widgets.shapes import OF_CONDITION, draw
from widgets.speaking import SpeakingWidget
from widgets.theme import COLOURS


class Lights(SpeakingWidget):
    """All the lights; a click on one asks for its sentence."""

    asked = Signal(Part)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lights = {part: _Light(self) for part in Part}
        self._health = {part: Health(part, Condition.WAITING) for part in Part}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part, light in self._lights.items():
            row.addWidget(light)
            light.clicked.connect(partial(self.asked.emit, part))
            self._say(part)

    def show_health(self, health: Health) -> None:
        """Set one light."""
        self._health[health.part] = health
        self._say(health.part)

    def retranslate(self) -> None:
        """Follow the language."""
        for part in Part:
            self._say(part)

    def _say(self, part: Part) -> None:
        health = self._health[part]
        self._lights[part].show_state(health.condition, words.part(part), self._word(health))
        make.tip(self._lights[part], self.sentence(part))

    def sentence(self, part: Part) -> str:
        """How the part is, and why."""
        health = self._health[part]
        why = sentence(health.why) if health.why else words.condition(health.condition)
        said = f"{words.part(part)}: {why}"
        return f"{said} ({self._word(health)})" if health.waiting else said

    def _word(self, health: Health) -> str:
        if health.waiting:
            return self.tr("{count} waiting").format(count=words.number(health.waiting))
        return words.condition(health.condition)


class _Light(QAbstractButton):
    """Quiet when all is well: a small grey mark; loud when somebody must come."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._condition = Condition.WAITING
        self._name = self._word = ""

    def show_state(self, condition: Condition, name: str, word: str) -> None:
        self._condition, self._name, self._word = condition, name, word
        self.setAccessibleName(f"{name} {word}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        metrics = QFontMetrics(self._bold())
        text = max(metrics.horizontalAdvance(self._name), metrics.horizontalAdvance(self._word))
        return QSize(text + round(metrics.height() * 2.4), max(48, metrics.height() * 3))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        painter = QPainter(self)
        line = self.fontMetrics().height()
        ink = COLOURS.on_dark
        if self._condition is Condition.FAULT:
            painter.fillRect(self.rect(), QColor(COLOURS.on_fault))
            ink = COLOURS.fault
        colour, sign = self._colours()
        mark = QRectF(line * 0.3, self.height() / 2 - line * 0.6, line * 1.2, line * 1.2)
        draw(painter, OF_CONDITION[self._condition], mark, QColor(colour), QColor(sign))
        painter.setPen(QColor(ink))
        text = self.rect().adjusted(round(line * 1.8), 0, 0, 0)
        upper, lower = QRect(text), QRect(text)
        upper.setBottom(self.height() // 2)
        lower.setTop(self.height() // 2)
        painter.drawText(lower, Qt.AlignmentFlag.AlignTop, self._word)
        painter.setFont(self._bold())
        painter.drawText(upper, Qt.AlignmentFlag.AlignBottom, self._name)
        if self.hasFocus():
            painter.setPen(QPen(QColor(COLOURS.focus_on_dark), 3))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def _bold(self) -> QFont:
        font = self.font()
        font.setBold(True)
        return font

    def _colours(self) -> tuple[str, str]:
        match self._condition:
            case Condition.OK | Condition.OFF:
                return COLOURS.soft_on_dark, COLOURS.dark
            case Condition.WAITING:
                return COLOURS.review, COLOURS.dark
            case Condition.FAULT:
                return COLOURS.fault, COLOURS.on_fault
