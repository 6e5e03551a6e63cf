"""Which castings the statistics look at."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from models.history import ShiftList
from models.statistics import Span, StatisticsQuery, Turn
from widgets import statistics_words as said
from widgets.speaking import SpeakingWidget

_SIZES = (50, 100, 200, 500, None)
_SHIFTS = 30  # as far back as can be chosen here


class StatisticsChooser(SpeakingWidget):
    """The period, and what is taken together in it."""

    changed = Signal()

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._period, self._size = QComboBox(), QComboBox()
        for span in Span:
            self._period.addItem("", span)
        for size in _SIZES:
            self._size.addItem("", size)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for box in (self._period, self._size):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(self.changed)
            row.addWidget(box)
        self.setFocusProxy(self._period)
        self.retranslate()

    def query(self) -> StatisticsQuery:
        """What is asked for."""
        period = self._period.currentData()
        is_turn = isinstance(period, Turn)
        return StatisticsQuery(period if is_turn else Span(period), self._size.currentData())

    def show_shifts(self, shifts: ShiftList) -> None:
        """Offer these, the newest first; the one that is chosen stays so."""
        turns = [Turn(each.shift, each.started_at) for each in shifts.shifts[:_SHIFTS]]
        chosen = self.query().period
        if isinstance(chosen, Turn) and chosen not in turns:
            turns.append(chosen)
        self._offer(turns, chosen)

    def retranslate(self) -> None:
        """Follow the language."""
        self._period.setAccessibleName(self.tr("Period"))
        self._size.setAccessibleName(self.tr("Subgroups"))
        for place, span in enumerate(Span):
            self._period.setItemText(place, said.span(span))
        for place, size in enumerate(_SIZES):
            self._size.setItemText(place, said.subgroup(size))

    def _offer(self, turns: Sequence[Turn], chosen: Span | Turn) -> None:
        self._period.blockSignals(True)
        while self._period.count() > len(Span):
            self._period.removeItem(len(Span))
        for turn in turns:
            self._period.addItem(said.turn(turn, self._zone), turn)
        if isinstance(chosen, Turn):
            self._period.setCurrentIndex(len(Span) + turns.index(chosen))
        self._period.blockSignals(False)
