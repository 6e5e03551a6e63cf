"""One light for each part of the station: shape and word, the sentence behind it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from models.health import Condition, Health, Part
from widgets import words
from widgets.notice import sentence
from widgets.shapes import OF_CONDITION, draw
from widgets.speaking import SpeakingWidget
from widgets.theme import COLOURS


class Lights(SpeakingWidget):
    """All the lights; a click on one asks for its sentence."""

    asked = Signal(str)  # the sentence, translated

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lights = {part: _Light(self) for part in Part}
        self._health = {part: Health(part, Condition.WAITING) for part in Part}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part, light in self._lights.items():
            row.addWidget(light)
            light.clicked.connect(self._on_clicked)
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
        word = words.condition(health.condition)
        if health.waiting:
            word = self.tr("{count} waiting").format(count=words.number(health.waiting))
        self._lights[part].show_state(health.condition, words.part(part), word)
        self._lights[part].setToolTip(self._sentence(health, word))

    def _sentence(self, health: Health, word: str) -> str:
        why = sentence(health.why) if health.why else word
        return f"{words.part(health.part)}: {why}"

    def _on_clicked(self) -> None:
        self.asked.emit(self.sender().toolTip())  # type: ignore[attr-defined]


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
        metrics = self.fontMetrics()
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
            ink = COLOURS.ink
        colour, sign = self._colours()
        mark = QRectF(line * 0.3, self.height() / 2 - line * 0.6, line * 1.2, line * 1.2)
        draw(painter, OF_CONDITION[self._condition], mark, QColor(colour), QColor(sign))
        painter.setPen(QColor(ink))
        text = self.rect().adjusted(round(line * 1.8), 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, f"{self._name}\n{self._word}")
        if self.hasFocus():
            painter.setPen(QPen(QColor(COLOURS.focus_on_dark), 3))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def _colours(self) -> tuple[str, str]:
        match self._condition:
            case Condition.OK | Condition.OFF:
                return COLOURS.soft_on_dark, COLOURS.dark
            case Condition.WAITING:
                return COLOURS.review, COLOURS.dark
            case Condition.FAULT:
                return COLOURS.fault, COLOURS.on_fault
