"""The words of the statistics, in the language of the screen."""

from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QCoreApplication

from models.control_chart import MIN_SUBGROUPS, Rule, Silence
from models.decision import DefectKind
from models.drift import Measure
from models.shift import Tally
from models.statistics import Group, Span, StatisticsReport, Turn
from widgets import words

translate = QCoreApplication.translate


def span(value: Span) -> str:
    """A period that is chosen by its name."""
    match value:
        case Span.THIS_SHIFT:
            return translate("Statistics", "This shift")
        case Span.LAST_SHIFT:
            return translate("Statistics", "Last shift")
        case Span.TODAY:
            return translate("Statistics", "Today")
        case Span.LAST_7_DAYS:
            return translate("Statistics", "Last 7 days")


def turn(value: Turn, zone: tzinfo | None) -> str:
    """A shift on record."""
    return f"{value.shift}  {value.started_at.astimezone(zone):%Y-%m-%d %H:%M}"


def subgroup(castings: int | None) -> str:
    """What is taken together."""
    if castings is None:
        return translate("Statistics", "Hour by hour")
    return translate("Statistics", "{count} castings each").format(count=words.number(castings))


def rule(value: Rule) -> str:
    """What is unusual; the rules are Nelson's."""
    match value:
        case Rule.BEYOND_LIMIT:
            return translate("Statistics", "Beyond a limit")
        case Rule.SAME_SIDE:
            return translate("Statistics", "Nine or more on one side of the centre")
        case Rule.TREND:
            return translate("Statistics", "Six or more that only rise or only fall")
        case Rule.ALTERNATING:
            return translate("Statistics", "Fourteen or more that go up and down by turns")


def silence(value: Silence, subgroups: int) -> str:
    """Why there are no limits, and what to do."""
    match value:
        case Silence.FEW_SUBGROUPS:
            return translate(
                "Statistics",
                "No limits yet: {count} of {needed} subgroups. Choose a longer period or smaller"
                " subgroups.",
            ).format(count=words.number(subgroups), needed=MIN_SUBGROUPS)
        case Silence.FEW_REJECTS:
            return translate("Statistics", "No limits: too few rejects. Choose larger subgroups.")
        case Silence.FEW_PASSES:
            return translate(
                "Statistics", "No limits: nearly all was rejected. Choose larger subgroups."
            )


def defect(kind: DefectKind | None) -> str:
    """What was wrong."""
    return words.defect_kind(kind) if kind else translate("Statistics", "Not named")


def measure(value: Measure | None) -> str:
    """What of the castings is looked at; None: their scores."""
    match value:
        case None:
            return translate("Statistics", "Scores")
        case Measure.BRIGHTNESS:
            return translate("Statistics", "Brightness")
        case Measure.SHARPNESS:
            return translate("Statistics", "Sharpness")
        case Measure.X:
            return translate("Statistics", "Place, across, %")
        case Measure.Y:
            return translate("Statistics", "Place, down, %")
        case Measure.REVIEW:
            return translate("Statistics", "Reviews, %")


def unit(of: Measure) -> float:
    """How often the shown unit goes into what is measured."""
    return 1.0 if of in {Measure.BRIGHTNESS, Measure.SHARPNESS} else 100.0


def measured(of: Measure, value: float) -> str:
    """A value in the unit that is shown."""
    return f"{value:.3f}" if of is Measure.SHARPNESS else f"{value:.1f}"


def share(part: int, of: int) -> str:
    """A part in per cent."""
    return f"{part / of:.1%}" if of else words.NONE


def percent(part: int, of: Tally) -> float:
    """The same as a number; 0 without castings."""
    return 100 * part / of.total if of.total else 0.0


def moment(value: datetime, report: StatisticsReport, zone: tzinfo | None) -> str:
    """The time of day, with its day where the period has the same time twice."""
    local = value.astimezone(zone)
    return f"{local:%m-%d %H:%M}" if _is_long(report) else f"{local:%H:%M}"


def _is_long(report: StatisticsReport) -> bool:
    start, end = report.starts_at, report.ends_at
    return start is not None and end is not None and end - start > timedelta(days=1)


def period(report: StatisticsReport, zone: tzinfo | None) -> str:
    """From the first to the last inspection, and of which shift."""
    if report.starts_at is None or report.ends_at is None:
        return ""
    start, end = (at.astimezone(zone) for at in (report.starts_at, report.ends_at))
    until = f"{end:%H:%M}" if start.date() == end.date() else f"{end:%m-%d %H:%M}"
    name = f"{report.turn.shift}  " if report.turn else ""
    return f"{name}{start:%Y-%m-%d %H:%M} – {until} {words.zone_name(end, zone)}"


def span_of(group: Group, zone: tzinfo | None) -> str:
    """From the first to the last casting of a group."""
    first, end = group.castings.from_time, group.castings.to_time
    if first is None or end is None:
        return words.NONE
    day = f"{first.astimezone(zone):%Y-%m-%d}"
    return f"{day}  {words.clock(first, zone)} – {words.clock(end, zone)}"


def counts(tally: Tally) -> str:
    """A group's figures, a line each."""
    return translate(
        "Statistics",
        "{total} castings\nYield {yields}\nReject {rejected} ({rejects})\nReview {review}"
        " ({reviews})",
    ).format(
        total=words.number(tally.total),
        yields=share(tally.passed, tally.total),
        rejected=words.number(tally.rejected),
        rejects=share(tally.rejected, tally.total),
        review=words.number(tally.review),
        reviews=share(tally.review, tally.total),
    )
