"""The people at the station, on the screen: who is signed in, and the dialogs about them."""

from datetime import tzinfo

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from models.errors import KnownError
from models.people import Act, Attendance, Person, Role, refusal
from widgets import scaling
from widgets.idle_watch import IdleWatch
from widgets.new_person_dialog import NewPersonDialog
from widgets.people_dialog import PeopleDialog
from widgets.person_dialogs import BadgeDialog
from widgets.sign_in_dialog import SignInDialog


class Staff(QObject):
    """Opens at most one dialog; the window that owns it shows what comes of it."""

    people_wanted = Signal()  # answered by show_people
    sign_in_wanted = Signal(object)  # SignIn; answered by show_attendance or show_sign_in_refused
    sign_out_wanted = Signal(bool)  # as nobody has touched the station for long
    first_engineer_wanted = Signal(object)  # NewPerson; answered as the two that follow
    person_wanted = Signal(object)  # NewPerson; answered by show_person_changed, or …
    person_change_wanted = Signal(object)  # PersonChange; … by show_people_refused
    attendance_changed = Signal(object)  # Attendance
    told = Signal(object)  # KnownError, for which no dialog is open

    def __init__(
        self,
        attendance: Attendance,
        sign_out_minutes: float,
        zone: tzinfo | None,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.attendance = attendance
        self._window = window
        self._zone = zone
        self._people: tuple[Person, ...] | None = None  # not read yet
        self._signing_in: SignInDialog | None = None
        self._first: NewPersonDialog | None = None
        self._managing: PeopleDialog | None = None
        self._idle = IdleWatch(sign_out_minutes * 60, self)
        self._idle.passed.connect(self._on_idle)

    @Slot()
    def open_sign_in(self) -> None:
        """Ask who is there; where nobody is known, for the first engineer."""
        if not self.attendance.is_asked or self._signing_in or self._first or self._managing:
            return
        if self._is_engineer_missing():
            self._open_first()
        else:
            self._open_sign_in()

    @Slot()
    def open_people(self) -> None:
        """Show who may sign in, to whoever may change it."""
        if self._managing is not None:
            return
        if not self.attendance.is_asked or not self.attendance.may(Act.MANAGE_PEOPLE):
            self.told.emit(refusal(Act.MANAGE_PEOPLE))
            return
        dialog = PeopleDialog(self._zone, self._window)
        self._managing = dialog
        dialog.person_wanted.connect(self.person_wanted)
        dialog.change_wanted.connect(self.person_change_wanted)
        dialog.finished.connect(self._on_closed)
        dialog.show_people(self._people or ())
        scaling.open_dialog(dialog)
        self.people_wanted.emit()

    def takes_badge(self, text: str, *, is_badge: bool) -> bool:
        """Whether what a reader has typed is for a dialog that is open, which then takes it.

        `is_badge` where its F8 came before: the dialog was opened by it, or opens now.
        """
        front = QApplication.activeModalWidget()
        if is_badge and front is None:
            self.open_sign_in()
            front = self._signing_in
        if isinstance(front, SignInDialog | BadgeDialog):
            front.read_badge(text)
            return True
        return False

    def working(self) -> tuple[Person, ...]:
        """Those who may sign in, as far as they are known."""
        return tuple(each for each in self._people or () if each.retired_at is None)

    @Slot(object)
    def show_people(self, people: tuple[Person, ...]) -> None:
        """Who may sign in."""
        self._people = people
        if self._signing_in is not None and self._is_engineer_missing():
            self._signing_in.done(QDialog.DialogCode.Rejected)
            self._open_first()
        elif self._first is not None and not self._is_engineer_missing():
            self._first.reject()
            self._open_sign_in()
        if self._signing_in is not None:
            self._signing_in.show_people(people)
        if self._managing is not None:
            self._managing.show_people(people)

    @Slot(object)
    def show_attendance(self, attendance: Attendance) -> None:
        """Who is signed in now."""
        was, self.attendance = self.attendance, attendance
        if attendance.person is None:
            self._idle.stop()
        else:
            self._idle.start()
            if self._signing_in is not None:
                self._signing_in.accept()
        if self._managing is not None and not attendance.may(Act.MANAGE_PEOPLE):
            self._managing.reject()
        if was != attendance:
            self.attendance_changed.emit(attendance)

    @Slot(object)
    def show_sign_in_refused(self, error: KnownError) -> None:
        """Nobody was let in."""
        if self._signing_in is not None:
            self._signing_in.show_refused(error)
        else:
            self.told.emit(error)

    @Slot(object)
    def show_person_changed(self, person: Person) -> None:
        """A person was added or changed."""
        if self._first is not None:
            self._first.accept()
        if self._managing is not None:
            self._managing.show_changed(person)

    @Slot(object)
    def show_people_refused(self, error: KnownError) -> None:
        """A person could not be added or changed."""
        if self._first is not None:
            self._first.show_refused(error)
        elif self._managing is not None:
            self._managing.show_refused(error)
        else:
            self.told.emit(error)

    @Slot()
    def stop(self) -> None:
        """The window is about to go."""
        self._idle.stop()

    def _is_engineer_missing(self) -> bool:
        """Whether there is nobody who could add the others, as far as is known."""
        return self._people is not None and not any(
            each.role is Role.ENGINEER for each in self.working()
        )

    def _open_sign_in(self) -> None:
        dialog = SignInDialog(self.attendance.person, self._window)
        self._signing_in = dialog
        dialog.wished.connect(self.sign_in_wanted)
        dialog.sign_out_wanted.connect(self._on_sign_out)
        dialog.finished.connect(self._on_closed)
        dialog.show_people(self._people or ())
        scaling.open_dialog(dialog)
        self.people_wanted.emit()

    def _open_first(self) -> None:
        dialog = NewPersonDialog(self._window, is_first=True)
        self._first = dialog
        dialog.wished.connect(self.first_engineer_wanted)
        dialog.finished.connect(self._on_closed)
        scaling.open_dialog(dialog)
        self.people_wanted.emit()  # one may have been added on the command line

    @Slot()
    def _on_closed(self) -> None:
        self._signing_in = self._first = self._managing = None

    @Slot()
    def _on_sign_out(self) -> None:
        self.sign_out_wanted.emit(False)

    @Slot()
    def _on_idle(self) -> None:
        self.sign_out_wanted.emit(True)
