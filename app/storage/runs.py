"""Counting inspections in runs of their numbers, which are the order of recording.

Numbers have no gaps, so that the length of a run is a difference, and its rejects and reviews are
counted on an index: the passes, by far the most, are never looked at. Then what was looked at again
is put right, as in app.storage.counting: a casting counts once, in the run of its first inspection,
by the verdict of its newest.
"""

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from sys import maxsize
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.orm import Session, aliased

from app.storage.counting import tally_of
from app.storage.tables import InspectionRow, UtcTime
from models.judgement import Verdict
from models.light import Light
from models.shift import Tally

SCORES_READ = (
    200  # of a run at most, evenly picked from it: a score costs a row, and rows are large
)

_RUNS = (
    "runs(run, first, stop, step) AS (SELECT key, json_extract(value, '$[0]'),"
    " json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(:runs))"
)
_FLAGGED = text(
    f"WITH {_RUNS} SELECT"  # noqa: S608 - constants
    " (SELECT count(*) FROM inspections"
    " WHERE verdict = 'reject' AND number >= first AND number < stop),"
    " (SELECT count(*) FROM inspections"
    " WHERE verdict = 'review' AND number >= first AND number < stop)"
    " FROM runs ORDER BY run"
)
_NUMBERS = text(
    "SELECT (SELECT min(number) FROM inspections WHERE inspected_at ="
    " (SELECT min(inspected_at) FROM inspections WHERE inspected_at >= value))"
    " FROM json_each(:moments) ORDER BY key"
)
_SCORES = text(
    f"WITH RECURSIVE {_RUNS}, picked(run, number, stop, step) AS ("  # noqa: S608 - constants
    " SELECT run, first, stop, step FROM runs"
    " UNION ALL SELECT run, number + step, stop, step FROM picked WHERE number + step < stop),"
    " ranked AS (SELECT run, defect_probability AS score, brightness, sharpness, x, y,"
    " row_number() OVER (PARTITION BY run ORDER BY defect_probability) AS place,"
    " count(*) OVER (PARTITION BY run) AS many"
    " FROM picked JOIN inspections USING (number) WHERE reinspection_of IS NULL)"
    " SELECT run, max(score) FILTER (WHERE place = (many + 1) / 2),"
    " max(score) FILTER (WHERE place = (9 * many + 9) / 10),"
    " avg(brightness), avg(sharpness), avg(x), avg(y) FROM ranked GROUP BY run"
)


class Run(NamedTuple):
    """Inspections that follow one another."""

    first: int  # number
    end: int  # number behind the last

    def __bool__(self) -> bool:
        return self.end > self.first


class Change(NamedTuple):
    """What a reinspection changes in the counts."""

    number: int  # of the inspection that it counts for
    verdict: Verdict
    by: int


def next_number(session: Session) -> int:
    """That of the inspection to come."""
    return 1 + (session.scalar(select(func.max(InspectionRow.number))) or 0)


def numbers_at(session: Session, moments: Iterable[datetime]) -> list[int]:
    """The number of the first inspection at or after each moment, or the one to come."""
    to_come = next_number(session)
    written = [UtcTime.written(moment) for moment in moments]
    found = session.scalars(_NUMBERS, {"moments": json.dumps(written)})
    return [to_come if number is None else number for number in found]


def reinspections(session: Session, run: Run) -> list[int]:
    """The numbers of the reinspections in a run, in order."""
    return sorted(session.scalars(select(InspectionRow.number).where(*_again(run))))


def numbers_of(first: int, again: Sequence[int], places: Iterable[int]) -> Iterator[int]:
    """The number of the casting in each place, counted from 0 and without reinspections."""
    skipped = 0
    for place in places:
        while skipped < len(again) and again[skipped] <= first + place + skipped:
            skipped += 1
        yield first + place + skipped


def between(starts: Sequence[int], whole: Run) -> Iterator[Run]:
    """The runs from each start to the next, inside `whole`, where a clock was set as well."""
    begin = whole.first
    for end in starts[1:]:
        inside = min(max(begin, end), whole.end)
        yield Run(begin, inside)
        begin = inside


def tallies(session: Session, runs: Sequence[Run], changes: Sequence[Change]) -> list[Tally]:
    """The castings of each run; the runs in order, apart from one another, and with the changes."""
    flagged = session.execute(_FLAGGED, {"runs": json.dumps(runs)}).all()
    counted = Counter[tuple[Any, ...]]()
    for place, (run, (rejected, review)) in enumerate(zip(runs, flagged, strict=True)):
        counted[place, Verdict.REJECT] = rejected
        counted[place, Verdict.REVIEW] = review
        counted[place, Verdict.PASS] = run.end - run.first - rejected - review
    firsts = [run.first for run in runs]
    for number, verdict, by in changes:
        place = bisect_right(firsts, number) - 1
        if place >= 0 and number < runs[place].end:
            counted[place, verdict] += by
    return [tally_of(counted, place) for place in range(len(runs))]


def scores(session: Session, runs: Sequence[Run]) -> dict[int, tuple[float, float, Light | None]]:
    """Median and 90th percentile, by nearest rank, of the defect probability; mean light."""
    picked = [(*run, -(-(run.end - run.first) // SCORES_READ)) for run in runs if run]
    places = [place for place, run in enumerate(runs) if run]
    found = session.execute(_SCORES, {"runs": json.dumps(picked)})
    return {
        places[place]: (median, high, None if light[0] is None else Light(*light))
        for place, median, high, *light in found
    }


def changes_in(session: Session, whole: Run) -> list[Change]:
    """What reinspections change in the counts of a run, and of every run within it."""
    return [*_themselves(session, whole), *_looked_at(session, whole)]


def _themselves(session: Session, whole: Run) -> Iterator[Change]:
    again = select(InspectionRow.number).where(*_again(whole))
    found = select(InspectionRow.number, InspectionRow.verdict)
    for number, verdict in session.execute(found.where(InspectionRow.number.in_(again))):
        yield Change(number, verdict, -1)


def _looked_at(session: Session, whole: Run) -> Iterator[Change]:
    first, newest = aliased(InspectionRow), aliased(InspectionRow)
    last = (
        select(InspectionRow.reinspection_of, func.max(InspectionRow.number).label("number"))
        .where(*_again(Run(whole.first, maxsize)))
        .group_by(InspectionRow.reinspection_of)
        .subquery()
    )
    looked_at = (
        select(first.number, first.verdict, newest.verdict)
        .select_from(last)
        .join(first, first.id == last.c.reinspection_of)
        .join(newest, newest.number == last.c.number)
        .where(first.number >= whole.first, first.number < whole.end)
    )
    for number, was, now in session.execute(looked_at):
        if was != now:
            yield Change(number, was, -1)
            yield Change(number, now, 1)


def _again(run: Run) -> tuple[ColumnElement[bool], ...]:
    """The reinspections of a run; "+ 0" has SQLite begin with them, who are few."""
    number = InspectionRow.number + 0
    return InspectionRow.reinspection_of.is_not(None), number >= run.first, number < run.end
