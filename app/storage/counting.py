"""Counting what is on record.

A casting counts once, however often it was inspected: in the shift and at the time of its
first inspection, by the verdict of its newest. So the shift that made it keeps it.
Reinspections are few: all inspections are counted, from the counts of the shifts or on an
index, then the reinspections are taken out, and the castings that they looked at get their
newest verdict.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.storage.tables import DecisionRow, InspectionRow, TurnRow
from models.history import HistoryFilter
from models.judgement import Verdict
from models.shift import Tally

TURN = ("shift", "shift_started_at")
"""The columns that tell one shift from another."""


def matching(wanted: HistoryFilter, of: Any = InspectionRow) -> list[ColumnElement[bool]]:
    """The filter's conditions on the inspections `of`."""
    conditions = []
    if wanted.from_time is not None:
        conditions.append(of.inspected_at >= wanted.from_time)
    if wanted.to_time is not None:
        conditions.append(of.inspected_at < wanted.to_time)
    if wanted.shift is not None:
        conditions.append(of.shift == wanted.shift)
    if wanted.shift_started_at is not None:
        conditions.append(of.shift_started_at == wanted.shift_started_at)
    if wanted.verdict is not None:
        conditions.append(of.verdict == wanted.verdict)
    if wanted.undecided:
        casting = func.coalesce(of.reinspection_of, of.id)
        conditions.append(~exists().where(DecisionRow.casting_id == casting))
    return conditions


def count_inspections(
    session: Session, wanted: HistoryFilter, by: Sequence[str] = ()
) -> Counter[tuple[Any, ...]]:
    """How many inspections there are for each value of the columns `by` and each verdict."""
    if wanted.from_time is None and wanted.to_time is None and not wanted.undecided:
        return _counted(
            session, TurnRow, func.sum(TurnRow.inspections), matching(wanted, TurnRow), by
        )
    return _counted(session, InspectionRow, func.count(), matching(wanted), by)


def count_castings(
    session: Session,
    wanted: HistoryFilter,
    by: Sequence[str] = (),
    inspections: Counter[tuple[Any, ...]] | None = None,
) -> Counter[tuple[Any, ...]]:
    """The same for castings; `inspections` are their count, where it is known already."""
    castings = Counter(inspections or count_inspections(session, wanted, by))
    again = select(InspectionRow.number).where(InspectionRow.reinspection_of.is_not(None))
    is_again = InspectionRow.number.in_(again)  # so that SQLite begins with the few
    castings.subtract(
        _counted(session, InspectionRow, func.count(), [is_again, *matching(wanted)], by)
    )
    for *key, was, now, number in _looked_at_again(session, wanted, by):
        if wanted.verdict in {None, was}:
            castings[*key, was] -= number
        if wanted.verdict in {None, now}:
            castings[*key, now] += number
    return castings


def tally_of(castings: Counter[tuple[Any, ...]], *key: Any) -> Tally:
    """The tally of the castings that were counted under `key`."""
    return Tally(
        passed=castings[*key, Verdict.PASS],
        rejected=castings[*key, Verdict.REJECT],
        review=castings[*key, Verdict.REVIEW],
    )


def _counted(
    session: Session,
    rows: type[InspectionRow | TurnRow],
    number: ColumnElement[int],
    conditions: Sequence[ColumnElement[bool]],
    by: Sequence[str],
) -> Counter[tuple[Any, ...]]:
    keys = [*(getattr(rows, name) for name in by), rows.verdict]
    counted = select(*keys, number).where(*conditions).group_by(*keys)
    return Counter({tuple(key): many for *key, many in session.execute(counted)})


def _looked_at_again(
    session: Session, wanted: HistoryFilter, by: Sequence[str]
) -> Sequence[Sequence[Any]]:
    """Castings with more than one inspection: key, first verdict, newest verdict, how many."""
    again = (
        select(
            InspectionRow.reinspection_of.label("first"),
            func.max(InspectionRow.number).label("newest"),
        )
        .where(InspectionRow.reinspection_of.is_not(None))
        .group_by(InspectionRow.reinspection_of)
        .subquery()
    )
    first, newest = aliased(InspectionRow), aliased(InspectionRow)
    keys = [*(getattr(first, name) for name in by), first.verdict, newest.verdict]
    counted = (
        select(*keys, func.count())
        .select_from(again)
        .join(first, first.id == again.c.first)
        .join(newest, newest.number == again.c.newest)
        .where(*matching(replace(wanted, verdict=None), first))
        .group_by(*keys)
    )
    return session.execute(counted).all()
