"""What waits for the plant, and what the plant will never take."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Message:
    """One message on its way to the plant."""

    number: int  # the order of sending
    id: str  # of its inspection
    station: str
    sequence: int
    payload: str  # JSON, see models.events


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
