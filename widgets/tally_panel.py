"""What this shift has made."""

from collections.abc import Mapping
from datetime import tzinfo

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.judgement import Verdict
from models.shift import Shift, Tally
from models.sight import Unfit
from widgets import make, words
from widgets.speaking import SpeakingWidget
from widgets.verdict_mark import VerdictMark


class TallyPanel(SpeakingWidget):
    """The shift's name and hours, and its six figures; a dash where there is none yet."""

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._zone = zone
        self._shift: Shift | None = None
        self._tally = Tally()
        self._name = make.label("heading")
        self._hours = make.label("caption")
        self._unfit = make.label("unfit", wraps=True)
        self._figures = [_Figure(), *(_Figure(verdict) for verdict in Verdict)]
        self._figures += [_Figure(), _Figure()]
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        for place, figure in enumerate(self._figures):
            grid.addWidget(figure, place // 3, place % 3)
            grid.setColumnStretch(place % 3, 1)
        head = QHBoxLayout()
        head.addWidget(self._name)
        head.addWidget(self._hours)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(self._unfit)
        self.retranslate()

    def show_tally(self, shift: Shift, tally: Tally) -> None:
        """Show the figures of `shift`."""
        self._shift, self._tally = shift, tally
        self.retranslate()

    def retranslate(self) -> None:
        """Follow the language."""
        self._say_shift()
        tally = self._tally
        share, pace = tally.yield_share, tally.pace_per_minute
        figures = (
            (self.tr("Total"), words.number(tally.total)),
            (self.tr("Pass"), words.number(tally.passed)),
            (self.tr("Reject"), words.number(tally.rejected)),
            (self.tr("Review"), words.number(tally.review)),
            (self.tr("Yield"), words.NONE if share is None else f"{share:.1%}"),
            (self.tr("Parts / min"), words.NONE if pace is None else f"{pace:.1f}"),
        )
        for figure, (caption, value) in zip(self._figures, figures, strict=True):
            figure.show_figure(caption, value)
        self._say_unfit(tally.unfit)

    def _say_unfit(self, unfit: Mapping[Unfit, int]) -> None:
        reasons = ", ".join(
            f"{words.unfit_name(reason)} {words.number(count)}" for reason, count in unfit.items()
        )
        self._unfit.setText(
            self.tr("Pictures not judged: {count} ({reasons})").format(
                count=words.number(sum(unfit.values())), reasons=reasons
            )
        )
        self._unfit.setVisible(bool(unfit))

    def _say_shift(self) -> None:
        if self._shift is None:
            self._name.setText(self.tr("This shift"))
            self._hours.setText(words.NONE)
            return
        start, end = (
            moment.astimezone(self._zone).strftime("%H:%M")
            for moment in (self._shift.starts_at, self._shift.ends_at)
        )
        self._name.setText(self.tr("{shift} shift").format(shift=self._shift.name))
        self._hours.setText(f"{start} – {end}")


class _Figure(QWidget):
    """A number with its name, and the verdict's mark where it counts one."""

    def __init__(self, verdict: Verdict | None = None) -> None:
        super().__init__()
        self._caption = make.label("caption")
        self._value = make.label("figure", words.NONE)
        row = QHBoxLayout()
        row.setSpacing(6)
        if verdict is not None:
            row.addWidget(VerdictMark(verdict))
        row.addWidget(self._caption, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._value)

    def show_figure(self, caption: str, value: str) -> None:
        self._caption.setText(caption)
        self._value.setText(value)
        self.setAccessibleName(f"{caption} {value}")
