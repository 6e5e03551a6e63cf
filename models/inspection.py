"""An inspection as it stands on record."""

from dataclasses import dataclass
from datetime import datetime

from models.judgement import Judgement, Occasion


@dataclass(frozen=True, slots=True)
class KeptFrame:
    """One of the frames that were combined."""

    path: str  # below the pictures folder, with forward slashes
    sha256: str


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """Evidence on the disk; pictures may be pruned, what is recorded never is."""

    path: str  # below the pictures folder, with forward slashes
    sha256: str
    defect_map_path: str | None = None
    frames: tuple[KeptFrame, ...] = ()  # all, in order, the picture among them; or not kept


@dataclass(frozen=True, slots=True)
class Inspection:
    """One recorded inspection. Nothing of it ever changes."""

    id: str  # UUIDv7, the same in the database, in the message and in every export
    station: str
    sequence: int  # 1, 2, 3, … without gaps for each station and epoch
    inspected_at: datetime  # UTC, aware
    shift: str  # the shift's name
    shift_started_at: datetime  # UTC, aware; name and start together tell one shift from another
    occasion: Occasion
    judgement: Judgement
    reinspection_of: str | None
    picture: KeptPicture | None
    epoch: str | None = None  # UUIDv7: of which `sequence` counts; None in older records

    @property
    def casting_id(self) -> str:
        """The id of the casting's first inspection: reinspections are linked to that one."""
        return self.reinspection_of or self.id
