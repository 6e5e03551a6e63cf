"""The four charts of the statistics."""

from collections.abc import Sequence
from datetime import tzinfo
from functools import partial
from itertools import accumulate
from math import nan

import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from models.control_chart import Limits, Rule
from models.history import HistoryFilter
from models.judgement import Verdict
from models.shift import Tally
from models.statistics import Group, StatisticsReport
from widgets import statistics_words as said
from widgets import theme, words
from widgets.statistics_chart import Chart, Mark


class ReportChart(Chart):
    """A chart of a report; empty until there is one."""

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zone = zone
        self.report: StatisticsReport | None = None
        self.redraw()

    def show_report(self, report: StatisticsReport) -> None:
        """Show these figures in place of those before."""
        self.report = report
        self.redraw()

    def plot(self) -> Sequence[Mark]:
        """Name the chart, and draw the report."""
        self.heading.setText(self.title())
        self.setAccessibleName(self.title())
        return self.plot_report(self.report) if self.report else ()

    def title(self) -> str:
        """What the chart shows."""
        raise NotImplementedError

    def plot_report(self, report: StatisticsReport) -> Sequence[Mark]:
        """Draw the report."""
        raise NotImplementedError

    def names_of(self, groups: Sequence[Group]) -> Sequence[tuple[float, str]]:
        """The times of groups, for the axis."""
        if self.report is None:
            return ()
        return [
            (place, said.moment(group.starts_at, self.report, self.zone))
            for place, group in enumerate(groups)
        ]

    def tip(self, group: Group, *more: str) -> str:
        """What is said of a group: when it was made, and its figures."""
        return "\n".join((said.span_of(group, self.zone), said.counts(group.tally), *more))


class RejectChart(ReportChart):
    """The p-chart: share of rejects in each subgroup, its centre and its limits."""

    def title(self) -> str:
        """What the chart shows."""
        return self.tr("Share of rejects, %")

    def plot_report(self, report: StatisticsReport) -> Sequence[Mark]:
        """Grey, but for what is unusual."""
        colours, chart = theme.COLOURS, report.chart
        self.remark.setText(self._remark(report))
        shares = [100 * _share(group.tally.rejected, group.tally) for group in report.groups]
        places = list(range(len(shares)))
        self._plot_limits(chart.limits, chart.centre)
        self.line(places, shares, self.pen(colours.line, 1.5))
        self.dots(places, shares, colours.soft_ink)
        self._plot_signals(report, shares)
        highest = max([*shares, *(100 * each.upper for each in chart.limits if each), 1.0])
        self.item.setYRange(-0.03 * highest, highest * 1.15, padding=0)
        self.item.setXRange(-0.5, max(1.08 * len(shares) - 0.5, 0.5), padding=0.01)
        return [
            Mark(place, share, partial(self._words, place, report), group.castings)
            for place, (share, group) in enumerate(zip(shares, report.groups, strict=True))
        ]

    def ticks(self) -> Sequence[tuple[float, str]]:
        """When each subgroup began."""
        return self.names_of(self.report.groups) if self.report else ()

    def _plot_limits(self, limits: Sequence[Limits | None], centre: float | None) -> None:
        if centre is None:
            return
        colours = theme.COLOURS
        end = len(limits) - 0.5
        self.line((-0.5, end), (100 * centre, 100 * centre), self.pen(colours.soft_ink))
        self.text(end, 100 * centre, f"{centre:.1%}", (0, 0.5))
        edges = [x for place in range(len(limits)) for x in (place - 0.5, place + 0.5)]
        for name in ("lower", "upper"):
            values = [100 * getattr(each, name) if each else nan for each in limits]
            steps = [value for value in values for _ in range(2)]
            self.line(edges, steps, self.pen(colours.soft_ink, 1.5, is_dashed=True))
        if limits and limits[-1] is not None:
            self.text(end, 100 * limits[-1].upper, f"{limits[-1].upper:.1%}", (0, 0.5))

    def _plot_signals(self, report: StatisticsReport, shares: Sequence[float]) -> None:
        colours = theme.COLOURS
        for signal in report.chart.signals:
            places = list(range(signal.first, signal.last + 1))
            is_beyond = signal.rule is Rule.BEYOND_LIMIT
            self.dots(
                places, [shares[place] for place in places], colours.reject,
                "d" if is_beyond else "o", 2.0 if is_beyond else 1.2,
            )  # fmt: skip
            self.text(signal.last, shares[signal.last], str(signal.rule.value), (0.5, 1.15))

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
        limits, more = report.chart.limits[place], []
        if limits is not None:
            more.append(
                self.tr("Limits {lower} – {upper}").format(
                    lower=f"{limits.lower:.1%}", upper=f"{limits.upper:.1%}"
                )
            )
        more += [
            f"{signal.rule.value}  {said.rule(signal.rule)}"
            for signal in report.chart.signals
            if signal.first <= place <= signal.last
        ]
        return self.tip(report.groups[place], *more)


class YieldChart(ReportChart):
    """Yield by hour, beside that of the week before."""

    def title(self) -> str:
        """What the chart shows."""
        return self.tr("Yield by hour, %")

    def plot_report(self, report: StatisticsReport) -> Sequence[Mark]:
        """The scale ends at 100 % and begins where it must."""
        colours, usual = theme.COLOURS, report.week_before.yield_share
        shares = [100 * _share(hour.tally.passed, hour.tally) for hour in report.hours]
        lowest = min([*shares, 95.0, *([] if usual is None else [100 * usual])])
        self.item.setYRange(max(0, lowest - 0.1 * (100 - lowest)), 100.5, padding=0)
        self.item.setXRange(-0.5, max(len(shares) - 0.5, 0.5), padding=0.02)
        if usual is not None:
            pen = self.pen(colours.soft_ink, 1.5, is_dashed=True)
            self.item.addItem(pg.InfiniteLine(100 * usual, angle=0, pen=pen))
        self.remark.setText("" if usual is None else self.tr("Dashed: 7 days before"))
        self.line(range(len(shares)), shares, self.pen(colours.line, 1.5))
        self.dots(range(len(shares)), shares, colours.soft_ink, size=1.3)
        return [
            Mark(place, share, partial(self.tip, hour), hour.castings)
            for place, (share, hour) in enumerate(zip(shares, report.hours, strict=True))
        ]

    def ticks(self) -> Sequence[tuple[float, str]]:
        """When each hour began."""
        return self.names_of(self.report.hours) if self.report else ()


class ScoreChart(ReportChart):
    """How the scores go, before verdicts follow."""

    def title(self) -> str:
        """What the chart shows."""
        return self.tr("Scores")

    def plot_report(self, report: StatisticsReport) -> Sequence[Mark]:
        """Half of the castings lie below one line, nine in ten below the other."""
        colours = theme.COLOURS
        groups = [group for group in report.groups if group.median_score is not None]
        middle = [group.median_score or 0.0 for group in groups]
        high = [group.high_score or 0.0 for group in groups]
        places = range(len(groups))
        self.remark.setText(self.tr("Median; dashed: nine in ten lie below"))
        self.line(places, high, self.pen(colours.soft_ink, 1.5, is_dashed=True))
        self.line(places, middle, self.pen(colours.ink, 2))
        self.item.setYRange(-0.03 * max([*high, 0.1]), max([*high, 0.1]) * 1.1, padding=0)
        self.item.setXRange(-0.5, max(len(groups) - 0.5, 0.5), padding=0.02)
        return [
            Mark(place, middle[place], partial(self._words, group), group.castings)
            for place, group in enumerate(groups)
        ]

    def ticks(self) -> Sequence[tuple[float, str]]:
        """When each subgroup began."""
        return self.names_of(self.report.groups) if self.report else ()

    def _words(self, group: Group) -> str:
        scores = self.tr("Median {median}\nNine in ten below {high}").format(
            median=words.score(group.median_score or 0.0), high=words.score(group.high_score or 0.0)
        )
        return f"{said.span_of(group, self.zone)}\n{scores}"


class DefectChart(ReportChart):
    """Pareto: what is wrong most often stands on top."""

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        self._names: Sequence[tuple[float, str]] = ()
        super().__init__(zone, parent)
        self.is_across = True
        self.item.hideAxis("bottom")

    def title(self) -> str:
        """What the chart shows."""
        return self.tr("Defects")

    def plot_report(self, report: StatisticsReport) -> Sequence[Mark]:
        """Bars from the most frequent down, each with its number and the share so far."""
        counts = [each.castings for each in report.defects]
        self._names = [
            (-place, said.defect(each.kind)) for place, each in enumerate(report.defects)
        ]
        self.remark.setText(
            self.tr("Castings, and the share so far") if counts else self.tr("None.")
        )
        bars = pg.BarGraphItem(
            x0=0, y=[-place for place in range(len(counts))], height=0.62, width=counts,
            pen=None, brush=QColor(theme.COLOURS.soft_ink),
        )  # fmt: skip
        self.item.addItem(bars)
        for place, (count, so_far) in enumerate(zip(counts, accumulate(counts), strict=True)):
            label = f"{words.number(count)}  ·  {so_far / sum(counts):.0%}"
            self.text(count, -place, label, (-0.05, 0.5))
        self.item.setXRange(0, max([*counts, 1]) * 1.7, padding=0)
        self.item.setYRange(-max(len(counts), 5) + 0.4, 0.6, padding=0)
        return [
            Mark(count, -place, partial(self._words, place, report), _rejects(report))
            for place, count in enumerate(counts)
        ]

    def ticks(self) -> Sequence[tuple[float, str]]:
        """What was wrong."""
        return self._names

    def _words(self, place: int, report: StatisticsReport) -> str:
        each, total = report.defects[place], sum(one.castings for one in report.defects)
        return self.tr(
            "{name}\n{count} castings, {share}\nClick: all rejects of the period"
        ).format(
            name=said.defect(each.kind),
            count=words.number(each.castings),
            share=said.share(each.castings, total),
        )


def _share(part: int, of: Tally) -> float:
    return part / of.total if of.total else 0.0


def _rejects(report: StatisticsReport) -> HistoryFilter:
    first = report.hours[0].castings if report.hours else HistoryFilter()
    last = report.hours[-1].castings if report.hours else HistoryFilter()
    return HistoryFilter(
        from_time=first.from_time,
        to_time=last.to_time,
        shift=first.shift,
        shift_started_at=first.shift_started_at,
        verdict=Verdict.REJECT,
    )
