"""Which inspections the history shows."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from PySide6.QtCore import QDate, QDateTime, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateTimeEdit, QHBoxLayout, QWidget

from models.history import HistoryFilter
from models.judgement import Verdict
from widgets import words
from widgets.speaking import SpeakingWidget

UNDECIDED = "undecided"
"""Reviews that wait for a person's decision: the last choice among the verdicts."""


class HistoryFilters(SpeakingWidget):
    """From, to, shift and verdict; each may be left open."""

    changed = Signal()

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._from, self._from_time = QCheckBox(), QDateTimeEdit()
        self._to, self._to_time = QCheckBox(), QDateTimeEdit()
        self._shift, self._verdict = QComboBox(), QComboBox()
        today = QDate.currentDate()
        for field, hour in ((self._from_time, 0), (self._to_time, 24)):
            field.setCalendarPopup(True)
            field.setDisplayFormat("yyyy-MM-dd HH:mm")
            field.setDateTime(QDateTime(today, QTime(0, 0)).addSecs(hour * 3600))
            field.setEnabled(False)
            field.dateTimeChanged.connect(self.changed)
        for box, field in ((self._from, self._from_time), (self._to, self._to_time)):
            box.toggled.connect(field.setEnabled)
            box.toggled.connect(self.changed)
        self._shift.addItem("", None)
        for verdict in (None, *Verdict, UNDECIDED):
            self._verdict.addItem("", verdict)
        self._shift.currentIndexChanged.connect(self.changed)
        self._verdict.currentIndexChanged.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._from, self._from_time, self._to, self._to_time):
            row.addWidget(widget)
        row.addWidget(self._shift)
        row.addWidget(self._verdict)
        row.addStretch(1)
        self.retranslate()

    def show_shift_names(self, names: Iterable[str]) -> None:
        """Offer these shifts."""
        for name in names:
            if self._shift.findData(name) < 0:
                self._shift.addItem(name, name)

    def value(self) -> HistoryFilter:
        """What is asked for."""
        chosen = self._verdict.currentData()
        undecided = chosen == UNDECIDED
        return HistoryFilter(
            from_time=self._moment(self._from, self._from_time),
            to_time=self._moment(self._to, self._to_time),
            shift=self._shift.currentData(),
            verdict=Verdict.REVIEW if undecided else Verdict(chosen) if chosen else None,
            undecided=undecided,
        )

    def retranslate(self) -> None:
        """Follow the language."""
        self._from.setText(self.tr("From"))
        self._to.setText(self.tr("To"))
        self._shift.setItemText(0, self.tr("All shifts"))
        self._shift.setAccessibleName(self.tr("Shift"))
        self._verdict.setItemText(0, self.tr("All verdicts"))
        self._verdict.setAccessibleName(self.tr("Verdict"))
        for index, verdict in enumerate(Verdict, start=1):
            self._verdict.setItemText(index, words.verdict(verdict))
        self._verdict.setItemText(self._verdict.count() - 1, self.tr("Review, undecided"))

    def _moment(self, box: QCheckBox, field: QDateTimeEdit) -> datetime | None:
        if not box.isChecked():
            return None
        naive: datetime = field.dateTime().toPython()  # type: ignore[assignment]
        return naive.astimezone() if self._zone is None else naive.replace(tzinfo=self._zone)
