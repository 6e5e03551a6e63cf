"""What can be set up at a station's own screen, as values that travel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.errors import KnownError
from models.network_card import NetworkCard


class FieldKind(StrEnum):
    """How a setting is written."""

    TEXT = "text"
    NUMBER = "number"
    SWITCH = "switch"  # "true" or "false"
    CHOICE = "choice"


class Lock(StrEnum):
    """Why a setting cannot be changed here."""

    NONE = ""
    COMMAND_LINE = "command line"
    ENVIRONMENT = "environment"


Key = tuple[str, str]  # section and name, as in the settings file


@dataclass(frozen=True, slots=True)
class SetupField:
    """One setting."""

    key: Key
    kind: FieldKind
    value: str  # as it is written; "" where there is none
    default: str
    choices: tuple[str, ...] = ()
    is_needed: bool = True  # False: it may be empty
    is_secret: bool = False  # its value is not told
    lock: Lock = Lock.NONE
    cards: Mapping[str, NetworkCard] = field(default_factory=dict)  # of choices that are networks
    only_with: tuple[Key, tuple[str, ...]] | None = None  # means something only with those values


@dataclass(frozen=True, slots=True)
class SetupForm:
    """All that can be set up, in order."""

    file: str  # the settings file
    fields: tuple[SetupField, ...]


Changes = Mapping[Key, str]  # what a person wants to be different, as it is written


@dataclass(frozen=True, slots=True)
class SetupAnswer:
    """What became of changes: all were saved, or none."""

    wrong: Mapping[Key, KnownError] = field(default_factory=dict)
    trouble: KnownError | None = None  # nothing was wrong, and they could not be saved
    saved: tuple[Key, ...] = ()

    @property
    def is_saved(self) -> bool:
        """Whether they stand in the file."""
        return bool(self.saved)


class Trial(StrEnum):
    """What can be tried before it is saved."""

    KAFKA = "kafka"
    CAMERA = "camera"


@dataclass(frozen=True, slots=True)
class PartCheck:
    """What the doctor says of one part."""

    part: str  # a models.health.Part, "database" or "history"
    is_ok: bool
    said: KnownError  # in a sentence, also where all is well
