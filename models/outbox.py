"""What waits for the plant, and what the plant will never take."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.errors import KnownError


class MessageKind(StrEnum):
    """What a message tells of; each kind has a topic of its own."""

    INSPECTION = "inspection"
    DECISION = "decision"
    CHALLENGE = "challenge"


@dataclass(frozen=True, slots=True)
class TopicQueue:
    """The messages of one topic, sent in their order, whatever becomes of other topics."""

    topic: str
    kinds: tuple[MessageKind, ...]  # several, where the settings give them the same topic


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
class QuarantinedMessage:
    """A message that will never be taken as it is; a person decides. Any part may be damaged."""

    number: int  # the order in which they were to be sent
    id: str
    station: str
    sequence: int  # see Message; 0 where it cannot be read
    payload: str  # as it would be sent; "" where there is none
    kind: str  # a MessageKind, unless it is damaged
    quarantined_at: datetime | None  # UTC, aware; None where it cannot be read
    reason: str  # the broker's, or ours


@dataclass(frozen=True, slots=True)
class TopicStatus:
    """How far one topic is behind the record."""

    topic: str
    waiting: int
    oldest_at: datetime | None  # UTC, aware: when the oldest that waits was recorded


@dataclass(frozen=True, slots=True)
class OutboxStatus:
    """How far the plant is behind the record."""

    waiting: int
    oldest_at: datetime | None  # UTC, aware: when the oldest that waits was recorded
    last_acknowledged_at: datetime | None  # UTC, aware; of the inspections
    quarantined: int
    topics: tuple[TopicStatus, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicTrouble:
    """Why a topic takes nothing now."""

    topic: str
    why: KnownError


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
    quarantined: tuple[QuarantinedMessage, ...] = ()  # the oldest of them

    @property
    def hours_left(self) -> float | None:
        """Until the disk is full of results; None while nothing comes."""
        return self.pace.hours_left(self.free_bytes)
