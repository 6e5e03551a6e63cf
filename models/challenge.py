"""The challenge: known castings that must get their verdicts before production opens.

Inspectors know it as the red rabbit: whoever shows a bad casting to the machine before each
shift knows that the machine can still tell one.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.audit import Known
from models.judgement import Verdict
from models.text import line


class ChallengeCause(StrEnum):
    """Why a challenge is due."""

    SHIFT = "shift"  # this shift has had none
    NETWORK = "network"  # another network judges
    HOURS = "hours"  # the last one was so long ago
    ASKED = "asked"  # somebody wants it


class ChallengeOutcome(StrEnum):
    """How a challenge ended."""

    PASSED = "passed"
    FAILED = "failed"  # production stays closed, and the next one begins
    BYPASSED = "bypassed"  # a person has opened production without it


@dataclass(frozen=True, slots=True)
class KnownCasting:
    """A casting that is kept for the challenge, and the verdict that it must get."""

    number: str  # written on it
    expected: Verdict


@dataclass(frozen=True, slots=True)
class ChallengeStep:
    """What the station said of a known casting."""

    casting: KnownCasting
    verdict: Verdict
    defect_probability: float  # 0 sound .. 1 defective

    @property
    def is_right(self) -> bool:
        """Whether it said what it must say."""
        return self.verdict is self.casting.expected


@dataclass(frozen=True, slots=True)
class ChallengeReport:
    """A challenge that has ended, on its way to the record."""

    began_at: datetime  # UTC, aware
    cause: ChallengeCause
    outcome: ChallengeOutcome
    steps: tuple[ChallengeStep, ...]  # in the order in which they were judged
    network: str  # its name
    network_sha256: str
    reason: str = ""  # never empty where it was bypassed
    bypassed_by: str = ""  # the same
    known: Known | None = None  # how the station knows who that is

    def __post_init__(self) -> None:
        """Keep the reason and the name as lines that can be stored and found again."""
        object.__setattr__(self, "reason", line(self.reason))
        object.__setattr__(self, "bypassed_by", line(self.bypassed_by))


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenge on record. Nothing of it ever changes."""

    id: str  # UUIDv7, the same in the database and in the message
    station: str
    ended_at: datetime  # UTC, aware
    shift: str
    shift_started_at: datetime  # UTC, aware
    report: ChallengeReport

    @property
    def opens(self) -> bool:
        """Whether production is open after it."""
        return self.report.outcome is not ChallengeOutcome.FAILED


@dataclass(frozen=True, slots=True)
class ChallengeProgress:
    """Where a challenge stands."""

    cause: ChallengeCause
    castings: tuple[KnownCasting, ...]
    steps: tuple[ChallengeStep, ...] = ()
    failed: tuple[ChallengeStep, ...] = ()  # the wrong ones of the challenge just before

    @property
    def next_casting(self) -> KnownCasting | None:
        """The one to lay on the rig; None when all were judged."""
        return self.castings[len(self.steps)] if len(self.steps) < len(self.castings) else None
