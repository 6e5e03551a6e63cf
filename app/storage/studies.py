"""Attribute agreement studies on record. Studies and answers are added and never changed."""

from datetime import UTC, datetime
from pathlib import Path

import uuid_utils
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.storage.audit import note
from app.storage.database import writing
from app.storage.errors import StorageError, in_words
from app.storage.study_tables import StudyAnswerRow, StudyRow
from models.audit import Deed, Who
from models.judgement import Verdict
from models.network_card import NetworkCard
from models.study import Study, StudyPlan


def all_studies(engine: Engine) -> tuple[Study, ...]:
    """Those on record, the newest first. Raises StorageError."""
    with in_words(Path(engine.url.database or "")), Session(engine) as session:
        rows = session.scalars(select(StudyRow).order_by(StudyRow.number.desc()))
        return tuple(row.study(_answers(session, row)) for row in rows)


class Studies:
    """The studies of a station under way; all of it may raise StorageError."""

    def __init__(self, engine: Engine, station: str) -> None:
        self._engine = engine
        self._station = station
        self._file = Path(engine.url.database or "")

    def begin(self, plan: StudyPlan, network: NetworkCard, by: Who, at: datetime) -> Study:
        """Put a new study on record."""
        study = Study(
            id=str(uuid_utils.uuid7()),
            station=self._station,
            began_at=at.astimezone(UTC),
            led_by=by.name,
            plan=plan,
            network=network.name,
            network_sha256=network.network_sha256,
        )
        with in_words(self._file), Session(writing(self._engine)) as session, session.begin():
            session.add(StudyRow.of(study))
            said = {"castings": str(len(plan.castings)), "trials": str(plan.trials)}
            said["people"] = ", ".join(plan.people)
            note(session.connection(), by, Deed.STUDY_BEGUN, study.id, said)
        return study

    def answer(self, study: Study, task: int, said: Verdict, at: datetime) -> Study:
        """Put an answer to the task in that place on record; the study with it."""
        with in_words(self._file), Session(writing(self._engine)) as session, session.begin():
            row = self._row(session, study.id)
            session.add(StudyAnswerRow(study=row.number, task=task, said=said, said_at=at))
            session.flush()
            return row.study(_answers(session, row))

    def _row(self, session: Session, id_: str) -> StudyRow:
        row = session.scalar(select(StudyRow).filter_by(id=id_))
        if row is None:
            raise StorageError("There is no study {id} on record.", id=id_)
        return row


def _answers(session: Session, row: StudyRow) -> tuple[Verdict, ...]:
    newest = (
        select(func.max(StudyAnswerRow.number))
        .where(StudyAnswerRow.study == row.number)
        .group_by(StudyAnswerRow.task)
    )
    found = select(StudyAnswerRow.said).where(StudyAnswerRow.number.in_(newest))
    return tuple(session.scalars(found.order_by(StudyAnswerRow.task)))
