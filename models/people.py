"""Who works at the station, and what each may do there."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from models.errors import KnownError
from models.text import key, line

PIN_DIGITS = range(4, 13)  # how many a PIN may have that was given once
NEW_PIN_DIGITS = range(6, 13)  # how many a new one may have
BADGE_LENGTHS = range(4, 129)
NAME_LENGTHS = range(1, 61)


class PeopleError(KnownError):
    """A name, PIN or badge that cannot be, or something that this person may not do."""


class Role(StrEnum):
    """What a person is at the station; each may do all that those before it may."""

    OPERATOR = "operator"
    INSPECTOR = "inspector"
    ENGINEER = "engineer"

    def is_at_least(self, least: "Role") -> bool:
        """Whether this role may do what `least` may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(least)


class Act(StrEnum):
    """What somebody may want to do and not everybody may."""

    ACKNOWLEDGE = "acknowledge an alarm"
    DECIDE = "decide what a casting is"
    BYPASS_CHALLENGE = "go on without the challenge"
    CHANGE_SETTINGS = "change settings"
    PROMOTE = "promote a recipe or a network"
    TEACH = "teach how castings should lie and look"
    LEAD_STUDY = "lead an attribute agreement study"
    HANDLE_MESSAGES = "retry or discard messages that Kafka refuses"
    MANAGE_PEOPLE = "manage people"


_LEAST: dict[Act, Role | None] = {
    Act.ACKNOWLEDGE: None,  # whoever stands there: safety first
    Act.DECIDE: Role.INSPECTOR,
    Act.BYPASS_CHALLENGE: Role.ENGINEER,
    Act.CHANGE_SETTINGS: Role.ENGINEER,
    Act.PROMOTE: Role.ENGINEER,
    Act.TEACH: Role.ENGINEER,
    Act.LEAD_STUDY: Role.ENGINEER,
    Act.HANDLE_MESSAGES: Role.ENGINEER,
    Act.MANAGE_PEOPLE: Role.ENGINEER,
}


def least_role(act: Act) -> Role | None:
    """The lowest role that may do it; None where nobody has to be signed in."""
    return _LEAST[act]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the station. Never deleted: what they did stays on record."""

    id: str  # UUIDv7
    name: str  # of one person only, and never given to another
    role: Role
    has_badge: bool
    created_at: datetime  # UTC, aware
    retired_at: datetime | None = None  # may not sign in any more


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are one person's: case, width and the form of Hangul do not count."""
    return key(one) == key(other)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who is signed in at the station."""

    is_asked: bool  # False: nobody signs in here, and everybody may do everything
    person: Person | None = None

    def may(self, act: Act) -> bool:
        """Whether whoever stands at the station may do it."""
        least = least_role(act)
        if least is None or not self.is_asked:
            return True
        return self.person is not None and self.person.role.is_at_least(least)

    def demand(self, act: Act) -> None:
        """Raise a PeopleError that says who may do it, where whoever is there may not."""
        if not self.may(act):
            raise refusal(act)


def refusal(act: Act) -> PeopleError:
    """Who may do it, in a sentence."""
    if least_role(act) is Role.INSPECTOR:
        return PeopleError("Only an inspector or an engineer may do this: sign in with F8.")
    return PeopleError("Only an engineer may do this: sign in with F8.")


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody wants to sign in: with a name and a PIN, or with a badge."""

    person_id: str = ""
    pin: str = field(default="", repr=False)
    badge: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """An engineer wants somebody to be able to sign in."""

    name: str
    role: Role
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What an engineer wants to be different; None stays as it is."""

    person_id: str
    role: Role | None = None
    pin: str | None = field(default=None, repr=False)
    badge: str | None = field(default=None, repr=False)  # "" takes it away
    retires: bool = False


def is_pin(text: str) -> bool:
    """Whether it can be a PIN."""
    return len(text) in PIN_DIGITS and text.isascii() and text.isdigit()


def is_new_pin(text: str) -> bool:
    """Whether it can be a new PIN: long enough, and none that is tried first."""
    return is_pin(text) and len(text) in NEW_PIN_DIGITS and not is_easy_pin(text)


def is_easy_pin(text: str) -> bool:
    """Whether it is one that a thief tries first, such as 000000, 123456, 121212 or 123321."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(text)}
    half = len(text) // 2
    repeats = any(
        len(text) % size == 0 and text == text[:size] * (len(text) // size)
        for size in range(1, half + 1)
    )
    return repeats or steps in ({1}, {9}) or text == text[::-1] or len(set(text)) <= 2


def is_badge(text: str) -> bool:
    """Whether it can be what a reader types for a badge."""
    return len(text) in BADGE_LENGTHS and text.isprintable()


def checked_name(text: str) -> str:
    """Return the name as it is kept: NFC, one line, nothing unseen. Raises PeopleError."""
    name = line(text)
    if len(name) not in NAME_LENGTHS:
        raise PeopleError("A name has 1 to 60 letters.")
    return name


def checked_pin(text: str) -> str:
    """The PIN. Raises PeopleError, which does not name it."""
    if not is_pin(text):
        raise PeopleError("A PIN has 4 to 12 digits.")
    return text


def checked_new_pin(text: str) -> str:
    """The new PIN. Raises PeopleError, which does not name it."""
    if not is_pin(text) or len(text) not in NEW_PIN_DIGITS:
        raise PeopleError("A new PIN has 6 to 12 digits.")
    if is_easy_pin(text):
        raise PeopleError("This PIN is too easy to guess: no repeated digits, no 123456.")
    return text


def checked_badge(text: str) -> str:
    """What the badge says. Raises PeopleError, which does not name it."""
    if not is_badge(text):
        raise PeopleError("A badge has 4 to 128 printable characters.")
    return text
