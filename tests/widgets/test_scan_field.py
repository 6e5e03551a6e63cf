"""A hand scanner types like a keyboard, and must open no page."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from models.judgement import Verdict
from models.sound import Sound
from tests.fakes import inspection, judgement
from tests.widgets import gallery, samples
from widgets.history_view import HistoryView
from widgets.main_window import MainWindow
from widgets.scan_field import ScanField
from widgets.verdict_banner import VerdictBanner


@pytest.fixture
def scanning(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(lambda: None, "line-3", scans=True)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    gallery.running(made)
    yield made
    made.close()


def field(window: MainWindow) -> ScanField:
    return window.findChildren(ScanField)[0]


def said(window: MainWindow) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def test_what_is_scanned_waits_for_the_next_casting(scanning: MainWindow) -> None:
    scanned: list[str] = []
    scanning.scanned.connect(scanned.append)
    [line] = field(scanning).findChildren(QLineEdit)
    QTest.keyClicks(line, "HTPI-0047")  # letters that are keys elsewhere
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert scanned == ["HTPI-0047"]
    assert not scanning.findChildren(HistoryView)[0].isVisible()
    assert line.text() == ""
    scanning.show_scanned("HTPI-0047")
    assert "Next casting: HTPI-0047" in said(scanning)
    scanning.show_scan_used()
    assert "Next casting" not in said(scanning)


def test_the_key_n_leads_to_the_field(scanning: MainWindow) -> None:
    scanning.setFocus()
    QTest.keyClick(scanning, Qt.Key.Key_N)
    assert field(scanning).findChildren(QLineEdit)[0].hasFocus()


def test_without_a_scanner_there_is_no_field(window: MainWindow) -> None:
    assert not field(window).isVisible()


def test_the_number_stands_beside_the_verdict_and_in_the_inspection(window: MainWindow) -> None:
    numbered = inspection(7, judgement=judgement(Verdict.PASS, serial="IMP-004711"))
    window._live.show_verdict(numbered)
    [banner] = window.findChildren(VerdictBanner)
    assert "IMP-004711" in banner._facts.text()
    window.open_inspection(replace(samples.details(), inspection=numbered))
    assert "IMP-004711" in said(window)


def test_a_scan_acknowledges_no_alarm_and_the_space_bar_does(scanning: MainWindow) -> None:
    scanned: list[str] = []
    acknowledged: list[None] = []
    scanning.scanned.connect(scanned.append)
    scanning.acknowledge_alarm.connect(lambda: acknowledged.append(None))
    scanning.show_alarm(Sound.REJECT)
    [line] = field(scanning).findChildren(QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "IMP-1")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert (scanned, acknowledged) == (["IMP-1"], [])
    QTest.keyClick(line, Qt.Key.Key_Space)
    assert len(acknowledged) == 1
