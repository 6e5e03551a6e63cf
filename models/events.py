"""The messages to the plant: one for each inspection, each person's decision, each challenge.

docs/messages.md tells what each field means. The schema files beside this one are made from
these classes: `python -m models.events prediction_result > models/prediction_result.schema.json`.
"""

import json
import sys
from dataclasses import asdict
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from models.challenge import Challenge, ChallengeCause, ChallengeOutcome
from models.decision import Decision, DefectKind, Ruling, is_override
from models.inspection import Inspection, KeptPicture
from models.judgement import LONGEST_SERIAL, Occasion, Verdict

Probability = Annotated[float, Field(ge=0, le=1)]
Serial = Annotated[str, Field(min_length=1, max_length=LONGEST_SERIAL)]
Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Uuid7 = Annotated[
    str, Field(pattern="^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")  # a later minor addition is no error


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


class PictureInMessage(_Value):
    """The evidence picture on the station's disk; it may be pruned by the station's quota."""

    name: str = Field(description="path below the station's pictures folder")
    sha256: Sha256 = Field(description="of the picture's file")

    @classmethod
    def of(cls, kept: KeptPicture) -> Self:
        """The same in the message."""
        return cls(name=kept.path, sha256=kept.sha256)


class LightInMessage(_Value):
    """How the casting lay and was lit, on the frame that the verdict goes by."""

    brightness: float = Field(ge=0, le=255, description="mean grey of the casting")
    sharpness: float = Field(ge=0, description="below 0.09 a picture is too blurred to be judged")
    x: float = Field(description="its centre, as a share of the picture's width")
    y: float = Field(description="its centre, as a share of the picture's height")


class PredictionResult(_Value):
    """One recorded inspection of a casting."""

    schema_version: Literal[1] = Field(default=1, description="of this message")
    id: Uuid7 = Field(description="UUIDv7; the same each time the message is sent")
    station: str = Field(description="also the message's key")
    sequence: int = Field(ge=1, description="1, 2, 3, … without gaps for each station")
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
    seal: Sha256 | None = Field(default=None, description="on this and all inspections before")

    @classmethod
    def of(cls, inspection: Inspection, seal: str) -> Self:
        """The message of an inspection."""
        judgement = inspection.judgement
        return cls(
            id=inspection.id,
            station=inspection.station,
            sequence=inspection.sequence,
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
            seal=seal,
        )


class CastingDecision(_Value):
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
    seal: Sha256 = Field(description="on this and all decisions before")

    @classmethod
    def of(cls, decision: Decision, seal: str) -> Self:
        """The message of a decision."""
        overrides = is_override(decision.verdict, decision.ruling)
        return cls(**asdict(decision), is_override=overrides, seal=seal)


class StepInMessage(_Value):
    """What the station said of one known casting."""

    casting: str = Field(description="the number on it")
    expected: Verdict
    verdict: Verdict
    defect_probability: Probability


class StationChallenge(_Value):
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
    seal: Sha256 = Field(description="on this and all challenges before")

    @classmethod
    def of(cls, challenge: Challenge, seal: str) -> Self:
        """The message of a challenge."""
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
        return cls(
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
            seal=seal,
        )


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
