"""Who may sign in, and what nobody may change about them."""

import sqlite3
import unicodedata
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError, VerifyMismatchError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.storage import StorageError, pepper, pins, sign_ins
from app.storage.audit import audit_entries
from app.storage.errors import DamagedError
from app.storage.people import People
from app.storage.sign_ins import SignIns
from app.storage.store import Store
from models.audit import Deed, Known, Who
from models.people import NewPerson, PeopleError, Person, PersonChange, Role, SignIn
from tests.app.storage.recording import settings
from tests.app.storage.test_aside import spoil

QUICK = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
BOSS = Who("Park", Known.SIGNED_IN)
PIN, PARKS, BADGE = "482913", "604173", "04:A2:7F:99"


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "_HASHER", QUICK)


@pytest.fixture
def people(store: Store) -> People:
    return People(store.engine)


@pytest.fixture
def door(store: Store) -> SignIns:
    return SignIns(store.engine)


@pytest.fixture
def kim(people: People) -> Person:
    """An inspector with a PIN."""
    return people.add(NewPerson("Kim", Role.INSPECTOR, PIN), BOSS)


@pytest.fixture
def park(people: People) -> Person:
    """The only engineer."""
    return people.add(NewPerson("Park", Role.ENGINEER, PARKS), BOSS)


def deeds(store: Store) -> list[tuple[str, Deed, str]]:
    return [(each.who, each.deed, each.subject) for each in audit_entries(store.engine)]


def test_a_person_signs_in_with_a_pin_and_nobody_with_a_wrong_one(
    store: Store, door: SignIns, kim: Person
) -> None:
    with pytest.raises(PeopleError, match="The PIN is wrong"):
        door.sign_in(SignIn(kim.id, "482914"))
    assert door.sign_in(SignIn(kim.id, PIN)) == kim
    door.sign_out(kim, is_automatic=True)
    assert deeds(store) == [
        ("Park", Deed.PERSON_ADDED, "Kim"),
        ("", Deed.PIN_REFUSED, "Kim"),
        ("Kim", Deed.SIGNED_IN, "Kim"),
        ("Kim", Deed.SIGNED_OUT, "Kim"),
    ]
    assert list(audit_entries(store.engine))[-1].details == {"automatic": True}


def test_a_badge_says_by_itself_whose_it_is(
    people: People, door: SignIns, kim: Person, park: Person
) -> None:
    with_badge = people.change(PersonChange(kim.id, badge=BADGE), BOSS)
    assert with_badge.has_badge
    people.change(PersonChange(park.id, badge="0012345678"), BOSS)
    assert door.sign_in(SignIn(badge=BADGE)) == with_badge
    assert door.sign_in(SignIn(badge="0012345678")).name == "Park"
    with pytest.raises(PeopleError, match="This badge is not known"):
        door.sign_in(SignIn(badge="0012345679"))


def test_a_badge_is_one_persons_until_it_is_taken_away(
    people: People, door: SignIns, kim: Person, park: Person
) -> None:
    people.change(PersonChange(kim.id, badge=BADGE), BOSS)
    with pytest.raises(PeopleError, match="This badge is that of Kim"):
        people.change(PersonChange(park.id, badge=BADGE), BOSS)
    assert not people.change(PersonChange(kim.id, badge=""), BOSS).has_badge
    people.change(PersonChange(park.id, badge=BADGE), BOSS)
    assert door.sign_in(SignIn(badge=BADGE)).name == "Park"


class Clocks:
    """A wall clock that anybody sets, and a monotonic one that only passes."""

    def __init__(self) -> None:
        self.wall = datetime.now(UTC)
        self.running_s = 1000.0

    def door(self, store: Store) -> SignIns:
        return SignIns(store.engine, lambda: self.wall, lambda: self.running_s)

    def pass_time(self, seconds: float) -> None:
        self.running_s += seconds
        self.wall += timedelta(seconds=seconds)


def test_wrong_pins_cost_longer_and_longer_pauses_and_never_a_lock(
    store: Store, kim: Person
) -> None:
    clocks = Clocks()
    door = clocks.door(store)
    waited: list[float] = []
    for _ in range(2):
        with pytest.raises(PeopleError, match="The PIN is wrong"):
            door.sign_in(SignIn(kim.id, "0000"))
    for _ in range(10):
        with pytest.raises(PeopleError, match="The PIN is wrong"):
            door.sign_in(SignIn(kim.id, "0000"))
        with pytest.raises(PeopleError, match="Wrong too often") as refused:
            door.sign_in(SignIn(kim.id, PIN))  # the right one must wait as well
        waited.append(float(refused.value.values["seconds"]))
        clocks.pass_time(waited[-1])
    assert waited == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert door.sign_in(SignIn(kim.id, PIN)) == kim
    with pytest.raises(PeopleError, match="The PIN is wrong"):
        door.sign_in(SignIn(kim.id, "0000"))


def test_a_pause_is_one_persons(store: Store, kim: Person, park: Person) -> None:
    door = Clocks().door(store)
    for _ in range(3):
        with pytest.raises(PeopleError, match="The PIN is wrong"):
            door.sign_in(SignIn(kim.id, "0000"))
    with pytest.raises(PeopleError, match=r"Wrong too often\. Wait 2 s"):
        door.sign_in(SignIn(kim.id, PIN))
    assert door.sign_in(SignIn(park.id, PARKS)) == park


@pytest.mark.parametrize("set_by", [timedelta(days=365), timedelta(days=-365)])
def test_no_clock_that_is_set_shortens_or_lengthens_a_pause(
    store: Store, kim: Person, set_by: timedelta
) -> None:
    clocks = Clocks()
    door = clocks.door(store)
    for _ in range(3):
        with pytest.raises(PeopleError, match="The PIN is wrong"):
            door.sign_in(SignIn(kim.id, "0000"))
    clocks.wall += set_by
    with pytest.raises(PeopleError, match=r"Wrong too often\. Wait 2 s"):
        door.sign_in(SignIn(kim.id, PIN))
    clocks.pass_time(2)
    assert door.sign_in(SignIn(kim.id, PIN)) == kim


def test_one_wrong_pin_while_the_clock_is_ahead_does_not_switch_the_pauses_off(
    store: Store, kim: Person
) -> None:
    clocks = Clocks()
    door = clocks.door(store)
    clocks.wall += timedelta(days=5 * 365)
    for _ in range(6):
        with pytest.raises(PeopleError, match="The PIN is wrong"):
            door.sign_in(SignIn(kim.id, "0000"))
        clocks.pass_time(300)
    clocks.wall -= timedelta(days=5 * 365)
    with pytest.raises(PeopleError, match="The PIN is wrong"):
        door.sign_in(SignIn(kim.id, "0000"))
    with pytest.raises(PeopleError, match=r"Wrong too often\. Wait 32 s"):
        door.sign_in(SignIn(kim.id, PIN))


@pytest.mark.parametrize("set_by", [timedelta(), timedelta(days=365), timedelta(days=-365)])
def test_a_restart_forgives_no_wrong_pin_whatever_the_clock_says_then(
    store: Store, kim: Person, set_by: timedelta
) -> None:
    clocks = Clocks()
    door = clocks.door(store)
    for _ in range(5):
        with pytest.raises(PeopleError, match="The PIN is wrong"):
            door.sign_in(SignIn(kim.id, "0000"))
        clocks.pass_time(300)
    clocks.running_s = 5.0  # the computer was started anew
    clocks.wall += set_by
    door = clocks.door(store)
    with pytest.raises(PeopleError, match=r"Wrong too often\. Wait 8 s"):
        door.sign_in(SignIn(kim.id, PIN))
    clocks.pass_time(8)
    assert door.sign_in(SignIn(kim.id, PIN)) == kim


def test_unknown_badges_cost_a_pause_that_no_clock_ends(
    people: People, store: Store, kim: Person
) -> None:
    people.change(PersonChange(kim.id, badge=BADGE), BOSS)
    clocks = Clocks()
    door = clocks.door(store)
    for _ in range(3):
        with pytest.raises(PeopleError, match="This badge is not known"):
            door.sign_in(SignIn(badge="0012345679"))
    for set_by in (timedelta(days=1), timedelta(days=-2)):
        clocks.wall += set_by
        with pytest.raises(PeopleError, match="Wrong too often"):
            door.sign_in(SignIn(badge=BADGE))
    clocks.pass_time(5)
    assert door.sign_in(SignIn(badge=BADGE)).name == "Kim"


def test_a_new_pin_forgives_the_wrong_ones(people: People, door: SignIns, kim: Person) -> None:
    for _ in range(3):
        with pytest.raises(PeopleError, match="The PIN is wrong"):
            door.sign_in(SignIn(kim.id, "0000"))
    people.change(PersonChange(kim.id, pin=PARKS), BOSS)
    assert door.sign_in(SignIn(kim.id, PARKS)) == kim


def test_unknown_badges_cost_a_short_pause(door: SignIns, kim: Person) -> None:
    for number in range(3):
        with pytest.raises(PeopleError, match="This badge is not known"):
            door.sign_in(SignIn(badge=f"000{number}"))
    with pytest.raises(PeopleError, match=r"Wait [12] s"):
        door.sign_in(SignIn(badge="0009"))
    assert door.sign_in(SignIn(kim.id, PIN)) == kim, "a PIN may be typed meanwhile"


def test_the_last_engineer_stays_one(people: People, kim: Person, park: Person) -> None:
    for change in (PersonChange(park.id, role=Role.OPERATOR), PersonChange(park.id, retires=True)):
        with pytest.raises(PeopleError, match="Park is the only engineer"):
            people.change(change, BOSS)
    people.change(PersonChange(kim.id, role=Role.ENGINEER), BOSS)
    assert people.change(PersonChange(park.id, retires=True), BOSS).retired_at is not None


def test_who_retires_may_not_sign_in_and_stays_on_record(
    people: People, door: SignIns, kim: Person, store: Store
) -> None:
    people.change(PersonChange(kim.id, badge=BADGE), BOSS)
    people.change(PersonChange(kim.id, retires=True), BOSS)
    for wish in (SignIn(kim.id, PIN), SignIn(badge=BADGE)):
        with pytest.raises(PeopleError, match=r"has retired|is not known"):
            door.sign_in(wish)
    (stays,) = people.everybody()
    assert (stays.name, stays.has_badge) == ("Kim", False)
    with pytest.raises(PeopleError, match="There is or was a Kim"):
        people.add(NewPerson("kim", Role.OPERATOR, PARKS), BOSS)
    with pytest.raises(PeopleError, match="There is nobody named Kim"):
        people.named("Kim")
    with store.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT pin_hash, badge_hash FROM people").one()
    assert kept == (None, None)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (NewPerson(" ", Role.OPERATOR, PARKS), "A name has 1 to 60 letters"),
        (NewPerson("Lee", Role.OPERATOR, "123"), "A new PIN has 6 to 12 digits"),
        (NewPerson("Lee", Role.OPERATOR, "12345678901٢"), "A new PIN has 6 to 12 digits"),
    ],
)
def test_what_cannot_be_is_refused(people: People, wish: NewPerson, said: str) -> None:
    with pytest.raises(PeopleError, match=said):
        people.add(wish, BOSS)
    assert people.everybody() == ()


def test_there_is_a_first_engineer_only_once(people: People) -> None:
    people.add(NewPerson("Park", Role.ENGINEER, PARKS), BOSS, is_first=True)
    with pytest.raises(PeopleError, match="There is an engineer already"):
        people.add(NewPerson("Lee", Role.ENGINEER, PARKS), BOSS, is_first=True)


def test_hashes_of_another_time_are_made_anew_at_the_next_sign_in(
    people: People, door: SignIns, kim: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.change(PersonChange(kim.id, pin=PARKS, badge=BADGE), BOSS)
    monkeypatch.setattr(pins, "_HASHER", PasswordHasher())
    assert door.sign_in(SignIn(kim.id, PARKS)).name == "Kim"
    assert door.sign_in(SignIn(badge=BADGE)).name == "Kim"
    with store.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT pin_hash, badge_hash FROM people").one()
    assert all("$m=65536,t=3,p=4$" in each for each in kept)
    assert door.sign_in(SignIn(kim.id, PARKS)).name == "Kim"
    assert door.sign_in(SignIn(badge=BADGE)).name == "Kim"


def test_people_go_on_in_a_new_database_where_they_can_be_read(
    store: Store, people: People, door: SignIns, kim: Person, tmp_path: Path
) -> None:
    store.set_aside(BOSS)
    assert people.everybody() == (kim,)
    assert door.sign_in(SignIn(kim.id, PIN)) == kim
    assert deeds(store)[0][:2] == ("Park", Deed.DATABASE_SET_ASIDE)


def test_a_database_that_cannot_be_read_at_all_leaves_nobody(
    people: People, kim: Person, store: Store, tmp_path: Path
) -> None:
    store.close()
    spoil(tmp_path / "castwatch.db", 1)
    with pytest.raises(DamagedError):
        Store(settings(tmp_path), "station-1")
    anew = Store(settings(tmp_path), "station-1", set_aside=True)
    assert People(anew.engine).everybody() == ()
    (entry,) = audit_entries(anew.engine)
    assert (entry.deed, entry.known) == (Deed.DATABASE_SET_ASIDE, Known.SYSTEM)
    anew.close()


def test_a_hash_that_was_spoilt_by_hand_lets_nobody_in(
    people: People, door: SignIns, kim: Person, store: Store
) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE people SET pin_hash = 'spoilt'")
    with pytest.raises(PeopleError, match="The PIN is wrong"):
        door.sign_in(SignIn(kim.id, PIN))
    people.change(PersonChange(kim.id, pin=PIN), BOSS)
    assert door.sign_in(SignIn(kim.id, PIN)) == kim


def test_the_database_refuses_to_delete_a_person(kim: Person, tmp_path: Path) -> None:
    with (
        closing(sqlite3.connect(tmp_path / "castwatch.db")) as connection,
        pytest.raises(sqlite3.IntegrityError, match="retired, never deleted"),
    ):
        connection.execute("DELETE FROM people")


def test_no_pin_and_no_badge_stands_anywhere(
    people: People, door: SignIns, kim: Person, store: Store, tmp_path: Path
) -> None:
    wishes = (
        SignIn(kim.id, PIN, BADGE),
        NewPerson("Lee", Role.OPERATOR, PIN),
        PersonChange(kim.id, pin=PIN, badge=BADGE),
    )
    told = [repr(wish) for wish in wishes]
    people.change(PersonChange(kim.id, badge=BADGE), BOSS)
    door.sign_in(SignIn(kim.id, PIN))
    door.sign_in(SignIn(badge=BADGE))
    for wish in (SignIn(kim.id, "4829130"), SignIn(badge=f"{BADGE}:00"), SignIn(badge="\x00" * 9)):
        with pytest.raises(PeopleError) as refused:
            door.sign_in(wish)
        told.append(repr(refused.value))
    told += map(repr, audit_entries(store.engine))
    store.close()
    on_disk = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    for secret in (PIN, BADGE):
        assert secret not in " ".join(told)
        assert secret.encode() not in on_disk


def test_the_pause_is_that_of_the_decision_record() -> None:
    pauses = [sign_ins._pause_left(times, 0.0, 300.0) for times in (0, 2, 3, 4, 5, 99)]
    assert pauses == [0.0, 0.0, 2.0, 4.0, 8.0, 300.0]


def test_one_name_is_one_person_in_whatever_form_it_is_typed(people: People) -> None:
    composed = "김민준"
    decomposed = unicodedata.normalize("NFD", composed)
    assert decomposed != composed
    added = people.add(NewPerson(decomposed, Role.INSPECTOR, PIN), BOSS)
    assert added.name == composed
    for same in (composed, decomposed, f" {composed}\u200b "):
        with pytest.raises(PeopleError, match="There is or was a 김민준"):
            people.add(NewPerson(same, Role.ENGINEER, PIN), BOSS)
    assert people.named(decomposed) == added


def test_a_name_that_was_kept_decomposed_is_still_one_persons(store: Store, people: People) -> None:
    added = people.add(NewPerson("김민준", Role.INSPECTOR, PIN), BOSS)
    decomposed = unicodedata.normalize("NFD", "김민준")
    with closing(sqlite3.connect(str(store.engine.url.database))) as connection:
        connection.execute("UPDATE people SET name = ?", [decomposed])
        connection.commit()
    assert people.named("김민준").id == added.id
    with pytest.raises(PeopleError, match="There is or was a"):
        people.add(NewPerson("김민준", Role.ENGINEER, PIN), BOSS)


def kept_pin(store: Store) -> str:
    with store.engine.connect() as connection:
        return str(connection.exec_driver_sql("SELECT pin_hash FROM people").scalar_one())


def test_a_copy_of_the_database_alone_tries_out_no_pin(
    store: Store, door: SignIns, kim: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = kept_pin(store)
    encoded = kept[kept.index("$") :]
    with pytest.raises(VerifyMismatchError):
        QUICK.verify(encoded, PIN)  # the right PIN, with all that the database holds
    assert pepper.key_file().stat().st_mode & 0o777 == 0o600
    assert not pepper.key_file().is_relative_to(Path(str(store.engine.url.database)).parent)
    monkeypatch.setattr(pepper, "key_file", lambda: tmp_path / "of-the-thief.key")
    with pytest.raises(PeopleError, match="given under another key than that in"):
        door.sign_in(SignIn(kim.id, PIN))


def test_without_the_key_a_new_pin_lets_in_again(
    people: People, door: SignIns, kim: Person
) -> None:
    pepper.key_file().unlink()
    with pytest.raises(PeopleError, match=r"castwatch people reset-pin"):
        door.sign_in(SignIn(kim.id, PIN))
    people.change(PersonChange(kim.id, pin=PARKS), BOSS)
    assert door.sign_in(SignIn(kim.id, PARKS)) == kim


@pytest.mark.parametrize("damage", ["", "zz", "00", "\x00" * 40])
def test_a_damaged_key_is_told_and_not_replaced(door: SignIns, kim: Person, damage: str) -> None:
    pepper.key_file().write_text(damage)
    with pytest.raises(PeopleError, match=r"people\.key of PINs and badges is damaged"):
        door.sign_in(SignIn(kim.id, PIN))
    assert pepper.key_file().read_text() == damage


def test_a_hash_without_a_key_lets_in_and_is_made_anew_under_it(
    store: Store, door: SignIns, kim: Person
) -> None:
    with store.engine.begin() as connection:
        change = "UPDATE people SET pin_hash = ?, badge_hash = ?"
        connection.exec_driver_sql(change, (QUICK.hash("4711"), QUICK.hash(BADGE)))
    assert door.sign_in(SignIn(kim.id, "4711")).id == kim.id, "four digits were enough once"
    assert not kept_pin(store).startswith("$")
    assert door.sign_in(SignIn(kim.id, "4711")).id == kim.id
    assert door.sign_in(SignIn(badge=BADGE)).id == kim.id
    assert door.sign_in(SignIn(badge=BADGE)).id == kim.id


@pytest.mark.parametrize(
    "pin", ["000000", "123456", "987654", "121212", "123123", "123321", "112112", "890123"]
)
def test_a_pin_that_is_tried_first_is_refused(people: People, pin: str) -> None:
    with pytest.raises(PeopleError, match="too easy to guess"):
        people.add(NewPerson("Lee", Role.OPERATOR, pin), BOSS)


def test_wrong_pins_count_though_they_cannot_be_noted(
    door: SignIns, kim: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(sign_ins, "note", full)
    for _ in range(3):
        with pytest.raises(StorageError):
            door.sign_in(SignIn(kim.id, "000000"))
    with pytest.raises(PeopleError, match="Wait 2 s"):
        door.sign_in(SignIn(kim.id, PIN))


def test_no_memory_is_no_wrong_pin(
    door: SignIns, kim: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Poor:
        def verify(self, *_: object) -> bool:
            raise VerificationError("Memory allocation error")

    monkeypatch.setattr(pins, "_HASHER", Poor())
    with pytest.raises(PeopleError, match="too little memory"):
        door.sign_in(SignIn(kim.id, PIN))
    assert Deed.PIN_REFUSED not in [deed for _, deed, _ in deeds(store)]


def test_an_error_of_the_database_tells_no_hash_of_a_pin(store: Store, kim: Person) -> None:
    statement = text("INSERT INTO people (id, pin_hash) VALUES (:id, :pin_hash)")
    values = {"id": kim.id, "pin_hash": "$argon2id$secret"}
    with store.engine.connect() as connection, pytest.raises(SQLAlchemyError) as error:
        connection.execute(statement, values)
    assert "$argon2id$secret" not in str(error.value)
