"""What was taught of how castings lie and are lit. Baselines are added and never changed."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.storage.audit import note
from app.storage.database import writing
from app.storage.errors import StorageError, in_words
from app.storage.tables import BaselineRow, InspectionRow
from models.audit import Deed, Who
from models.drift import LEAST_TAUGHT, TAUGHT_FROM, Baseline, Look, baseline_of
from models.judgement import Occasion, Verdict


def teach(engine: Engine, by: Who, at: datetime) -> Baseline:
    """Take the newest castings of the line as the baseline. Raises StorageError for too few."""
    with in_words(_file(engine)), Session(writing(engine)) as session, session.begin():
        looks = _newest_looks(session)
        if len(looks) < LEAST_TAUGHT:
            raise StorageError(
                "There are {count} castings to learn from, and {needed} are needed. Let the line"
                " run for a while, then teach again.",
                count=len(looks),
                needed=LEAST_TAUGHT,
            )
        baseline = baseline_of(looks, at.astimezone(UTC), by.name)
        session.add(BaselineRow.of(baseline))
        said = {"castings": str(baseline.castings)}
        said |= {name: f"{value:.4g}" for name, value in asdict(baseline.mean).items()}
        note(session.connection(), by, Deed.BASELINE_TAUGHT, "light", said)
    return baseline


def newest_baseline(engine: Engine) -> Baseline | None:
    """What was taught last. Raises StorageError."""
    with in_words(_file(engine)), Session(engine) as session:
        return baseline_in(session)


def baseline_in(session: Session) -> Baseline | None:
    """The same, as the session's transaction sees it."""
    row = session.scalar(select(BaselineRow).order_by(BaselineRow.number.desc()).limit(1))
    return row.baseline() if row else None


def _newest_looks(session: Session) -> list[Look]:
    newest = (
        select(InspectionRow)
        .where(InspectionRow.occasion == Occasion.LINE, InspectionRow.brightness.is_not(None))
        .order_by(InspectionRow.number.desc())
        .limit(TAUGHT_FROM)
    )
    judged = (row.inspection().judgement for row in session.scalars(newest))
    return [Look(each.light, each.verdict is Verdict.REVIEW) for each in judged if each.light]


def _file(engine: Engine) -> Path:
    return Path(engine.url.database or "")
