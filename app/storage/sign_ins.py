"""Signing in with a PIN or a badge, and longer and longer pauses after wrong ones."""

import math
import time
from collections import Counter, deque
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.storage import pins
from app.storage.audit import note
from app.storage.database import writing
from app.storage.errors import in_words
from app.storage.people_tables import AuditRow, PersonRow, badge_owners
from models.audit import NOBODY, Deed, Known, Who
from models.people import PeopleError, Person, SignIn, checked_badge, checked_pin

_FREE_TRIES = 3  # before the first pause
_LONGEST_PAUSE_S = 300.0
_BADGE_PAUSE_S = 5.0  # others wait as well, so it does not grow
_BADGES_WITHIN_S = 60.0


def _pause_left(times: int, since_s: float, longest_s: float) -> float:
    """Seconds still to wait after so many wrong ones, the last of them so many seconds ago.

    2, 4, 8 … after one more wrong one each, `longest_s` at most: never for ever.
    """
    if times < _FREE_TRIES:
        return 0.0
    whole = min(2.0 ** min(times - _FREE_TRIES + 1, 64), longest_s)
    return max(0.0, whole - since_s)


class SignIns:
    """From any thread but the GUI's: hashing takes its time.

    Wrong PINs are counted in the audit log, so a restart forgives none. How long ago the last
    one was is told by the monotonic clock, which nobody can set; after a restart the pause begins
    again. Every method may raise StorageError.
    """

    def __init__(
        self,
        engine: Engine,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`now` dates the lines of the audit log; `monotonic` measures the pauses, in seconds."""
        self._engine = engine
        self._file = Path(engine.url.database or "")
        self._now = now
        self._monotonic = monotonic
        self._began_at = monotonic()
        self._wrong_pin_at: dict[str, float] = {}  # of each person, the last one
        self._unnoted: Counter[str] = Counter()  # wrong PINs that could not be noted, by person
        self._unknown_badges_at: deque[float] = deque()  # of late

    def sign_in(self, wish: SignIn) -> Person:
        """Who signs in so. Raises PeopleError for whoever may not, or not yet."""
        with in_words(self._file):
            return self._by_badge(wish.badge) if wish.badge else self._by_pin(wish)

    def sign_out(self, person: Person, *, is_automatic: bool) -> None:
        """Note that the person has signed out, or that the station has done it."""
        with in_words(self._file):
            who = Who(person.name, Known.SIGNED_IN)
            self._note(who, Deed.SIGNED_OUT, person.name, automatic=is_automatic)

    def _by_pin(self, wish: SignIn) -> Person:
        pin = checked_pin(wish.pin)
        with Session(self._engine) as session:
            row = session.scalar(select(PersonRow).filter_by(id=wish.person_id, retired_at=None))
            if row is None or row.pin_hash is None:
                raise PeopleError("This person has retired.")
            person, kept = row.person(), row.pin_hash
            times = _wrong_pins(session, person.name) + self._unnoted[person.id]
        since_s = self._monotonic() - self._wrong_pin_at.get(person.id, self._began_at)
        _wait(_pause_left(times, since_s, _LONGEST_PAUSE_S))
        if not pins.is_right(pin, kept):
            self._wrong_pin_at[person.id] = self._monotonic()
            self._unnoted[person.id] += 1  # it counts though the disk is full
            self._note(NOBODY, Deed.PIN_REFUSED, person.name)
            self._unnoted[person.id] -= 1
            raise PeopleError("The PIN is wrong.")
        anew = {"pin_hash": pins.pin_hash(pin)} if pins.is_outdated(kept) else {}
        welcome = self._welcome(person, "PIN", anew)
        self._unnoted.pop(person.id, None)
        return welcome

    def _by_badge(self, badge: str) -> Person:
        badge = checked_badge(badge)
        with Session(self._engine) as session:
            owners = badge_owners(session)
        _wait(self._badge_pause())
        found = pins.matching(badge, owners)
        if found is None:
            self._unknown_badges_at.append(self._monotonic())
            self._note(NOBODY, Deed.BADGE_REFUSED, "")
            raise PeopleError("This badge is not known. Choose your name and type the PIN.")
        anew = {"badge_hash": pins.badge_hash(badge, owners)} if pins.is_outdated(found) else {}
        return self._welcome(owners[found], "badge", anew)

    def _badge_pause(self) -> float:
        """Seconds to wait after unknown badges of late; badges that are known are read meanwhile.

        They are not counted over a restart, which takes longer than their pause.
        """
        unknown, now = self._unknown_badges_at, self._monotonic()
        while unknown and now - unknown[0] > _BADGES_WITHIN_S:
            unknown.popleft()
        return _pause_left(len(unknown), now - unknown[-1], _BADGE_PAUSE_S) if unknown else 0.0

    def _welcome(self, person: Person, means: str, anew: dict[str, str]) -> Person:
        """Note it, with hashes made anew where those kept are of another time."""
        with Session(writing(self._engine)) as session, session.begin():
            row = session.scalar(select(PersonRow).filter_by(id=person.id, retired_at=None))
            if row is None:
                raise PeopleError("This person has retired.")
            for name, value in anew.items():
                setattr(row, name, value)
            who = Who(row.name, Known.SIGNED_IN)
            note(
                session.connection(),
                who,
                Deed.SIGNED_IN,
                row.name,
                {"means": means},
                at=self._now(),
            )
            return row.person()

    def _note(self, who: Who, deed: Deed, subject: str, **details: bool) -> None:
        with writing(self._engine).begin() as connection:
            note(connection, who, deed, subject, details, at=self._now())


def _wait(seconds: float) -> None:
    if seconds > 0:
        raise PeopleError(
            "Wrong too often. Wait {seconds} s, then try again.", seconds=math.ceil(seconds)
        )


def _wrong_pins(session: Session, name: str) -> int:
    """How many since the person signed in last, or was given a new PIN."""
    forgiven = select(func.max(AuditRow.number)).where(
        AuditRow.subject == name, AuditRow.deed.in_((Deed.SIGNED_IN, Deed.PIN_CHANGED))
    )
    wrong = select(func.count()).where(
        AuditRow.subject == name,
        AuditRow.deed == Deed.PIN_REFUSED,
        AuditRow.number > (session.scalar(forgiven) or 0),
    )
    return session.scalar(wrong) or 0
