"""People are let in on a thread of their own, and the GUI hears who is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from pytestqt.qtbot import QtBot

from app.reception import Reception
from app.storage import pins
from app.storage.audit import audit_entries, system_user
from app.storage.people import People
from app.storage.sign_ins import SignIns
from app.storage.store import Store
from app.workers.doorkeeper import Doorkeeper
from app.workers.threads import WorkerThread
from models.audit import Deed, Known, Who
from models.decision import DecisionWish, Ruling
from models.people import Act, NewPerson, PeopleError, Person, PersonChange, Role, SignIn
from tests.app.storage.recording import settings
from tests.app.workers.seen import listen
from tests.fakes import Recorder

PIN = "482913"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    quick = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    monkeypatch.setattr(pins, "_HASHER", quick)
    store = Store(settings(tmp_path), "station-1")
    yield store
    store.close()


@pytest.fixture
def doorkeeper(store: Store) -> Doorkeeper:
    return Doorkeeper(People(store.engine), SignIns(store.engine), is_asked=True)


@pytest.fixture
def reception(doorkeeper: Doorkeeper) -> Iterator[Reception]:
    """With the doorkeeper on his thread."""
    reception = Reception(doorkeeper, is_asked=True)
    thread = WorkerThread(doorkeeper, "signing in")
    thread.start()
    yield reception
    assert thread.end(5)


@pytest.fixture
def park(store: Store) -> Person:
    """An engineer."""
    return People(store.engine).add(NewPerson("Park", Role.ENGINEER, PIN), system_user())


@pytest.fixture
def kim(store: Store) -> Person:
    """An operator."""
    return People(store.engine).add(NewPerson("Kim", Role.OPERATOR, PIN), system_user())


def sign_in(reception: Reception, person: Person, qtbot: QtBot) -> None:
    reception.sign_in(SignIn(person.id, PIN))
    qtbot.waitUntil(lambda: reception.attendance.person == person, timeout=5000)


def deeds(store: Store) -> list[tuple[str, Deed, str]]:
    return [(each.who, each.deed, each.subject) for each in audit_entries(store.engine)]


def test_the_first_engineer_is_asked_for_and_signed_in(
    store: Store, doorkeeper: Doorkeeper, qtbot: QtBot
) -> None:
    reception = Reception(doorkeeper, is_asked=True)
    missing: list[None] = []
    reception.engineer_missing.connect(lambda: missing.append(None))
    thread = WorkerThread(doorkeeper, "signing in")
    thread.start()
    qtbot.waitUntil(lambda: len(missing) == 1, timeout=5000)
    reception.add_first(NewPerson("Park", Role.ENGINEER, PIN))
    qtbot.waitUntil(lambda: reception.attendance.may(Act.MANAGE_PEOPLE), timeout=5000)
    refused = listen(doorkeeper, "not_changed")
    reception.add_first(NewPerson("Lee", Role.ENGINEER, PIN))
    qtbot.waitUntil(lambda: len(refused.seen) == 1, timeout=5000)
    assert "There is an engineer already" in str(refused.seen[0])
    assert len(missing) == 1
    assert thread.end(5)
    assert deeds(store) == [
        (system_user().name, Deed.PERSON_ADDED, "Park"),
        ("Park", Deed.SIGNED_IN, "Park"),
        ("Park", Deed.SIGNED_OUT, "Park"),
    ]
    assert list(audit_entries(store.engine))[-1].details == {"automatic": True}


def test_where_nobody_is_asked_nobody_is_missed(store: Store, qtbot: QtBot) -> None:
    doorkeeper = Doorkeeper(People(store.engine), SignIns(store.engine), is_asked=False)
    read = listen(doorkeeper, "people_read")
    reception = Reception(doorkeeper, is_asked=False)
    doorkeeper.start()
    assert read.seen == []
    wish = DecisionWish("an id", Ruling.SOUND, "Kim")
    assert reception.signed(wish) == wish
    assert reception.who() is None


def test_a_wrong_pin_lets_nobody_in(
    reception: Reception, doorkeeper: Doorkeeper, park: Person, qtbot: QtBot
) -> None:
    refused = listen(doorkeeper, "refused")
    reception.sign_in(SignIn(park.id, "0000"))
    qtbot.waitUntil(lambda: len(refused.seen) == 1, timeout=5000)
    assert str(refused.seen[0]) == "The PIN is wrong."
    assert reception.attendance.person is None


def test_who_follows_takes_the_place_of_who_was_there(
    reception: Reception, store: Store, park: Person, kim: Person, qtbot: QtBot
) -> None:
    sign_in(reception, park, qtbot)
    sign_in(reception, kim, qtbot)
    assert deeds(store)[2:] == [
        ("Park", Deed.SIGNED_IN, "Park"),
        ("Kim", Deed.SIGNED_IN, "Kim"),
        ("Park", Deed.SIGNED_OUT, "Park"),
    ]


def test_whoever_signs_out_may_do_nothing_from_that_moment_on(
    reception: Reception, store: Store, park: Person, qtbot: QtBot
) -> None:
    sign_in(reception, park, qtbot)
    assert reception.who() == Who("Park", Known.SIGNED_IN)
    reception.sign_out(False)
    assert reception.who() is None, "at once, not when the disk has answered"
    qtbot.waitUntil(lambda: deeds(store)[-1] == ("Park", Deed.SIGNED_OUT, "Park"), timeout=5000)
    assert list(audit_entries(store.engine))[-1].details == {"automatic": False}


def test_only_an_engineer_changes_people(
    reception: Reception, store: Store, park: Person, kim: Person, qtbot: QtBot
) -> None:
    refused = listen(reception, "refused")
    sign_in(reception, kim, qtbot)
    reception.change(PersonChange(kim.id, role=Role.ENGINEER))
    reception.add(NewPerson("Lee", Role.ENGINEER, PIN))
    assert [str(each)[:21] for each in refused.seen] == ["Only an engineer may "] * 2
    sign_in(reception, park, qtbot)
    reception.change(PersonChange(kim.id, role=Role.INSPECTOR))
    reception.add(NewPerson("Lee", Role.OPERATOR, PIN))
    qtbot.waitUntil(lambda: ("Park", Deed.PERSON_ADDED, "Lee") in deeds(store), timeout=5000)
    assert ("Park", Deed.ROLE_CHANGED, "Kim") in deeds(store)


def test_a_decision_is_made_in_the_name_that_is_signed_in(
    reception: Reception, park: Person, kim: Person, qtbot: QtBot
) -> None:
    wish = DecisionWish("an id", Ruling.SOUND, "Somebody else")
    with pytest.raises(PeopleError, match="Only an inspector or an engineer"):
        reception.signed(wish)
    sign_in(reception, kim, qtbot)
    with pytest.raises(PeopleError, match="Only an inspector or an engineer"):
        reception.signed(wish)
    sign_in(reception, park, qtbot)
    signed = reception.signed(wish)
    assert (signed.decided_by, signed.is_signed_in) == ("Park", True)


def test_who_is_retired_meanwhile_is_signed_out(
    reception: Reception, store: Store, park: Person, kim: Person, qtbot: QtBot
) -> None:
    sign_in(reception, kim, qtbot)
    People(store.engine).change(PersonChange(kim.id, role=Role.INSPECTOR), system_user())
    reception.ask_people()
    qtbot.waitUntil(lambda: reception.attendance.may(Act.DECIDE), timeout=5000)
    People(store.engine).change(PersonChange(kim.id, retires=True), system_user())
    reception.ask_people()
    qtbot.waitUntil(lambda: reception.attendance.person is None, timeout=5000)


def test_whoever_asks_gets_an_answer_whatever_fails(
    reception: Reception,
    doorkeeper: Doorkeeper,
    park: Person,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    errors_logged: list[object],
) -> None:
    def missing(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'argon2'")

    monkeypatch.setattr(doorkeeper._sign_ins, "sign_in", missing)
    refused = listen(doorkeeper, "refused")
    reception.sign_in(SignIn(park.id, PIN))
    qtbot.waitUntil(lambda: len(refused.seen) == 1, timeout=5000)
    assert str(refused.seen[0]) == "It failed: No module named 'argon2'."
    assert len(errors_logged) == 1
    errors_logged.clear()


def test_a_short_pin_of_before_lets_in_and_is_told(store: Store, kim: Person, qtbot: QtBot) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE people SET pin_hash = ?", (pins._HASHER.hash("4711"),))
    doorkeeper = Doorkeeper(People(store.engine), SignIns(store.engine), is_asked=True)
    present, told = Recorder(), Recorder()
    doorkeeper.present_changed.connect(present.take)
    doorkeeper.not_changed.connect(told.take)
    doorkeeper.sign_in(SignIn(kim.id, "4711"))
    assert [each.name for each in present.seen] == ["Kim"]
    assert [str(each)[:37] for each in told.seen] == ["Your PIN has fewer than 6 digits, whi"]
