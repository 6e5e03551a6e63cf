"""Reading what is on record: pages, shifts, tallies; quick at any length."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Select, asc, desc, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.storage.counting import (
    TURN,
    count_castings,
    count_inspections,
    matching,
    tally_of,
)
from app.storage.errors import StorageError, in_words
from app.storage.tables import ChallengeRow, DecisionRow, InspectionRow, TurnRow, UnfitRow
from models.challenge import Challenge, ChallengeOutcome
from models.decision import Decision
from models.history import HistoryFilter, HistoryPage, HistoryQuery, ShiftList, SortBy
from models.inspection import Inspection
from models.shift import ShiftSummary, Tally
from models.sight import Unfit

EVERYTHING = HistoryFilter()
_BATCH = 500  # rows in memory at a time, when all are read
_COLUMNS: dict[SortBy, InstrumentedAttribute[Any]] = {
    SortBy.SEQUENCE: InspectionRow.number,
    SortBy.TIME: InspectionRow.inspected_at,
    SortBy.VERDICT: InspectionRow.verdict,
    SortBy.SCORE: InspectionRow.defect_probability,
}


class History:
    """The record, to be read from any thread. Every method may raise StorageError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(self, query: HistoryQuery) -> HistoryPage:
        """One page of inspections, and the tally of all that its filter lets through."""
        with self._session() as session:
            inspections = count_inspections(session, query.filter)
            castings = count_castings(session, query.filter, inspections=inspections)
            rows = session.scalars(_page(query, inspections.total())).all()
            found = tuple(row.inspection() for row in rows)
            decisions = _newest_decisions(session, [each.casting_id for each in found])
            return HistoryPage(query, found, tally_of(castings), inspections.total(), decisions)

    def tally(self, wanted: HistoryFilter) -> Tally:
        """The castings behind what the filter lets through; it has no pace."""
        with self._session() as session:
            return tally_of(count_castings(session, wanted))

    def last_challenge(self) -> Challenge | None:
        """The newest challenge that opened production."""
        opened = ChallengeRow.outcome != ChallengeOutcome.FAILED
        newest = select(ChallengeRow).where(opened).order_by(ChallengeRow.number.desc()).limit(1)
        with self._session() as session:
            row = session.scalar(newest)
            return row.challenge() if row else None

    def unfit(self, shift: str, started_at: datetime) -> dict[Unfit, int]:
        """How many pictures of a shift could not be judged, by reason, the most frequent first."""
        count = func.count()
        of_shift = (
            select(UnfitRow.reason, count)
            .filter_by(shift=shift, shift_started_at=started_at)
            .group_by(UnfitRow.reason)
            .order_by(count.desc(), UnfitRow.reason)
        )
        with self._session() as session:
            return dict(session.execute(of_shift).all())

    def shifts(self, wanted: HistoryFilter = EVERYTHING) -> ShiftList:
        """The shifts on record, the newest first, with the castings that the filter lets through.

        Their first and last times are those of all that was inspected in them.
        """
        times = func.min(TurnRow.first_at), func.max(TurnRow.last_at)
        turn = TurnRow.shift, TurnRow.shift_started_at
        with self._session() as session:
            castings = count_castings(session, wanted, TURN)
            turns = session.execute(select(*turn, *times).group_by(*turn)).all()
        met = {key[:-1] for key in castings}
        found = [
            ShiftSummary(
                shift, started_at, first_at, last_at, tally_of(castings, shift, started_at)
            )
            for shift, started_at, first_at, last_at in turns
            if (shift, started_at) in met
        ]
        return ShiftList(tuple(sorted(found, key=lambda one: one.started_at, reverse=True)))

    def count(self, wanted: HistoryFilter) -> int:
        """How many inspections the filter lets through."""
        with self._session() as session:
            return count_inspections(session, wanted).total()

    def inspection(self, id_: str) -> Inspection:
        """One inspection."""
        with self._session() as session:
            row = session.scalar(select(InspectionRow).filter_by(id=id_))
            if row is None:
                raise StorageError("There is no inspection {id} on record.", id=id_)
            return row.inspection()

    def decisions(self, casting_id: str) -> tuple[Decision, ...]:
        """What people have decided of a casting, the first one first."""
        of_casting = select(DecisionRow).filter_by(casting_id=casting_id)
        with self._session() as session:
            rows = session.scalars(of_casting.order_by(DecisionRow.number))
            return tuple(row.decision() for row in rows)

    def chain(self, id_: str) -> tuple[Inspection, ...]:
        """All inspections of the casting that was inspected as `id_`, the first one first."""
        first = self.inspection(id_).casting_id
        chain = select(InspectionRow).where(
            (InspectionRow.id == first) | (InspectionRow.reinspection_of == first)
        )
        with self._session() as session:
            rows = session.scalars(chain.order_by(InspectionRow.number))
            return tuple(row.inspection() for row in rows)

    def recent(self, count: int) -> tuple[Inspection, ...]:
        """The last inspections, the newest first."""
        newest = select(InspectionRow).order_by(InspectionRow.number.desc()).limit(count)
        with self._session() as session:
            return tuple(row.inspection() for row in session.scalars(newest))

    def each(self, wanted: HistoryFilter) -> Iterator[tuple[Inspection, Decision | None]]:
        """All that the filter lets through, in the order of recording, a few in memory.

        With what a person decided last of each casting.
        """
        every = select(InspectionRow).where(*matching(wanted)).order_by(InspectionRow.number)
        with self._session() as session:
            found = session.scalars(every.execution_options(yield_per=_BATCH))
            for rows in found.partitions():
                inspections = [row.inspection() for row in rows]
                decided = _newest_decisions(session, [each.casting_id for each in inspections])
                for inspection in inspections:
                    yield inspection, decided.get(inspection.casting_id)

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with in_words(Path(self._engine.url.database or "")), Session(self._engine) as session:
            yield session


def _newest_decisions(session: Session, castings: Sequence[str]) -> dict[str, Decision]:
    """What people decided last of these castings; of most there is nothing."""
    of_these = select(DecisionRow).where(DecisionRow.casting_id.in_(castings))
    rows = session.scalars(of_these.order_by(DecisionRow.number))
    return {row.casting_id: row.decision() for row in rows}


def _page(query: HistoryQuery, count: int) -> Select[InspectionRow]:
    """The rows of a page: their numbers are found on an index, from the nearer end of it."""
    before, after = query.offset, max(0, count - query.offset - query.limit)
    descending, skipped = query.descending, before
    limit = max(0, min(query.limit, count - query.offset))
    if after < before:
        descending, skipped = not descending, after
    numbers = (
        select(InspectionRow.number)
        .where(*matching(query.filter))
        .order_by(*_order(query.sort, descending=descending))
        .limit(limit)
        .offset(skipped)
    )
    page = select(InspectionRow).where(InspectionRow.number.in_(numbers))
    return page.order_by(*_order(query.sort, descending=query.descending))


def _order(sort: SortBy, *, descending: bool) -> list[Any]:
    direction = desc if descending else asc
    return [direction(_COLUMNS[sort]), direction(InspectionRow.number)]
