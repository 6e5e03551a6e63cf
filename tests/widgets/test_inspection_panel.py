from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from models.judgement import Verdict
from tests.widgets import samples
from tests.widgets.test_main_window import button, texts
from widgets.inspection_panel import InspectionPanel
from widgets.picture_view import PictureView
from widgets.pictures import heat_image


def picture(panel: InspectionPanel) -> PictureView:
    return panel.findChildren(PictureView)[0]


def test_it_tells_what_stands_on_record(panel: InspectionPanel) -> None:
    said = texts(panel)
    opened = samples.details().inspection
    for fact in (opened.id, "0.986", "2026-11-24 06:41:51 UTC", "castings_v1 (3f9c3f9c)", "#1,237"):
        assert fact in said


def test_the_wheel_zooms_to_the_mouse_and_0_fits_again(panel: InspectionPanel) -> None:
    view = picture(panel)
    whole = view.zoom
    QApplication.sendEvent(view.viewport(), wheel(view, 120))
    assert view.zoom == pytest.approx(whole * 1.25)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom == pytest.approx(whole * 1.25**2)
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == pytest.approx(whole)


def wheel(view: PictureView, turned: int) -> QWheelEvent:
    place = QPointF(view.viewport().rect().center())
    return QWheelEvent(
        place, view.viewport().mapToGlobal(place), QPoint(), QPoint(0, turned),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip


def test_it_never_zooms_out_beyond_the_whole_picture(panel: InspectionPanel) -> None:
    view = picture(panel)
    whole = view.zoom
    for _ in range(10):
        QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom == pytest.approx(whole)


def test_two_fingers_zoom(panel: InspectionPanel, qtbot: QtBot) -> None:
    view = picture(panel)
    whole = view.zoom
    finger = QTest.createTouchDevice(QPointingDevice.DeviceType.TouchScreen)
    on, middle = view.viewport(), view.viewport().rect().center()
    first, second = middle - QPoint(20, 0), middle + QPoint(20, 0)
    QTest.touchEvent(panel, finger).press(0, first, on).press(1, second, on).commit()
    for spread in range(25, 160, 5):
        first, second = middle - QPoint(spread, 0), middle + QPoint(spread, 0)
        QTest.touchEvent(panel, finger).move(0, first, on).move(1, second, on).commit()
    QTest.touchEvent(panel, finger).release(0, first, on).release(1, second, on).commit()
    assert view.zoom > 1.5 * whole


def test_the_mouse_pulls_the_picture(panel: InspectionPanel) -> None:
    view = picture(panel)
    view.zoom_by(4)
    before = view.horizontalScrollBar().value()
    middle = view.viewport().rect().center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(view.viewport(), middle + QPoint(50, 0))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=middle + QPoint(50, 0))
    assert view.horizontalScrollBar().value() == before - 50


def test_the_defect_map_comes_and_goes(panel: InspectionPanel) -> None:
    coloured = colourfulness(panel)
    QTest.mouseClick(button(panel, "Defect map"), Qt.MouseButton.LeftButton)
    assert colourfulness(panel) == 0 < coloured


def colourfulness(panel: InspectionPanel) -> int:
    """The largest difference of a pixel's channels along the picture's middle column."""
    image = picture(panel).grab().toImage()
    columns = range(image.width() // 4, 3 * image.width() // 4, 7)
    rows = range(image.height() // 10, 9 * image.height() // 10, 7)
    colours = [image.pixelColor(x, y) for x in columns for y in rows]
    return max(
        max(c.red(), c.green(), c.blue()) - min(c.red(), c.green(), c.blue()) for c in colours
    )


def test_heat_is_clear_where_nothing_is_found() -> None:
    heat = heat_image(np.array([[0.0, 0.5, 1.0, np.nan]], np.float32))
    assert [heat.pixelColor(x, 0).alpha() for x in range(4)] == [0, 127, 255, 0]


def test_a_picture_that_is_gone_is_said_to_be_gone(panel: InspectionPanel) -> None:
    panel.open(samples.details(has_picture=False))
    assert not picture(panel).isVisible()
    assert "no longer" in texts(panel)
    assert not button(panel, "Inspect the picture").isEnabled()
    assert "The picture is not kept." in texts(panel)


def test_the_rig_is_offered_only_while_a_casting_lies_there(panel: InspectionPanel) -> None:
    assert not button(panel, "Inspect on the rig").isEnabled()
    assert "No casting lies on the rig." in texts(panel)
    panel.again.show_casting(True)
    assert button(panel, "Inspect on the rig").isEnabled()
    assert "No casting lies on the rig." not in texts(panel)


@pytest.mark.parametrize(("key", "on_rig"), [(Qt.Key.Key_G, True), (Qt.Key.Key_K, False)])
def test_inspect_again_by_key_and_see_the_result_linked(
    panel: InspectionPanel, qtbot: QtBot, key: Qt.Key, on_rig: bool
) -> None:
    asked: list[tuple[str, bool]] = []
    panel.reinspect.connect(lambda of, rig: asked.append((of, rig)))
    panel.again.show_casting(True)
    QTest.keyClick(panel, key)
    assert asked == []
    QTest.keyClick(panel, key, Qt.KeyboardModifier.ControlModifier)
    opened = samples.details().inspection
    qtbot.waitUntil(lambda: asked == [(opened.id, on_rig)])  # a button shows that it is pressed
    assert not button(panel, "Inspect the picture").isEnabled()  # until there is a result
    panel.show_inspection(samples.inspection(1300))  # another casting
    assert not button(panel, "Inspect the picture").isEnabled()
    panel.show_inspection(samples.details().linked[0])
    assert button(panel, "Inspect the picture").isEnabled()
    assert panel.findChildren(QListWidget)[0].count() == 2


def test_a_reinspection_that_is_open_hears_of_the_next_one(panel: InspectionPanel) -> None:
    shown = samples.details()
    (again,) = shown.linked
    panel.open(replace(shown, inspection=again, linked=(shown.inspection,)))
    panel.show_inspection(replace(again, id="third", sequence=1400))  # linked to the first
    assert panel.findChildren(QListWidget)[0].count() == 2


def test_a_linked_inspection_opens_by_click(panel: InspectionPanel) -> None:
    wanted: list[str] = []
    panel.inspection_wanted.connect(wanted.append)
    linked = panel.findChildren(QListWidget)[0]
    place = linked.visualItemRect(linked.item(0)).center()
    QTest.mouseClick(linked.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted == [samples.details().linked[0].id]


def test_a_pass_without_a_map_has_no_map_to_switch(panel: InspectionPanel) -> None:
    shown = samples.details(Verdict.PASS)
    panel.open(type(shown)(shown.inspection, shown.pixels, None))
    names = [each.text() for each in panel.findChildren(QPushButton) if each.isVisible()]
    assert not any("Defect map" in name for name in names)


def test_the_frames_that_were_combined_are_seen_one_by_one(
    panel: InspectionPanel, qtbot: QtBot
) -> None:
    panel.open(samples.details())
    [frames] = [each for each in panel.findChildren(QPushButton) if each.text().endswith("F")]
    assert frames.text() == "Frame 2 of 3: 0.986  F"  # the one that the verdict goes by
    [heat] = [each for each in panel.findChildren(QPushButton) if each.text().endswith("D")]
    assert heat.isVisible()
    QTest.keyClick(panel, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: frames.text() == "Frame 3 of 3: 0.976  F")
    assert not heat.isVisible()  # the map is of the other frame
    QTest.mouseClick(frames, Qt.MouseButton.LeftButton)
    assert frames.text().startswith("Frame 1 of 3")


def test_a_casting_of_which_one_frame_is_kept_has_no_others_to_see(panel: InspectionPanel) -> None:
    panel.open(replace(samples.details(), frames=()))
    assert not any(
        each.text().startswith("Frame") and each.isVisible()
        for each in panel.findChildren(QPushButton)
    )
