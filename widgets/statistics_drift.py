"""How scores, light and place of the castings go, against what was taught."""

from collections.abc import Sequence
from datetime import tzinfo
from functools import partial
from math import nan

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from models.drift import Band, Baseline, Measure, band
from models.statistics import Group, StatisticsReport
from widgets import make, scaling, theme, words
from widgets import statistics_words as said
from widgets.statistics_chart import Chart, Mark
from widgets.teach_dialog import TeachDialog


class DriftChart(Chart):
    """A measure of the castings, chosen from a list; a band shows where its mean belongs."""

    teaching_wanted = Signal()

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        self._chooser = QComboBox()
        self._teach = make.button()
        for measure in (None, *Measure):
            self._chooser.addItem("", measure)
        super().__init__(zone, parent)
        self._chooser.currentIndexChanged.connect(self.retranslate)
        self._chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._teach.clicked.connect(self._ask_to_teach)
        self._heading.hide()  # the list says it
        self.head.insertWidget(0, self._chooser)
        self.head.addWidget(self._teach)
        self.setTabOrder(self._chooser, self._teach)
        self.retranslate()

    def title(self) -> str:
        """What the chart shows."""
        return said.measure(self._measure)

    def retranslate(self) -> None:
        """Draw anew; the list and the button follow the language, too."""
        for place in range(self._chooser.count()):
            self._chooser.setItemText(place, said.measure(self._chooser.itemData(place)))
        self._chooser.setAccessibleName(self.tr("What is shown"))
        self._teach.setText(self.tr("Teach …"))
        self._teach.setVisible(self._measure is not None)
        super().retranslate()

    def names(self, report: StatisticsReport) -> Sequence[tuple[float, str]]:
        """When each subgroup began."""
        return self.times(report.groups, report)

    def plot(self, report: StatisticsReport) -> Sequence[Mark]:
        """Means of subgroups as a line, within the band of what was taught."""
        measure = self._measure
        if measure is None:
            return self._plot_scores(report)
        values = [_value(group, measure) for group in report.groups]
        self.remark.setText(self._remark(report.baseline, values))
        where = _band(report, measure)
        canvas, colours, places = self.canvas, theme.COLOURS, range(len(values))
        if where is not None:
            for edge in (where.lower, where.upper):
                canvas.level(edge, canvas.pen(colours.soft_ink, 1.5, is_dashed=True))
            canvas.level(where.centre, canvas.pen(colours.line, 1.5))
        canvas.line(
            places,
            (nan if value is None else value for value in values),
            canvas.pen(colours.ink, 2),
        )
        known = [(place, value) for place, value in enumerate(values) if value is not None]
        canvas.show_range(self._across(places), _room([v for _, v in known], where))
        return [
            Mark(place, value, partial(self._words, group, measure), group.castings)
            for place, value in known
            for group in [report.groups[place]]
        ]

    @property
    def _measure(self) -> Measure | None:
        chosen = self._chooser.currentData()
        return None if chosen is None else Measure(chosen)

    def _plot_scores(self, report: StatisticsReport) -> Sequence[Mark]:
        """Half of the castings lie below one line, nine in ten below the other."""
        canvas, colours, places = self.canvas, theme.COLOURS, range(len(report.groups))
        middle = [group.median_score or 0.0 for group in report.groups]
        high = [group.high_score or 0.0 for group in report.groups]
        self.remark.setText(self.tr("Median; dashed: nine in ten lie below"))
        canvas.line(places, high, canvas.pen(colours.soft_ink, 1.5, is_dashed=True))
        canvas.line(places, middle, canvas.pen(colours.ink, 2))
        top = max([*high, 0.1])
        canvas.show_range(self._across(places), (-0.03 * top, 1.1 * top))
        return [
            Mark(place, middle[place], partial(self._score_words, group), group.castings)
            for place, group in enumerate(report.groups)
        ]

    def _across(self, places: range) -> tuple[float, float]:
        return -0.5, max(len(places) - 0.5, 0.5)

    def _remark(self, baseline: Baseline | None, values: Sequence[float | None]) -> str:
        if all(value is None for value in values):
            return self.tr("Not measured in these castings")
        if baseline is None:
            return self.tr("Teach while all is well")
        at = baseline.taught_at.astimezone(self.zone)
        return self.tr("Dashed: taught {day}").format(day=f"{at:%Y-%m-%d}")

    def _words(self, group: Group, measure: Measure) -> str:
        value = _value(group, measure)
        written = words.NONE if value is None else said.measured(measure, value)
        return f"{said.span_of(group, self.zone)}\n{said.measure(measure)}  {written}"

    def _score_words(self, group: Group) -> str:
        scores = self.tr("Median {median}\nNine in ten below {high}").format(
            median=words.score(group.median_score or 0.0), high=words.score(group.high_score or 0.0)
        )
        return f"{said.span_of(group, self.zone)}\n{scores}"

    def _ask_to_teach(self) -> None:
        dialog = TeachDialog(self.window())
        dialog.accepted.connect(self.teaching_wanted)
        scaling.open_dialog(dialog)


def _value(group: Group, measure: Measure) -> float | None:
    """In the unit that is shown."""
    if measure is Measure.REVIEW:
        return said.percent(group.tally.review, group.tally)
    if group.light is None:
        return None
    value: float = getattr(group.light, measure.value)
    return value * said.unit(measure)


def _band(report: StatisticsReport, measure: Measure) -> Band | None:
    """That of subgroups of the usual size, in the unit that is shown."""
    if report.baseline is None or not report.groups:
        return None
    sizes = sorted(group.tally.total for group in report.groups)
    where = band(report.baseline, measure, max(1, sizes[len(sizes) // 2]))
    return Band(*(edge * said.unit(measure) for edge in where))


def _room(values: Sequence[float], where: Band | None) -> tuple[float, float]:
    """From below the lowest to above the highest, with the band in sight."""
    shown = [*values, *(where or ())] or [0.0, 1.0]
    low, high = min(shown), max(shown)
    margin = 0.1 * (high - low) or 0.05 * abs(high) or 0.05
    return low - margin, high + margin
