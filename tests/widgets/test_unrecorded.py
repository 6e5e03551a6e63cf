"""Results that could not be stored, on the screen."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from models.health import Part
from models.judgement import Verdict
from models.unrecorded import UnrecordedResult
from tests.widgets.conftest import Wishes
from tests.widgets.test_main_window import button, click
from widgets.main_window import MainWindow
from widgets.reason_field import ReasonField
from widgets.unrecorded_dialog import UnrecordedDialog

AT = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
RESULTS = (
    UnrecordedResult(1, AT, Verdict.REJECT, "주물.png", "surrogates not allowed"),
    UnrecordedResult(2, AT, None, "<b>7.png</b>", "too large"),
)


@pytest.fixture
def dialog(window: MainWindow, wishes: Wishes, qtbot: QtBot) -> UnrecordedDialog:
    window._header.light_asked.emit(Part.DISK)
    assert len(wishes.of("unrecorded_wanted")) == 1
    window.show_unrecorded(RESULTS)
    [opened] = window.findChildren(UnrecordedDialog)
    qtbot.waitUntil(opened.isVisible)
    return opened


def test_nothing_opens_by_itself_or_where_all_is_stored(window: MainWindow) -> None:
    window.show_unrecorded(RESULTS)
    window._header.light_asked.emit(Part.DISK)
    window.show_unrecorded(())
    assert window.findChildren(UnrecordedDialog) == []


def test_each_result_is_a_line_with_verdict_file_and_reason(dialog: UnrecordedDialog) -> None:
    [shown] = dialog.findChildren(QListWidget)
    lines = [shown.item(row).text() for row in range(shown.count())]
    assert "주물.png\nsurrogates not allowed" in lines[0]
    assert "<b>7.png</b>\ntoo large" in lines[1]


def test_those_that_are_chosen_are_retried_until_none_is_left(
    dialog: UnrecordedDialog, window: MainWindow, wishes: Wishes
) -> None:
    click(button(dialog, "Retry"))
    assert wishes.of("unrecorded_retry_wanted") == [
        ("unrecorded_retry_wanted", 1),
        ("unrecorded_retry_wanted", 2),
    ]
    window.show_unrecorded(RESULTS[1:])
    assert dialog.isVisible()
    window.show_unrecorded(())
    assert not dialog.isVisible()


def test_what_is_discarded_needs_a_reason_and_a_second_word(
    dialog: UnrecordedDialog, wishes: Wishes, qtbot: QtBot
) -> None:
    discard = button(dialog, "Discard…")
    assert not discard.isEnabled()
    [reason] = dialog.findChildren(ReasonField)
    reason.setEditText("A trial.")
    click(discard)
    qtbot.waitUntil(lambda: button(dialog, "Keep").isVisible())
    QTest.keyClick(button(dialog, "Keep"), Qt.Key.Key_Return)
    assert wishes.of("unrecorded_discard_wanted") == []
    click(discard)
    qtbot.waitUntil(lambda: button(dialog, "Keep").isVisible())
    meant = [each for each in dialog.findChildren(QPushButton) if each.text() == "Discard"]
    click(meant[-1])
    assert wishes.of("unrecorded_discard_wanted") == [
        ("unrecorded_discard_wanted", 1, "A trial."),
        ("unrecorded_discard_wanted", 2, "A trial."),
    ]
