"""What is wrong most often."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate

from models.history import HistoryFilter
from models.judgement import Verdict
from models.statistics import StatisticsReport
from widgets import statistics_words as said
from widgets import theme, words
from widgets.statistics_chart import Chart, Mark


class DefectChart(Chart):
    """Pareto: bars from the most frequent down, each with its number and the share so far."""

    is_across = True

    def title(self) -> str:
        """What the chart shows."""
        return self.tr("Defects")

    def names(self, report: StatisticsReport) -> Sequence[tuple[float, str]]:
        """What was wrong."""
        return [(-place, said.defect(each.kind)) for place, each in enumerate(report.defects)]

    def plot(self, report: StatisticsReport) -> Sequence[Mark]:
        """All of them in grey: that they are there is no signal."""
        counts = [each.castings for each in report.defects]
        none, some = self.tr("None."), self.tr("Castings, and the share so far")
        self.remark.setText(some if counts else none)
        self.canvas.bars(counts, theme.COLOURS.soft_ink)
        for place, (count, so_far) in enumerate(zip(counts, accumulate(counts), strict=True)):
            label = f"{words.number(count)}  ·  {so_far / sum(counts):.0%}"
            self.canvas.text(count, -place, label, (-0.05, 0.5))
        bottom = 0.4 - max(len(counts), 5)
        self.canvas.show_range((0, max([*counts, 1]) * 1.7), (bottom, 0.6))
        return [
            Mark(count, -place, partial(self._words, place, report), _rejects(report))
            for place, count in enumerate(counts)
        ]

    def _words(self, place: int, report: StatisticsReport) -> str:
        each, total = report.defects[place], sum(one.castings for one in report.defects)
        return self.tr(
            "{name}\n{count} castings, {share}\nClick: all rejects of the period"
        ).format(
            name=said.defect(each.kind),
            count=words.number(each.castings),
            share=said.share(each.castings, total),
        )


def _rejects(report: StatisticsReport) -> HistoryFilter:
    """The history knows no kinds of defect."""
    first, last = report.hours[0].castings, report.hours[-1].castings
    return replace(first, to_time=last.to_time, verdict=Verdict.REJECT)
