"""Counting what is on record, at once however long it is.

Triggers count the inspections and castings of each stretch of the record, by shift and
verdict (`CountRow`), and on each step of the score (`ScoreRow`). A filter's count is the sum
of those; only where a time range cuts through a stretch its inspections are looked at one by
one.

A casting counts once, however often it was inspected: in the shift and at the time of its
first inspection, by the verdict of its newest. So the shift that made it keeps it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, func, select
from sqlalchemy.orm import Session, aliased

from app.storage.matching import in_block, matching
from app.storage.tables import SCORES, SPAN, CountRow, InspectionRow, ScoreRow
from models.history import HistoryFilter
from models.judgement import Verdict
from models.shift import Tally

TURN = ("shift", "shift_started_at")
"""The columns that tell one shift from another."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A block of the record, and how many of its inspections the filter lets through."""

    block: int
    inspections: int
    first_at: datetime  # all of them were inspected from then …
    last_at: datetime  # … until then


class Counts:
    """What a filter lets through, as the session's transaction sees it."""

    def __init__(self, session: Session, wanted: HistoryFilter) -> None:
        self._session = session
        self._wanted = wanted

    def inspections(self) -> int:
        """How many inspections."""
        if self._wanted.sought is not None:
            return self._session.scalar(_count(matching(self._wanted))) or 0
        return sum(stretch.inspections for stretch in self.stretches)

    @cached_property
    def stretches(self) -> Sequence[Stretch]:
        """The blocks that hold some, in the order of recording."""
        number = CountRow.undecided if self._wanted.undecided else CountRow.inspections
        of_block = CountRow.block, func.sum(number)
        times = func.min(CountRow.first_at), func.max(CountRow.last_at)
        each = select(*of_block, *times).where(*_counted(self._wanted)).group_by(CountRow.block)
        cut = set(self._cut)
        found = (
            Stretch(block, self._look(block) if block in cut else many, *between)
            for block, many, *between in self._session.execute(each)
        )
        return [stretch for stretch in found if stretch.inspections]

    def castings(self, by: Sequence[str] = ()) -> Counter[tuple[Any, ...]]:
        """How many castings for each value of the columns `by` and each verdict."""
        if self._wanted.sought is not None:
            return self._look_at_castings([_is_behind(self._wanted)], by)
        number = CountRow.undecided_castings if self._wanted.undecided else CountRow.castings
        keys = [*(getattr(CountRow, name) for name in by), CountRow.verdict]
        whole = _counted(self._wanted), CountRow.block.not_in(self._cut)
        counted = select(*keys, func.sum(number)).where(*whole[0], whole[1]).group_by(*keys)
        found = Counter({tuple(key): many for *key, many in self._session.execute(counted)})
        for block in self._cut:
            of_all_verdicts = matching(replace(self._wanted, verdict=None))
            found += self._look_at_castings([in_block(block), *of_all_verdicts], by)
        return +found

    def scores(self) -> Counter[int]:
        """How many inspections on each step of the score.

        Too many where one turn or undecided castings alone are wanted: nobody counts their scores.
        """
        blocks, outside = {stretch.block for stretch in self.stretches}, self._outside
        cut = {block // SPAN for block in outside}
        whole = {block // SPAN for block in blocks} - cut
        single = {block for block in blocks - outside if block // SPAN in cut}
        found = self._on_steps(SPAN, whole) + self._on_steps(1, single)
        step = cast(InspectionRow.defect_probability * SCORES, Integer)
        for block in blocks & outside:
            of_block = in_block(block), *matching(self._wanted)
            found += self._counter(select(step, func.count()).where(*of_block).group_by(step))
        return found

    @cached_property
    def _cut(self) -> Sequence[int]:
        """The blocks of which a time range may let only a part through."""
        inside = self._inside()
        if inside is None:
            return []
        cut = select(CountRow.block).where(*_counted(self._wanted), ~inside).distinct()
        return self._session.scalars(cut).all()

    @cached_property
    def _outside(self) -> set[int]:
        """The blocks that a time range does not let through whole."""
        inside = self._inside()
        if inside is None:
            return set()
        of_all_times = replace(self._wanted, from_time=None, to_time=None)
        outside = select(CountRow.block).where(*_counted(of_all_times), ~inside).distinct()
        return set(self._session.scalars(outside))

    def _inside(self) -> ColumnElement[bool] | None:
        """Of a count: a time range lets all through; None without one."""
        inside = []
        if self._wanted.from_time is not None:
            inside.append(CountRow.first_at >= self._wanted.from_time)
        if self._wanted.to_time is not None:
            inside.append(CountRow.last_at < self._wanted.to_time)
        return and_(*inside) if inside else None

    def _on_steps(self, span: int, places: set[int]) -> Counter[int]:
        """How many inspections on each step, in stretches of `span` blocks."""
        of_names = ((ScoreRow.shift, self._wanted.shift), (ScoreRow.verdict, self._wanted.verdict))
        names = [column == value for column, value in of_names if value is not None]
        of_places = ScoreRow.span == span, ScoreRow.place.in_(places), *names
        counted = select(ScoreRow.score, func.sum(ScoreRow.inspections)).where(*of_places)
        return self._counter(counted.group_by(ScoreRow.score))

    def _counter(self, counted: Select[int, int]) -> Counter[int]:
        return Counter({row[0]: row[1] for row in self._session.execute(counted)})

    def _look(self, block: int) -> int:
        return self._session.scalar(_count([in_block(block), *matching(self._wanted)])) or 0

    def _look_at_castings(
        self, conditions: Sequence[ColumnElement[bool]], by: Sequence[str]
    ) -> Counter[tuple[Any, ...]]:
        again = aliased(InspectionRow)
        newest = (
            select(again.verdict)
            .where(again.reinspection_of == InspectionRow.id)
            .order_by(again.number.desc())
            .limit(1)
            .scalar_subquery()
        )
        keys = [getattr(InspectionRow, name) for name in by]
        verdict = func.coalesce(newest, InspectionRow.verdict, type_=InspectionRow.verdict.type)
        counted = (
            select(*keys, verdict.label("newest"), func.count())
            .where(InspectionRow.reinspection_of.is_(None), *conditions)
            .group_by(*keys, "newest")
        )
        return Counter(
            {
                (*key, said): many
                for *key, said, many in self._session.execute(counted)
                if self._wanted.verdict in {None, said}
            }
        )


def tally_of(castings: Counter[tuple[Any, ...]], *key: Any) -> Tally:
    """The tally of the castings that were counted under `key`."""
    return Tally(
        passed=castings[*key, Verdict.PASS],
        rejected=castings[*key, Verdict.REJECT],
        review=castings[*key, Verdict.REVIEW],
    )


def _count(conditions: Sequence[ColumnElement[bool]]) -> Any:
    return select(func.count()).select_from(InspectionRow).where(*conditions)


def _is_behind(wanted: HistoryFilter) -> ColumnElement[bool]:
    """Of a first inspection: the filter lets through one of the casting."""
    casting = func.coalesce(InspectionRow.reinspection_of, InspectionRow.id)
    return InspectionRow.id.in_(select(casting).where(*matching(wanted)))


def _counted(wanted: HistoryFilter) -> list[ColumnElement[bool]]:
    """The filter's conditions on counts, as far as they can tell."""
    return list(_conditions(wanted))


def _conditions(wanted: HistoryFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.from_time is not None:
        yield CountRow.last_at >= wanted.from_time
    if wanted.to_time is not None:
        yield CountRow.first_at < wanted.to_time
    if wanted.shift is not None:
        yield CountRow.shift == wanted.shift
    if wanted.shift_started_at is not None:
        yield CountRow.shift_started_at == wanted.shift_started_at
    if wanted.verdict is not None:
        yield CountRow.verdict == wanted.verdict
