"""Reading all that a shift's report tells, in a few queries."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.storage.errors import StorageError, in_words
from app.storage.history import History
from app.storage.tables import ChallengeRow, ClockJumpRow, DecisionRow, InspectionRow
from models.challenge import Challenge
from models.decision import DefectKind, Ruling
from models.history import HistoryFilter
from models.inspection import Inspection
from models.judgement import Verdict
from models.shift import ShiftSummary
from models.shift_report import ClockJump, Decided, Hour, ShiftReport, Stop

STOP = timedelta(minutes=5)
"""Without an inspection for so long the line counts as stopped."""

_HOUR = timedelta(hours=1)
_LONGEST = timedelta(days=1)  # of a shift, but where the clock was wrong

PICTURES = 12
"""Rejects that are shown."""


class Reporting:
    """The reports of shifts, from any thread. `read` may raise StorageError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._history = History(engine)

    def find(self, name: str | None, day: datetime | None) -> ShiftSummary:
        """The newest shift of that name that began on that day; None means any.

        `day` is the day's beginning, aware. Raises StorageError where there is none.
        """
        for summary in self._history.shifts().shifts:
            is_of_day = day is None or day <= summary.started_at < day + timedelta(days=1)
            if is_of_day and name in {None, summary.shift}:
                return summary
        raise StorageError("There is no such shift on record.")

    def read(self, shift: str, started_at: datetime) -> ShiftReport:
        """All that the record knows of a shift."""
        wanted = HistoryFilter(shift=shift, shift_started_at=started_at)
        found = self._history.shifts(wanted).shifts
        if not found:
            raise StorageError("There is no such shift on record.")
        unfit = self._history.unfit(shift, started_at)
        file = Path(self._engine.url.database or "")
        with in_words(file), Session(self._engine) as session:
            of = _OfShift(session, shift, started_at)
            times, decisions = of.times(), of.decisions()
            return ShiftReport(
                station=of.station(),
                summary=found[0],
                unfit=unfit,
                hours=_hours(of.first_verdicts()),
                kinds=_kinds(decisions),
                stops=_stops([started_at, *times]),
                clock_jumps=of.clock_jumps(),
                challenges=_challenges(session, shift, started_at),
                decisions=decisions,
                rejects=of.rejects(),
                rejected=of.rejected(),
            )


class _OfShift:
    """The questions, each answered from the shift's own stretch of an index."""

    def __init__(self, session: Session, shift: str, started_at: datetime) -> None:
        self._session = session
        self._is_of_shift = (
            InspectionRow.shift == shift,
            InspectionRow.shift_started_at == started_at,
        )
        self._is_reject = InspectionRow.verdict == Verdict.REJECT

    def station(self) -> str:
        """The one that inspected last."""
        newest = select(InspectionRow.station).where(*self._is_of_shift)
        return self._session.scalars(newest.order_by(InspectionRow.number.desc())).first() or ""

    def times(self) -> Sequence[datetime]:
        """Of all inspections, in their order."""
        times = select(InspectionRow.inspected_at).where(*self._is_of_shift)
        return self._session.scalars(times.order_by(InspectionRow.inspected_at)).all()

    def first_verdicts(self) -> Sequence[tuple[datetime, Verdict]]:
        """Of each casting's first inspection."""
        first = InspectionRow.reinspection_of.is_(None)
        said = select(InspectionRow.inspected_at, InspectionRow.verdict)
        rows = self._session.execute(said.where(*self._is_of_shift, first)).all()
        return [(at, verdict) for at, verdict in rows]

    def clock_jumps(self) -> tuple[ClockJump, ...]:
        """In the order of recording."""
        jumps = (
            select(InspectionRow.inspected_at, ClockJumpRow.seconds)
            .join(ClockJumpRow, ClockJumpRow.number == InspectionRow.number)
            .where(*self._is_of_shift)
            .order_by(InspectionRow.number)
        )
        return tuple(ClockJump(at, seconds) for at, seconds in self._session.execute(jumps))

    def decisions(self) -> tuple[Decided, ...]:
        """On the castings that the shift made, whenever they were decided."""
        castings = select(InspectionRow.id).where(*self._is_of_shift)
        rows = (
            select(InspectionRow.sequence, DecisionRow)
            .join(DecisionRow, DecisionRow.inspection_id == InspectionRow.id)
            .where(DecisionRow.casting_id.in_(castings))
            .order_by(DecisionRow.number)
        )
        return tuple(Decided(n, row.decision()) for n, row in self._session.execute(rows))

    def rejects(self) -> tuple[Inspection, ...]:
        """Those that are shown."""
        worst = select(InspectionRow).where(*self._is_of_shift, self._is_reject)
        order = InspectionRow.defect_probability.desc(), InspectionRow.number
        rows = self._session.scalars(worst.order_by(*order).limit(PICTURES))
        return tuple(row.inspection() for row in rows)

    def rejected(self) -> int:
        """How many there are."""
        count = select(func.count()).select_from(InspectionRow)
        return self._session.scalar(count.where(*self._is_of_shift, self._is_reject)) or 0


def _challenges(session: Session, shift: str, started_at: datetime) -> tuple[Challenge, ...]:
    of_shift = select(ChallengeRow).filter_by(shift=shift, shift_started_at=started_at)
    return tuple(row.challenge() for row in session.scalars(of_shift.order_by(ChallengeRow.number)))


def _hours(said: Sequence[tuple[datetime, Verdict]]) -> tuple[Hour, ...]:
    judged: Counter[datetime] = Counter()
    rejected: Counter[datetime] = Counter()
    for at, verdict in said:
        hour = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        judged[hour] += 1
        rejected[hour] += verdict is Verdict.REJECT
    hours = sorted(judged)
    if hours and hours[-1] - hours[0] < _LONGEST:  # with those in which there was none
        hours = [hours[0] + n * _HOUR for n in range((hours[-1] - hours[0]) // _HOUR + 1)]
    return tuple(Hour(hour, judged[hour], rejected[hour]) for hour in hours)


def _kinds(decisions: Sequence[Decided]) -> dict[DefectKind | None, int]:
    """By the newest decision on each casting, the most frequent first."""
    newest = {each.decision.casting_id: each.decision for each in decisions}
    defective = (each for each in newest.values() if each.ruling is Ruling.DEFECTIVE)
    return dict(Counter(each.defect_kind for each in defective).most_common())


def _stops(times: Sequence[datetime]) -> tuple[Stop, ...]:
    return tuple(Stop(a, b) for a, b in pairwise(times) if b - a >= STOP)
