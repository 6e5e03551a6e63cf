from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QMenu,
    QPushButton,
    QSlider,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.details import RecentPart
from models.errors import KnownError
from models.health import Condition, Health, Part
from models.history import HistoryQuery
from models.judgement import Verdict
from models.people import Act, refusal
from models.shift import Tally
from models.sight import Stage
from models.sound import Sound
from tests.widgets import gallery, samples
from tests.widgets.conftest import Wishes
from widgets.banner_state import BannerState
from widgets.close_dialog import CloseDialog
from widgets.delivery_dialog import DeliveryDialog
from widgets.discard_dialog import DiscardDialog
from widgets.main_window import MainWindow
from widgets.picture_view import PictureView
from widgets.reason_field import ReasonField
from widgets.set_aside_dialog import SetAsideDialog
from widgets.verdict_banner import VerdictBanner

CTRL, NO_MODIFIER = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def button(window: QWidget, text: str) -> QAbstractButton:
    """The visible button whose text begins so."""
    return next(
        each
        for each in window.findChildren(QAbstractButton)
        if each.text().startswith(text) and each.isVisible()
    )


class ByAPerson(QCloseEvent):
    """As the window manager sends it."""

    def spontaneous(self) -> bool:
        return True


def banner(window: MainWindow) -> VerdictBanner:
    return window.findChildren(VerdictBanner)[0]


@pytest.mark.parametrize(
    ("key", "modifier", "wish"),
    [
        (Qt.Key.Key_I, CTRL, ("inspect_now",)),
        (Qt.Key.Key_F5, CTRL, ("inspect_now",)),
        (Qt.Key.Key_P, CTRL, ("pause_wanted", True)),
        (Qt.Key.Key_L, NO_MODIFIER, ("language_changed", "ko")),
    ],
)
def test_every_action_has_a_key(
    window: MainWindow,
    wishes: Wishes,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    wish: tuple[object, ...],
) -> None:
    QTest.keyClick(window, key, modifier)
    assert wishes.heard == [wish]


def test_the_history_opens_and_closes_with_its_key(
    window: MainWindow, wishes: Wishes, qtbot: QtBot
) -> None:
    QTest.keyClick(window, Qt.Key.Key_H)
    assert [wish[0] for wish in wishes.heard] == ["shifts_wanted", "history_page_wanted"]
    assert button(window, "Export").isVisible()
    QTest.keyClick(window, Qt.Key.Key_H)
    assert button(window, "Inspect now").isVisible()


def test_escape_goes_back_to_where_the_inspection_was_opened(
    window: MainWindow, qtbot: QtBot
) -> None:
    gallery.history(window)
    window.open_inspection(samples.details())
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert button(window, "Export").isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert button(window, "Inspect now").isVisible()


def test_space_alone_acknowledges_and_only_while_the_alarm_sounds(
    window: MainWindow, wishes: Wishes
) -> None:
    keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
    for key in keys:
        QTest.keyClick(window, key)
    assert wishes.heard == []
    window.show_alarm(Sound.REJECT)
    for key in keys:
        QTest.keyClick(window, key)
    assert wishes.heard == [("acknowledge_alarm",)], "a scanner ends with Enter"
    window.show_alarm(None)
    assert not any(each.text().startswith("Ack") for each in visible_buttons(window))


def visible_buttons(window: QWidget) -> list[QAbstractButton]:
    return [each for each in window.findChildren(QAbstractButton) if each.isVisible()]


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def touch(widget: QWidget) -> None:
    finger = QTest.createTouchDevice(QPointingDevice.DeviceType.TouchScreen)
    middle = widget.rect().center()
    QTest.touchEvent(widget.window(), finger).press(0, middle, widget).commit()
    QTest.touchEvent(widget.window(), finger).release(0, middle, widget).commit()


@pytest.mark.parametrize("press", [click, touch])
def test_the_alarm_is_acknowledged_by_mouse_and_by_touch(
    window: MainWindow, wishes: Wishes, press: Callable[[QWidget], None]
) -> None:
    window.show_alarm(Sound.REJECT)
    QTest.qWait(1)
    press(button(window, "Acknowledge"))
    assert wishes.heard == [("acknowledge_alarm",)]


@pytest.mark.parametrize(
    ("sound", "said"),
    [
        (Sound.REJECT, "Reject: take the casting off"),
        (Sound.FAULT, "Fault: castings are not judged."),
        (Sound.WARNING, "Warning: somebody should come."),
    ],
)
def test_the_alarm_says_what_it_sounds_for(window: MainWindow, sound: Sound, said: str) -> None:
    window.show_alarm(sound)
    assert said in texts(window)
    window.show_alarm(None)
    assert said not in texts(window)


def test_an_alarm_that_was_muted_shows_that_it_has_come_back(window: MainWindow) -> None:
    window.show_alarm(Sound.REJECT)
    window.findChildren(QSlider)[0].setValue(0)
    assert "Muted" in texts(window)
    window.show_volume(0.6)
    assert "Volume 60 %" in texts(window)


def test_a_warning_stays_until_a_person_has_understood(window: MainWindow, qtbot: QtBot) -> None:
    window.show_call(gallery.ROW_OF_REJECTS)
    said = str(gallery.ROW_OF_REJECTS)
    assert said in texts(window)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    window.set_language("ko")
    qtbot.waitUntil(lambda: "3개" in texts(window), timeout=5_000)
    window.set_language("en")
    qtbot.waitUntil(lambda: said in texts(window), timeout=5_000)
    QTest.keyClick(window, Qt.Key.Key_U, CTRL)
    assert said not in texts(window)


def test_a_camera_that_is_being_opened_is_no_fault(window: MainWindow) -> None:
    opening = KnownError("The camera {camera} is being opened.", camera="rig")
    window.show_health(Health(Part.CAMERA, Condition.WAITING, opening))
    assert banner(window).state is BannerState.NO_PICTURE
    assert banner(window).accessibleName().endswith(str(opening))
    window.show_health(Health(Part.CAMERA, Condition.OK))
    assert banner(window).state is BannerState.ARRIVING


def test_the_menu_opens_by_key_and_its_keys_work(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_M)
    menu = window.findChildren(QMenu)[0]
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()


def test_the_picture_has_the_keys_when_an_inspection_opens(window: MainWindow) -> None:
    window.open_inspection(samples.details())
    view = window.findChildren(PictureView)[0]
    whole = view.zoom
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Plus)
    assert view.zoom > whole


def test_the_volume_follows_the_keys(window: MainWindow, wishes: Wishes, qtbot: QtBot) -> None:
    window.show_alarm(Sound.REJECT)
    QTest.keyClick(window, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert wishes.heard == [("volume_changed", 0.7), ("volume_changed", 0.8)]


def test_an_alarm_that_cannot_be_heard_says_so(window: MainWindow) -> None:
    window.show_alarm(Sound.REJECT)
    window.show_health(Health(Part.SOUND, Condition.FAULT))
    slider = next(
        each for each in window.findChildren(QSlider) if "volume" in each.accessibleName()
    )
    assert not slider.isVisible()
    assert "It cannot be heard." in texts(window)


def texts(window: QWidget) -> str:
    shown = [each for each in window.findChildren(QWidget) if each.isVisible()]
    return " ".join(each.text() for each in shown if hasattr(each, "text"))


def test_a_verdict_stays_until_the_next_casting_comes(window: MainWindow) -> None:
    window.show_stage(Stage.JUDGED, None, None)
    window.show_inspection(samples.recent_part(5, Verdict.REJECT))
    assert banner(window).state is BannerState.REJECT
    window.show_stage(Stage.WAITING, None, None)
    assert banner(window).state is BannerState.REJECT
    window.show_stage(Stage.ARRIVING, None, None)
    assert banner(window).state is BannerState.ARRIVING


def test_a_verdict_goes_when_nothing_follows(window: MainWindow, qtbot: QtBot) -> None:
    window.show_inspection(samples.recent_part(5, Verdict.PASS))
    window.show_stage(Stage.WAITING, None, None)
    qtbot.waitUntil(lambda: banner(window).state is BannerState.WAITING, timeout=4000)


def test_a_kept_picture_inspected_again_says_nothing_of_the_casting_on_the_rig(
    window: MainWindow, wishes: Wishes
) -> None:
    window.open_inspection(samples.details())
    click(button(window, "Inspect the picture"))
    again = samples.details().linked[0]
    assert wishes.of("reinspect") == [("reinspect", again.reinspection_of, False)]
    window.show_inspection(RecentPart(again, None))
    assert banner(window).state is BannerState.ARRIVING
    assert f"#{again.sequence:,}: Review" in texts(window)


def test_a_fault_is_told_and_tried_again(window: MainWindow, wishes: Wishes, qtbot: QtBot) -> None:
    window.show_fault(gallery.DISK_FULL)
    assert banner(window).state is BannerState.FAULT
    assert str(gallery.DISK_FULL) in texts(window)
    QTest.keyClick(window, Qt.Key.Key_R, CTRL)
    click(button(window, "Try again"))
    assert wishes.heard == [("retry",)] * 2
    window.show_fault(None)
    QTest.keyClick(window, Qt.Key.Key_R, CTRL)
    assert len(wishes.heard) == 2


def test_a_damaged_database_can_be_set_aside_and_no_other_fault(
    window: MainWindow, wishes: Wishes
) -> None:
    window.show_fault(gallery.DAMAGED)
    click(button(window, "Set it aside"))
    assert wishes.heard == [], "it asks first"
    click(button(window.findChildren(SetAsideDialog)[0], "Leave it"))
    click(button(window, "Set it aside"))
    click(button(window.findChildren(SetAsideDialog)[-1], "Set it aside"))
    assert wishes.heard == [("set_aside_wanted",)]
    window.show_fault(gallery.DISK_FULL)
    assert "Set it aside and go on" not in texts(window)


def test_a_notice_is_told_in_either_language_until_it_is_dismissed(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show_notice(gallery.UNPLUGGED)
    window.set_language("ko")
    qtbot.waitUntil(lambda: "rtsp://10.0.0.7에서" in texts(window))
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert "rtsp" not in texts(window)


def test_an_error_that_has_no_translation_is_told_in_english(window: MainWindow) -> None:
    window.set_language("ko")
    window.show_notice(KnownError("Nobody has translated {this}.", this="that"))
    assert "Nobody has translated that." in texts(window)


def test_the_language_changes_while_it_runs(window: MainWindow, qtbot: QtBot) -> None:
    click(button(window, "한국어"))
    qtbot.waitUntil(lambda: banner(window).accessibleName() == "진입 중")
    assert "지금 검사" in texts(window)
    assert "Inspect" not in texts(window)
    click(button(window, "English"))
    qtbot.waitUntil(lambda: banner(window).accessibleName() == "Arriving")


def test_tab_reaches_every_button_and_shows_where_it_is(window: MainWindow, qtbot: QtBot) -> None:
    reached = set()
    for _ in range(30):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        reached.add(window.focusWidget())
    missed = [each.text() for each in visible_buttons(window) if each not in reached]
    assert not missed


def test_every_button_is_large_enough_for_a_glove(window: MainWindow) -> None:
    small = [
        each.text() for each in visible_buttons(window) if min(each.width(), each.height()) < 48
    ]
    assert not small


def test_ctrl_q_asks_while_castings_are_inspected(
    window: MainWindow, wishes: Wishes, qtbot: QtBot
) -> None:
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    question = window.findChildren(CloseDialog)[0]
    click(button(question, "Keep inspecting"))
    assert window.isVisible()
    assert not wishes.heard
    window.ask_to_close()
    click(button(window.findChildren(CloseDialog)[-1], "Stop and close"))
    assert not window.isVisible()
    assert wishes.heard == [("closing",)]


def test_the_window_s_own_cross_asks_too(window: MainWindow, wishes: Wishes) -> None:
    event = ByAPerson()
    window.closeEvent(event)
    assert not event.isAccepted()
    assert window.isVisible()
    assert window.findChildren(CloseDialog)
    assert not wishes.heard


def test_the_program_closes_without_a_question(window: MainWindow, wishes: Wishes) -> None:
    window.close()
    assert wishes.heard == [("closing",)]


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_F2])
def test_help_and_the_network_s_card_open_and_close(
    window: MainWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    QTest.keyClick(window, key)
    dialog = window.findChildren(QDialog)[0]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_everything_grows_with_the_window(window: MainWindow) -> None:
    small = button(window, "Inspect now").height()
    window.resize(3840, 2160)
    QTest.qWait(1)
    assert button(window, "Inspect now").height() >= 2.4 * small


@pytest.mark.parametrize("way", ["key", "light"])
def test_how_far_the_plant_is_behind_is_asked_for_as_long_as_it_is_shown(
    window: MainWindow, wishes: Wishes, way: str, qtbot: QtBot
) -> None:
    if way == "key":
        QTest.keyClick(window, Qt.Key.Key_F3)
    else:
        click(next(each for each in visible_buttons(window) if "Kafka" in each.accessibleName()))
    assert len(wishes.of("delivery_wanted")) == 1
    window.show_delivery(samples.outbox_report())
    said = texts(window)
    for fact in ("14,203", "4 h 12 min ago", "0.0 a minute", "3,380 in the last hour", "174 days"):
        assert fact in said
    qtbot.waitUntil(lambda: len(wishes.of("delivery_wanted")) == 2, timeout=5000)
    dialog = window.findChild(DeliveryDialog)
    assert dialog is not None
    dialog.reject()
    window.show_delivery(samples.outbox_report())  # an answer that comes too late


def test_each_topic_is_told_with_what_waits_and_why(window: MainWindow) -> None:
    window.show_topic_troubles(samples.topic_troubles())
    window.open_delivery()
    window.show_delivery(samples.outbox_report())
    said = texts(window)
    assert "14,200 waiting" in said
    assert "3 waiting: Kafka has no topic casting_decisions: create it" in said


def quarantined(window: MainWindow) -> QTableWidget:
    """The table of the messages that Kafka refuses, with the dialog open."""
    window.open_delivery()
    window.show_delivery(samples.outbox_report())
    dialog = window.findChild(DeliveryDialog)
    assert dialog is not None
    table = dialog.findChild(QTableWidget)
    assert table is not None
    assert table.isVisible()
    return table


def test_messages_that_are_refused_are_listed_and_tried_again(
    window: MainWindow, wishes: Wishes
) -> None:
    table = quarantined(window)
    first, second = samples.outbox_report().quarantined
    cells = [str(table.model().index(0, column).data()) for column in range(4)]
    assert (cells[0], cells[1], cells[3]) == ("4711", "Inspection", first.reason)
    assert not button(window, "Discard").isEnabled()
    table.selectRow(1)
    click(button(window, "Try again"))
    click(button(window, "Try all again"))
    assert wishes.of("retry_wanted") == [("retry_wanted", (second.id,)), ("retry_wanted", ())]
    window.show_delivery(replace(samples.outbox_report(), quarantined=()))
    assert not table.isVisible()


def test_a_message_is_given_up_with_a_reason_only(window: MainWindow, wishes: Wishes) -> None:
    table = quarantined(window)
    table.selectRow(0)
    click(button(window, "Discard …"))
    question = window.findChild(DiscardDialog)
    assert question is not None
    discard = next(each for each in question.findChildren(QPushButton) if each.text() == "Discard")
    assert not discard.isEnabled()
    field = question.findChild(ReasonField)
    assert field is not None
    field.setEditText("a test")
    click(discard)
    first = samples.outbox_report().quarantined[0]
    assert wishes.of("discard_wanted") == [("discard_wanted", first.id, "a test")]


def test_a_wish_that_is_refused_is_told_in_the_dialog(window: MainWindow) -> None:
    quarantined(window)
    window.show_quarantine(refusal(Act.HANDLE_MESSAGES))
    assert "Only an engineer may do this" in texts(window)
    window.show_quarantine(None)
    assert "Only an engineer may do this" not in texts(window)


@pytest.mark.parametrize(
    ("free_bytes", "said"),
    [
        (29_406_000, "3.0 hours"),
        (700_000_000, "3 days"),
        (10**15, "more than ten years"),
    ],
)
def test_how_long_the_disk_lasts_in_the_unit_that_people_would_say_it_in(
    window: MainWindow, free_bytes: int, said: str
) -> None:
    window.open_delivery()
    assert "–" in texts(window)
    window.show_delivery(replace(samples.outbox_report(), free_bytes=free_bytes))
    assert said in texts(window)
    idle = replace(samples.outbox_report().pace, recorded_per_hour=0)
    window.show_delivery(replace(samples.outbox_report(), pace=idle))
    assert "nothing was recorded in the last hour" in texts(window)


def test_a_light_tells_its_sentence(window: MainWindow) -> None:
    window.show_health(Health(Part.CAMERA, Condition.FAULT, gallery.UNPLUGGED))
    light = next(each for each in visible_buttons(window) if "Camera" in each.accessibleName())
    QTest.mouseClick(light, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert f"Camera: {gallery.UNPLUGGED}" in texts(window)


def test_the_history_s_first_page_is_asked_for_newest_first(
    window: MainWindow, wishes: Wishes
) -> None:
    window.toggle_history()
    assert wishes.of("history_page_wanted") == [("history_page_wanted", HistoryQuery(limit=100))]


def test_pictures_that_were_not_judged_are_counted_with_their_reasons(window: MainWindow) -> None:
    window.show_tally(samples.SHIFT, samples.TALLY)
    assert "Pictures not judged: 13 (glare 9, blurred 3, cut off 1)" in texts(window)
    window.show_tally(samples.SHIFT, Tally(passed=3))
    assert "Pictures not judged" not in texts(window)


def test_back_leads_back_also_while_a_notice_stands_there(window: MainWindow) -> None:
    """Whoever touches Back does not mean the notice; Esc dismisses that first."""
    window.toggle_history()
    window.show_notice(KnownError("The file {file} cannot be read.", file="7.png"))
    click(button(window, "Back"))
    assert not window._history.isVisible()
    assert window._notice.isVisible()
    window.toggle_history()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window._history.isVisible()
    assert not window._notice.isVisible()
