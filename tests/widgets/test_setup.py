"""The set-up by mouse and by keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from time import monotonic

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from models.errors import KnownError
from models.frame import Frame
from models.light import Light
from models.people import Attendance, Role
from models.setup import Changes, Key, Lock, SetupAnswer, SetupForm, Trial
from models.sight import Unfit
from tests.fakes import Recorder
from tests.widgets import gallery, samples
from widgets.main_window import MainWindow
from widgets.region_view import RegionView
from widgets.setup_editor import SetupEditor
from widgets.setup_page import SetupPage

ENGINEER = Attendance(True, samples.person("Park Ji-ho", Role.ENGINEER))
OPERATOR = Attendance(True, samples.person("Choi Seo-yeon", Role.OPERATOR))
DAYS, SERVERS, KIND = ("record", "quota_days"), ("kafka", "servers"), ("camera", "kind")


class Wishes:
    """What the page has wished for."""

    def __init__(self, page: SetupPage) -> None:
        self.saved: list[Changes] = []
        self.tried: list[tuple[Trial, Changes]] = []
        self.others: list[str] = []
        page.save_wanted.connect(self.saved.append)
        page.trial_wanted.connect(lambda trial, changes: self.tried.append((trial, changes)))
        page.sound_wanted.connect(lambda: self.others.append("sound"))
        page.check_wanted.connect(lambda: self.others.append("check"))
        page.restart_wanted.connect(lambda: self.others.append("restart"))


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[SetupPage]:
    made = SetupPage(lambda: None)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show_form(samples.setup_form())
    made.show()
    made.activateWindow()
    yield made
    made.stop()
    made.close()


@pytest.fixture
def wishes(page: SetupPage) -> Wishes:
    return Wishes(page)


def open_section(page: SetupPage, name: str) -> None:
    [list_] = [each for each in page.findChildren(QListWidget) if each.count() > 5]
    [item] = list_.findItems(name, Qt.MatchFlag.MatchExactly)
    list_.setCurrentItem(item)


def editor(page: SetupPage, key: Key) -> SetupEditor:
    return page._editors[key]


def write(page: SetupPage, key: Key, text: str) -> None:
    [line] = editor(page, key).findChildren(QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, text)


def button(page: SetupPage, text: str) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if each.text() == text)


def click(page: SetupPage, text: str) -> None:
    QTest.mouseClick(button(page, text), Qt.MouseButton.LeftButton)


def said(page: SetupPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def test_what_is_written_is_counted_and_saved(page: SetupPage, wishes: Wishes) -> None:
    assert not button(page, "Save  Ctrl+S").isEnabled()
    open_section(page, "Pictures and space")
    write(page, DAYS, "30")
    assert "Not saved: 1." in said(page)
    click(page, "Save  Ctrl+S")
    assert wishes.saved == [{DAYS: "30"}]


def test_what_is_undone_is_as_before(page: SetupPage, wishes: Wishes) -> None:
    open_section(page, "Pictures and space")
    write(page, DAYS, "30")
    click(page, "Undo changes")
    assert page.changes == {}
    [line] = editor(page, DAYS).findChildren(QLineEdit)
    assert line.text() == "365"


def test_switches_and_choices_are_changed_by_mouse_and_keyboard(page: SetupPage) -> None:
    open_section(page, "Alarm")
    [switch] = editor(page, ("alarm", "enabled")).findChildren(QCheckBox)
    QTest.keyClick(switch, Qt.Key.Key_Space)
    open_section(page, "Pictures and space")
    [list_] = editor(page, ("record", "keep_pictures")).findChildren(QComboBox)
    QTest.keyClick(list_, Qt.Key.Key_Up)
    assert page.changes == {("alarm", "enabled"): "false", ("record", "keep_pictures"): "all"}


def test_a_wrong_value_is_explained_where_it_stands_and_its_page_opens(
    page: SetupPage, qtbot: QtBot
) -> None:
    open_section(page, "Pictures and space")
    write(page, DAYS, "0")
    open_section(page, "Kafka")
    page.show_answer(SetupAnswer({DAYS: KnownError("It must be at least {least}.", least=1)}))
    assert "✕  It must be at least 1." in said(page)
    assert editor(page, DAYS).isVisible()
    page.show_answer(SetupAnswer(saved=(DAYS,)))
    assert "It must be" not in said(page)


def test_what_two_values_say_together_is_told_below(page: SetupPage) -> None:
    page.show_answer(SetupAnswer({("challenge", ""): KnownError("A challenge needs both.")}))
    assert "A challenge needs both." in said(page)


def test_after_saving_a_restart_is_offered(page: SetupPage, wishes: Wishes) -> None:
    assert not button(page, "Restart now").isVisible()
    page.show_answer(SetupAnswer(saved=(DAYS,)))
    page.show_form(samples.setup_form())
    assert "They take effect when Castwatch starts again." in said(page)
    click(page, "Restart now")
    assert wishes.others == ["restart"]


def test_only_what_fits_the_kind_of_camera_is_shown(page: SetupPage) -> None:
    open_section(page, "Camera")
    assert editor(page, ("camera", "castings_per_minute")).isVisible()
    assert not editor(page, ("camera", "url")).isVisible()
    [list_] = editor(page, KIND).findChildren(QComboBox)
    list_.setCurrentIndex(list_.findData("stream"))
    assert editor(page, ("camera", "url")).isVisible()
    assert not editor(page, ("camera", "castings_per_minute")).isVisible()
    assert page.changes == {KIND: "stream"}


def test_what_is_locked_cannot_be_changed_and_says_why(page: SetupPage) -> None:
    form = samples.setup_form()
    fields = tuple(
        replace(each, lock=Lock.ENVIRONMENT) if each.key == SERVERS else each
        for each in form.fields
    )
    page.show_form(SetupForm(form.file, fields))
    open_section(page, "Kafka")
    [line] = editor(page, SERVERS).findChildren(QLineEdit)
    assert not line.isEnabled()
    assert "Given by the environment" in said(page)


def test_kafka_and_the_camera_are_tried_with_the_changes(page: SetupPage, wishes: Wishes) -> None:
    open_section(page, "Kafka")
    write(page, SERVERS, "plant:9092")
    click(page, "Try it")
    assert wishes.tried == [(Trial.KAFKA, {SERVERS: "plant:9092"})]
    page.show_tried(Trial.KAFKA, KnownError("Nothing answers at plant:9092."), False)
    assert "Nothing answers at plant:9092." in said(page)


def test_the_alarm_is_sounded(page: SetupPage, wishes: Wishes) -> None:
    open_section(page, "Alarm")
    click(page, "Sound it")
    assert wishes.others == ["sound"]


def test_the_doctor_s_lines_come_one_by_one_and_can_be_copied(
    page: SetupPage, wishes: Wishes, qtbot: QtBot
) -> None:
    open_section(page, "Check of all parts")
    click(page, "Check now")
    assert wishes.others == ["check"]
    assert not button(page, "Check now").isEnabled()
    for check in samples.PARTS_CHECKED:
        page.show_check(check)
    page.show_checked()
    assert "Not as they should be: 1." in said(page)
    qtbot.waitUntil(lambda: "Nothing answers at plant-kafka:9092." in said(page))
    click(page, "Copy")
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[5] == "FAILED\tkafka\tNothing answers at plant-kafka:9092."
    assert len(copied) == len(samples.PARTS_CHECKED)


def test_the_light_of_the_casting_is_shown_beside_the_picture_and_goes(
    page: SetupPage, qtbot: QtBot
) -> None:
    open_section(page, "Camera")
    page.show_light(Light(123.7, 0.379, 0.5, 0.25))
    assert "123.7" in said(page)
    assert "0.379" in said(page)
    qtbot.waitUntil(lambda: "123.7" not in said(page), timeout=5_000)


def test_the_keyboard_opens_it_and_esc_leaves_it_with_what_was_written(
    window: MainWindow,
) -> None:
    asked: list[None] = []
    window.setup_form_wanted.connect(lambda: asked.append(None))
    QTest.keyClick(window, Qt.Key.Key_F7)
    assert len(asked) == 1
    window.show_setup_form(samples.setup_form())
    [page] = window.findChildren(SetupPage)
    open_section(page, "Pictures and space")
    write(page, DAYS, "30")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not page.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F7)
    assert page.changes == {DAYS: "30"}
    assert len(asked) == 1


def test_letters_are_written_and_open_no_page(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F7)
    window.show_setup_form(samples.setup_form())
    [page] = window.findChildren(SetupPage)
    write(page, ("station", "name"), "htlpi")
    assert page.isVisible()
    assert page.changes == {("station", "name"): "htlpi"}


@pytest.mark.parametrize(("attendance", "opens"), [(ENGINEER, True), (OPERATOR, False)])
def test_where_people_sign_in_it_is_an_engineer_s(
    qtbot: QtBot, attendance: Attendance, opens: bool
) -> None:
    window = gallery.make_window("en")
    qtbot.addWidget(window)
    window.show()
    window.staff.show_attendance(attendance)
    window.toggle_setup()
    assert bool(window.findChildren(SetupPage)) is opens
    window.close()


def test_who_signs_out_leaves_the_set_up(qtbot: QtBot) -> None:
    window: MainWindow = gallery.make_window("en")
    qtbot.addWidget(window)
    window.show()
    window.staff.show_attendance(ENGINEER)
    window.toggle_setup()
    [page] = window.findChildren(SetupPage)
    window.show_setup_form(samples.setup_form())
    write(page, ("station", "name"), "line-8")
    window.staff.show_attendance(Attendance(is_asked=True))
    assert not page.isVisible()
    assert page.changes == {}, "they are nobody's any more"
    window.close()


REGION, SIZE = ("camera", "region"), ("judging", "casting_percent")
EMPTY_RIG = ("judging", "empty_rig")


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[SetupPage]:
    """A page whose camera shows a casting."""
    casting = samples.casting(2, size=512)
    frame = Frame(1, monotonic(), casting.pixels)
    made = SetupPage(lambda: frame)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show_form(samples.setup_form())
    made.show()
    open_section(made, "Camera")
    qtbot.waitUntil(lambda: not view(made).picture_place().isEmpty())
    made.show_seen(None, casting.outline)
    yield made
    made.stop()
    made.close()


def view(page: SetupPage) -> RegionView:
    return page.findChildren(RegionView)[0]


def drag(page: SetupPage, left: float, top: float, right: float, bottom: float) -> None:
    """From corner to corner, in shares of the picture."""
    place = view(page).picture_place()
    first, last = (
        QPoint(
            place.left() + round(place.width() * across), place.top() + round(place.height() * down)
        )
        for across, down in ((left, top), (right, bottom))
    )
    QTest.mousePress(view(page), Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(view(page), last)
    QTest.mouseRelease(view(page), Qt.MouseButton.LeftButton, pos=last)


def region(page: SetupPage) -> list[int]:
    return [int(part) for part in editor(page, REGION).text().split(",")]


def test_a_region_is_drawn_over_the_picture(rig: SetupPage) -> None:
    drag(rig, 0.2, 0.1, 0.7, 0.9)
    assert rig.changes == {}  # nobody wanted to draw
    click(rig, "Draw region")
    drag(rig, 0.2, 0.1, 0.7, 0.9)
    assert region(rig) == pytest.approx([20, 10, 50, 80], abs=1)
    drag(rig, 0.4, 0.4, 0.6, 0.6)
    assert region(rig) == pytest.approx([20, 10, 50, 80], abs=1)  # one region at a time
    click(rig, "Undo changes")
    assert rig.changes == {}


def test_a_region_of_a_region_that_holds_is_one_of_the_whole_picture(rig: SetupPage) -> None:
    form = samples.setup_form()
    held = (
        replace(each, value="20, 40, 50, 40") if each.key == REGION else each
        for each in form.fields
    )
    rig.show_form(replace(form, fields=tuple(held)))
    click(rig, "Draw region")
    drag(rig, 0.1, 0.5, 0.9, 1.0)
    assert region(rig) == pytest.approx([25, 60, 40, 20], abs=1)
    click(rig, "Whole picture")
    assert editor(rig, REGION).text() == ""


def test_a_tap_draws_nothing(rig: SetupPage) -> None:
    click(rig, "Draw region")
    drag(rig, 0.5, 0.5, 0.51, 0.5)
    assert rig.changes == {}


def test_the_size_of_the_casting_on_the_rig_is_taught(rig: SetupPage) -> None:
    click(rig, "Teach size")
    assert float(rig.changes[SIZE]) == pytest.approx(87.6, abs=0.5)
    rig.show_seen(Unfit.DARK, None)
    assert "too dark" in said(rig)
    assert not button(rig, "Teach size").isEnabled()


def test_the_empty_rig_is_taught_to_a_network_that_judges_whole_pictures(rig: SetupPage) -> None:
    shown = Recorder()
    rig.empty_rig_shown.connect(shown.take)
    assert not button(rig, "Teach empty rig").isVisible()
    rig.show_form(samples.setup_form(samples.PICTURE_CARD))
    open_section(rig, "Camera")
    click(rig, "Teach empty rig")
    [pixels] = shown.seen
    assert isinstance(pixels, np.ndarray)
    assert pixels.shape == (512, 512)
    rig.show_empty_rig("/home/castwatch/empty-rig.png")
    assert rig.changes == {EMPTY_RIG: "/home/castwatch/empty-rig.png"}
