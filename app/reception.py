"""Who is signed in at the station, and what is refused to whoever is not."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from app.workers.doorkeeper import Doorkeeper
from models.audit import Known, Who
from models.decision import DecisionWish
from models.people import (
    Act,
    Attendance,
    NewPerson,
    PeopleError,
    Person,
    PersonChange,
    Role,
    SignIn,
)


class Reception(QObject):
    """Lives on the GUI thread; the doorkeeper does what takes long on his own."""

    attendance_changed = Signal(object)  # Attendance
    engineer_missing = Signal()  # people are to sign in, and there is nobody to add them
    refused = Signal(object)  # KnownError: a change of the people that may not be
    _sign_in_wanted = Signal(object)
    _sign_out_wanted = Signal(bool)
    _first_wanted = Signal(object)
    _person_wanted = Signal(object)
    _change_wanted = Signal(object)
    _people_wanted = Signal()

    def __init__(self, doorkeeper: Doorkeeper, *, is_asked: bool) -> None:
        """Where nobody `is_asked` to sign in, everybody may do everything."""
        super().__init__()
        self.attendance = Attendance(is_asked)
        doorkeeper.present_changed.connect(self._on_present)
        doorkeeper.people_read.connect(self._on_people)
        self._sign_in_wanted.connect(doorkeeper.sign_in)
        self._sign_out_wanted.connect(doorkeeper.sign_out)
        self._first_wanted.connect(doorkeeper.add_first)
        self._person_wanted.connect(doorkeeper.add)
        self._change_wanted.connect(doorkeeper.change)
        self._people_wanted.connect(doorkeeper.read)

    @Slot(object)
    def sign_in(self, wish: SignIn) -> None:
        """Somebody wants to sign in."""
        self._sign_in_wanted.emit(wish)

    @Slot(bool)
    def sign_out(self, is_automatic: bool) -> None:
        """Whoever is there signs out, or has been away too long."""
        self.attendance = Attendance(self.attendance.is_asked)  # at once, however slow the disk is
        self.attendance_changed.emit(self.attendance)
        self._sign_out_wanted.emit(is_automatic)

    @Slot()
    def ask_people(self) -> None:
        """Read who may sign in."""
        self._people_wanted.emit()

    @Slot(object)
    def add_first(self, wish: NewPerson) -> None:
        """Make the first engineer; refused where there is one."""
        self._first_wanted.emit(wish)

    @Slot(object)
    def add(self, wish: NewPerson) -> None:
        """Let somebody sign in from now on."""
        if self._may_manage():
            self._person_wanted.emit(wish)

    @Slot(object)
    def change(self, wish: PersonChange) -> None:
        """Change a person."""
        if self._may_manage():
            self._change_wanted.emit(wish)

    def signed(self, wish: DecisionWish) -> DecisionWish:
        """The wish in the name of whoever is signed in. Raises PeopleError for who may not."""
        self.attendance.demand(Act.DECIDE)
        person = self.attendance.person
        return replace(wish, decided_by=person.name, is_signed_in=True) if person else wish

    def who_bypasses(self, typed: str) -> Who:
        """Whoever opens production without a challenge. Raises PeopleError for who may not."""
        self.attendance.demand(Act.BYPASS_CHALLENGE)
        return self.who() or Who(typed, Known.TYPED)

    def who_sets_up(self) -> Who | None:
        """Whoever changes settings. Raises PeopleError for who may not."""
        self.attendance.demand(Act.CHANGE_SETTINGS)
        return self.who()

    def who_teaches(self) -> Who | None:
        """Whoever teaches how castings should lie. Raises PeopleError for who may not."""
        self.attendance.demand(Act.TEACH)
        return self.who()

    def who_settles(self) -> Who | None:
        """Whoever retries or discards a result. Raises PeopleError for who may not."""
        self.attendance.demand(Act.DECIDE)
        return self.who()

    def who_handles_messages(self) -> Who | None:
        """Whoever retries or discards messages. Raises PeopleError for who may not."""
        self.attendance.demand(Act.HANDLE_MESSAGES)
        return self.who()

    def who_leads_study(self) -> Who | None:
        """Whoever leads a study. Raises PeopleError for who may not."""
        self.attendance.demand(Act.LEAD_STUDY)
        return self.who()

    def who(self) -> Who | None:
        """Whoever is signed in; None where nobody is."""
        person = self.attendance.person
        return Who(person.name, Known.SIGNED_IN) if person else None

    def _may_manage(self) -> bool:
        try:
            self.attendance.demand(Act.MANAGE_PEOPLE)
        except PeopleError as refusal:
            self.refused.emit(refusal)
            return False
        return True

    @Slot(object)
    def _on_present(self, person: Person | None) -> None:
        self.attendance = Attendance(self.attendance.is_asked, person)
        self.attendance_changed.emit(self.attendance)

    @Slot(object)
    def _on_people(self, people: tuple[Person, ...]) -> None:
        engineers = [
            each for each in people if each.role is Role.ENGINEER and each.retired_at is None
        ]
        if self.attendance.is_asked and not engineers:
            self.engineer_missing.emit()
