from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import samples
from widgets.recent_parts import RecentParts


@pytest.fixture
def opened() -> list[str]:
    return []


@pytest.fixture
def strip(qtbot: QtBot, opened: list[str]) -> Iterator[RecentParts]:
    made = RecentParts(samples.START.tzinfo)
    qtbot.addWidget(made)
    made.resize(900, 150)
    made.show_parts(samples.recent_parts(1240))
    made.opened.connect(opened.append)
    made.show()
    yield made
    made.close()


def place_of(strip: RecentParts, row: int) -> QPoint:
    return strip.visualItemRect(strip.item(row)).center()


def test_the_newest_is_in_front_and_no_more_than_twenty_are_there(strip: RecentParts) -> None:
    strip.add_part(samples.recent_part(1241))
    assert strip.count() == 20
    assert strip.item(0).toolTip().startswith("#1241")
    assert strip.item(19).toolTip().startswith("#1222")


def test_a_click_opens_one(strip: RecentParts, opened: list[str]) -> None:
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=place_of(strip, 2))
    assert opened == [samples.inspection(1238).id]


def test_a_double_click_opens_it_once_more_at_most(strip: RecentParts, opened: list[str]) -> None:
    QTest.mouseDClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=place_of(strip, 2))
    assert set(opened) <= {samples.inspection(1238).id}


def test_a_touch_opens_one(strip: RecentParts, opened: list[str], qtbot: QtBot) -> None:
    finger = QTest.createTouchDevice(QPointingDevice.DeviceType.TouchScreen)
    place, on = place_of(strip, 1), strip.viewport()
    QTest.touchEvent(strip.window(), finger).press(0, place, on).commit()
    QTest.touchEvent(strip.window(), finger).release(0, place, on).commit()
    qtbot.waitUntil(lambda: opened == [samples.inspection(1239).id])


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_arrows_walk_and_a_key_opens(
    strip: RecentParts, opened: list[str], key: Qt.Key
) -> None:
    strip.setCurrentRow(0)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, key)
    assert opened == [samples.inspection(1239).id]


def test_a_new_casting_does_not_take_the_focus_s_place(strip: RecentParts) -> None:
    strip.setCurrentRow(3)
    strip.add_part(samples.recent_part(1241))
    assert strip.currentItem().toolTip().startswith("#1237")


def test_pictures_are_kept_small(strip: RecentParts) -> None:
    strip.add_part(samples.recent_part(1241))
    image = strip.item(0).data(Qt.ItemDataRole.UserRole + 1)
    assert max(image.width(), image.height()) == 256


def test_the_empty_strip_says_so(strip: RecentParts, qtbot: QtBot) -> None:
    strip.show_parts([])
    image = strip.grab().toImage()
    grey = {image.pixelColor(x, image.height() // 2).red() for x in range(300, 600)}
    assert min(grey) < 150  # words in the middle


class Painted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.times += event.type() is QEvent.Type.Paint
        return False


def test_the_strip_comes_to_rest_however_full_it_is(strip: RecentParts) -> None:
    """Its scroll bar once came and went for ever, and took half of the window's time."""
    strip.show_parts([])
    painted = Painted(strip.viewport())
    for number in range(1, 21):
        strip.add_part(samples.recent_part(number))
        for _ in range(20):
            QApplication.processEvents()
        settled = painted.times
        assert settled >= number
        for _ in range(20):
            QApplication.processEvents()
        assert painted.times == settled
