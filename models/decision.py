"""What a person has decided of a casting, after the station's verdict."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.judgement import Verdict
from models.text import line


class Ruling(StrEnum):
    """What a person says of a casting: there is no third word."""

    SOUND = "sound"
    DEFECTIVE = "defective"


class DefectKind(StrEnum):
    """What is wrong with a casting, in the foundry's terms."""

    BLOW_HOLE = "blow_hole"
    PINHOLE = "pinhole"
    BURR = "burr"
    SHRINKAGE = "shrinkage"
    MOULD_MATERIAL = "mould_material"
    POURING_METAL = "pouring_metal"
    METALLURGICAL = "metallurgical"
    OTHER = "other"


_CONTRADICTS = {(Verdict.PASS, Ruling.DEFECTIVE), (Verdict.REJECT, Ruling.SOUND)}


def is_override(verdict: Verdict, ruling: Ruling) -> bool:
    """Whether the person says the contrary of the station; a review is nobody's contrary."""
    return (verdict, ruling) in _CONTRADICTS


@dataclass(frozen=True, slots=True)
class DecisionWish:
    """What a person wants to have on record."""

    inspection_id: str  # that the person looked at
    ruling: Ruling
    decided_by: str  # a name, never empty
    defect_kind: DefectKind | None = None  # of a defective casting, where it was named
    reason: str = ""  # never empty where the person overrides the station
    is_signed_in: bool = False  # False: the name was typed, and nobody has checked it

    def __post_init__(self) -> None:
        """Keep the name and the reason as lines that can be stored and found again."""
        object.__setattr__(self, "decided_by", line(self.decided_by))
        object.__setattr__(self, "reason", line(self.reason))


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on record. Nothing of it ever changes; a later one takes its place."""

    id: str  # UUIDv7, the same in the database, in the message and in every export
    station: str
    decided_at: datetime  # UTC, aware
    inspection_id: str  # that the person looked at
    casting_id: str  # of the casting's first inspection
    verdict: Verdict  # of the inspection that the person looked at
    ruling: Ruling
    defect_kind: DefectKind | None
    reason: str
    decided_by: str
