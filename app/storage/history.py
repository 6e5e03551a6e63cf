"""Reading what is on record: pages, shifts, tallies; quick at any length."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.storage.batches import in_batches
from app.storage.counting import TURN, Counts, tally_of
from app.storage.errors import NotOnRecordError, in_words
from app.storage.listing import Listing
from app.storage.matching import in_block, matching
from app.storage.tables import ChallengeRow, CountRow, DecisionRow, InspectionRow, UnfitRow
from models.challenge import Challenge, ChallengeOutcome
from models.decision import Decision
from models.history import HistoryFilter, HistoryPage, HistoryQuery, ShiftList
from models.inspection import Inspection
from models.shift import ShiftSummary, Tally
from models.sight import Unfit

EVERYTHING = HistoryFilter()
_BATCH = 500  # rows in memory at a time, when all are read


class History:
    """The record, to be read from any thread. Every method may raise StorageError."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def page(self, query: HistoryQuery) -> HistoryPage:
        """One page of inspections, and the tally of all that its filter lets through."""
        with self._session() as session:
            listing = Listing(session, query.filter, query.sort)
            found = _rows(session, listing.numbers(query))
            decisions = _newest_decisions(session, [each.casting_id for each in found])
            tally = tally_of(listing.counts.castings())
            return HistoryPage(query, found, tally, listing.count, decisions)

    def tally(self, wanted: HistoryFilter) -> Tally:
        """The castings behind what the filter lets through; it has no pace."""
        with self._session() as session:
            return tally_of(Counts(session, wanted).castings())

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
        times = func.min(CountRow.first_at), func.max(CountRow.last_at)
        turn = CountRow.shift, CountRow.shift_started_at
        with self._session() as session:
            castings = Counts(session, wanted).castings(TURN)
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
            return Counts(session, wanted).inspections()

    def inspection(self, id_: str) -> Inspection:
        """One inspection."""
        with self._session() as session:
            row = session.scalar(select(InspectionRow).filter_by(id=id_))
            if row is None:
                raise NotOnRecordError("There is no inspection {id} on record.", id=id_)
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

        With what a person decided last of each casting. What is recorded meanwhile is left out.
        """
        with self._session() as session:
            for rows in _each(session, wanted):
                inspections = [row.inspection() for row in rows]
                decided = _newest_decisions(session, [each.casting_id for each in inspections])
                session.rollback()  # no transaction while whoever asks does something with them
                for inspection in inspections:
                    yield inspection, decided.get(inspection.casting_id)

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with in_words(Path(self.engine.url.database or "")), Session(self.engine) as session:
            yield session


def _newest_decisions(session: Session, castings: Sequence[str]) -> dict[str, Decision]:
    """What people decided last of these castings; of most there is nothing."""
    of_these = select(DecisionRow).where(DecisionRow.casting_id.in_(castings))
    rows = session.scalars(of_these.order_by(DecisionRow.number))
    return {row.casting_id: row.decision() for row in rows}


def _rows(session: Session, numbers: Sequence[int]) -> tuple[Inspection, ...]:
    rows = session.scalars(select(InspectionRow).where(InspectionRow.number.in_(numbers)))
    found = {row.number: row.inspection() for row in rows}
    return tuple(found[number] for number in numbers)


def _each(session: Session, wanted: HistoryFilter) -> Iterator[Sequence[InspectionRow]]:
    """The rows that the filter lets through, in the order of recording, some at a time."""
    places = (
        [()]
        if wanted.sought
        else [(in_block(one.block),) for one in Counts(session, wanted).stretches]
    )
    last = session.scalar(select(func.max(InspectionRow.number))) or 0
    for place in places:
        rows = select(InspectionRow).where(*place, InspectionRow.number <= last, *matching(wanted))
        for batch in in_batches(session, rows, InspectionRow.number, _BATCH):
            yield [row for row, _ in batch]
