"""What is asked of the statistics, and what they answer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.control_chart import ControlChart
from models.decision import DefectKind
from models.drift import Baseline
from models.history import HistoryFilter
from models.light import Light
from models.shift import Tally


class Span(StrEnum):
    """The periods that can be chosen without naming one."""

    THIS_SHIFT = "this shift"
    LAST_SHIFT = "last shift"  # the last on record before the one that runs
    TODAY = "today"  # since midnight in the station's zone
    LAST_7_DAYS = "last 7 days"  # until now


@dataclass(frozen=True, slots=True)
class Turn:
    """One shift on record, as the history tells it from the others."""

    shift: str
    started_at: datetime  # aware


@dataclass(frozen=True, slots=True)
class StatisticsQuery:
    """Which castings are looked at, and how they are taken together."""

    period: Span | Turn = Span.THIS_SHIFT
    castings: int | None = 50  # in a subgroup, one after the other; None: those of an hour


@dataclass(frozen=True, slots=True)
class Group:
    """Castings made one after the other, and the scores of their first inspections."""

    starts_at: datetime  # of an hour its beginning, else the first inspection; UTC, aware
    tally: Tally
    castings: HistoryFilter  # that lets through just these
    median_score: float | None = None  # defect probability; None without castings
    high_score: float | None = None  # nine in ten lie at or below it
    light: Light | None = None  # mean of its castings; None where none was measured


@dataclass(frozen=True, slots=True)
class DefectCount:
    """How many castings are defective in this way."""

    kind: DefectKind | None  # None: rejected, and nobody has named what is wrong
    castings: int


@dataclass(frozen=True, slots=True)
class StatisticsReport:
    """The answer to one query."""

    query: StatisticsQuery
    turn: Turn | None  # of a shift, which one
    starts_at: datetime | None  # first and last inspection; None where there are no castings
    ends_at: datetime | None
    tally: Tally  # with the pictures that could not be judged
    shift_before: Tally | None  # the shift on record before the period began; None without one
    week_before: Tally  # the seven days before the period began
    groups: tuple[Group, ...]  # the newest ones, in the order they were made
    left_out: int  # earlier groups that are not shown
    chart: ControlChart  # of `groups`
    hours: tuple[Group, ...]  # those with castings; without scores
    defects: tuple[DefectCount, ...]  # the most frequent first
    baseline: Baseline | None = None  # taught last, of how castings lie and are lit
