"""Who did what at the station, when, and to what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.text import line


class Deed(StrEnum):
    """What the audit log tells of."""

    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    PIN_REFUSED = "PIN refused"
    BADGE_REFUSED = "badge refused"
    PERSON_ADDED = "person added"
    ROLE_CHANGED = "role changed"
    PIN_CHANGED = "PIN changed"
    BADGE_CHANGED = "badge changed"
    PERSON_RETIRED = "person retired"
    CASTING_DECIDED = "casting decided"
    CHALLENGE_BYPASSED = "challenge bypassed"
    DATABASE_SET_ASIDE = "database set aside"
    EPOCH_BEGUN = "epoch begun"
    MESSAGE_RETRIED = "message retried"
    MESSAGE_DISCARDED = "message discarded"
    RESULT_RETRIED = "result retried"
    RESULT_DISCARDED = "result discarded"
    NETWORK_PROMOTED = "network promoted"
    NETWORK_ROLLED_BACK = "network rolled back"
    BASELINE_TAUGHT = "baseline taught"
    STUDY_BEGUN = "study begun"
    SETTINGS_CHANGED = "settings changed"


class Known(StrEnum):
    """How the station knows who it was."""

    SIGNED_IN = "signed in"  # with a PIN or a badge
    TYPED = "typed"  # a name that nobody has checked, where sign-in is off
    SYSTEM = "system user"  # whom the operating system says
    UNKNOWN = "unknown"  # somebody who tried to sign in


@dataclass(frozen=True, slots=True)
class Who:
    """Whoever did something."""

    name: str
    known: Known

    def __post_init__(self) -> None:
        """Keep the name, e.g. the operating system's, as a line that can be stored."""
        object.__setattr__(self, "name", line(self.name))


NOBODY = Who("", Known.UNKNOWN)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit log. Nothing of it ever changes."""

    number: int  # without gaps, from 1
    at: datetime  # UTC, aware
    who: str
    known: Known
    deed: Deed
    subject: str  # whom or what it was done to, for people to read
    details: Mapping[str, str | bool]  # never a PIN or what a badge says
