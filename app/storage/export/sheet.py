"""What all kinds of exported files have in common: their columns, and how they are filled."""

from abc import ABC, abstractmethod
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from models.decision import Decision
from models.history import ShiftList
from models.inspection import Inspection

Cell = str | int | float | datetime | None

COLUMNS = (
    "sequence",
    "inspected_at",
    "inspected_at_utc",
    "shift",
    "shift_started_at",
    "verdict",
    "defect_probability",
    "novelty",
    "review_threshold",
    "reject_threshold",
    "occasion",
    "reinspection_of",
    "part",
    "source",
    "serial",
    "station",
    "network",
    "network_sha256",
    "judged_ms",
    "brightness",
    "sharpness",
    "x",
    "y",
    "picture",
    "picture_sha256",
    "ruling",
    "defect_kind",
    "decision_reason",
    "decided_by",
    "decided_at",
    "id",
)
"""The names of an inspection's fields, as in the message to the plant."""


class Sheet(ABC):
    """A file under way. `finish` makes it whole, `close` lets go of it, whole or not."""

    @abstractmethod
    def __init__(self, file: Path, shifts: ShiftList, zone: tzinfo | None) -> None:
        """Begin; `shifts` has the totals of what will come. Raises OSError."""

    @abstractmethod
    def add(self, inspection: Inspection, decision: Decision | None) -> None:
        """One more line, with what a person decided last of the casting."""

    @abstractmethod
    def finish(self) -> None:
        """There are no more."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the file; what was not finished is worth nothing."""

    @staticmethod
    @abstractmethod
    def check(file: Path) -> None:
        """See that a finished file is whole. Raises StorageError."""


def cells(
    inspection: Inspection, decision: Decision | None, zone: tzinfo | None
) -> tuple[Cell, ...]:
    """The fields of both, in the order of `COLUMNS`; times are aware."""
    judgement, picture = inspection.judgement, inspection.picture
    light = judgement.light
    return (
        inspection.sequence,
        inspection.inspected_at.astimezone(zone),
        inspection.inspected_at.astimezone(UTC),
        inspection.shift,
        inspection.shift_started_at.astimezone(zone),
        judgement.verdict.value,
        judgement.defect_probability,
        judgement.novelty,
        judgement.thresholds.review,
        judgement.thresholds.reject,
        inspection.occasion.value,
        inspection.reinspection_of,
        judgement.part,
        judgement.source,
        judgement.serial,
        inspection.station,
        judgement.network,
        judgement.network_sha256,
        judgement.judged_ms,
        light.brightness if light else None,
        light.sharpness if light else None,
        light.x if light else None,
        light.y if light else None,
        picture.path if picture else None,
        picture.sha256 if picture else None,
        decision.ruling.value if decision else None,
        decision.defect_kind.value if decision and decision.defect_kind else None,
        decision.reason if decision else None,
        decision.decided_by if decision else None,
        decision.decided_at.astimezone(zone) if decision else None,
        inspection.id,
    )
