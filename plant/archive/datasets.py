"""What is archived: a dataset for each topic, with its columns.

A dataset is a folder of that name; in it, files lie in `date=YYYY-MM-DD/station=NAME`, the date
being that of `at` in UTC. Whoever reads it gets both as columns. docs/archive.md describes each.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
from pydantic import BaseModel

from models.events import FrameInMessage
from models.kafka_settings import KafkaSettings
from plant.messages import ToldChallenge, ToldDecision, ToldResult

Row = tuple[Any, ...]
_TIME = pa.timestamp("us", tz="UTC")
_HASHES = {"hash_version": pa.int32(), "previous_hash": pa.string()}
_ORIGIN = {"kafka_partition": pa.int32(), "kafka_offset": pa.int64()}  # of the message


@dataclass(frozen=True, slots=True)
class Dataset:
    """One kind of message, as it lies in the archive."""

    name: str
    kind: type[BaseModel]  # what a message must be
    at: str  # the column whose date it lies under
    schema: pa.Schema
    row: Callable[[Any], Row]  # of a message, without where it came from

    @property
    def has_sequence(self) -> bool:
        """Whether its messages are numbered for each station."""
        return "sequence" in self.schema.names


def _inspection(event: ToldResult) -> Row:
    picture, light = event.picture, event.light
    return (
        event.id,
        event.sequence,
        event.inspected_at,
        event.shift.name,
        event.shift.started_at,
        event.occasion.value,
        event.reinspection_of,
        event.verdict.value,
        event.defect_probability,
        event.novelty,
        event.frame_probabilities,
        event.thresholds.review,
        event.thresholds.reject,
        event.network.name,
        event.network.sha256,
        event.judged_ms,
        event.part,
        event.source,
        event.serial,
        light.brightness if light else None,
        light.sharpness if light else None,
        light.x if light else None,
        light.y if light else None,
        picture.name if picture else None,
        picture.sha256 if picture else None,
        event.seal,
        event.epoch,
        event.taken_s,
        event.outline.model_dump_json() if event.outline else None,
        picture.defect_map if picture else None,
        _frames(picture.frames) if picture and picture.frames else None,
        event.hash_version,
        event.previous_hash,
    )


def _frames(frames: Sequence[FrameInMessage]) -> str:
    return json.dumps([frame.model_dump() for frame in frames], ensure_ascii=False)


def _decision(event: ToldDecision) -> Row:
    return (
        event.id,
        event.decided_at,
        event.inspection_id,
        event.casting_id,
        event.verdict.value,
        event.ruling.value,
        event.is_override,
        event.defect_kind.value if event.defect_kind else None,
        event.reason,
        event.decided_by,
        event.seal,
        event.newest_hash,
        event.hash_version,
        event.previous_hash,
    )


def _challenge(event: ToldChallenge) -> Row:
    return (
        event.id,
        event.began_at,
        event.ended_at,
        event.shift.name,
        event.shift.started_at,
        event.cause.value,
        event.outcome.value,
        json.dumps([step.model_dump(mode="json") for step in event.steps], ensure_ascii=False),
        event.network.name,
        event.network.sha256,
        event.reason,
        event.bypassed_by,
        event.seal,
        event.known.value if event.known else None,
        event.newest_hash,
        event.hash_version,
        event.previous_hash,
    )


INSPECTIONS = Dataset(
    "inspections",
    ToldResult,
    "inspected_at",
    pa.schema(
        {
            "id": pa.string(),
            "sequence": pa.int64(),
            "inspected_at": _TIME,
            "shift": pa.string(),
            "shift_started_at": _TIME,
            "occasion": pa.string(),
            "reinspection_of": pa.string(),
            "verdict": pa.string(),
            "defect_probability": pa.float64(),
            "novelty": pa.float64(),
            "frame_probabilities": pa.list_(pa.float64()),
            "review_threshold": pa.float64(),
            "reject_threshold": pa.float64(),
            "network": pa.string(),
            "network_sha256": pa.string(),
            "judged_ms": pa.float64(),
            "part": pa.int64(),
            "source": pa.string(),
            "serial": pa.string(),
            "brightness": pa.float64(),  # these four: light, in docs/messages.md
            "sharpness": pa.float64(),
            "x": pa.float64(),
            "y": pa.float64(),
            "picture": pa.string(),
            "picture_sha256": pa.string(),
            "seal": pa.string(),
            "epoch": pa.string(),
            "taken_s": pa.float64(),
            "outline": pa.string(),  # JSON
            "defect_map": pa.string(),
            "frames": pa.string(),  # JSON
            **_HASHES,
            **_ORIGIN,
        }
    ),
    _inspection,
)

DECISIONS = Dataset(
    "decisions",
    ToldDecision,
    "decided_at",
    pa.schema(
        {
            "id": pa.string(),
            "decided_at": _TIME,
            "inspection_id": pa.string(),
            "casting_id": pa.string(),
            "verdict": pa.string(),
            "ruling": pa.string(),
            "is_override": pa.bool_(),
            "defect_kind": pa.string(),
            "reason": pa.string(),
            "decided_by": pa.string(),
            "seal": pa.string(),
            "newest_hash": pa.string(),
            **_HASHES,
            **_ORIGIN,
        }
    ),
    _decision,
)

CHALLENGES = Dataset(
    "challenges",
    ToldChallenge,
    "ended_at",
    pa.schema(
        {
            "id": pa.string(),
            "began_at": _TIME,
            "ended_at": _TIME,
            "shift": pa.string(),
            "shift_started_at": _TIME,
            "cause": pa.string(),
            "outcome": pa.string(),
            "steps": pa.string(),  # JSON
            "network": pa.string(),
            "network_sha256": pa.string(),
            "reason": pa.string(),
            "bypassed_by": pa.string(),
            "seal": pa.string(),
            "known": pa.string(),
            "newest_hash": pa.string(),
            **_HASHES,
            **_ORIGIN,
        }
    ),
    _challenge,
)

DATASETS = (INSPECTIONS, DECISIONS, CHALLENGES)


def by_topic(kafka: KafkaSettings) -> dict[str, Dataset]:
    """Which topic goes where."""
    return {
        kafka.topic: INSPECTIONS,
        kafka.decisions_topic: DECISIONS,
        kafka.challenges_topic: CHALLENGES,
    }


def table_of(dataset: Dataset, rows: list[Row]) -> pa.Table:
    """Rows, each with where it came from at its end, as a table."""
    columns = zip(*rows, strict=True)
    arrays = [
        pa.array(column, type=field.type)
        for column, field in zip(columns, dataset.schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=dataset.schema)
