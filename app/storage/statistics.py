"""Figures over a period: how much, how good, how it went, and what was wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.storage.baselines import baseline_in
from app.storage.defects import defects_of, unfit_of
from app.storage.errors import in_words
from app.storage.groups import filter_of, groups_of, runs_of, times_of
from app.storage.runs import Change, Run, between, changes_in, next_number, numbers_at, tallies
from app.storage.tables import InspectionRow
from models.control_chart import Sample, control_chart
from models.shifts import ShiftCalendar
from models.statistics import Group, Span, StatisticsQuery, StatisticsReport, Turn

_HOUR = timedelta(hours=1)
_WEEK = timedelta(days=7)
_LONGEST = timedelta(days=8)  # of a period, however wrong a clock was


class _Period(NamedTuple):
    turn: Turn | None
    begins_at: datetime
    run: Run


class Statistics:
    """The record, taken together; to be read from any thread."""

    def __init__(self, engine: Engine, calendar: ShiftCalendar, zone: tzinfo | None) -> None:
        """`zone` is that of days and hours; None is the machine's own."""
        self._engine = engine
        self._calendar = calendar
        self._zone = zone

    def read(self, query: StatisticsQuery, now: datetime) -> StatisticsReport:
        """Answer one query as of `now`. Raises StorageError."""
        with in_words(Path(self._engine.url.database or "")), Session(self._engine) as session:
            return self._read(session, query, now)

    def _read(self, session: Session, query: StatisticsQuery, now: datetime) -> StatisticsReport:
        period = self._period(session, query.period, now)
        run, turn_before = period.run, _turn_before(session, period.begins_at)
        before = _run_of(session, turn_before) if turn_before else Run(0, 0)
        week = Run(*numbers_at(session, (period.begins_at - _WEEK, period.begins_at)))
        changes = changes_in(session, _whole(run, before, week))
        (tally,), (of_before,), (of_week,) = (
            tallies(session, [each], changes) for each in (run, before, week)
        )
        hours = list(self._hours(session, period, changes))
        runs, left_out = runs_of(session, run, query.castings, [run for run, _ in hours])
        groups = groups_of(session, runs, period.turn, changes)
        times = times_of(session, [run])
        samples = [Sample(each.tally.total, each.tally.rejected) for each in groups]
        return StatisticsReport(
            query=query,
            turn=period.turn,
            starts_at=times[0][0] if times else None,
            ends_at=times[0][1] if times else None,
            tally=replace(tally, unfit=unfit_of(session, period.turn, period.begins_at, now)),
            shift_before=of_before if turn_before else None,
            week_before=of_week,
            groups=groups,
            left_out=left_out,
            chart=control_chart(samples),
            hours=tuple(group for _, group in hours),
            defects=defects_of(session, run, tally.rejected),
            baseline=baseline_in(session),
        )

    def _period(self, session: Session, wanted: Span | Turn, now: datetime) -> _Period:
        match wanted:
            case Turn():
                turn: Turn | None = wanted
            case Span.THIS_SHIFT | Span.LAST_SHIFT:
                shift = self._calendar.at(now)
                turn = Turn(shift.name, shift.starts_at)
                if wanted is Span.LAST_SHIFT:
                    turn = _turn_before(session, shift.starts_at)
            case Span.TODAY:
                midnight = now.astimezone(self._zone).replace(
                    hour=0, minute=0, second=0, microsecond=0
                )
                return _since(session, midnight)
            case Span.LAST_7_DAYS:
                return _since(session, now - _WEEK)
        if turn is None:
            return _Period(None, now, Run(0, 0))
        return _Period(turn, turn.started_at, _run_of(session, turn))

    def _hours(
        self, session: Session, period: _Period, changes: Sequence[Change]
    ) -> Iterator[tuple[Run, Group]]:
        """Each hour by the station's clock that has castings, with its run."""
        if not period.run:
            return
        [times] = times_of(session, [period.run])
        first_at, last_at = sorted(times)  # a clock may have been set back
        hour = first_at.astimezone(self._zone).replace(minute=0, second=0, microsecond=0)
        begins = [hour.astimezone(first_at.tzinfo)]
        while begins[-1] <= min(last_at, first_at + _LONGEST):
            begins.append(begins[-1] + _HOUR)
        starts = [*numbers_at(session, begins[:-1]), period.run.end]
        runs = list(between(starts, period.run))
        for begins_at, run, tally in zip(
            begins, runs, tallies(session, runs, changes), strict=False
        ):
            if tally.total:
                castings = filter_of(period.turn, begins_at, begins_at + _HOUR)
                yield run, Group(begins_at, tally, castings)


def _whole(*runs: Run) -> Run:
    """From the first to the last of them."""
    some = [run for run in runs if run]
    first = min((run.first for run in some), default=0)
    return Run(first, max((run.end for run in some), default=0))


def _since(session: Session, moment: datetime) -> _Period:
    """All that was recorded since then, whatever the clock said of the last ones."""
    [first] = numbers_at(session, [moment])
    return _Period(None, moment, Run(first, next_number(session)))


def _turn_before(session: Session, moment: datetime) -> Turn | None:
    """The shift of the last inspection before `moment`."""
    last = (
        select(InspectionRow.shift, InspectionRow.shift_started_at)
        .where(InspectionRow.inspected_at < moment)
        .order_by(InspectionRow.inspected_at.desc())
        .limit(1)
    )
    found = session.execute(last).first()
    return Turn(*found) if found else None


def _run_of(session: Session, turn: Turn) -> Run:
    first, last = func.min(InspectionRow.number), func.max(InspectionRow.number)
    of_turn = select(func.coalesce(first, 0), func.coalesce(last, -1) + 1).filter_by(
        shift=turn.shift, shift_started_at=turn.started_at
    )
    return Run(*session.execute(of_turn).one())
