"""How yield and scores go."""

from collections.abc import Sequence
from functools import partial

from models.statistics import StatisticsReport
from widgets import statistics_words as said
from widgets import theme
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
