"""The p-chart of the rejects."""

from collections.abc import Sequence
from functools import partial
from math import nan

from models.control_chart import ControlChart, Rule
from models.statistics import StatisticsReport
from widgets import statistics_words as said
from widgets import theme
from widgets.statistics_chart import Chart, Mark


class RejectChart(Chart):
    """Share of rejects in each subgroup, its centre and its limits; grey but for the signals."""

    def title(self) -> str:
        """What the chart shows."""
        return self.tr("Share of rejects, %")

    def names(self, report: StatisticsReport) -> Sequence[tuple[float, str]]:
        """When each subgroup began."""
        return self.times(report.groups, report)

    def plot(self, report: StatisticsReport) -> Sequence[Mark]:
        """Draw limits, shares, and what is unusual on top of them."""
        shares = [said.percent(group.tally.rejected, group.tally) for group in report.groups]
        highest = max([*shares, *(100 * each.upper for each in report.chart.limits if each), 1.0])
        self.remark.setText(self._remark(report))
        self._plot_limits(report.chart)
        self.canvas.line(range(len(shares)), shares, self.canvas.pen(theme.COLOURS.line, 1.5))
        self.canvas.dots(range(len(shares)), shares, theme.COLOURS.soft_ink)
        self._plot_signals(report.chart, shares)
        right = max(1.08 * len(shares) - 0.5, 0.5)  # room for the figures of the limits
        self.canvas.show_range((-0.5, right), (-0.03 * highest, highest * 1.15))
        return [
            Mark(place, share, partial(self._words, place, report), group.castings)
            for place, (share, group) in enumerate(zip(shares, report.groups, strict=True))
        ]

    def _plot_limits(self, chart: ControlChart) -> None:
        if chart.centre is None:
            return
        ink, canvas, end = theme.COLOURS.soft_ink, self.canvas, len(chart.limits) - 0.5
        canvas.line((-0.5, end), (100 * chart.centre, 100 * chart.centre), canvas.pen(ink))
        canvas.text(end, 100 * chart.centre, f"{chart.centre:.1%}", (0, 0.5))
        edges = [x for place in range(len(chart.limits)) for x in (place - 0.5, place + 0.5)]
        for name in ("lower", "upper"):
            values = [100 * getattr(each, name) if each else nan for each in chart.limits]
            steps = [value for value in values for _ in range(2)]
            canvas.line(edges, steps, canvas.pen(ink, 1.5, is_dashed=True))
        if chart.limits and chart.limits[-1] is not None:
            upper = chart.limits[-1].upper
            canvas.text(end, 100 * upper, f"{upper:.1%}", (0, 0.5))

    def _plot_signals(self, chart: ControlChart, shares: Sequence[float]) -> None:
        for signal in chart.signals:
            places = range(signal.first, signal.last + 1)
            is_beyond = signal.rule is Rule.BEYOND_LIMIT
            self.canvas.dots(
                places,
                [shares[place] for place in places],
                theme.COLOURS.reject,
                size=2.0 if is_beyond else 1.2,
                is_diamond=is_beyond,
            )
            number = str(signal.rule.value)
            self.canvas.text(signal.last, shares[signal.last], number, (0.5, 1.15))

    def _remark(self, report: StatisticsReport) -> str:
        chart = report.chart
        if not report.groups:
            return self.tr("No full subgroup yet.")
        if chart.silence is not None:
            return said.silence(chart.silence, len(report.groups))
        if report.left_out:
            return self.tr("The newest {count} subgroups.").format(count=len(report.groups))
        if not chart.judges_sides:
            return self.tr("Rule 2 needs larger subgroups: five rejects in each, on average.")
        return ""

    def _words(self, place: int, report: StatisticsReport) -> str:
        limits, lines = report.chart.limits[place], [self.figures(report.groups[place])]
        if limits is not None:
            lower, upper = f"{limits.lower:.1%}", f"{limits.upper:.1%}"
            lines.append(self.tr("Limits {lower} – {upper}").format(lower=lower, upper=upper))
        lines += [
            f"{signal.rule.value}  {said.rule(signal.rule)}"
            for signal in report.chart.signals
            if signal.first <= place <= signal.last
        ]
        return "\n".join(lines)
