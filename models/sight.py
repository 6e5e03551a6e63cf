"""What is on the rig just now, before anything is judged."""

from dataclasses import dataclass
from enum import StrEnum

from models.folder_file import FolderFile
from models.judgement import Finding, Outline
from models.light import Light
from models.text import stored


class Unfit(StrEnum):
    """Why a picture cannot be judged."""

    DARK = "dark"
    BRIGHT = "bright"
    GLARE = "glare"
    BLURRED = "blurred"
    NO_CASTING = "no_casting"  # empty, or what is there is no casting of this kind
    NOT_WHOLE = "not_whole"  # a casting that is cut off by the picture's edge
    SIZE = "size"  # a casting larger or smaller than the one that was taught
    UNREADABLE = "unreadable"  # a file or a frame that is no whole image
    FAILED = "failed"  # an error ended the judging of it
    MISSED = "missed"  # it came while the station could not judge


@dataclass(frozen=True, slots=True)
class UnjudgedImage:
    """An image that was not judged, on its way to the record.

    Of a triggered camera, or a folder, every such image; of a free-running camera one for each
    casting and reason.
    """

    reason: Unfit
    part: int | None = None  # the trigger pulse; None from a free-running camera
    source: str | None = None  # the file it was read from, where there is one
    detail: str = ""  # a sentence with more than `reason` says: what is wrong with the file
    file: FolderFile | None = None  # of a folder: it is not shown again once this is on record

    def __post_init__(self) -> None:
        """Make the file's name fit for the record, as that of a frame."""
        if self.source is not None:
            object.__setattr__(self, "source", stored(self.source))


Recordable = Finding | UnjudgedImage | FolderFile
"""What becomes of an image, and goes on record: a result, or why there is none.

A file alone showed a known casting, whose result goes on record elsewhere, and was shown.
"""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one frame shows: a casting, or why there is none to judge."""

    outline: Outline | None  # None, too, where the whole picture is judged and no rig is known
    unfit: Unfit | None  # None exactly when the picture can be judged
    light: Light | None = None  # of a casting that can be judged


class Stage(StrEnum):
    """Where the station is with the casting on the rig."""

    WAITING = "waiting"  # no casting there
    ARRIVING = "arriving"  # there, but not yet whole and still
    JUDGING = "judging"
    JUDGED = "judged"  # until it has left
    UNFIT = "unfit"  # the picture cannot be judged; `unfit` says why
