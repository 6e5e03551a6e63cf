"""The people of a station: who they are, and what an engineer changes about them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uuid_utils
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.storage import pins
from app.storage.audit import note
from app.storage.database import writing
from app.storage.errors import in_words
from app.storage.people_tables import PersonRow, badge_owners
from models.audit import Deed, Who
from models.people import (
    NewPerson,
    PeopleError,
    Person,
    PersonChange,
    Role,
    checked_badge,
    checked_name,
    checked_new_pin,
    is_same_name,
)


class People:
    """From any thread but the GUI's: hashing takes its time.

    Every method may raise StorageError, and PeopleError for what may not be.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._file = Path(engine.url.database or "")

    def everybody(self) -> tuple[Person, ...]:
        """All people, the retired too, by name."""
        with self._reading() as session:
            rows = session.scalars(select(PersonRow).order_by(func.lower(PersonRow.name)))
            return tuple(row.person() for row in rows)

    def named(self, name: str) -> Person:
        """The person of that name who has not retired."""
        with self._reading() as session:
            working = session.scalars(select(PersonRow).filter_by(retired_at=None))
            row = next((each for each in working if is_same_name(each.name, name)), None)
            if row is None:
                raise PeopleError("There is nobody named {name}.", name=name)
            return row.person()

    def add(self, wish: NewPerson, by: Who, *, is_first: bool = False) -> Person:
        """Let somebody sign in from now on; as the `is_first` engineer only where there is none."""
        name, hashed = checked_name(wish.name), pins.pin_hash(checked_new_pin(wish.pin))
        with self._writing() as session:
            if is_first and _has_engineer(session):
                raise PeopleError("There is an engineer already, who adds other people.")
            for taken in session.scalars(select(PersonRow.name)):
                if is_same_name(taken, name):
                    raise PeopleError("There is or was a {name}: choose another name.", name=taken)
            row = PersonRow(
                id=str(uuid_utils.uuid7()),
                name=name,
                role=wish.role,
                pin_hash=hashed,
                created_at=datetime.now(UTC),
            )
            session.add(row)
            note(session.connection(), by, Deed.PERSON_ADDED, name, {"role": wish.role.value})
            return row.person()

    def change(self, wish: PersonChange, by: Who) -> Person:
        """Change what is wished for, all of it or nothing."""
        hashed = None if wish.pin is None else pins.pin_hash(checked_new_pin(wish.pin))
        badge = None if wish.badge is None else self._hashed_badge(wish)
        with self._writing() as session:
            row = session.scalar(select(PersonRow).filter_by(id=wish.person_id, retired_at=None))
            if row is None:
                raise PeopleError("This person has retired.")
            for deed in _applied(session, row, wish, hashed, badge):
                details = {"role": row.role.value} if deed is Deed.ROLE_CHANGED else {}
                note(session.connection(), by, deed, row.name, details)
            return row.person()

    def _hashed_badge(self, wish: PersonChange) -> str:
        """The badge's hash, "" where it is taken away; nobody else may have it."""
        if not wish.badge:
            return ""
        badge = checked_badge(wish.badge)
        with self._reading() as session:
            owners = badge_owners(session)
        found = pins.matching(badge, owners)
        if found and owners[found].id != wish.person_id:
            raise PeopleError("This badge is that of {name}.", name=owners[found].name)
        return pins.badge_hash(badge, owners)

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with in_words(self._file), Session(self._engine) as session:
            yield session

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with (
            in_words(self._file),
            Session(writing(self._engine)) as session,
            session.begin(),
        ):
            yield session


def _applied(
    session: Session, row: PersonRow, wish: PersonChange, pin: str | None, badge: str | None
) -> Iterator[Deed]:
    """Set what is wished for, and tell each deed."""
    if wish.role is not None and wish.role is not row.role:
        _keep_an_engineer(session, row)
        row.role = wish.role
        yield Deed.ROLE_CHANGED
    if pin is not None:
        row.pin_hash = pin
        yield Deed.PIN_CHANGED
    if badge is not None:
        row.badge_hash = badge or None
        yield Deed.BADGE_CHANGED
    if wish.retires:
        _keep_an_engineer(session, row)
        row.retired_at = datetime.now(UTC)
        row.pin_hash = row.badge_hash = None
        yield Deed.PERSON_RETIRED


def _keep_an_engineer(session: Session, row: PersonRow) -> None:
    """Refuse what would leave nobody to change the people."""
    if row.role is Role.ENGINEER and not _has_engineer(session, besides=row.number):
        raise PeopleError("{name} is the only engineer: make another one first.", name=row.name)


def _has_engineer(session: Session, besides: int = 0) -> bool:
    engineers = select(PersonRow.number).filter_by(role=Role.ENGINEER, retired_at=None)
    return session.scalar(engineers.where(PersonRow.number != besides).limit(1)) is not None
