"""What waits for the plant, and what the plant will never take."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MessageKind(StrEnum):
    """What a message tells of; each kind has a topic of its own."""

    INSPECTION = "inspection"
    DECISION = "decision"
    CHALLENGE = "challenge"


@dataclass(frozen=True, slots=True)
class Message:
    """One message on its way to the plant."""

    number: int  # the order of sending
    id: str  # of what it tells of
    station: str
    sequence: int  # of the inspection that it is about; a challenge: of the last one before, or 0
    payload: str  # JSON, see models.events
    kind: MessageKind


@dataclass(frozen=True, slots=True)
class QuarantinedMessage(Message):
    """A message that the broker will never take as it is; a person decides."""

    quarantined_at: datetime  # UTC, aware
    reason: str  # the broker's


@dataclass(frozen=True, slots=True)
class OutboxStatus:
    """How far the plant is behind the record."""

    waiting: int
    oldest_at: datetime | None  # UTC, aware: when the oldest that waits was recorded
    last_acknowledged_at: datetime | None  # UTC, aware
    quarantined: int


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast results come and go, and how much room each takes."""

    sent_per_minute: float  # over the last ten minutes
    recorded_per_hour: int  # in the last hour
    bytes_each: float  # that the database has grown by for each inspection so far

    def hours_left(self, free_bytes: int) -> float | None:
        """Until the disk is full of results, at this pace; None while nothing comes."""
        each_hour = self.recorded_per_hour * self.bytes_each
        return free_bytes / each_hour if each_hour else None


@dataclass(frozen=True, slots=True)
class OutboxReport:
    """How the way to the plant is, and how long the disk lasts."""

    status: OutboxStatus
    pace: Pace
    free_bytes: int  # on the disk of the database

    @property
    def hours_left(self) -> float | None:
        """Until the disk is full of results; None while nothing comes."""
        return self.pace.hours_left(self.free_bytes)
