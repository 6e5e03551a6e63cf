"""The tables: what was inspected, how much of it, and what the plant has yet to hear."""

from dataclasses import asdict, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import JSON, ForeignKey, Index, String, TypeDecorator, UniqueConstraint, text
from sqlalchemy import Enum as EnumColumn
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from models.audit import Known
from models.challenge import (
    Challenge,
    ChallengeCause,
    ChallengeOutcome,
    ChallengeReport,
    ChallengeStep,
    KnownCasting,
)
from models.decision import Decision, DefectKind, Ruling
from models.drift import Baseline
from models.epoch import EpochCause
from models.events import CastingDecision, PredictionResult, StationChallenge
from models.inspection import Inspection, KeptFrame, KeptPicture
from models.judgement import Ellipse, Judgement, Occasion, Outline, RingOutline, Thresholds, Verdict
from models.light import Light
from models.outbox import MessageKind
from models.seal import VERSION
from models.sight import Unfit
from models.unrecorded import UnrecordedState

_CHALLENGE_COLUMNS = ("id", "station", "ended_at", "shift", "shift_started_at")

BLOCK = 4096
"""How many inspections are counted together; the migrations say the same."""

SPAN = 64
"""How many blocks are counted together by score, too; the migrations say the same."""

SCORES = 1024
"""How many steps of the score are counted apart, from 0 to 1: a power of two, so exactly."""


DERIVED = {"derived": True}
"""The mark of a table that triggers fill from others: it is counted anew and never copied."""


class MessageState(StrEnum):
    """Where a message to the plant is."""

    WAITING = "waiting"
    SENT = "sent"  # and acknowledged by the broker
    QUARANTINED = "quarantined"  # the broker will never take it as it is
    DISCARDED = "discarded"  # a person has given it up, and said why


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime as ISO 8601 text in UTC, of one width, so that it sorts as it reads."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write it."""
        return None if value is None else self.written(value)

    @staticmethod
    def written(moment: datetime) -> str:
        """As it stands in the database."""
        return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Read it."""
        return None if value is None else datetime.fromisoformat(value)


def word_column(kind: type[StrEnum], length: int = 16) -> EnumColumn:
    """A column that holds the words of a kind."""
    return EnumColumn(
        kind,
        native_enum=False,
        create_constraint=False,
        length=length,
        values_callable=lambda words: [word.value for word in words],
    )


class Row(DeclarativeBase):
    """The base of all tables."""

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it off the class
        datetime: UtcTime,
        Known: word_column(Known),
        ChallengeCause: word_column(ChallengeCause),
        ChallengeOutcome: word_column(ChallengeOutcome),
        Verdict: word_column(Verdict),
        Occasion: word_column(Occasion),
        MessageState: word_column(MessageState),
        EpochCause: word_column(EpochCause),
        Unfit: word_column(Unfit),
        UnrecordedState: word_column(UnrecordedState),
        MessageKind: word_column(MessageKind),
        Ruling: word_column(Ruling),
        DefectKind: word_column(DefectKind),
        list[float]: JSON,
        list[dict[str, Any]]: JSON,
        dict[str, Any]: JSON(none_as_null=True),
    }


def hash_version() -> MappedColumn[int]:
    """A column with the version of the definition of a record hash; 1 in older rows."""
    return mapped_column(default=VERSION, server_default="1")


class InspectionRow(Row):
    """An inspection. A trigger in the database refuses every change to it."""

    __tablename__ = "inspections"
    __table_args__ = (
        UniqueConstraint("station", "sequence"),
        Index("ix_inspections_time", "inspected_at", "verdict", "shift", "shift_started_at"),
        Index("ix_inspections_turn", "shift", "shift_started_at", "verdict", "inspected_at"),
        Index("ix_inspections_verdict", "verdict"),
        Index("ix_inspections_score", "defect_probability", "verdict", "shift", "inspected_at"),
        Index("ix_inspections_part", "part", sqlite_where=text("part IS NOT NULL")),
        Index("ix_inspections_source", "source", sqlite_where=text("source IS NOT NULL")),
        Index("ix_inspections_picture", "number", sqlite_where=text("picture_path IS NOT NULL")),
        Index("ix_inspections_serial", "serial", sqlite_where=text("serial IS NOT NULL")),
        Index(
            "ix_inspections_reinspections",
            "reinspection_of",
            sqlite_where=text("reinspection_of IS NOT NULL"),
        ),
    )

    number: Mapped[int] = mapped_column(primary_key=True)  # the order of recording
    id: Mapped[str] = mapped_column(String(36), unique=True)
    station: Mapped[str]
    sequence: Mapped[int]
    epoch: Mapped[str | None] = mapped_column(String(36))  # see EpochRow
    inspected_at: Mapped[datetime]
    shift: Mapped[str]
    shift_started_at: Mapped[datetime]
    occasion: Mapped[Occasion]
    reinspection_of: Mapped[str | None] = mapped_column(ForeignKey("inspections.id"))
    verdict: Mapped[Verdict]
    defect_probability: Mapped[float]
    frame_probabilities: Mapped[list[float]]
    review_threshold: Mapped[float]
    reject_threshold: Mapped[float]
    taken_at: Mapped[float]  # the station's monotonic clock, seconds
    judged_ms: Mapped[float]
    network: Mapped[str]
    network_sha256: Mapped[str]
    part: Mapped[int | None]
    source: Mapped[str | None]
    outline: Mapped[dict[str, Any] | None]
    serial: Mapped[str | None]
    brightness: Mapped[float | None]  # these four: see models.light
    sharpness: Mapped[float | None]
    x: Mapped[float | None]
    y: Mapped[float | None]
    novelty: Mapped[float | None]
    picture_path: Mapped[str | None]
    picture_sha256: Mapped[str | None]
    defect_map_path: Mapped[str | None]
    frames: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))

    @classmethod
    def of(cls, inspection: Inspection) -> Self:
        """The row of an inspection."""
        judgement, picture = inspection.judgement, inspection.picture
        return cls(
            id=inspection.id,
            station=inspection.station,
            sequence=inspection.sequence,
            epoch=inspection.epoch,
            inspected_at=inspection.inspected_at,
            shift=inspection.shift,
            shift_started_at=inspection.shift_started_at,
            occasion=inspection.occasion,
            reinspection_of=inspection.reinspection_of,
            verdict=judgement.verdict,
            defect_probability=judgement.defect_probability,
            frame_probabilities=list(judgement.frame_probabilities),
            review_threshold=judgement.thresholds.review,
            reject_threshold=judgement.thresholds.reject,
            taken_at=judgement.taken_at,
            judged_ms=judgement.judged_ms,
            network=judgement.network,
            network_sha256=judgement.network_sha256,
            part=judgement.part,
            source=judgement.source,
            serial=judgement.serial,
            outline=asdict(judgement.outline) if judgement.outline else None,
            **(asdict(judgement.light) if judgement.light else {}),
            novelty=judgement.novelty,
            picture_path=picture.path if picture else None,
            picture_sha256=picture.sha256 if picture else None,
            defect_map_path=picture.defect_map_path if picture else None,
            frames=[asdict(each) for each in picture.frames]
            if picture and picture.frames
            else None,
        )

    def inspection(self) -> Inspection:
        """The inspection as the value that travels."""
        return Inspection(
            id=self.id,
            station=self.station,
            sequence=self.sequence,
            inspected_at=self.inspected_at,
            shift=self.shift,
            shift_started_at=self.shift_started_at,
            occasion=self.occasion,
            judgement=self._judgement(),
            reinspection_of=self.reinspection_of,
            picture=self._picture(),
            epoch=self.epoch,
        )

    def _judgement(self) -> Judgement:
        return Judgement(
            verdict=self.verdict,
            defect_probability=self.defect_probability,
            frame_probabilities=tuple(self.frame_probabilities),
            taken_at=self.taken_at,
            judged_ms=self.judged_ms,
            thresholds=Thresholds(self.review_threshold, self.reject_threshold),
            network=self.network,
            network_sha256=self.network_sha256,
            part=self.part,
            source=self.source,
            serial=self.serial,
            outline=_outline(self.outline) if self.outline else None,
            light=self._light(),
            novelty=self.novelty,
        )

    def _light(self) -> Light | None:
        measured = {field.name: getattr(self, field.name) for field in fields(Light)}
        return None if self.brightness is None else Light(**measured)

    def _picture(self) -> KeptPicture | None:
        if self.picture_path is None or self.picture_sha256 is None:
            return None
        frames = tuple(KeptFrame(**each) for each in self.frames or ())
        return KeptPicture(self.picture_path, self.picture_sha256, self.defect_map_path, frames)


class SealRow(Row):
    """The seal on an inspection; see models.seal. Triggers refuse every change to it."""

    __tablename__ = "seals"

    number: Mapped[int] = mapped_column(ForeignKey("inspections.number"), primary_key=True)
    seal: Mapped[str] = mapped_column(String(64))
    hash_version: Mapped[int] = hash_version()


class DecisionRow(Row):
    """A person's decision, with its seal. A trigger in the database refuses every change to it."""

    __tablename__ = "decisions"
    __table_args__ = (Index("ix_decisions_casting", "casting_id", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True)  # the order of recording
    id: Mapped[str] = mapped_column(String(36), unique=True)
    station: Mapped[str]
    decided_at: Mapped[datetime]
    inspection_id: Mapped[str] = mapped_column(String(36), ForeignKey("inspections.id"))
    casting_id: Mapped[str] = mapped_column(String(36), ForeignKey("inspections.id"))
    verdict: Mapped[Verdict]
    ruling: Mapped[Ruling]
    defect_kind: Mapped[DefectKind | None]
    reason: Mapped[str]
    decided_by: Mapped[str]
    newest_hash: Mapped[str | None] = mapped_column(String(64))  # of the inspections at that time
    hash_version: Mapped[int] = hash_version()
    seal: Mapped[str] = mapped_column(String(64))  # see models.seal

    @classmethod
    def of(cls, decision: Decision, message: CastingDecision) -> Self:
        """The row of a decision, with the hashes of its message."""
        hashes = {"newest_hash": message.newest_hash, "seal": message.seal}
        return cls(**asdict(decision), **hashes)

    def decision(self) -> Decision:
        """The decision as the value that travels."""
        return Decision(**{field.name: getattr(self, field.name) for field in fields(Decision)})


class ChallengeRow(Row):
    """A challenge, with its seal. A trigger in the database refuses every change to it."""

    __tablename__ = "challenges"
    __table_args__ = (Index("ix_challenges_turn", "shift", "shift_started_at"),)

    number: Mapped[int] = mapped_column(primary_key=True)  # the order of recording
    id: Mapped[str] = mapped_column(String(36), unique=True)
    station: Mapped[str]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    shift: Mapped[str]
    shift_started_at: Mapped[datetime]
    cause: Mapped[ChallengeCause]
    outcome: Mapped[ChallengeOutcome]
    steps: Mapped[list[dict[str, Any]]]
    network: Mapped[str]
    network_sha256: Mapped[str]
    reason: Mapped[str]
    bypassed_by: Mapped[str]
    known: Mapped[Known | None]
    newest_hash: Mapped[str | None] = mapped_column(String(64))  # of the inspections at that time
    hash_version: Mapped[int] = hash_version()
    seal: Mapped[str] = mapped_column(String(64))  # see models.seal

    @classmethod
    def of(cls, challenge: Challenge, message: StationChallenge) -> Self:
        """The row of a challenge, with the hashes of its message."""
        report = asdict(challenge.report)
        own = {name: getattr(challenge, name) for name in _CHALLENGE_COLUMNS}
        hashes = {"newest_hash": message.newest_hash, "seal": message.seal}
        return cls(**own, **report | {"steps": list(report["steps"])}, **hashes)

    def challenge(self) -> Challenge:
        """The challenge as the value that travels."""
        names = {field.name for field in fields(ChallengeReport)} - {"steps"}
        report = ChallengeReport(
            steps=tuple(_step(stored) for stored in self.steps),
            **{name: getattr(self, name) for name in names},
        )
        own = {name: getattr(self, name) for name in _CHALLENGE_COLUMNS}
        return Challenge(**own, report=report)


class BaselineRow(Row):
    """How castings lay and were lit when it was taught. Triggers refuse every change to it."""

    __tablename__ = "baselines"

    number: Mapped[int] = mapped_column(primary_key=True)
    taught_at: Mapped[datetime]
    taught_by: Mapped[str]
    castings: Mapped[int]
    mean: Mapped[dict[str, Any]]
    spread: Mapped[dict[str, Any]]
    review: Mapped[float]

    @classmethod
    def of(cls, baseline: Baseline) -> Self:
        """The row of a baseline."""
        return cls(**asdict(baseline))

    def baseline(self) -> Baseline:
        """The baseline as the value that travels."""
        plain = {name: getattr(self, name) for name in ("taught_at", "taught_by", "castings")}
        mean, spread = Light(**self.mean), Light(**self.spread)
        return Baseline(**plain, mean=mean, spread=spread, review=self.review)


class BeginningRow(Row):
    """The sequence number of the first inspection, in one row; 1 but after a damaged database."""

    __tablename__ = "beginning"

    sequence: Mapped[int] = mapped_column(primary_key=True)


class EpochRow(Row):
    """From here on sequence numbers count anew for the plant: see models.epoch.

    Triggers refuse every change to it.
    """

    __tablename__ = "epochs"

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    began_at: Mapped[datetime]
    cause: Mapped[EpochCause]
    first_sequence: Mapped[int]  # that is given out in it
    known_sequence: Mapped[int | None]  # the highest given out before, as the anchor tells it


class RecordEventRow(Row):
    """One row came, or one person's changed, in a table that has no chain of its own.

    Triggers of those tables write it; before the commit it gets its hashes (storage.record_events).
    """

    __tablename__ = "record_events"

    number: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(String(32))
    row_number: Mapped[int]
    row_hash: Mapped[str | None] = mapped_column(String(64))  # of the row as it was then
    seal: Mapped[str | None] = mapped_column(String(64))  # see docs/record-hash.md


class ClockJumpRow(Row):
    """The computer's clock was set by so much between the inspection before and this one."""

    __tablename__ = "clock_jumps"

    number: Mapped[int] = mapped_column(ForeignKey("inspections.number"), primary_key=True)
    seconds: Mapped[float]


class UnfitRow(Row):
    """An image that was not judged; see models.sight.UnjudgedImage."""

    __tablename__ = "unfit_pictures"
    __table_args__ = (Index("ix_unfit_pictures_turn", "shift", "shift_started_at", "reason"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
    shift: Mapped[str]
    shift_started_at: Mapped[datetime]
    reason: Mapped[Unfit]
    part: Mapped[int | None]
    source: Mapped[str | None]
    detail: Mapped[str | None]


class ShownFolderRow(Row):
    """A folder that images were shown from; its absolute path, as the file system keeps it."""

    __tablename__ = "shown_folders"

    number: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[bytes] = mapped_column(unique=True)


class ShownFileRow(Row):
    """A file of a folder, and the last round in which it was shown; see models.folder_file."""

    __tablename__ = "shown_files"
    __table_args__ = (
        UniqueConstraint("folder", "directory", "name"),
        Index("ix_shown_files_round", "folder", "round"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    folder: Mapped[int] = mapped_column(ForeignKey("shown_folders.number"))
    directory: Mapped[bytes]
    name: Mapped[bytes]
    size: Mapped[int]  # bytes
    modified_ns: Mapped[int]
    round: Mapped[int]


class UnrecordedRow(Row):
    """A result that could not be stored; see app.storage.unrecorded.

    Triggers refuse every change to it but that of its state.
    """

    __tablename__ = "unrecorded_results"
    __table_args__ = (
        Index("ix_unrecorded_results_waiting", "number", sqlite_where=text("state = 'waiting'")),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    set_apart_at: Mapped[datetime]
    verdict: Mapped[Verdict | None]
    source: Mapped[str | None]
    reason: Mapped[str]
    description: Mapped[str]  # JSON in ASCII
    image: Mapped[bytes | None]  # PNG; gone once a person has settled it
    state: Mapped[UnrecordedState] = mapped_column(default=UnrecordedState.WAITING)
    settled_at: Mapped[datetime | None]


class DecidedRow(Row):
    """An inspection on whose casting a person has decided; triggers write it down."""

    __tablename__ = "decided"
    __table_args__ = {"info": DERIVED}  # noqa: RUF012 - SQLAlchemy reads it

    number: Mapped[int] = mapped_column(primary_key=True)


class CountRow(Row):
    """How much of a shift and a verdict a stretch of the record has; triggers count it as it comes.

    A casting counts where its first inspection stands, by the verdict of its newest.
    """

    __tablename__ = "counts"
    __table_args__ = {"sqlite_with_rowid": False, "info": DERIVED}  # noqa: RUF012 - SQLAlchemy reads it

    block: Mapped[int] = mapped_column(primary_key=True)  # BLOCK numbers, from block * BLOCK on
    shift: Mapped[str] = mapped_column(primary_key=True)
    shift_started_at: Mapped[datetime] = mapped_column(primary_key=True)
    verdict: Mapped[Verdict] = mapped_column(primary_key=True)
    inspections: Mapped[int]
    castings: Mapped[int]
    undecided: Mapped[int]  # of the inspections
    undecided_castings: Mapped[int]
    first_at: Mapped[datetime]  # all of them were inspected from then …
    last_at: Mapped[datetime]  # … until then


class ScoreRow(Row):
    """How many inspections of a shift's name and a verdict lie on a step of the score.

    Counted for each block, and once more for each SPAN of them.
    """

    __tablename__ = "scores"
    __table_args__ = {"sqlite_with_rowid": False, "info": DERIVED}  # noqa: RUF012 - SQLAlchemy reads it

    span: Mapped[int] = mapped_column(primary_key=True)  # blocks that are counted together: 1, SPAN
    place: Mapped[int] = mapped_column(primary_key=True)  # block // span
    shift: Mapped[str] = mapped_column(primary_key=True)
    verdict: Mapped[Verdict] = mapped_column(primary_key=True)
    score: Mapped[int] = mapped_column(primary_key=True)  # from score / SCORES on
    inspections: Mapped[int]


class OutboxRow(Row):
    """A message to the plant; its payload goes once the broker has it, the row stays."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_queues", "kind", "number", sqlite_where=text("state = 'waiting'")),
        Index("ix_outbox_quarantined", "number", sqlite_where=text("state = 'quarantined'")),
    )

    number: Mapped[int] = mapped_column(primary_key=True)  # the order of sending
    id: Mapped[str] = mapped_column(String(36), unique=True)
    kind: Mapped[MessageKind]
    station: Mapped[str]
    sequence: Mapped[int]  # see models.outbox
    state: Mapped[MessageState] = mapped_column(default=MessageState.WAITING)
    queued_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]  # when it came into its present state
    reason: Mapped[str | None]  # why it is in quarantine, or was discarded
    payload: Mapped[str | None]  # JSON; None once it was sent

    @classmethod
    def of(cls, inspection: Inspection, message: PredictionResult) -> Self:
        """The message of an inspection, to be sent."""
        return cls(
            id=inspection.id,
            kind=MessageKind.INSPECTION,
            station=inspection.station,
            sequence=inspection.sequence,
            queued_at=inspection.inspected_at,
            payload=message.as_json(),
        )

    @classmethod
    def of_decision(cls, decision: Decision, sequence: int, message: CastingDecision) -> Self:
        """The message of a decision on the inspection of that sequence, to be sent."""
        return cls(
            id=decision.id,
            kind=MessageKind.DECISION,
            station=decision.station,
            sequence=sequence,
            queued_at=decision.decided_at,
            payload=message.as_json(),
        )

    @classmethod
    def of_challenge(cls, challenge: Challenge, sequence: int, message: StationChallenge) -> Self:
        """The message of a challenge after the inspection of that sequence, to be sent."""
        return cls(
            id=challenge.id,
            kind=MessageKind.CHALLENGE,
            station=challenge.station,
            sequence=sequence,
            queued_at=challenge.ended_at,
            payload=message.as_json(),
        )


def _step(stored: dict[str, Any]) -> ChallengeStep:
    casting = stored["casting"]
    return ChallengeStep(
        KnownCasting(casting["number"], Verdict(casting["expected"])),
        Verdict(stored["verdict"]),
        stored["defect_probability"],
    )


def _outline(stored: dict[str, Any]) -> Outline:
    rim, annulus = Ellipse(**stored["rim"]), stored.get("annulus")
    return RingOutline(rim, Ellipse(**annulus)) if annulus else Outline(rim)
