"""A person decides what a casting is."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from models.decision import DecisionWish, DefectKind, Ruling
from models.judgement import Verdict
from tests.fakes import Recorder
from tests.widgets import samples
from tests.widgets.test_main_window import button, click, texts
from widgets.decision_dialog import DecisionDialog
from widgets.inspection_panel import InspectionPanel


@pytest.fixture
def wishes(panel: InspectionPanel) -> list[Any]:
    recorder = Recorder()
    recorder.setParent(panel)
    panel.decision_wanted.connect(recorder.take)
    return recorder.seen


def dialog(panel: InspectionPanel) -> DecisionDialog:
    """The one that is open."""
    (found,) = [each for each in panel.findChildren(DecisionDialog) if each.isVisible()]
    return found


def press(panel: InspectionPanel, key: Qt.Key, qtbot: QtBot) -> None:
    """A button that is pressed by its key stays down for a moment."""
    panel.activateWindow()  # as a window manager does when a dialog has gone
    qtbot.waitUntil(panel.isActiveWindow)
    QTest.keyClick(panel, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(map(QDialog.isVisible, panel.findChildren(DecisionDialog))))


def fill(open_: DecisionDialog, *, reason: str = "", name: str = "") -> None:
    reasons = open_.findChildren(QComboBox)[0]
    reasons.setEditText(reason)
    next(e for e in open_.findChildren(QLineEdit) if e is not reasons.lineEdit()).setText(name)


def test_a_review_is_decided_with_a_kind_and_a_name(
    panel: InspectionPanel, wishes: list[Any]
) -> None:
    opened = samples.details(Verdict.REVIEW)
    panel.open(opened)
    click(button(panel, "Defective"))
    record = button(dialog(panel), "Put on record")
    assert not record.isEnabled(), "somebody must have decided it"
    click(button(dialog(panel), "Burr"))
    fill(dialog(panel), name="  Kim ")
    click(record)
    assert wishes == [
        DecisionWish(opened.inspection.id, Ruling.DEFECTIVE, "Kim", DefectKind.BURR, "")
    ]


def test_whoever_says_the_contrary_must_say_why(panel: InspectionPanel, wishes: list[Any]) -> None:
    panel.open(samples.details(Verdict.REJECT))
    click(button(panel, "Sound"))
    assert "The station said: Reject. You decide otherwise." in texts(dialog(panel))
    fill(dialog(panel), name="Kim")
    record = button(dialog(panel), "Put on record")
    assert not record.isEnabled()
    fill(dialog(panel), name="Kim", reason=" ")
    assert not record.isEnabled()
    fill(dialog(panel), name="Kim", reason="Within the tolerance")
    click(record)
    assert [(wish.ruling, wish.reason) for wish in wishes] == [
        (Ruling.SOUND, "Within the tolerance")
    ]


def test_the_name_is_remembered_and_esc_decides_nothing(
    panel: InspectionPanel, wishes: list[Any], qtbot: QtBot
) -> None:
    panel.open(samples.details(Verdict.REVIEW))
    press(panel, Qt.Key.Key_X, qtbot)
    fill(dialog(panel), name="Kim")
    qtbot.waitUntil(dialog(panel).isActiveWindow)
    QTest.keyClick(dialog(panel), Qt.Key.Key_Return)
    assert wishes == [], "a scanner ends with Enter"
    QTest.keyClick(dialog(panel), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(wishes) == 1
    press(panel, Qt.Key.Key_S, qtbot)
    assert button(dialog(panel), "Put on record").isEnabled()
    QTest.keyClick(dialog(panel), Qt.Key.Key_Escape)
    assert len(wishes) == 1


def test_the_newest_decision_of_the_open_casting_is_told(panel: InspectionPanel) -> None:
    opened = samples.details()
    panel.open(opened)
    assert "Not decided by a person so far" in texts(panel)
    panel.show_decision(samples.decision(samples.inspection(99)))  # of another casting
    assert "Not decided by a person so far" in texts(panel)
    panel.show_decision(samples.decision(opened.linked[0]))  # of the same, inspected again
    said = "Defective: Blow hole, decided by Kim Min-jun, 2026-11-24 06:45:5"
    assert said in texts(panel)
    panel.open(samples.details(is_decided=True))
    assert said in texts(panel)
