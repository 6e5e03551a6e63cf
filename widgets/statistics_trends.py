"""How yield and scores go."""

from collections.abc import Sequence
from functools import partial

from models.statistics import Group, StatisticsReport
from widgets import statistics_words as said
from widgets import theme, words
from widgets.statistics_chart import Chart, Mark


class YieldChart(Chart):
    """Yield by hour, beside that of the week before."""

    def title(self) -> str:
        """What the chart shows."""
        return self.tr("Yield by hour, %")

    def names(self, report: StatisticsReport) -> Sequence[tuple[float, str]]:
        """When each hour began."""
        return self.times(report.hours, report)

    def plot(self, report: StatisticsReport) -> Sequence[Mark]:
        """The scale ends at 100 % and begins where it must."""
        canvas, colours, usual = self.canvas, theme.COLOURS, report.week_before.yield_share
        shares = [said.percent(hour.tally.passed, hour.tally) for hour in report.hours]
        lowest = min([*shares, 95.0, *([] if usual is None else [100 * usual])])
        if usual is not None:
            canvas.level(100 * usual, canvas.pen(colours.soft_ink, 1.5, is_dashed=True))
        self.remark.setText("" if usual is None else self.tr("Dashed: 7 days before"))
        canvas.line(range(len(shares)), shares, canvas.pen(colours.line, 1.5))
        canvas.dots(range(len(shares)), shares, colours.soft_ink, size=1.3)
        bottom = max(0, lowest - 0.1 * (100 - lowest))
        canvas.show_range((-0.5, max(len(shares) - 0.5, 0.5)), (bottom, 100.5))
        return [
            Mark(place, share, partial(self.figures, hour), hour.castings)
            for place, (share, hour) in enumerate(zip(shares, report.hours, strict=True))
        ]


class ScoreChart(Chart):
    """How the scores go, before verdicts follow."""

    def title(self) -> str:
        """What the chart shows."""
        return self.tr("Scores")

    def names(self, report: StatisticsReport) -> Sequence[tuple[float, str]]:
        """When each subgroup began."""
        return self.times(report.groups, report)

    def plot(self, report: StatisticsReport) -> Sequence[Mark]:
        """Half of the castings lie below one line, nine in ten below the other."""
        canvas, colours, places = self.canvas, theme.COLOURS, range(len(report.groups))
        middle = [group.median_score or 0.0 for group in report.groups]
        high = [group.high_score or 0.0 for group in report.groups]
        self.remark.setText(self.tr("Median; dashed: nine in ten lie below"))
        canvas.line(places, high, canvas.pen(colours.soft_ink, 1.5, is_dashed=True))
        canvas.line(places, middle, canvas.pen(colours.ink, 2))
        top = max([*high, 0.1])
        canvas.show_range((-0.5, max(len(places) - 0.5, 0.5)), (-0.03 * top, 1.1 * top))
        return [
            Mark(place, middle[place], partial(self._words, group), group.castings)
            for place, group in enumerate(report.groups)
        ]

    def _words(self, group: Group) -> str:
        scores = self.tr("Median {median}\nNine in ten below {high}").format(
            median=words.score(group.median_score or 0.0), high=words.score(group.high_score or 0.0)
        )
        return f"{said.span_of(group, self.zone)}\n{scores}"
