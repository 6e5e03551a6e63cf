"""The screen leads through a challenge, and says when there was none."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from models.challenge import ChallengeOutcome
from tests.widgets import gallery, samples
from tests.widgets.conftest import Wishes
from tests.widgets.test_main_window import banner, button, click, texts
from widgets.banner_state import BannerState
from widgets.bypass_dialog import BypassDialog
from widgets.main_window import MainWindow


def dialog(window: MainWindow) -> BypassDialog:
    (found,) = [each for each in window.findChildren(BypassDialog) if each.isVisible()]
    return found


def test_it_says_which_casting_is_next_and_what_it_must_get(window: MainWindow) -> None:
    gallery.challenged(window)
    assert banner(window).state is BannerState.CHALLENGE
    assert (
        "Challenge 2 of 3: Lay casting B-01 on the rig, then Inspect now. It must be rejected."
        in texts(window)
    )
    assert "✓ G-01 Pass" in texts(window)


def test_it_says_what_was_wrong_before(window: MainWindow) -> None:
    gallery.challenge_failed(window)
    assert "The challenge failed: ✗ B-02 Pass." in texts(window)


def test_a_passed_challenge_leaves_the_screen(window: MainWindow) -> None:
    gallery.challenged(window)
    window.show_challenge(None, None)
    assert banner(window).state is not BannerState.CHALLENGE
    assert "Challenge " not in texts(window)


def test_a_bypass_needs_a_reason_and_a_name(window: MainWindow, wishes: Wishes) -> None:
    gallery.bypassing(window)
    open_ = dialog(window)
    confirm = button(open_, "Bypass  Ctrl+Enter")
    assert not confirm.isEnabled()
    reasons = open_.findChildren(QComboBox)[0]
    reasons.setEditText("Lamp")
    assert not confirm.isEnabled()
    next(e for e in open_.findChildren(QLineEdit) if e is not reasons.lineEdit()).setText(" Kim ")
    click(confirm)
    assert wishes.of("bypass_wanted") == [("bypass_wanted", "Lamp", "Kim")]


def test_a_bypass_is_said_all_shift_and_the_challenge_can_be_made_up(
    window: MainWindow, wishes: Wishes, qtbot: QtBot
) -> None:
    gallery.bypassed(window)
    assert samples.BYPASSED.report.outcome is ChallengeOutcome.BYPASSED
    assert "bypassed by Kim Min-jun" in texts(window)
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: wishes.of("challenge_wanted") == [("challenge_wanted",)])


def test_a_challenge_can_be_asked_for_by_its_key(window: MainWindow, wishes: Wishes) -> None:
    QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ControlModifier)
    assert wishes.of("challenge_wanted") == [("challenge_wanted",)]
