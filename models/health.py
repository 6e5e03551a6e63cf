"""How the station's parts are, for the lights on the screen and for the doctor."""

from dataclasses import dataclass
from enum import StrEnum

from models.errors import KnownError


class Part(StrEnum):
    """What has a light of its own."""

    CAMERA = "camera"
    NETWORK = "network"
    DISK = "disk"
    KAFKA = "kafka"
    SOUND = "sound"


class Condition(StrEnum):
    """How a part is."""

    OK = "ok"
    WAITING = "waiting"  # not there yet, or trying again; inspection goes on
    FAULT = "fault"  # a person must do something
    OFF = "off"  # not set up, and not missed


@dataclass(frozen=True, slots=True)
class Health:
    """One light: how a part is, and why."""

    part: Part
    condition: Condition
    why: KnownError | None = None  # the sentence for a person; None where all is well
    waiting: int = 0  # messages not yet acknowledged, for Kafka's light
