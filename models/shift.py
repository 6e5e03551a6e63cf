"""A shift, and what was made in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.sight import Unfit


@dataclass(frozen=True, slots=True)
class Shift:
    """One turn of work."""

    name: str
    starts_at: datetime  # aware
    ends_at: datetime  # aware


@dataclass(frozen=True, slots=True)
class Tally:
    """How many castings were judged, by verdict; a reinspection replaces what it looked at."""

    passed: int = 0
    rejected: int = 0
    review: int = 0
    pace_per_minute: float | None = None  # castings a minute of late; None before there are two
    unfit: Mapping[Unfit, int] = field(default_factory=dict)  # pictures that could not be judged

    @property
    def total(self) -> int:
        """All castings judged."""
        return self.passed + self.rejected + self.review

    @property
    def yield_share(self) -> float | None:
        """Passed of all judged, 0 .. 1; None before the first."""
        return self.passed / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class ShiftSummary:
    """A line of the shift history."""

    shift: str
    started_at: datetime  # UTC, aware
    first_at: datetime
    last_at: datetime
    tally: Tally

    @property
    def worked(self) -> timedelta:
        """From the first inspection to the last."""
        return self.last_at - self.first_at
