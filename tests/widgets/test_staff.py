"""Who is signed in at the station, and what the screen asks of whoever is not."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.judgement import Verdict
from models.people import Attendance, NewPerson, PeopleError, PersonChange, Role, SignIn
from tests.fakes import ManualClock
from tests.widgets import samples
from tests.widgets.test_main_window import button, click, texts
from widgets.idle_watch import IdleWatch
from widgets.keypad import PinField
from widgets.main_window import MainWindow
from widgets.new_person_dialog import NewPersonDialog
from widgets.people_dialog import PeopleDialog
from widgets.person_dialogs import BadgeDialog, NewPinDialog, RetireDialog
from widgets.sign_in_dialog import SignInDialog

Dialog = TypeVar("Dialog", bound=QDialog)
KIM, PARK = samples.PEOPLE[3], samples.PEOPLE[6]


class Asked(QObject):
    """What the staff wished for, but for the list of people."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.heard: list[tuple[Any, ...]] = []
        for name in (
            "sign_in_wanted", "sign_out_wanted", "first_engineer_wanted", "person_wanted",
            "person_change_wanted",
        ):  # fmt: skip
            getattr(window.staff, name).connect(self._hearing(name))

    def _hearing(self, name: str) -> Callable[[object], None]:
        return lambda value: self.heard.append((name, value))


@pytest.fixture
def station(window: MainWindow) -> MainWindow:
    """People are known, and nobody is signed in."""
    window.staff.show_people(samples.PEOPLE)
    window.staff.show_attendance(samples.present(None))
    return window


@pytest.fixture
def asked(window: MainWindow) -> Asked:
    return Asked(window)


def opened(window: MainWindow, kind: type[Dialog], qtbot: QtBot) -> Dialog:
    """The dialog of that kind, once it may be typed into."""
    (found,) = [each for each in window.findChildren(kind) if each.isVisible()]
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def press_f8(window: MainWindow, qtbot: QtBot) -> SignInDialog:
    QTest.keyClick(window, Qt.Key.Key_F8)
    return opened(window, SignInDialog, qtbot)


def focus(dialog: QDialog) -> QWidget:
    """Where a keyboard types."""
    found: QWidget | None = dialog.focusWidget()
    return dialog if found is None else found


def type_badge(dialog: QDialog, badge: str) -> None:
    """As a reader does: into whatever has the focus."""
    for letter in badge:
        QTest.keyClicks(focus(dialog), letter)
    QTest.keyClick(focus(dialog), Qt.Key.Key_Return)


def is_open(window: MainWindow, kind: type[QDialog]) -> bool:
    return any(each.isVisible() for each in window.findChildren(kind))


def test_where_nobody_is_asked_there_is_nothing_to_see(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F8)
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert not is_open(window, QDialog)
    assert "Sign in" not in texts(window)


def test_a_name_and_a_pin_from_the_keypad(station: MainWindow, asked: Asked, qtbot: QtBot) -> None:
    click(button(station, "Sign in  F8"))
    dialog = opened(station, SignInDialog, qtbot)
    assert "Jung Do-yun" not in texts(dialog), "has retired"
    click(button(dialog, "Kim Min-jun"))
    enter = button(dialog, "Sign in")
    for digit in "4829":
        assert not enter.isEnabled()
        click(button(dialog, digit))
    click(button(dialog, "⌫"))
    click(button(dialog, "9"))
    click(enter)
    assert asked.heard == [("sign_in_wanted", SignIn(KIM.id, "4829"))]
    assert "Checking…" in texts(dialog)
    dialog.show_refused(PeopleError("The PIN is wrong."))
    assert "The PIN is wrong." in texts(dialog)
    assert dialog.findChildren(PinField)[0].text() == ""


def test_a_name_and_a_pin_from_the_keyboard(
    station: MainWindow, asked: Asked, qtbot: QtBot
) -> None:
    dialog = press_f8(station, qtbot)
    button(dialog, "Kim Min-jun").setFocus()
    QTest.keyClick(button(dialog, "Kim Min-jun"), Qt.Key.Key_Return)
    field = dialog.findChildren(PinField)[0]
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "482913")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert asked.heard == [("sign_in_wanted", SignIn(KIM.id, "482913"))]


@pytest.mark.parametrize("badge", ["04:A2:7F:99", "0012345678", "~!x9"])
def test_a_badge_needs_no_name(station: MainWindow, asked: Asked, qtbot: QtBot, badge: str) -> None:
    dialog = press_f8(station, qtbot)
    type_badge(dialog, badge)
    assert asked.heard == [("sign_in_wanted", SignIn(badge=badge))]
    dialog.show_refused(PeopleError("This badge is not known."))
    type_badge(dialog, "0000")
    assert asked.heard[1:] == [("sign_in_wanted", SignIn(badge="0000"))]


@pytest.mark.parametrize("badge", ["04:A2:7F:99", "00123456789012345"])
def test_a_badge_is_known_from_a_pin(
    station: MainWindow, asked: Asked, qtbot: QtBot, badge: str
) -> None:
    dialog = press_f8(station, qtbot)
    click(button(dialog, "Kim Min-jun"))
    type_badge(dialog, badge)
    assert asked.heard == [("sign_in_wanted", SignIn(badge=badge))]


def test_a_reader_that_sends_f8_first_begins_anew(
    station: MainWindow, asked: Asked, qtbot: QtBot
) -> None:
    dialog = press_f8(station, qtbot)
    QTest.keyClicks(focus(dialog), "stray")
    QTest.keyClick(focus(dialog), Qt.Key.Key_F8)
    type_badge(dialog, "04:A2")
    dialog.show_refused(PeopleError("This badge is not known."))
    click(button(dialog, "Kim Min-jun"))
    QTest.keyClicks(focus(dialog), "48")
    QTest.keyClick(focus(dialog), Qt.Key.Key_F8)
    type_badge(dialog, "0012345678")
    badges = [wish.badge for _, wish in asked.heard]
    assert badges == ["04:A2", "0012345678"]


def test_a_badge_that_was_not_read_whole_is_asked_for_again(
    station: MainWindow, asked: Asked, qtbot: QtBot
) -> None:
    dialog = press_f8(station, qtbot)
    type_badge(dialog, "04")
    assert asked.heard == []
    assert "The badge was not read" in texts(dialog)


def test_esc_goes_back_and_then_away(station: MainWindow, asked: Asked, qtbot: QtBot) -> None:
    dialog = press_f8(station, qtbot)
    click(button(dialog, "Kim Min-jun"))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert "Who are you?" in texts(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not is_open(station, SignInDialog)
    assert asked.heard == []


def test_whoever_is_let_in_stands_in_the_header_and_signs_out_with_f8_and_enter(
    station: MainWindow, asked: Asked, qtbot: QtBot
) -> None:
    press_f8(station, qtbot)
    station.staff.show_attendance(samples.present("Kim Min-jun"))
    assert not is_open(station, SignInDialog)
    assert button(station, "Kim Min-jun\nInspector").isVisible()
    station.activateWindow()
    qtbot.waitUntil(station.isActiveWindow)
    dialog = press_f8(station, qtbot)
    assert "Kim Min-jun is signed in" in texts(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.heard == [("sign_out_wanted", False)]
    assert not is_open(station, SignInDialog)


def test_the_next_person_may_follow_with_a_badge(
    station: MainWindow, asked: Asked, qtbot: QtBot
) -> None:
    station.staff.show_attendance(samples.present("Kim Min-jun"))
    dialog = press_f8(station, qtbot)
    type_badge(dialog, "0012345678")
    assert asked.heard == [("sign_in_wanted", SignIn(badge="0012345678"))]
    station.staff.show_attendance(samples.present())
    assert not is_open(station, SignInDialog)


def test_where_nobody_is_known_an_engineer_must_be_the_first(
    window: MainWindow, asked: Asked, qtbot: QtBot
) -> None:
    window.staff.show_attendance(samples.present(None))
    window.staff.show_people(())
    window.staff.open_sign_in()
    window.staff.open_sign_in()  # once more, for a list that was read again
    dialog = opened(window, NewPersonDialog, qtbot)
    record = button(dialog, "Put on record")
    name = next(e for e in dialog.findChildren(QLineEdit) if not isinstance(e, PinField))
    name.setText(" Park ")
    first, second = dialog.findChildren(PinField)
    first.setFocus()
    for digit in "482913":
        click(button(dialog, digit))
    assert not record.isEnabled()
    second.setFocus()
    QTest.keyClicks(second, "4820")
    assert "The two PINs are not the same." in texts(dialog)
    assert not record.isEnabled()
    second.setText("482913")
    click(record)
    assert asked.heard == [("first_engineer_wanted", NewPerson(" Park ", Role.ENGINEER, "482913"))]
    window.staff.show_people_refused(PeopleError("A name has 1 to 60 letters."))
    assert "A name has 1 to 60 letters." in texts(dialog)
    window.staff.show_person_changed(PARK)
    assert not is_open(window, NewPersonDialog)


def test_a_name_is_chosen_by_keyboard_also_while_the_list_is_read_again(
    station: MainWindow, asked: Asked, qtbot: QtBot
) -> None:
    dialog = press_f8(station, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Tab)
    first = focus(dialog)
    assert first.objectName() == "tile"
    station.staff.show_people(samples.PEOPLE)  # what is asked for whenever the dialog opens
    assert focus(dialog) is first
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.findChildren(PinField)[0].isVisible()


def test_before_the_people_are_read_nobody_is_asked_to_be_the_first(
    window: MainWindow, asked: Asked, qtbot: QtBot
) -> None:
    window.staff.show_attendance(samples.present(None))
    dialog = press_f8(window, qtbot)
    window.staff.show_people(samples.PEOPLE)
    assert is_open(window, SignInDialog)
    assert len(dialog.findChildren(QPushButton, "tile")) > 1
    assert not is_open(window, NewPersonDialog)


def test_whoever_came_too_early_to_a_station_without_people_is_asked_to_be_the_first(
    window: MainWindow, asked: Asked, qtbot: QtBot
) -> None:
    window.staff.show_attendance(samples.present(None))
    press_f8(window, qtbot)
    window.staff.show_people(())
    assert is_open(window, NewPersonDialog)
    assert not is_open(window, SignInDialog)


def test_an_engineer_who_was_added_elsewhere_takes_the_first_one_s_question_away(
    window: MainWindow, asked: Asked, qtbot: QtBot
) -> None:
    window.staff.show_attendance(samples.present(None))
    window.staff.show_people(())
    window.staff.open_sign_in()
    assert is_open(window, NewPersonDialog)
    window.staff.show_people(samples.PEOPLE)
    assert not is_open(window, NewPersonDialog)
    assert is_open(window, SignInDialog)


def test_only_an_engineer_opens_the_people(station: MainWindow, qtbot: QtBot) -> None:
    station.staff.show_attendance(samples.present("Kim Min-jun"))
    QTest.keyClick(station, Qt.Key.Key_F9)
    assert not is_open(station, PeopleDialog)
    assert "Only an engineer may do this" in texts(station)


@pytest.fixture
def people(station: MainWindow, qtbot: QtBot) -> PeopleDialog:
    """Opened by an engineer, with Kim chosen."""
    station.staff.show_attendance(samples.present())
    QTest.keyClick(station, Qt.Key.Key_F9)
    dialog = opened(station, PeopleDialog, qtbot)
    dialog._list.setCurrentRow(2)
    return dialog


def test_a_role_is_changed_and_a_badge_taken_away(people: PeopleDialog, asked: Asked) -> None:
    click(button(people, "Engineer"))
    click(button(people, "Take the badge away"))
    assert asked.heard == [
        ("person_change_wanted", PersonChange(KIM.id, role=Role.ENGINEER)),
        ("person_change_wanted", PersonChange(KIM.id, badge="")),
    ]
    people.show_refused(PeopleError("This person has retired."))
    assert "This person has retired." in texts(people)
    assert button(people, "Inspector").isChecked(), "as it still is"


def test_a_badge_is_read_for_a_person(
    people: PeopleDialog, asked: Asked, station: MainWindow, qtbot: QtBot
) -> None:
    click(button(people, "Read a badge"))
    dialog = opened(station, BadgeDialog, qtbot)
    type_badge(dialog, "04")
    assert "The badge was not read" in texts(dialog)
    type_badge(dialog, "04:A2")
    assert asked.heard == [("person_change_wanted", PersonChange(KIM.id, badge="04:A2"))]


def test_a_forgotten_pin_is_made_anew(
    people: PeopleDialog, asked: Asked, station: MainWindow, qtbot: QtBot
) -> None:
    click(button(people, "New PIN"))
    dialog = opened(station, NewPinDialog, qtbot)
    for field in dialog.findChildren(PinField):
        field.setText("604173")
    click(button(dialog, "Put on record"))
    assert asked.heard == [("person_change_wanted", PersonChange(KIM.id, pin="604173"))]


def test_a_person_retires_after_a_question(
    people: PeopleDialog, asked: Asked, station: MainWindow, qtbot: QtBot
) -> None:
    click(button(people, "Retire"))
    question = opened(station, RetireDialog, qtbot)
    QTest.keyClick(question, Qt.Key.Key_Return)
    assert asked.heard == [], "to keep the person is what Enter does"
    click(button(people, "Retire"))
    click(button(opened(station, RetireDialog, qtbot), "Retire"))
    assert asked.heard == [("person_change_wanted", PersonChange(KIM.id, retires=True))]
    people._list.setCurrentRow(6)
    assert not button(people, "Retire").isEnabled(), "has retired already"


def test_somebody_is_added(
    people: PeopleDialog, asked: Asked, station: MainWindow, qtbot: QtBot
) -> None:
    click(button(people, "Add a person"))
    dialog = opened(station, NewPersonDialog, qtbot)
    name = next(e for e in dialog.findChildren(QLineEdit) if not isinstance(e, PinField))
    name.setText("Seo")
    click(button(dialog, "Inspector"))
    for field in dialog.findChildren(PinField):
        field.setText("604173")
    click(button(dialog, "Put on record"))
    assert asked.heard == [("person_wanted", NewPerson("Seo", Role.INSPECTOR, "604173"))]
    station.staff.show_people_refused(PeopleError("There is or was a {name}.", name="Seo"))
    assert "There is or was a Seo." in texts(dialog)
    click(button(dialog, "Put on record"))
    station.staff.show_person_changed(samples.person("Seo", Role.INSPECTOR))
    assert not is_open(station, NewPersonDialog)
    assert "On record: Seo." in texts(people)


def test_the_people_close_when_the_engineer_is_signed_out(
    people: PeopleDialog, station: MainWindow, qtbot: QtBot
) -> None:
    click(button(people, "Add a person"))
    station.staff.show_attendance(samples.present(None))
    qtbot.waitUntil(lambda: not is_open(station, QDialog))


def test_an_operator_may_not_decide_and_an_inspector_does_so_in_the_own_name(
    station: MainWindow, qtbot: QtBot
) -> None:
    station.staff.show_attendance(samples.present("Choi Seo-yeon"))
    station.open_inspection(samples.details(Verdict.REVIEW))
    click(button(station, "Sound"))
    assert not is_open(station, QDialog)
    assert "Only an inspector or an engineer may do this: sign in with F8." in texts(station)
    station.staff.show_attendance(samples.present("Kim Min-jun"))
    click(button(station, "Sound"))
    (dialog,) = [each for each in station.findChildren(QDialog) if each.isVisible()]
    name = next(each for each in dialog.findChildren(QLineEdit) if each.text() == "Kim Min-jun")
    assert not name.isEnabled()
    assert button(dialog, "Put on record").isEnabled()


def test_whoever_does_not_touch_the_station_is_signed_out(
    station: MainWindow, asked: Asked, qtbot: QtBot
) -> None:
    clock = ManualClock()
    watch = station.staff._idle = IdleWatch(60, station, clock)
    watch.passed.connect(station.staff._on_idle)
    watch._looking.setInterval(1)
    station.staff.show_attendance(samples.present("Kim Min-jun"))
    clock.advance(59)
    QTest.keyClick(station.windowHandle(), Qt.Key.Key_Shift)
    qtbot.waitUntil(lambda: watch._touched_at == clock.now)
    clock.advance(59)
    QTest.mouseMove(station.windowHandle(), QPoint(9, 9))
    qtbot.waitUntil(lambda: watch._touched_at == clock.now)
    clock.advance(59)
    dialog = press_f8(station, qtbot)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Shift)
    qtbot.waitUntil(lambda: watch._touched_at == clock.now)
    assert asked.heard == []
    clock.advance(60)
    qtbot.waitUntil(lambda: asked.heard == [("sign_out_wanted", True)])
    assert not watch._looking.isActive()


def test_a_dialog_that_nobody_touches_goes(station: MainWindow, qtbot: QtBot) -> None:
    dialog = press_f8(station, qtbot)
    click(button(dialog, "Kim Min-jun"))
    clock = dialog._idle._clock = ManualClock()
    dialog._idle._looking.setInterval(1)
    dialog._idle._touched_at = clock.now
    clock.advance(60)
    qtbot.waitUntil(lambda: not is_open(station, SignInDialog))


def test_a_letter_of_a_name_is_no_key(station: MainWindow, qtbot: QtBot) -> None:
    lee = samples.person("Lee & Son", Role.ENGINEER)
    station.staff.show_people((lee,))
    station.staff.show_attendance(Attendance(is_asked=True, person=lee))
    dialog = press_f8(station, qtbot)
    for window in (station, dialog):
        assert button(window, "Lee && Son").isVisible()


def test_nobody_is_signed_out_where_that_is_switched_off(window: MainWindow) -> None:
    watch = IdleWatch(0, window)
    watch.start()
    assert not watch._looking.isActive()
    watch.stop()
