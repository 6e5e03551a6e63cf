"""Lets people in, and keeps the list of those who may."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import structlog
from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from app.storage.audit import system_user
from app.storage.people import People
from app.storage.sign_ins import SignIns
from models.audit import Known, Who
from models.errors import KnownError
from models.people import NEW_PIN_DIGITS, NewPerson, PeopleError, Person, PersonChange, SignIn

_log = structlog.get_logger()
_Answer = TypeVar("_Answer")


class DoorkeeperError(KnownError):
    """Signing in, or changing people, has itself failed."""


class Doorkeeper(QObject):
    """Works on the thread this object is moved to: hashing takes tenths of a second."""

    people_read = Signal(object)  # tuple of Person, the retired too
    present_changed = Signal(object)  # the Person who is signed in, or None
    refused = Signal(object)  # KnownError: nobody was let in
    changed = Signal(object)  # Person, who was added or changed
    not_changed = Signal(object)  # KnownError

    def __init__(self, people: People, sign_ins: SignIns, *, is_asked: bool) -> None:
        """Where nobody `is_asked` to sign in there is nothing to do."""
        super().__init__()
        self._people = people
        self._sign_ins = sign_ins
        self._is_asked = is_asked
        self._present: Person | None = None

    @Slot()
    def start(self) -> None:
        """Begin; on the doorkeeper's own thread."""
        if self._is_asked:
            self.read()

    @Slot()
    def read(self) -> None:
        """Tell who may sign in; whoever has been retired meanwhile is signed out."""
        people = _answer(self.not_changed, self._people.everybody)
        if people is None:
            return
        self.people_read.emit(people)
        if self._present is not None and self._present not in people:
            now = next((each for each in people if each.id == self._present.id), None)
            if now is None or now.retired_at is not None:
                self.sign_out(is_automatic=True)
            else:
                self._enter(now)

    @Slot(object)
    def sign_in(self, wish: SignIn) -> None:
        """Sign somebody in, and whoever was there before out."""
        person = _answer(self.refused, lambda: self._sign_ins.sign_in(wish))
        if person is not None:
            self._note_sign_out(is_automatic=True)
            self._enter(person)
            if wish.pin and len(wish.pin) not in NEW_PIN_DIGITS:
                self.not_changed.emit(
                    PeopleError(
                        "Your PIN has fewer than {least} digits, which are soon guessed: ask an"
                        " engineer for a new one (F9).",
                        least=NEW_PIN_DIGITS[0],
                    )
                )

    @Slot(bool)
    def sign_out(self, is_automatic: bool) -> None:
        """Sign out whoever is there."""
        self._note_sign_out(is_automatic=is_automatic)
        self._enter(None)

    @Slot(object)
    def add_first(self, wish: NewPerson) -> None:
        """Make the first engineer, and sign in; only where there is none."""
        add = partial(self._people.add, wish, system_user(), is_first=True)
        person = _answer(self.not_changed, add)
        if person is not None:
            self.changed.emit(person)
        self.read()
        if person is not None:
            self.sign_in(SignIn(person.id, wish.pin))

    @Slot(object)
    def add(self, wish: NewPerson) -> None:
        """Let somebody sign in from now on."""
        person = _answer(self.not_changed, lambda: self._people.add(wish, self._by()))
        if person is not None:
            self.changed.emit(person)
        self.read()

    @Slot(object)
    def change(self, wish: PersonChange) -> None:
        """Change what an engineer wants to be different."""
        person = _answer(self.not_changed, lambda: self._people.change(wish, self._by()))
        if person is not None:
            self.changed.emit(person)
        self.read()

    @Slot()
    def stop(self) -> None:
        """End; on the doorkeeper's own thread. Whoever is there is signed out."""
        self._note_sign_out(is_automatic=True)

    def _by(self) -> Who:
        if self._present is None:
            return system_user()
        return Who(self._present.name, Known.SIGNED_IN)

    def _note_sign_out(self, *, is_automatic: bool) -> None:
        if self._present is None:
            return
        try:
            self._sign_ins.sign_out(self._present, is_automatic=is_automatic)
        except Exception as error:  # noqa: BLE001 - nobody stays signed in for want of a disk
            _log.warning("A sign-out could not be noted.", reason=str(error))
        self._present = None

    def _enter(self, person: Person | None) -> None:
        self._present = person
        self.present_changed.emit(person)


def _answer(refused: SignalInstance, do: Callable[[], _Answer]) -> _Answer | None:
    """Return what `do` does, or tell of whatever it raises: whoever asked waits for an answer."""
    try:
        return do()
    except KnownError as error:
        refused.emit(error)
    except Exception as error:  # noqa: BLE001 - a thread's rim
        _log.exception("a wish at the door failed")
        refused.emit(DoorkeeperError("It failed: {reason}.", reason=str(error)))
    return None
