"""Who may sign in at the station, without the window."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo

from rich.table import Table

from app.commands.console import console
from app.settings import Settings
from app.storage.audit import system_user
from app.storage.database import open_database
from app.storage.people import People
from models.people import NewPerson, PeopleError, PersonChange, Role, checked_new_pin

NONE = "–"


def show(settings: Settings) -> None:
    """Print everybody. Raises StorageError."""
    with _people(settings) as people:
        everybody = people.everybody()
    if not everybody:
        console().print("Nobody may sign in so far.")
        return
    zone = settings.station.zone()
    table = Table("name", "role", "badge", "since", "retired", box=None)
    for each in everybody:
        badge = "yes" if each.has_badge else NONE
        retired, since = _moment(each.retired_at, zone), _moment(each.created_at, zone)
        table.add_row(each.name, each.role.value, badge, since, retired)
    console().print(table, markup=False)


def add(settings: Settings, name: str, role: Role) -> None:
    """Let somebody sign in. Raises StorageError and PeopleError."""
    with _people(settings) as people:
        added = people.add(NewPerson(name, role, _asked_pin()), system_user())
    console().print(f"{added.name} may sign in, as {role.value}.", markup=False)


def retire(settings: Settings, name: str) -> None:
    """Let somebody sign in no more. Raises StorageError and PeopleError."""
    with _people(settings) as people:
        people.change(PersonChange(people.named(name).id, retires=True), system_user())
    console().print(f"{name} may not sign in any more.", markup=False)


def reset_pin(settings: Settings, name: str) -> None:
    """Give somebody a new PIN. Raises StorageError and PeopleError."""
    with _people(settings) as people:
        person = people.named(name)
        people.change(PersonChange(person.id, pin=_asked_pin()), system_user())
    console().print(f"{name} has a new PIN.", markup=False)


def _moment(at: datetime | None, zone: tzinfo | None) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds") if at else NONE


def _asked_pin() -> str:
    """Asked twice from the terminal, unseen; once from what is no terminal, as a script is."""
    if not sys.stdin.isatty():
        return checked_new_pin(sys.stdin.readline().strip())
    pin = checked_new_pin(getpass.getpass("PIN (6 to 12 digits): "))
    if getpass.getpass("The same PIN again: ") != pin:
        raise PeopleError("The two PINs are not the same.")
    return pin


@contextmanager
def _people(settings: Settings) -> Iterator[People]:
    engine = open_database(settings.record.database, create=True)
    try:
        yield People(engine)
    finally:
        engine.dispose()
