"""Which inspections the history shows."""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QDate, QDateTime, QSize, QTime, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateTimeEdit, QGridLayout, QWidget

from models.history import HistoryFilter
from models.judgement import Verdict
from widgets import words
from widgets.speaking import SpeakingWidget

UNDECIDED = "undecided"
"""Reviews that wait for a person's decision: the last choice among the verdicts."""

_FIELD_STEP = timedelta(microseconds=999)  # a field holds whole milliseconds


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
        self._row = QGridLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for place, widget in enumerate(self._times()):
            self._row.addWidget(widget, 0, place)
        self._row.setColumnStretch(6, 1)
        self._place()
        self.retranslate()

    def _times(self) -> tuple[QWidget, ...]:
        return self._from, self._from_time, self._to, self._to_time

    def _place(self) -> None:
        """Shift and verdict beside the times, or below them in a narrow window."""
        widgets = (*self._times(), self._shift, self._verdict)
        gaps = self._row.horizontalSpacing() * len(widgets)
        is_wide = self.width() >= sum(each.sizeHint().width() for each in widgets) + gaps
        row, columns = (0, (4, 5)) if is_wide else (1, (1, 3))
        for column, choice in zip(columns, (self._shift, self._verdict), strict=True):
            self._row.addWidget(choice, row, column)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Wider or narrower."""
        super().resizeEvent(event)
        self._place()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as the times alone."""
        times = sum(each.minimumSizeHint().width() for each in self._times())
        gaps = self._row.horizontalSpacing() * len(self._times())
        return QSize(times + gaps, super().minimumSizeHint().height())

    def show_shift_names(self, names: Iterable[str]) -> None:
        """Offer these shifts."""
        for name in names:
            if self._shift.findData(name) < 0:
                self._shift.addItem(name, name)

    def show_filter(self, wanted: HistoryFilter) -> None:
        """Ask for the times and the verdict of this one, and for no shift by its name."""
        self.blockSignals(True)
        self._shift.setCurrentIndex(0)
        verdict = UNDECIDED if wanted.undecided else wanted.verdict
        self._verdict.setCurrentIndex(self._verdict.findData(verdict) if verdict else 0)
        for box, field, moment in (
            (self._from, self._from_time, wanted.from_time),
            (self._to, self._to_time, wanted.to_time and wanted.to_time + _FIELD_STEP),
        ):
            box.setChecked(moment is not None)
            if moment is not None:
                field.setDateTime(_naive(moment.astimezone(self._zone)))
        self.blockSignals(False)

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


def _naive(moment: datetime) -> QDateTime:
    time = QTime(moment.hour, moment.minute, moment.second, moment.microsecond // 1000)
    return QDateTime(QDate(moment.year, moment.month, moment.day), time)
