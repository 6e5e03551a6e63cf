"""A score against the thresholds."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from models.judgement import Judgement
from widgets import make, words
from widgets.speaking import SpeakingWidget
from widgets.theme import COLOURS


class ScoreBar(SpeakingWidget):
    """The defect probability as a mark on a bar of pass, review and reject."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judgement: Judgement | None = None
        self.retranslate()

    def show_judgement(self, judgement: Judgement | None) -> None:
        """Show a score, or an empty bar."""
        self._judgement = judgement
        self.retranslate()

    def retranslate(self) -> None:
        """Follow the language."""
        if self._judgement is None:
            self.setAccessibleName(self.tr("No score"))
        else:
            of = self._judgement.thresholds
            text = self.tr("Score {score}: review from {review}, reject from {reject}").format(
                score=words.score(self._judgement.defect_probability),
                review=words.score(of.review),
                reject=words.score(of.reject),
            )
            self.setAccessibleName(text)
            make.tip(self, text)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Three lines high."""
        line = self.fontMetrics().height()
        return QSize(line * 12, round(line * 2.6))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as it wishes to be."""
        return QSize(self.fontMetrics().height() * 8, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Paint zones, thresholds and the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        bar = QRectF(line, line * 0.85, self.width() - 2 * line, line * 0.6)
        painter.fillRect(bar, QColor(COLOURS.line))
        if self._judgement is not None:
            self._paint_zones(painter, bar, self._judgement)
            self._paint_mark(painter, bar, self._judgement.defect_probability)

    def _paint_zones(self, painter: QPainter, bar: QRectF, judgement: Judgement) -> None:
        review, reject = judgement.thresholds.review, judgement.thresholds.reject
        zones = (
            (0.0, review, "#8fa699"),
            (review, reject, COLOURS.review),
            (reject, 1.0, COLOURS.reject),
        )
        for start, end, colour in zones:
            width = (end - start) * bar.width()
            left = bar.left() + start * bar.width()
            painter.fillRect(QRectF(left, bar.top(), width, bar.height()), QColor(colour))
        self._paint_thresholds(painter, bar, (review, reject))

    def _paint_thresholds(
        self, painter: QPainter, bar: QRectF, thresholds: tuple[float, float]
    ) -> None:
        font = self.font()
        font.setPixelSize(round(self.fontMetrics().height() * 0.68))
        painter.setFont(font)
        painter.setPen(QColor(COLOURS.ink))
        free_from = self.rect().left()
        for threshold in thresholds:
            x = bar.left() + threshold * bar.width()
            painter.fillRect(QRectF(x - 1, bar.top() - 3, 2, bar.height() + 6), QColor(COLOURS.ink))
            text = words.score(threshold)
            width = painter.fontMetrics().horizontalAdvance(text)
            left = min(max(x - width / 2, free_from), self.width() - width)
            baseline = bar.bottom() + painter.fontMetrics().ascent() + 4
            painter.drawText(QPointF(left, baseline), text)
            free_from = round(left + width * 1.2)

    def _paint_mark(self, painter: QPainter, bar: QRectF, score: float) -> None:
        x = bar.left() + score * bar.width()
        half = bar.height() * 0.75
        top = bar.top() - bar.height() * 0.9
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS.ink))
        corners = [(x - half, top), (x + half, top), (x, bar.top() + bar.height() * 0.35)]
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
