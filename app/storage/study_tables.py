"""The tables of the attribute agreement studies."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Self

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables import Row
from models.challenge import KnownCasting
from models.judgement import Verdict
from models.study import Study, StudyPlan

_COLUMNS = ("id", "station", "began_at", "led_by", "network", "network_sha256")


class StudyRow(Row):
    """A study, without its answers. Triggers refuse every change to it."""

    __tablename__ = "studies"

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    station: Mapped[str]
    began_at: Mapped[datetime]
    led_by: Mapped[str]
    network: Mapped[str]
    network_sha256: Mapped[str]
    castings: Mapped[list[dict[str, Any]]]
    people: Mapped[list[str]] = mapped_column(JSON)
    trials: Mapped[int]
    seed: Mapped[int]

    @classmethod
    def of(cls, study: Study) -> Self:
        """The row of a study."""
        plan = asdict(study.plan)
        own = {name: getattr(study, name) for name in _COLUMNS}
        return cls(
            **own,
            **plan | {"castings": list(plan["castings"]), "people": list(plan["people"])},
        )

    def study(self, answers: tuple[Verdict, ...]) -> Study:
        """The study as the value that travels."""
        plan = StudyPlan(
            castings=tuple(
                KnownCasting(each["number"], Verdict(each["expected"])) for each in self.castings
            ),
            people=tuple(self.people),
            trials=self.trials,
            seed=self.seed,
        )
        own = {name: getattr(self, name) for name in _COLUMNS}
        return Study(**own, plan=plan, answers=answers)


class StudyAnswerRow(Row):
    """What an appraiser said; the newest one to a task counts. Triggers refuse every change."""

    __tablename__ = "study_answers"
    __table_args__ = (Index("ix_study_answers_task", "study", "task", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    study: Mapped[int] = mapped_column(ForeignKey("studies.number"))
    task: Mapped[int]  # its place in the plan, from 0
    said: Mapped[Verdict]
    said_at: Mapped[datetime]
