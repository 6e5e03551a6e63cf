"""The word that is read from five metres."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import tzinfo
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.inspection import Inspection
from models.judgement import Verdict
from widgets import words
from widgets.score_bar import ScoreBar
from widgets.shapes import Shape, draw
from widgets.speaking import SpeakingWidget
from widgets.theme import COLOURS


class BannerState(Enum):
    """What the banner can say."""

    STARTING = auto()
    NO_PICTURE = auto()
    WAITING = auto()
    ARRIVING = auto()
    JUDGING = auto()
    PASS = auto()
    REJECT = auto()
    REVIEW = auto()
    UNFIT = auto()
    PAUSED = auto()
    FAULT = auto()


OF_VERDICT = {
    Verdict.PASS: BannerState.PASS,
    Verdict.REJECT: BannerState.REJECT,
    Verdict.REVIEW: BannerState.REVIEW,
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is drawn: shape and word first, colour only to help."""

    shape: Shape
    ground: str
    ink: str


_SMALLEST = 10  # pixels of a word that does not fit at all
_QUIET = (COLOURS.surface, COLOURS.soft_ink)
LOOKS = {
    BannerState.STARTING: Look(Shape.DOTS_IN_RING, *_QUIET),
    BannerState.NO_PICTURE: Look(Shape.DOTS_IN_RING, *_QUIET),
    BannerState.WAITING: Look(Shape.EMPTY_RING, *_QUIET),
    BannerState.ARRIVING: Look(Shape.ARROW_IN_RING, *_QUIET),
    BannerState.JUDGING: Look(Shape.DOTS_IN_RING, *_QUIET),
    BannerState.PASS: Look(Shape.CHECK_IN_CIRCLE, COLOURS.passed_ground, COLOURS.passed),
    BannerState.REJECT: Look(Shape.CROSS_IN_OCTAGON, COLOURS.reject, COLOURS.on_reject),
    BannerState.REVIEW: Look(Shape.QUESTION_IN_DIAMOND, COLOURS.review, COLOURS.on_review),
    BannerState.UNFIT: Look(Shape.SLASHED_FRAME, COLOURS.unfit_ground, COLOURS.ink),
    BannerState.PAUSED: Look(Shape.BARS, *_QUIET),
    BannerState.FAULT: Look(Shape.ALERT_IN_TRIANGLE, COLOURS.fault, COLOURS.on_fault),
}


class VerdictBanner(SpeakingWidget):
    """The state in one huge word with its shape; below, the last casting's score and number."""

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._zone = zone
        self._inspection: Inspection | None = None
        self._face = _Face(self)
        self._score = ScoreBar(self)
        self._facts = QLabel(self)
        self._facts.setObjectName("strong")
        foot = QHBoxLayout()
        foot.addWidget(self._score, 1)
        foot.addWidget(self._facts)
        foot.setContentsMargins(8, 0, 16, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._face, 1)
        column.addLayout(foot)
        self.state = BannerState.STARTING
        self._why = ""
        self.retranslate()

    def show_state(self, state: BannerState, why: str = "") -> None:
        """Say `state`, and `why` below it in a smaller hand."""
        if (state, why) != (self.state, self._why):
            self.state, self._why = state, why
            self._say()

    def show_inspection(self, inspection: Inspection | None) -> None:
        """Show the last casting's score, number and time."""
        self._inspection = inspection
        self._score.show_judgement(inspection.judgement if inspection else None)
        self._say_facts()

    def retranslate(self) -> None:
        """Follow the language."""
        self._say()
        self._say_facts()

    def _say(self) -> None:
        word = _word(self.state)
        self.setAccessibleName(f"{word} {self._why}".strip())
        self._face.show_look(LOOKS[self.state], word, self._why)

    def _say_facts(self) -> None:
        if self._inspection is None:
            self._facts.setText(self.tr("No casting judged yet"))
            return
        number = words.number(self._inspection.sequence)
        time = words.clock(self._inspection.inspected_at, self._zone)
        score = words.score(self._inspection.judgement.defect_probability)
        said = self.tr("Score {score}").format(score=score)
        self._facts.setText(f"{said}    #{number}    {time}")


class _Face(QWidget):
    """Shape, word and reason, as large as they fit."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = LOOKS[BannerState.STARTING]
        self._word = ""
        self._why = ""

    def show_look(self, look: Look, word: str, why: str) -> None:
        self._look, self._word, self._why = look, word, why
        self.update()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        line = self.fontMetrics().height()
        return QSize(line * 16, line * 6)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._look.ground))
        ink = QColor(self._look.ink)
        margin = self.fontMetrics().height()
        inner = self.rect().adjusted(margin, margin, -margin, -margin)
        side = min(inner.height(), round(inner.width() * 0.3))
        mark = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        draw(painter, self._look.shape, mark, ink, QColor(self._look.ground))
        painter.setPen(ink)
        inner.setLeft(inner.left() + side + margin)
        self._paint_text(painter, inner)

    def _paint_text(self, painter: QPainter, place: QRect) -> None:
        above, below = QRect(place), QRect(place)
        if self._why:
            above.setHeight(place.height() // 2)
            below.setTop(above.bottom())
            wrap = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.setFont(_largest(self.font(), self._why, below, wrap, place.height() // 7))
            painter.drawText(below, wrap, self._why)
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(_largest(self.font(), self._word, above, middle, above.height()))
        painter.drawText(above, middle, self._word)


def _largest(font: QFont, text: str, place: QRect, flags: int, at_most: int) -> QFont:
    """The bold font as large as `text` still fits into `place`."""
    font.setBold(True)

    def is_too_large(pixels: int) -> bool:
        font.setPixelSize(pixels)
        needed = QFontMetrics(font).boundingRect(place, flags, text)
        return needed.width() > place.width() or needed.height() > place.height()

    sizes = range(_SMALLEST, max(at_most, _SMALLEST) + 1)
    fitting = bisect_left(sizes, True, key=is_too_large)
    font.setPixelSize(sizes[max(fitting - 1, 0)])
    return font


def _word(state: BannerState) -> str:
    translate = QCoreApplication.translate
    return {
        BannerState.STARTING: translate("VerdictBanner", "Starting"),
        BannerState.NO_PICTURE: translate("VerdictBanner", "No picture"),
        BannerState.WAITING: translate("VerdictBanner", "No casting"),
        BannerState.ARRIVING: translate("VerdictBanner", "Arriving"),
        BannerState.JUDGING: translate("VerdictBanner", "Judging"),
        BannerState.PASS: translate("VerdictBanner", "PASS"),
        BannerState.REJECT: translate("VerdictBanner", "REJECT"),
        BannerState.REVIEW: translate("VerdictBanner", "REVIEW"),
        BannerState.UNFIT: translate("VerdictBanner", "No judgement"),
        BannerState.PAUSED: translate("VerdictBanner", "Paused"),
        BannerState.FAULT: translate("VerdictBanner", "FAULT"),
    }[state]
