"""What a code, a file, a broker or a person says is text: no widget renders it as HTML."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.health import Condition, Health, Part
from models.judgement import Verdict
from models.serial import SerialError
from tests.fakes import inspection, judgement
from tests.widgets import gallery, samples
from widgets import make
from widgets.main_window import MainWindow
from widgets.person_button import PersonButton

WIDGETS = Path(make.__file__).parent
GREEN_LIE = '<h1 style="background:#0a0;color:#fff">PASS</h1>'


def labels(window: QWidget) -> list[QLabel]:
    return window.findChildren(QLabel)


def test_a_scanned_code_cannot_show_a_green_pass(window: MainWindow) -> None:
    window.show_notice(SerialError("“{serial}” is no number of a casting.", serial=GREEN_LIE))
    [notice] = [each for each in labels(window) if "no number" in each.text()]
    assert GREEN_LIE in notice.text()
    assert notice.textFormat() is Qt.TextFormat.PlainText


def test_no_label_of_any_page_renders_markup(window: MainWindow) -> None:
    numbered = inspection(7, judgement=judgement(Verdict.PASS, serial=GREEN_LIE))
    window.open_inspection(replace(samples.details(), inspection=numbered))
    window.show_scanned(GREEN_LIE)
    window.show_call(SerialError("{serial}", serial=GREEN_LIE))
    window.show_fault(SerialError("{serial}", serial=GREEN_LIE))
    gallery.history(window)
    window.toggle_statistics()
    gallery.setting_up(window)
    window.toggle_study()
    for open_dialog in (window.open_about, window.open_keys, window.open_bypass):
        open_dialog()
    rich = [
        each.text() for each in labels(window) if each.textFormat() is not Qt.TextFormat.PlainText
    ]
    assert rich == []


def test_no_tool_tip_renders_markup(window: MainWindow) -> None:
    window.show_health(Health(Part.CAMERA, Condition.FAULT, SerialError("{name}", name=GREEN_LIE)))
    tips = [each.toolTip() for each in window.findChildren(QWidget) if "PASS" in each.toolTip()]
    assert tips
    assert not any("<h1" in tip for tip in tips)


def test_a_name_with_markup_is_shown_as_it_is(qtbot: QtBot) -> None:
    button = PersonButton()
    qtbot.addWidget(button)
    person = replace(samples.PEOPLE[0], name="<b>Kim</b>")
    button.show_attendance(replace(samples.present(), person=person))
    assert "<b>" not in button.toolTip()
    assert "Kim" in button.toolTip()


@pytest.mark.parametrize("text", ["#1237  Reject", "5 < 6", "a & b", "", GREEN_LIE, "<br>"])
def test_what_a_tool_tip_shows_is_no_markup_of_ours(text: str) -> None:
    tip = make.plain_tip(text)
    assert tip == text if not GuiQt.mightBeRichText(text) else "&lt;" in tip


def calls(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_labels_and_tool_tips_are_made_in_one_place_alone() -> None:
    forbidden = ("QLabel", "QMessageBox", "setToolTip", "setTextFormat", "setHtml", "showText")
    outside = [
        f"{file.name}: {call}"
        for file in sorted(WIDGETS.glob("*.py"))
        if file.name != "make.py"
        for call in calls(file)
        if call.endswith(forbidden)
    ]
    # Items of a list are no widgets: their tips go through `plain_tip`.
    assert outside == ["recent_parts.py: item.setToolTip"]
