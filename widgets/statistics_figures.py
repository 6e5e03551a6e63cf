"""The headline figures of a period, beside those of before."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.shift import Tally
from models.statistics import StatisticsReport
from widgets import make, words
from widgets.speaking import SpeakingWidget

_Figure = Callable[[Tally], str]


class StatisticsFigures(SpeakingWidget):
    """How many castings, and the shares of each verdict; below, the same before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._report: StatisticsReport | None = None
        self._cells = [_Cell(figure) for figure in (_total, _passed, _rejected, _review)]
        self._unfit = _Cell(_unfit)
        row = QHBoxLayout(self)
        for cell in (*self._cells, self._unfit):
            row.addWidget(cell, 1)
        self.retranslate()

    def show_report(self, report: StatisticsReport) -> None:
        """Show these figures."""
        self._report = report
        self.retranslate()

    def retranslate(self) -> None:
        """Follow the language."""
        names = (self.tr("Castings"), self.tr("Yield"), self.tr("Reject"), self.tr("Review"))
        shift, week = self.tr("Shift before"), self.tr("7 days before")
        report = self._report
        for name, cell in zip(names, self._cells, strict=True):
            before = ((shift, report.shift_before), (week, report.week_before)) if report else ()
            cell.show_figure(name, report.tally if report else None, before)
        self._unfit.show_figure(self.tr("Pictures not judged"), report.tally if report else None)
        reasons = report.tally.unfit if report else {}
        self._unfit.show_remark(
            ", ".join(
                f"{words.unfit_name(reason)} {words.number(count)}"
                for reason, count in reasons.items()
            )
        )


class _Cell(QWidget):
    """One figure, large, and the same of other periods below it."""

    def __init__(self, figure: _Figure) -> None:
        super().__init__()
        self._figure = figure
        self._name = make.label("caption")
        self._value = make.label("figure", words.NONE)
        self._before = make.label("before", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self._name, self._value, self._before):
            column.addWidget(label)
        column.addStretch(1)

    def show_figure(
        self, name: str, tally: Tally | None, before: tuple[tuple[str, Tally | None], ...] = ()
    ) -> None:
        value = self._figure(tally) if tally else words.NONE
        self._name.setText(name)
        self._value.setText(value)
        self.show_remark(
            "\n".join(f"{when}  {self._figure(of) if of else words.NONE}" for when, of in before)
        )
        self.setAccessibleName(f"{name} {value}")

    def show_remark(self, remark: str) -> None:
        self._before.setText(remark)


def _total(tally: Tally) -> str:
    return words.number(tally.total)


def _passed(tally: Tally) -> str:
    return _percent(tally.passed, tally)


def _rejected(tally: Tally) -> str:
    return _percent(tally.rejected, tally)


def _review(tally: Tally) -> str:
    return _percent(tally.review, tally)


def _unfit(tally: Tally) -> str:
    return words.number(sum(tally.unfit.values()))


def _percent(part: int, tally: Tally) -> str:
    return f"{part / tally.total:.1%}" if tally.total else words.NONE
