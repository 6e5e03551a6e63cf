"""What is told of one shift when it is over, as far as the record knows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.challenge import Challenge
from models.decision import Decision, DefectKind, is_override
from models.inspection import Inspection
from models.shift import ShiftSummary
from models.sight import Unfit


@dataclass(frozen=True, slots=True)
class Hour:
    """The castings that were first inspected in an hour of the clock."""

    starts_at: datetime  # aware
    judged: int
    rejected: int  # by that first inspection


@dataclass(frozen=True, slots=True)
class Stop:
    """A time in which nothing was inspected, whatever the reason."""

    starts_at: datetime  # aware
    ends_at: datetime

    @property
    def lasted(self) -> timedelta:
        """How long."""
        return self.ends_at - self.starts_at


@dataclass(frozen=True, slots=True)
class ClockJump:
    """The computer's clock was set."""

    before: datetime  # the inspection after it was recorded then, aware
    seconds: float


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, with the number of the inspection that the person looked at."""

    sequence: int
    decision: Decision

    @property
    def is_override(self) -> bool:
        """Whether the person said the contrary of the station."""
        return is_override(self.decision.verdict, self.decision.ruling)


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """One shift of one station."""

    station: str
    summary: ShiftSummary
    unfit: Mapping[Unfit, int]  # pictures not judged, the most frequent reason first
    hours: tuple[Hour, ...]
    kinds: Mapping[DefectKind | None, int]  # castings that people found defective; None: not named
    stops: tuple[Stop, ...]
    clock_jumps: tuple[ClockJump, ...]
    challenges: tuple[Challenge, ...]  # in the order in which they ended
    decisions: tuple[Decided, ...]  # in the order of deciding
    rejects: tuple[Inspection, ...]  # the highest scores first, not necessarily all
    rejected: int  # all inspections that rejected
