"""Bars across the screen that say something in one sentence."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from models.errors import KnownError, Remedy
from widgets import make, scaling
from widgets.notice import sentence
from widgets.set_aside_dialog import SetAsideDialog
from widgets.shapes import Shape, draw
from widgets.speaking import SpeakingWidget
from widgets.theme import COLOURS


class FaultBar(SpeakingWidget):
    """A fault that stops the inspection, until it is mended; hidden while there is none."""

    retry = Signal()
    set_aside_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fault")
        self._fault: KnownError | None = None
        self._words = _sentence_label()
        self._button = make.commit_button()
        self._button.clicked.connect(self.retry)
        self._aside = make.commit_button()
        self._aside.clicked.connect(self._on_aside)
        row = QHBoxLayout(self)
        row.addWidget(_AlertMark(COLOURS.on_fault, COLOURS.fault))
        row.addWidget(self._words, 1)
        row.addWidget(self._aside)
        row.addWidget(self._button)
        self.retranslate()
        self.hide()

    def show_fault(self, fault: KnownError | None) -> None:
        """Say what is wrong; None takes the bar away."""
        self._fault = fault
        self.retranslate()
        self._aside.setVisible(fault is not None and fault.remedy is Remedy.SET_ASIDE)
        self.setVisible(fault is not None)

    @Slot()
    def press_retry(self) -> None:
        """As if the button were clicked, where there is a fault."""
        if self.isVisible():
            self._button.click()

    def retranslate(self) -> None:
        """Follow the language."""
        self._button.setText(self.tr("Try again  Ctrl+R"))
        self._aside.setText(self.tr("Set it aside and go on…"))
        if self._fault is not None:
            text = self.tr("Inspection has stopped. {why}").format(why=sentence(self._fault))
            self._words.setText(text)

    def _on_aside(self) -> None:
        question = SetAsideDialog(self.window())
        question.accepted.connect(self.set_aside_wanted)
        scaling.open_dialog(question)


class CallBar(SpeakingWidget):
    """A warning that calls a person to the line, until that person has understood."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("call")
        self._warning: KnownError | None = None
        self._words = _sentence_label("title")
        self._button = make.commit_button()
        self._button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.addWidget(_AlertMark(COLOURS.on_review, COLOURS.review))
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self.retranslate()
        self.hide()

    def show_warning(self, warning: KnownError) -> None:
        """Say why somebody should come."""
        self._warning = warning
        self.retranslate()
        self.show()

    @Slot()
    def press_understood(self) -> None:
        """As if the button were clicked, where there is a warning."""
        if self.isVisible():
            self._button.click()

    def retranslate(self) -> None:
        """Follow the language."""
        self._button.setText(self.tr("Understood  Ctrl+U"))
        if self._warning is not None:
            self._words.setText(sentence(self._warning))


class NoticeBar(SpeakingWidget):
    """Something worth knowing that stops nothing; it goes when it is dismissed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._say: Callable[[], str] = str
        self._words = _sentence_label()
        self._button = QPushButton()
        self._button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self.retranslate()
        self.hide()

    def show_words(self, say: Callable[[], str]) -> None:
        """Show what `say` says, now and in whatever language is chosen while it stands there."""
        self._say = say
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        """Follow the language."""
        self._button.setText(self.tr("Close  Esc"))
        self._words.setText(self._say())


class _AlertMark(QWidget):
    """The triangle of a fault or a warning."""

    def __init__(self, colour: str, sign: str) -> None:
        super().__init__()
        self._colours = QColor(colour), QColor(sign)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        side = self.fontMetrics().height() * 2
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        side = min(self.width(), self.height())
        square = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        draw(QPainter(self), Shape.ALERT_IN_TRIANGLE, square, *self._colours)


def _sentence_label(role: str = "strong") -> QLabel:
    label = make.label(role)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return label
