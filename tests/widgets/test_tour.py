"""The tour: nothing that calls a person is hidden, and the line goes on beneath it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.sound import Sound
from tests.widgets import gallery, samples
from tests.widgets.conftest import Wishes
from widgets.alarm_bar import AlarmBar
from widgets.live_page import LivePage
from widgets.main_window import MainWindow
from widgets.tour import Tour
from widgets.tour_bar import TourBar


def tour(window: MainWindow) -> Tour:
    return next(each for each in window.findChildren(Tour) if each.isVisible())


def title(window: MainWindow) -> str:
    return next(each.text() for each in tour(window).findChildren(QLabel, "title"))


def is_shaded(window: MainWindow, widget: QWidget) -> bool:
    """Whether a click into its middle would hit the tour."""
    middle = widget.mapTo(window, widget.rect().center())
    return tour(window).mask().contains(middle)


def focused(window: MainWindow) -> QPushButton:
    widget = window.focusWidget()
    assert isinstance(widget, QPushButton)
    return widget


def test_a_station_that_has_judged_nothing_offers_the_tour(window: MainWindow) -> None:
    bar = window.findChildren(TourBar)[0]
    window.show_recent(samples.recent_parts())
    assert not bar.isVisible()
    window.show_recent(())
    assert bar.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_the_tour_goes_there_and_back_by_keys_alone(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_F10)
    seen = [title(window)]
    while focused(window).text() != "Done":
        QTest.keyClick(focused(window), Qt.Key.Key_Space)
        seen.append(title(window))
    assert len(set(seen)) == 8
    QTest.keyClick(focused(window), Qt.Key.Key_Tab)
    assert focused(window).text() == "Back"
    QTest.keyClick(focused(window), Qt.Key.Key_Space)
    assert title(window) == seen[-2]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not any(each.isVisible() for each in window.findChildren(Tour))


def test_what_is_spoken_of_is_bright_and_can_be_used(
    window: MainWindow, wishes: Wishes, qtbot: QtBot
) -> None:
    gallery.running(window)
    window.open_tour()
    at = window.findChildren(LivePage)[0].places()
    assert not is_shaded(window, at.picture)
    assert is_shaded(window, at.inspect)
    while is_shaded(window, at.inspect):
        QTest.keyClick(focused(window), Qt.Key.Key_Space)
    window.findChildren(LivePage)[0].press_inspect()
    assert ("inspect_now",) in wishes.heard
    assert is_shaded(window, at.picture)


def test_the_alarm_is_never_shaded_and_keeps_its_keys(
    window: MainWindow, wishes: Wishes, qtbot: QtBot
) -> None:
    gallery.running(window)
    window.open_tour()
    window.show_alarm(Sound.REJECT)
    bar = window.findChildren(AlarmBar)[0]
    qtbot.waitUntil(lambda: not is_shaded(window, bar))
    first = title(window)
    QTest.keyClick(focused(window), Qt.Key.Key_Space)
    assert wishes.heard == [("acknowledge_alarm",)]
    assert title(window) == first


@pytest.mark.parametrize("size", gallery.SIZES)
def test_the_card_lies_in_the_window_and_beside_what_it_speaks_of(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    gallery.running(window)
    window.open_tour()
    for number in range(8):
        walk = tour(window)
        card = walk._card.geometry()
        assert walk.rect().contains(card)
        assert not walk._bright().intersects(card), number
        walk._on_next()


def test_another_page_and_another_language_do_not_confuse_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.open_tour()
    QTest.keyClick(window, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: title(window) == "카메라가 보는 것")
    QTest.keyClick(window, Qt.Key.Key_H)
    assert not any(each.isVisible() for each in window.findChildren(Tour))
