"""What is on the rig just now, before anything is judged."""

from dataclasses import dataclass
from enum import StrEnum

from models.judgement import Outline
from models.light import Light


class Unfit(StrEnum):
    """Why a picture cannot be judged."""

    DARK = "dark"
    BRIGHT = "bright"
    GLARE = "glare"
    BLURRED = "blurred"
    NO_CASTING = "no_casting"  # empty, or what is there is no casting of this kind
    NOT_WHOLE = "not_whole"  # a casting that is cut off by the picture's edge
    SIZE = "size"  # a casting larger or smaller than the one that was taught


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
