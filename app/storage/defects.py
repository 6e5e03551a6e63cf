"""What was wrong with castings, and with pictures, in a period."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from app.storage.runs import Run
from app.storage.tables import DecisionRow, InspectionRow, UnfitRow
from models.decision import DefectKind, Ruling
from models.judgement import Verdict
from models.sight import Unfit
from models.statistics import DefectCount, Turn


def defects_of(session: Session, run: Run, rejected: int) -> tuple[DefectCount, ...]:
    """The defects that people named of the castings of a run, the most frequent first.

    `rejected` castings there are in it: those that nobody has decided are not named either.
    """
    counted = Counter[DefectKind | None]({None: rejected})
    for ruling, kind, verdict, castings in session.execute(_decided(run)):
        if verdict == Verdict.REJECT:
            counted[None] -= castings
        if ruling == Ruling.DEFECTIVE:
            counted[kind] += castings
    return tuple(DefectCount(kind, many) for kind, many in counted.most_common() if many > 0)


def _decided(run: Run) -> Select[Any, Any, Any, int]:
    """Castings by what a person decided last, and by the station's newest verdict."""
    newest = select(func.max(DecisionRow.number)).group_by(DecisionRow.casting_id)
    again = aliased(InspectionRow)
    last = (
        select(again.verdict)
        .where(again.reinspection_of == InspectionRow.id)
        .order_by(again.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    verdict = func.coalesce(last, InspectionRow.verdict)
    key = DecisionRow.ruling, DecisionRow.defect_kind, verdict
    return (
        select(*key, func.count())
        .join(InspectionRow, InspectionRow.id == DecisionRow.casting_id)
        .where(
            DecisionRow.number.in_(newest),
            InspectionRow.number >= run.first,
            InspectionRow.number < run.end,
        )
        .group_by(*key)
    )


def unfit_of(
    session: Session, turn: Turn | None, begins_at: datetime, now: datetime
) -> dict[Unfit, int]:
    """Pictures that could not be judged, by reason, the most frequent first."""
    many = func.count()
    counted = select(UnfitRow.reason, many).group_by(UnfitRow.reason)
    if turn is not None:
        of_period = counted.filter_by(shift=turn.shift, shift_started_at=turn.started_at)
    else:
        of_period = counted.where(UnfitRow.seen_at >= begins_at, UnfitRow.seen_at <= now)
    return dict(session.execute(of_period.order_by(many.desc(), UnfitRow.reason)).all())
