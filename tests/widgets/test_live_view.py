from collections.abc import Callable, Iterator
from time import monotonic

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from camera.camera import CameraError
from models.frame import Frame
from models.judgement import Ellipse, RingOutline
from widgets.live_view import LiveView
from widgets.shapes import Shape

UNPLUGGED = CameraError("The camera {camera} sends no pictures.", camera="rig")


class Rig:
    """Gives whatever frame the test has put here."""

    def __init__(self) -> None:
        self.frame: Frame | None = None
        self.pulled = 0

    def pull(self) -> Frame | None:
        self.pulled += 1
        return self.frame


@pytest.fixture
def rig() -> Rig:
    return Rig()


@pytest.fixture
def view(rig: Rig, qtbot: QtBot) -> Iterator[LiveView]:
    made = LiveView(rig.pull)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    yield made
    made.stop()


def grey_frame(number: int, grey: int, age_s: float = 0) -> Frame:
    return Frame(number, monotonic() - age_s, np.full((50, 50), grey, np.uint8))


def grey_at(view: LiveView, x: int, y: int) -> int:
    return image(view).pixelColor(x, y).red()


def image(view: LiveView) -> QImage:
    return view.grab().toImage()


def shows(view: LiveView, grey: int) -> Callable[[], bool]:
    return lambda: grey_at(view, 200, 150) == grey


def test_the_newest_frame_is_shown_with_its_aspect_kept(
    view: LiveView, rig: Rig, qtbot: QtBot
) -> None:
    rig.frame = grey_frame(1, 200)
    qtbot.waitUntil(shows(view, 200))
    assert grey_at(view, 55, 150) == 200  # 300 x 300 in the middle of 400 x 300
    assert grey_at(view, 345, 150) == 200
    assert grey_at(view, 40, 150) != 200
    rig.frame = grey_frame(2, 90)
    qtbot.waitUntil(shows(view, 90))


def test_a_picture_that_is_no_whole_array_is_shown_too(
    view: LiveView, rig: Rig, qtbot: QtBot
) -> None:
    wide = np.zeros((50, 200), np.uint8)
    wide[:, 60:110] = 77
    rig.frame = Frame(1, monotonic(), wide[:, 60:110])
    qtbot.waitUntil(shows(view, 77))


def test_the_outline_lies_on_the_casting(view: LiveView, rig: Rig, qtbot: QtBot) -> None:
    rig.frame = grey_frame(1, 0)
    view.show_outline(RingOutline(Ellipse(25, 25, 20, 10, 90), Ellipse(25, 25, 8, 4, 90)))
    qtbot.waitUntil(lambda: image(view).pixelColor(200, 30).blue() > 150)  # 20 px up, times 6
    assert image(view).pixelColor(260, 150).blue() > 150
    view.show_outline(None)
    assert image(view).pixelColor(200, 30).blue() == 0


def test_a_fault_takes_the_picture_s_place_until_a_new_one_comes(
    view: LiveView, rig: Rig, qtbot: QtBot
) -> None:
    rig.frame = grey_frame(1, 255)
    qtbot.waitUntil(shows(view, 255))
    view.show_trouble(UNPLUGGED, Shape.ALERT_IN_TRIANGLE)
    assert grey_at(view, 60, 20) < 100
    rig.frame = None
    view.show_trouble(None, Shape.CHECK_IN_CIRCLE)
    assert grey_at(view, 60, 20) < 100  # the last picture is not shown as if it were live
    rig.frame = grey_frame(2, 180)
    qtbot.waitUntil(shows(view, 180))


def test_an_old_picture_says_how_old_it_is(view: LiveView, rig: Rig, qtbot: QtBot) -> None:
    rig.frame = grey_frame(1, 100, age_s=30)
    qtbot.waitUntil(shows(view, 100))
    assert image(view).pixelColor(54, 4).red() > 200  # a bright tag in the picture's corner


def test_nothing_is_pulled_while_nobody_looks(view: LiveView, rig: Rig, qtbot: QtBot) -> None:
    view.hide()
    rig.pulled = 0
    qtbot.wait(100)
    assert rig.pulled == 0
    view.show()
    qtbot.waitUntil(lambda: rig.pulled > 2)


def test_pictures_come_thirty_times_a_second(view: LiveView, rig: Rig, qtbot: QtBot) -> None:
    rig.pulled = 0
    qtbot.wait(500)
    assert 9 <= rig.pulled <= 17


def test_a_warning_leaves_the_pictures_that_go_on_coming(
    view: LiveView, rig: Rig, qtbot: QtBot
) -> None:
    still = CameraError("The camera {camera} has sent the same picture.", camera="rig")
    rig.frame = grey_frame(1, 70)
    qtbot.waitUntil(shows(view, 70))
    view.show_trouble(still, Shape.DOTS_IN_RING)
    rig.frame = grey_frame(2, 90)
    qtbot.waitUntil(shows(view, 90))
    rig.frame = grey_frame(3, 120, age_s=60)
    qtbot.waitUntil(lambda: view.picture() is None)
