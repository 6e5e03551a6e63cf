"""A hand scanner types into whatever has the focus: nothing of it acts, and it is a scan."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.people import SignIn
from models.sound import Sound
from tests.widgets import gallery, samples
from tests.widgets.conftest import Wishes
from widgets import scan_detector
from widgets.bypass_dialog import BypassDialog
from widgets.decision_dialog import DecisionDialog
from widgets.history_search import HistorySearch
from widgets.history_view import HistoryView
from widgets.main_window import MainWindow
from widgets.make import CommitButton
from widgets.scan_field import ScanField
from widgets.sign_in_dialog import SignInDialog

Key, Modifier = Qt.Key, Qt.KeyboardModifier


class Typist:
    """Hits keys as the window system tells of them: at the window in front, with their times."""

    now_ms = 1_000

    def scan(self, text: str, *, every_ms: int = 12, end: Qt.Key | None = Key.Key_Return) -> None:
        """Type as a scanner does; `end` is what it sends behind a code."""
        self.pause()
        for letter in text:
            self.hit(letter, after_ms=every_ms)
        if end is not None:
            self.hit("\t" if end is Key.Key_Tab else "\r", end, after_ms=every_ms)

    def type(self, text: str, every_ms: int = 90) -> None:
        """Type as a person does."""
        for letter in text:
            self.hit(letter, after_ms=every_ms)
        self.pause()

    def pause(self) -> None:
        """Let time pass, and what is held back act."""
        Typist.now_ms += 5_000
        self.send(QEvent.Type.KeyPress, Key.Key_F35, "")

    def hit(
        self,
        text: str,
        key: Qt.Key | None = None,
        *,
        after_ms: int = 300,
        modifiers: Qt.KeyboardModifier = Modifier.NoModifier,
        is_repeat: bool = False,
    ) -> None:
        """Hit one key, so many ms after the one before; a capital with Shift."""
        Typist.now_ms += after_ms
        code = ord(text.upper()[0]) if key is None else key.value
        if text.isupper():
            self.send(QEvent.Type.KeyPress, Key.Key_Shift, "")
            modifiers |= Modifier.ShiftModifier
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self.send(kind, code, text, modifiers, is_repeat=is_repeat)

    def send(
        self,
        kind: QEvent.Type,
        key: Qt.Key | int,
        text: str,
        modifiers: Qt.KeyboardModifier = Modifier.NoModifier,
        *,
        is_repeat: bool = False,
    ) -> None:
        """Send one event to the window in front."""
        code = key.value if isinstance(key, Qt.Key) else key
        event = QKeyEvent(kind, code, modifiers, text, is_repeat)
        event.setTimestamp(Typist.now_ms)
        window = QApplication.focusWindow()
        assert window is not None
        QApplication.sendEvent(window, event)


@pytest.fixture
def typist() -> Typist:
    return Typist()


@pytest.fixture
def station(qtbot: QtBot) -> Iterator[MainWindow]:
    """A station with a hand scanner."""
    made = MainWindow(lambda: None, "line-3", scans=True)
    yield from shown(made, qtbot)


@pytest.fixture
def signed(qtbot: QtBot) -> Iterator[MainWindow]:
    """A station without a scanner, where people sign in with badges."""
    made = MainWindow(lambda: None, "line-3", attendance=samples.present())
    yield from shown(made, qtbot)


def shown(window: MainWindow, qtbot: QtBot) -> Iterator[MainWindow]:
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and QApplication.focusWindow() is not None)
    gallery.running(window)
    yield window
    window.close()


def said(window: QWidget) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def scans_of(window: MainWindow) -> list[str]:
    heard: list[str] = []
    window.scanned.connect(heard.append)
    return heard


def front() -> QWidget:
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    return dialog


def nowhere(window: MainWindow) -> None:
    window.setFocus()


def on_pause(window: MainWindow) -> None:
    [pause] = [each for each in window.findChildren(CommitButton) if "Pause" in each.text()]
    pause.setFocus()


def in_the_field(window: MainWindow) -> None:
    window.findChildren(ScanField)[0].setFocus()


def in_an_opened_casting(window: MainWindow) -> None:
    window.open_inspection(samples.details())


def in_the_table(window: MainWindow) -> None:
    gallery.history(window)


def in_the_search(window: MainWindow) -> None:
    gallery.history(window)
    window.findChildren(HistorySearch)[0].begin()


def in_a_decision(window: MainWindow) -> None:
    window.open_inspection(samples.details(is_decided=True))
    [button] = [e for e in window.findChildren(CommitButton) if e.text().startswith("Defective")]
    button.click()
    for field in front().findChildren(QLineEdit):  # all that is needed stands there
        field.setText("Kim")


def in_a_reason(window: MainWindow) -> None:
    window.open_bypass()


def in_a_question(window: MainWindow) -> None:
    window.ask_to_close()


PLACES = [
    nowhere, on_pause, in_the_field, in_an_opened_casting, in_the_table, in_the_search,
    in_a_decision, in_a_reason, in_a_question,
]  # fmt: skip


@pytest.mark.parametrize("code", ["htpi-0003", "sn-0003", "HTPI-0003", "b x p u r 1"])
@pytest.mark.parametrize("go", PLACES)
def test_a_scan_is_a_scan_wherever_the_focus_is(
    station: MainWindow,
    typist: Typist,
    qtbot: QtBot,
    go: Callable[[MainWindow], None],
    code: str,
) -> None:
    go(station)
    QTest.qWait(1)
    page, dialog = station._pages.currentWidget(), QApplication.activeModalWidget()
    heard, wishes = scans_of(station), Wishes(station)
    typist.scan(code)
    assert heard == [code]
    assert wishes.heard == [], "nothing acted"
    assert station._pages.currentWidget() is page
    assert QApplication.activeModalWidget() is dialog
    assert not any(code[:3] in field.text() for field in station.findChildren(QLineEdit))


@pytest.mark.parametrize("every_ms", [1, 8, 20, 30, 45])
@pytest.mark.parametrize("end", [Key.Key_Return, Key.Key_Tab, None])
def test_quick_and_slow_scanners_with_and_without_an_end(
    station: MainWindow, typist: Typist, qtbot: QtBot, every_ms: int, end: Qt.Key | None
) -> None:
    heard = scans_of(station)
    station.setFocus()
    typist.scan("HTPI-0003", every_ms=every_ms, end=end)
    qtbot.waitUntil(lambda: heard == ["HTPI-0003"], timeout=2_000)


def test_a_short_code_is_a_scan_where_enter_ends_it(station: MainWindow, typist: Typist) -> None:
    heard = scans_of(station)
    station.setFocus()
    typist.scan("A-7")
    assert heard == ["A-7"]


def test_a_carriage_return_and_a_line_feed_are_one_end(station: MainWindow, typist: Typist) -> None:
    heard, wishes = scans_of(station), Wishes(station)
    station.show_alarm(Sound.REJECT)
    typist.scan("HTPI-0003")
    typist.hit("\n", Key.Key_J, after_ms=2, modifiers=Modifier.ControlModifier)
    typist.scan("HTPI-0004")
    assert heard == ["HTPI-0003", "HTPI-0004"]
    assert wishes.heard == []


def test_the_separator_of_gs1_codes_and_dead_keys_belong_to_the_scan(
    station: MainWindow, typist: Typist
) -> None:
    heard = scans_of(station)
    typist.pause()
    for letter in "0104":
        typist.hit(letter, after_ms=10)
    control = Modifier.ControlModifier
    typist.hit("\x1d", Key.Key_BracketRight, after_ms=10, modifiers=control)
    typist.hit("", Key.Key_Dead_Circumflex, after_ms=10)
    typist.hit("2", after_ms=10)
    typist.hit("\r", Key.Key_Return, after_ms=10)
    assert heard == ["0104\x1d^2"]


def test_two_equal_digits_that_look_like_a_held_key_are_two(
    station: MainWindow, typist: Typist
) -> None:
    heard = scans_of(station)
    typist.pause()
    for letter in "HT-00":
        typist.hit(letter, after_ms=1)
    typist.hit("0", after_ms=0, is_repeat=True)  # released and hit again within the same ms
    typist.hit("3", after_ms=1)
    typist.hit("\r", Key.Key_Return, after_ms=1)
    assert heard == ["HT-0003"]


def test_a_key_that_is_held_down_is_no_scan(station: MainWindow, typist: Typist) -> None:
    heard = scans_of(station)
    gallery.history(station)
    station.findChildren(HistorySearch)[0].begin()
    typist.hit("x")
    Typist.now_ms += 150  # a short delay before a held key repeats
    for _ in range(20):
        typist.hit("x", after_ms=30, is_repeat=True)
    typist.pause()
    assert heard == []
    [field] = station.findChildren(HistorySearch)[0].findChildren(QLineEdit)
    assert len(field.text()) >= 20


def test_a_person_who_types_fast_is_no_scanner(
    station: MainWindow, typist: Typist, qtbot: QtBot
) -> None:
    heard = scans_of(station)
    gallery.history(station)
    station.findChildren(HistorySearch)[0].begin()
    [field] = station.findChildren(HistorySearch)[0].findChildren(QLineEdit)
    for letter, after_ms in zip(
        "the casting", (90, 38, 42, 110, 60, 45, 80, 38, 47, 70, 95), strict=True
    ):
        typist.hit(letter, after_ms=after_ms)
    qtbot.waitUntil(lambda: field.text() == "the casting", timeout=2_000)
    assert heard == []


def test_one_key_still_leads_from_page_to_page(
    station: MainWindow, typist: Typist, qtbot: QtBot
) -> None:
    station.setFocus()
    typist.hit("h", Key.Key_H)
    view = station.findChildren(HistoryView)[0]
    qtbot.waitUntil(view.isVisible, timeout=2_000)
    typist.type("ㅗ")  # the same key, with Hangul switched on
    qtbot.waitUntil(lambda: not view.isVisible(), timeout=2_000)


@pytest.mark.parametrize("go", [nowhere, on_pause, in_an_opened_casting])
def test_no_single_key_records_or_stops_anything(
    station: MainWindow, typist: Typist, go: Callable[[MainWindow], None]
) -> None:
    wishes = Wishes(station)
    station.show_alarm(None)
    pages = {
        "shifts_wanted", "history_page_wanted", "statistics_wanted", "language_changed",
        "inspection_wanted",
    }  # fmt: skip
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789 -/?":
        go(station)
        wishes.forget()
        typist.type(letter)
        assert {wish[0] for wish in wishes.heard} <= pages, letter
        for window in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if window is not None:
                window.close()
        station.leave_page()
    for key, text in (
        (Key.Key_Return, "\r"),
        (Key.Key_Enter, "\r"),
        (Key.Key_F5, ""),
        (Key.Key_F6, ""),
    ):
        go(station)
        wishes.forget()
        typist.hit(text, key)
        assert {wish[0] for wish in wishes.heard} <= {"inspection_wanted"}, key


def test_space_acknowledges_and_presses_no_button_that_has_the_focus(
    station: MainWindow, typist: Typist
) -> None:
    wishes = Wishes(station)
    on_pause(station)
    typist.type(" ")
    assert wishes.heard == []
    station.show_alarm(Sound.REJECT)
    typist.type(" ")
    assert wishes.heard == [("acknowledge_alarm",)]
    station.show_alarm(None)
    typist.type(" ")
    assert wishes.heard == [("acknowledge_alarm",)]


def test_with_ctrl_the_keys_of_a_dialog_put_on_record(
    station: MainWindow, typist: Typist, qtbot: QtBot
) -> None:
    in_a_decision(station)
    wishes = Wishes(station)
    dialog = front()
    assert isinstance(dialog, DecisionDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    typist.hit("\r", Key.Key_Return)
    assert wishes.of("decision_wanted") == []
    QTest.keyClick(dialog, Key.Key_Return, Modifier.ControlModifier)
    assert len(wishes.of("decision_wanted")) == 1


def test_a_code_that_nobody_waits_for_is_told(signed: MainWindow, typist: Typist) -> None:
    wishes = Wishes(signed)
    typist.scan("htpi-0003")
    assert "A badge or a code was read" in said(signed)
    assert wishes.heard == []


def test_without_scanner_and_sign_in_a_code_is_told_too(window: MainWindow, typist: Typist) -> None:
    typist.scan("sn-0003")
    assert "no scanner is set up" in said(window)


def test_a_badge_signs_in_from_any_page_when_its_reader_sends_f8(
    signed: MainWindow, typist: Typist, qtbot: QtBot
) -> None:
    wanted: list[SignIn] = []
    signed.staff.sign_in_wanted.connect(wanted.append)
    signed.staff.show_people(samples.PEOPLE)
    gallery.history(signed)
    typist.pause()
    typist.hit("", Key.Key_F8)
    for letter in "04A27F99":
        typist.hit(letter, after_ms=10)
    typist.hit("\r", Key.Key_Return, after_ms=10)
    assert [each.badge for each in wanted] == ["04A27F99"]
    assert isinstance(front(), SignInDialog)
    front().close()


def test_a_badge_is_read_while_the_pin_is_asked_for(
    signed: MainWindow, typist: Typist, qtbot: QtBot
) -> None:
    wanted: list[SignIn] = []
    signed.staff.sign_in_wanted.connect(wanted.append)
    signed.staff.show_people(samples.PEOPLE)
    signed.staff.open_sign_in()
    dialog = front()
    qtbot.waitUntil(dialog.isActiveWindow)
    next(each for each in dialog.findChildren(QPushButton, "tile")).click()
    typist.scan("04112299")
    assert [each.badge for each in wanted] == ["04112299"]
    dialog.close()


def test_a_scan_signs_nobody_out(signed: MainWindow, typist: Typist, qtbot: QtBot) -> None:
    out: list[bool] = []
    signed.staff.sign_out_wanted.connect(out.append)
    signed.staff.show_people(samples.PEOPLE)
    signed.staff.open_sign_in()
    qtbot.waitUntil(front().isActiveWindow)
    typist.hit("\r", Key.Key_Return)
    assert out == []
    QTest.keyClick(front(), Key.Key_Return, Modifier.ControlModifier)
    assert out == [False]


def test_a_busy_station_loses_no_letter_of_a_scan(
    station: MainWindow, typist: Typist, qtbot: QtBot
) -> None:
    """The first letters were let through before the others came out of the queue."""
    heard = scans_of(station)
    station.setFocus()
    typist.pause()
    for letter in "zy":
        typist.hit(letter, after_ms=10)
    QTest.qWait(200)
    for letter in "-0003":
        typist.hit(letter, after_ms=10)
    typist.hit("\r", Key.Key_Return, after_ms=10)
    assert heard == ["zy-0003"]


def test_a_scanner_that_falters_is_a_scanner(station: MainWindow, typist: Typist) -> None:
    heard = scans_of(station)
    station.setFocus()
    typist.pause()
    for letter, after_ms in zip("zy-0003", (90, 25, 70, 24, 26, 180, 25), strict=True):
        typist.hit(letter, after_ms=after_ms)
    typist.hit("\r", Key.Key_Return, after_ms=60)
    assert heard == ["zy-0003"]


def test_a_scan_has_a_bound(station: MainWindow, typist: Typist) -> None:
    heard = scans_of(station)
    typist.scan("x" * 3_000, every_ms=1)
    assert len(heard) == 1
    assert len(heard[0]) <= 800


def test_the_bypass_needs_more_than_enter(station: MainWindow, typist: Typist) -> None:
    wishes = Wishes(station)
    in_a_reason(station)
    dialog = front()
    assert isinstance(dialog, BypassDialog)
    for field in dialog.findChildren(QLineEdit):
        field.setText("Kim")
        field.setFocus()
        typist.hit("\r", Key.Key_Return)
    assert wishes.of("bypass_wanted") == []
    dialog.close()


def test_keys_of_the_platform_come_the_same_way(
    station: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_detector, "GAP_MS", 2_000)  # a machine under load hits them slowly
    heard, wishes = scans_of(station), Wishes(station)
    station.setFocus()
    for key in (
        Key.Key_H,
        Key.Key_T,
        Key.Key_P,
        Key.Key_I,
        Key.Key_Minus,
        Key.Key_0,
        Key.Key_Return,
    ):
        QTest.keyClick(station.windowHandle(), key)
    qtbot.waitUntil(lambda: heard == ["htpi-0"], timeout=2_000)
    assert wishes.heard == []
    QTest.keyClick(station.windowHandle(), Key.Key_P, Modifier.ControlModifier)
    assert wishes.heard == [("pause_wanted", True)]
