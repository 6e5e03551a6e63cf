"""The messages to the plant: one for each inspection, each person's decision, each challenge.

docs/messages.md tells what each field means. The schema files beside this one are made from
these classes: `python -m models.events prediction_result > models/prediction_result.schema.json`.
"""

import json
import sys
from dataclasses import asdict
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from models.audit import Known
from models.canonical_json import canonical
from models.challenge import Challenge, ChallengeCause, ChallengeOutcome
from models.decision import Decision, DefectKind, Ruling, is_override
from models.inspection import Inspection, KeptPicture
from models.judgement import LONGEST_SERIAL, Occasion, Outline, RingOutline, Verdict
from models.seal import FIRST, VERSION, record_hash

Probability = Annotated[float, Field(ge=0, le=1)]
Serial = Annotated[str, Field(min_length=1, max_length=LONGEST_SERIAL)]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Uuid7 = Annotated[
    str, Field(pattern="^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")  # a later minor addition is no error


class HashedMessage(_Value):
    """A message that carries its record hash."""

    def hashed(self) -> Self:
        """Return the message with the hash of all that it says."""
        return self.model_copy(update={"seal": record_hash(self.model_dump(mode="json"))})

    def as_json(self) -> str:
        """Return the message as it is sent: canonical JSON, and what is not known is null."""
        return canonical(self.model_dump(mode="json")).decode("utf-8")


class ShiftInMessage(_Value):
    """The turn of work that the inspection belongs to."""

    name: str
    started_at: AwareDatetime = Field(description="UTC, RFC 3339")


class ThresholdsInMessage(_Value):
    """Below `review` a casting passes, from `reject` on it is rejected."""

    review: Probability
    reject: Probability


class NetworkInMessage(_Value):
    """The network that judged."""

    name: str
    sha256: Sha256


class FrameInMessage(_Value):
    """One of the frames that were combined, kept beside the evidence picture."""

    name: str = Field(description="path below the station's pictures folder")
    sha256: Sha256 = Field(description="of the frame's file")


class PictureInMessage(_Value):
    """The evidence picture on the station's disk; it may be pruned by the station's quota."""

    name: str = Field(description="path below the station's pictures folder")
    sha256: Sha256 = Field(description="of the picture's file")
    defect_map: str | None = Field(default=None, description="path of the map of defects")
    frames: tuple[FrameInMessage, ...] | None = Field(
        default=None, description="all that were combined, in order; null where none were kept"
    )

    @classmethod
    def of(cls, kept: KeptPicture) -> Self:
        """The same in the message."""
        frames = tuple(FrameInMessage(name=each.path, sha256=each.sha256) for each in kept.frames)
        return cls(
            name=kept.path,
            sha256=kept.sha256,
            defect_map=kept.defect_map_path,
            frames=frames or None,
        )


class LightInMessage(_Value):
    """How the casting lay and was lit, on the frame that the verdict goes by."""

    brightness: float = Field(ge=0, le=255, description="mean grey of the casting")
    sharpness: float = Field(ge=0, description="below 0.09 a picture is too blurred to be judged")
    x: float = Field(description="its centre, as a share of the picture's width")
    y: float = Field(description="its centre, as a share of the picture's height")


class EllipseInMessage(_Value):
    """An ellipse in the pixels of the picture; x grows to the right, y down."""

    x: float = Field(description="centre")
    y: float
    semi_major: float
    semi_minor: float
    degrees: float = Field(description="of the major axis, from x towards y")


class OutlineInMessage(_Value):
    """Where the casting lay in its picture."""

    rim: EllipseInMessage
    annulus: EllipseInMessage | None = Field(
        default=None, description="of a ring: outer edge of its vaned annulus"
    )

    @classmethod
    def of(cls, outline: Outline) -> Self:
        """The same in the message."""
        annulus = outline.annulus if isinstance(outline, RingOutline) else None
        return cls(
            rim=EllipseInMessage(**asdict(outline.rim)),
            annulus=EllipseInMessage(**asdict(annulus)) if annulus else None,
        )


_HashVersion = Annotated[
    int | None, Field(description="of the definition of `seal`; null before version 2")
]
_PreviousHash = Annotated[
    Sha256 | None, Field(description="`seal` of the station's record before; 64 zeros: none")
]
_NewestHash = Annotated[
    Sha256 | None, Field(description="`seal` of the station's newest inspection at that time")
]


class PredictionResult(HashedMessage):
    """One recorded inspection of a casting."""

    schema_version: Literal[1] = Field(default=1, description="of this message")
    id: Uuid7 = Field(description="UUIDv7; the same each time the message is sent")
    station: str = Field(description="also the message's key")
    sequence: int = Field(ge=1, description="1, 2, 3, … without gaps for each station and epoch")
    epoch: Uuid7 | None = Field(
        default=None, description="another one: `sequence` may have been given out before"
    )
    inspected_at: AwareDatetime = Field(description="UTC, RFC 3339")
    shift: ShiftInMessage
    occasion: Occasion = Field(description="why the casting was inspected")
    reinspection_of: Uuid7 | None = Field(description="id of the casting's first inspection")
    verdict: Verdict
    defect_probability: Probability = Field(description="of all frames together")
    frame_probabilities: tuple[Probability, ...] = Field(description="of each frame, in order")
    thresholds: ThresholdsInMessage
    network: NetworkInMessage
    judged_ms: float = Field(ge=0, description="last frame's arrival to verdict, milliseconds")
    part: int | None = Field(description="number of the trigger pulse, from a triggered camera")
    source: str | None = Field(description="the file that the picture was read from")
    picture: PictureInMessage | None = Field(description="evidence; null where none was kept")
    light: LightInMessage | None = Field(default=None, description="null in older messages")
    serial: Serial | None = Field(default=None, description="read from the casting, or scanned")
    novelty: float | None = Field(
        default=None,
        ge=0,
        description="from 1 on unlike all castings that the network learnt from: no pass",
    )
    taken_s: float | None = Field(
        default=None, description="first frame, by the station's monotonic clock, seconds"
    )
    outline: OutlineInMessage | None = Field(default=None, description="where it lay")
    hash_version: _HashVersion = None
    previous_hash: _PreviousHash = None
    seal: Sha256 | None = Field(default=None, description="on this and all inspections before")

    @classmethod
    def of(cls, inspection: Inspection, previous_hash: str) -> Self:
        """The message of an inspection after the one with that hash, with its own hash."""
        judgement = inspection.judgement
        message = cls(
            id=inspection.id,
            station=inspection.station,
            sequence=inspection.sequence,
            epoch=inspection.epoch,
            inspected_at=inspection.inspected_at,
            shift=ShiftInMessage(name=inspection.shift, started_at=inspection.shift_started_at),
            occasion=inspection.occasion,
            reinspection_of=inspection.reinspection_of,
            verdict=judgement.verdict,
            defect_probability=judgement.defect_probability,
            frame_probabilities=judgement.frame_probabilities,
            thresholds=ThresholdsInMessage(
                review=judgement.thresholds.review, reject=judgement.thresholds.reject
            ),
            network=NetworkInMessage(name=judgement.network, sha256=judgement.network_sha256),
            judged_ms=judgement.judged_ms,
            part=judgement.part,
            source=judgement.source,
            picture=PictureInMessage.of(inspection.picture) if inspection.picture else None,
            light=LightInMessage(**asdict(judgement.light)) if judgement.light else None,
            serial=judgement.serial,
            novelty=judgement.novelty,
            taken_s=judgement.taken_at,
            outline=OutlineInMessage.of(judgement.outline) if judgement.outline else None,
            hash_version=VERSION,
            previous_hash=previous_hash,
        )
        return message.hashed()


class CastingDecision(HashedMessage):
    """What a person has decided of a casting, on record."""

    schema_version: Literal[1] = Field(default=1, description="of this message")
    id: Uuid7 = Field(description="UUIDv7; the same each time the message is sent")
    station: str = Field(description="also the message's key")
    decided_at: AwareDatetime = Field(description="UTC, RFC 3339")
    inspection_id: Uuid7 = Field(description="id of the inspection that the person looked at")
    casting_id: Uuid7 = Field(description="id of the casting's first inspection")
    verdict: Verdict = Field(description="the station's, of the inspection looked at")
    ruling: Ruling = Field(description="the person's")
    is_override: bool = Field(description="whether it says the contrary of the verdict")
    defect_kind: DefectKind | None = Field(description="of a defective casting, if it was named")
    reason: str = Field(description="never empty where the person overrides the station")
    decided_by: str = Field(description="the person's name, as typed")
    newest_hash: _NewestHash = None
    hash_version: _HashVersion = None
    previous_hash: _PreviousHash = None
    seal: Sha256 = Field(description="on this and all decisions before")

    @classmethod
    def of(cls, decision: Decision, previous_hash: str, newest_hash: str | None) -> Self:
        """The message of a decision after the one with that hash, with its own hash.

        `newest_hash` is that of the newest inspection.
        """
        message = cls(
            **asdict(decision),
            is_override=is_override(decision.verdict, decision.ruling),
            newest_hash=newest_hash,
            hash_version=VERSION,
            previous_hash=previous_hash,
            seal=FIRST,
        )
        return message.hashed()


class StepInMessage(_Value):
    """What the station said of one known casting."""

    casting: str = Field(description="the number on it")
    expected: Verdict
    verdict: Verdict
    defect_probability: Probability


class StationChallenge(HashedMessage):
    """A challenge of the station with known castings, on record."""

    schema_version: Literal[1] = Field(default=1, description="of this message")
    id: Uuid7 = Field(description="UUIDv7; the same each time the message is sent")
    station: str = Field(description="also the message's key")
    began_at: AwareDatetime = Field(description="UTC, RFC 3339")
    ended_at: AwareDatetime = Field(description="UTC, RFC 3339")
    shift: ShiftInMessage
    cause: ChallengeCause = Field(description="why it was due")
    outcome: ChallengeOutcome = Field(description="production opens unless it failed")
    steps: tuple[StepInMessage, ...] = Field(description="in the order of judging")
    network: NetworkInMessage
    reason: str = Field(description="never empty where it was bypassed")
    bypassed_by: str = Field(description="the person's name where it was bypassed")
    known: Known | None = Field(default=None, description="how the station knows who that is")
    newest_hash: _NewestHash = None
    hash_version: _HashVersion = None
    previous_hash: _PreviousHash = None
    seal: Sha256 = Field(description="on this and all challenges before")

    @classmethod
    def of(cls, challenge: Challenge, previous_hash: str, newest_hash: str | None) -> Self:
        """The message of a challenge after the one with that hash, with its own hash.

        `newest_hash` is that of the newest inspection.
        """
        report = challenge.report
        steps = tuple(
            StepInMessage(
                casting=step.casting.number,
                expected=step.casting.expected,
                verdict=step.verdict,
                defect_probability=step.defect_probability,
            )
            for step in report.steps
        )
        message = cls(
            id=challenge.id,
            station=challenge.station,
            began_at=report.began_at,
            ended_at=challenge.ended_at,
            shift=ShiftInMessage(name=challenge.shift, started_at=challenge.shift_started_at),
            cause=report.cause,
            outcome=report.outcome,
            steps=steps,
            network=NetworkInMessage(name=report.network, sha256=report.network_sha256),
            reason=report.reason,
            bypassed_by=report.bypassed_by,
            known=report.known,
            newest_hash=newest_hash,
            hash_version=VERSION,
            previous_hash=previous_hash,
            seal=FIRST,
        )
        return message.hashed()


EVENTS: dict[str, type[BaseModel]] = {
    "prediction_result": PredictionResult,
    "casting_decision": CastingDecision,
    "station_challenge": StationChallenge,
}


def json_schema(name: str) -> dict[str, Any]:
    """A message's JSON Schema, as it stands in its file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:castwatch:{name}:1",
        **EVENTS[name].model_json_schema(mode="serialization"),
    }


if __name__ == "__main__":
    json.dump(json_schema(sys.argv[1]), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
