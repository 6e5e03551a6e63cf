"""Which inspections stand on a page, found in little time wherever in the record it lies.

A listing is a row of runs, each with its count: whole ones are stepped over, and only in the
one or few that the page lies in are inspections looked for.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, asc, desc, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.storage.counting import Counts, Stretch
from app.storage.matching import matching, plain
from app.storage.tables import BLOCK, SCORES, InspectionRow
from models.history import HistoryFilter, HistoryQuery, SortBy
from models.judgement import Verdict

_FEW = 50_000  # inspections that are sorted quicker than found along the index of scores
_NEAR = 32 * BLOCK  # numbers that are looked through as quickly
_COLUMNS: dict[SortBy, InstrumentedAttribute[Any]] = {
    SortBy.SEQUENCE: InspectionRow.number,
    SortBy.TIME: InspectionRow.inspected_at,
    SortBy.VERDICT: InspectionRow.verdict,
    SortBy.SCORE: InspectionRow.defect_probability,
}


@dataclass(frozen=True, slots=True)
class Along:
    """A way through inspections: what must hold of them, and in which order they come."""

    conditions: Sequence[ColumnElement[bool]]
    order: Sequence[InstrumentedAttribute[Any] | ColumnElement[Any]]


@dataclass(frozen=True, slots=True)
class Run:
    """Inspections that follow one another on a way: those from `low` to `high`, both included."""

    along: Along
    count: int
    low: Any = None  # of the order's first column; None: all there are
    high: Any = None

    def where(self) -> list[ColumnElement[bool]]:
        """What must hold of them."""
        if self.low is None:
            return [*self.along.conditions]
        return [self.along.order[0].between(self.low, self.high), *self.along.conditions]


class Listing:
    """The inspections of a filter in an order, as the session's transaction sees them."""

    def __init__(self, session: Session, wanted: HistoryFilter, sort: SortBy) -> None:
        self._session = session
        self.counts = Counts(session, wanted)
        self.count = self.counts.inspections()
        self._runs = tuple(self._split(wanted, sort))

    def numbers(self, query: HistoryQuery) -> list[int]:
        """Those of the inspections on a page, as they stand there."""
        limit = max(0, min(query.limit, self.count - query.offset))
        start = self.count - query.offset - limit if query.descending else query.offset
        found: list[int] = []
        for run in self._runs:
            if len(found) == limit:
                break
            if start < run.count:
                found += self._part(run, start, min(limit - len(found), run.count - start))
            start = max(0, start - run.count)
        return found[::-1] if query.descending else found

    def _split(self, wanted: HistoryFilter, sort: SortBy) -> Iterator[Run]:
        if wanted.sought is not None:
            yield Run(_sorted(sort, matching(wanted)), self.count)
            return
        match sort:
            case SortBy.SEQUENCE:
                yield from _blocks(wanted, self.counts)
            case SortBy.TIME:
                yield from _spans(wanted, self.counts)
            case SortBy.VERDICT:
                for verdict in sorted(Verdict):
                    if wanted.verdict in {None, verdict}:
                        of_verdict = replace(wanted, verdict=verdict)
                        yield from _blocks(of_verdict, Counts(self._session, of_verdict))
            case SortBy.SCORE:
                yield from self._by_score(wanted)

    def _by_score(self, wanted: HistoryFilter) -> Iterator[Run]:
        if (few := self._few(wanted)) is not None:
            yield Run(_sorted(SortBy.SCORE, few), self.count)
            return
        along = Along(matching(wanted), (InspectionRow.defect_probability, InspectionRow.number))
        steps = [
            Run(along, count, score / SCORES, math.nextafter((score + 1) / SCORES, 0))
            for score, count in sorted(self.counts.scores().items())
        ]
        if not wanted.undecided and wanted.shift_started_at is None:
            yield from steps
        elif self.count:  # nobody counts their scores: from the lowest to the highest there is
            yield Run(along, self.count, steps[0].low, steps[-1].high)

    def _few(self, wanted: HistoryFilter) -> list[ColumnElement[bool]] | None:
        """What leads to the inspections where they are few and soon found."""
        if not 0 < self.count <= _FEW:
            return None
        stretches = self.counts.stretches
        first, end = stretches[0].block * BLOCK, (stretches[-1].block + 1) * BLOCK
        if end - first <= _NEAR:
            return [InspectionRow.number.between(first, end - 1), *matching(wanted)]
        if wanted.verdict is None:
            return None
        of_verdict = InspectionRow.verdict == wanted.verdict
        return [of_verdict, *matching(replace(wanted, verdict=None))]

    def _part(self, run: Run, start: int, limit: int) -> Sequence[int]:
        """Some numbers of a run, found from its nearer end."""
        after = run.count - start - limit
        direction, skipped = (desc, after) if after < start else (asc, start)
        numbers = (
            select(InspectionRow.number)
            .where(*run.where())
            .order_by(*map(direction, run.along.order))
            .limit(limit)
            .offset(skipped)
        )
        found = self._session.scalars(numbers).all()
        return found[::-1] if direction is desc else found


def _blocks(wanted: HistoryFilter, counts: Counts) -> Iterator[Run]:
    """In the order of recording."""
    along = Along(matching(wanted), (InspectionRow.number,))
    for stretch in counts.stretches:
        first = stretch.block * BLOCK
        yield Run(along, stretch.inspections, first, first + BLOCK - 1)


def _spans(wanted: HistoryFilter, counts: Counts) -> Iterator[Run]:
    """In the order of time; where the clock was set back, stretches of the record overlap."""
    along = Along(matching(wanted), (InspectionRow.inspected_at, InspectionRow.number))
    for apart in _apart(counts.stretches):
        last_at = max(stretch.last_at for stretch in apart)
        count = sum(stretch.inspections for stretch in apart)
        yield Run(along, count, apart[0].first_at, last_at)


def _apart(stretches: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """Groups of stretches, none of which reaches into the time of another."""
    group: list[Stretch] = []
    last_at = None
    for stretch in sorted(stretches, key=lambda each: each.first_at):
        if last_at is not None and stretch.first_at > last_at:
            yield group
            group, last_at = [], None
        group.append(stretch)
        last_at = max(last_at or stretch.last_at, stretch.last_at)
    if group:
        yield group


def _sorted(sort: SortBy, conditions: Sequence[ColumnElement[bool]]) -> Along:
    """A way whose conditions lead to the inspections, not its order."""
    return Along(conditions, (plain(_COLUMNS[sort]), plain(InspectionRow.number)))
