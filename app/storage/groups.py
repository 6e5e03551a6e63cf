"""Castings taken together: subgroups of so many, or those of an hour."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.storage.runs import Change, Run, between, numbers_of, reinspections, scores, tallies
from app.storage.tables import InspectionRow
from models.history import HistoryFilter
from models.statistics import Group, Turn

SHOWN = 300  # groups; more could not be told apart on a screen
MOMENT = timedelta(microseconds=1)


def runs_of(
    session: Session, whole: Run, castings: int | None, hours: Sequence[Run]
) -> tuple[Sequence[Run], int]:
    """The runs of the groups, the newest that can be shown, and how many are left out."""
    if castings is None:
        return hours[-SHOWN:], max(0, len(hours) - SHOWN)
    again = reinspections(session, whole)
    full = (whole.end - whole.first - len(again)) // castings  # one that still grows is none yet
    left_out = max(0, full - SHOWN)
    places = [group * castings for group in range(left_out, full + 1)]
    starts = list(numbers_of(whole.first, again, places))
    return list(between(starts, Run(starts[0], whole.end))), left_out


def groups_of(
    session: Session, runs: Sequence[Run], turn: Turn | None, changes: Sequence[Change]
) -> tuple[Group, ...]:
    """The castings of each run, with their scores."""
    read = scores(session, runs)
    described = zip(tallies(session, runs, changes), times_of(session, runs), strict=True)
    return tuple(
        Group(first_at, tally, filter_of(turn, first_at, last_at + MOMENT), *read.get(place, ()))
        for place, (tally, (first_at, last_at)) in enumerate(described)
    )


def times_of(session: Session, runs: Sequence[Run]) -> list[tuple[datetime, datetime]]:
    """When the first and the last inspection of each run was; of an empty one nothing."""
    ends = {number for run in runs if run for number in (run.first, run.end - 1)}
    of_ends = select(InspectionRow.number, InspectionRow.inspected_at)
    at = dict(session.execute(of_ends.where(InspectionRow.number.in_(ends))).all())
    return [(at[run.first], at[run.end - 1]) for run in runs if run]


def filter_of(turn: Turn | None, first: datetime, end: datetime) -> HistoryFilter:
    """What the history shows of a stretch of time, or of that of a shift."""
    return HistoryFilter(
        from_time=first,
        to_time=end,
        shift=turn.shift if turn else None,
        shift_started_at=turn.started_at if turn else None,
    )
