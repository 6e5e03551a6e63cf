"""Tells a hand scanner or a badge reader from a person, by how fast the keys come.

Both type like a keyboard, into whatever has the focus. What they type must neither press a
button nor open a page nor end up in a field.
"""

import time
from dataclasses import dataclass
from itertools import pairwise

import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QElapsedTimer,
    QEvent,
    QKeyCombination,
    QObject,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from models.text import LONGEST_CODE, latin_keys

GAP_MS = 50  # between two keys of a short scan, at most; so long a key is held back
QUICK_MS = 35  # between two keys that no person hits one after the other
USUAL_MS = 40  # the median of the pauses within a scan, at most …
HICCUP_MS = 200  # … where a scanner, or the computer, may falter once or twice
SILENCE_MS = 200  # ends a scan that has no Enter
BADGE_MS = 250  # within which a badge follows its reader's F8
LEAST_ENDED, LEAST_QUICK, LEAST = 3, 4, 6  # keys: with Enter behind them, quick ones, any
LEAST_FALTERING = 5
_LONGEST = 4 * LONGEST_CODE  # characters that are kept of one scan
_LATE_MS = 15  # later than this a timer is: keys may wait in the queue
_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_MODIFIERS = {
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_Mode_switch,
}  # fmt: skip
_DEAD = {
    Qt.Key.Key_Dead_Grave: "`", Qt.Key.Key_Dead_Acute: "'", Qt.Key.Key_Dead_Circumflex: "^",
    Qt.Key.Key_Dead_Tilde: "~", Qt.Key.Key_Dead_Diaeresis: '"',
}  # fmt: skip
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_KEYS = {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease}


@dataclass(slots=True)
class _Key:
    """A key that was pressed, and whether it has been let through meanwhile."""

    key: int
    modifiers: Qt.KeyboardModifier
    text: str
    at_ms: int  # when it was hit, by the clock of the window system
    is_given: bool = False


class ScanDetector(QObject):
    """Watches the keys of every window of the application; GUI thread only.

    A key that types a character is held back for GAP_MS. Where others follow as fast as only a
    machine types, all of them are one scan, which is told and reaches no widget; otherwise they
    reach the widget with the focus, or the shortcut, in their order. When keys were hit is asked
    of the window system: a station that is busy takes no person for a scanner.

        idle ──character──▶ holding ──more, fast──▶ scanning ──Enter, or silence──▶ idle: scanned
                               └──GAP_MS over, or another key──▶ idle: let through
    """

    scanned = Signal(str, bool)  # what was read; whether the F8 of a badge reader came before it

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._held: list[_Key] = []  # since the last pause; some may have been let through
        self._is_scan = False
        self._last_ms = self._badge_key_ms = self._ended_ms = -1  # see _moment
        self._swallowed: set[int] = set()  # keys whose release is swallowed, too
        self._wait = QTimer(self, singleShot=True)
        self._wait.setTimerType(Qt.TimerType.PreciseTimer)
        self._wait.timeout.connect(self._on_silence)
        self._waited = QElapsedTimer()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
        self._watch(QGuiApplication.focusWindow())

    def stop(self) -> None:
        """Forget what is held back."""
        self._wait.stop()
        self._held.clear()

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Hold back what may be a part of a scan."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._finish()
        if kind not in _KEYS or not isinstance(event, QKeyEvent) or event.key() in _MODIFIERS:
            return False
        if kind == QEvent.Type.KeyRelease:
            return self._takes_release(event)
        if not self._takes(event):
            self._on_other(event)
            return False
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()  # it is no shortcut: the key press comes next
            return True
        return self._on_press(event)

    def _takes_release(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat() or event.key() not in self._swallowed:
            return False
        self._swallowed.discard(event.key())
        return True

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether the key may begin a scan, go on with one, or end it."""
        follows = bool(self._held) and self._follows(_moment(event))
        if _is_end(event):
            return follows or _is_within(GAP_MS, self._ended_ms, _moment(event))
        if event.isAutoRepeat() and not _is_within(GAP_MS, self._last_ms, _moment(event)):
            return False
        if event.isAutoRepeat() or event.modifiers() & _COMMANDS or event.key() in _DEAD:
            return follows and bool(_character(event))
        return bool(_character(event))

    def _on_other(self, event: QKeyEvent) -> None:
        """A key that belongs to no scan: what was held back comes before it."""
        self._finish()
        if event.key() == Qt.Key.Key_F8:
            self._badge_key_ms = _moment(event)

    def _on_press(self, event: QKeyEvent) -> bool:
        """Hold the key back; False where it may go on."""
        now = _moment(event)
        if self._held and not self._follows(now):
            self._finish()
        if _is_end(event):
            return self._on_end_key(event, now)
        if len(self._held) < _LONGEST:
            self._held.append(_Key(event.key(), event.modifiers(), _character(event), now))
        self._last_ms = now
        self._is_scan = self._is_scan or self._is_fast(is_ended=False)
        self._swallowed.add(event.key())
        self._start_waiting(SILENCE_MS if self._is_scan else GAP_MS)
        return True

    def _on_end_key(self, event: QKeyEvent, now: int) -> bool:
        is_second = not self._held  # the line feed behind a carriage return
        self._is_scan = self._is_scan or self._is_fast(is_ended=True)
        if not self._is_scan and not is_second:
            self._finish()
            return False
        self._ended_ms = now
        self._swallowed.add(event.key())
        self._finish()
        return True

    def _follows(self, now: int) -> bool:
        return _is_within(SILENCE_MS if self._is_scan else HICCUP_MS, self._last_ms, now)

    def _is_fast(self, *, is_ended: bool) -> bool:
        """Whether only a machine types so."""
        count = len(self._held)
        pauses = sorted(b.at_ms - a.at_ms for a, b in pairwise(self._held)) or [0]
        slowest, usual = pauses[-1], pauses[len(pauses) // 2]
        if slowest <= QUICK_MS and count >= LEAST_QUICK:
            return True
        if usual <= USUAL_MS and count >= LEAST_FALTERING:
            return True
        return slowest <= GAP_MS and count >= (LEAST_ENDED if is_ended else LEAST)

    def _start_waiting(self, wait_ms: int) -> None:
        self._wait.start(wait_ms)
        self._waited.start()

    @Slot()
    def _on_silence(self) -> None:
        """Nothing has come for so long; unless the station was busy, and keys still wait."""
        if self._waited.elapsed() > self._wait.interval() + _LATE_MS:
            self._start_waiting(_LATE_MS)
        elif self._is_scan:
            self._finish()
        else:
            self._let_through()

    def _finish(self) -> None:
        """Tell the scan, or let through what was none; what comes next is something else."""
        self._wait.stop()
        if not self._is_scan:
            self._let_through()
            self._held.clear()
            return
        held, self._held, self._is_scan = self._held, [], False
        is_badge = _is_within(BADGE_MS, self._badge_key_ms, held[0].at_ms)
        self.scanned.emit("".join(each.text for each in held), is_badge)

    def _let_through(self) -> None:
        """Let the keys act. They are remembered: others that were hit soon after may yet come."""
        for each in tuple(self._held):
            if not each.is_given:
                each.is_given = True
                _deliver(each)


def _moment(event: QKeyEvent) -> int:
    """Return when the key was hit, in ms of a clock that starts anywhere, 0 or more."""
    return event.timestamp() or round(time.monotonic() * 1000)


def _is_within(most_ms: int, then_ms: int, now_ms: int) -> bool:
    return then_ms >= 0 and 0 <= now_ms - then_ms <= most_ms


def _is_end(event: QKeyEvent) -> bool:
    """Whether it is what scanners are set to send behind a code."""
    return event.key() in _ENDS or event.text() in {"\r", "\n", "\t"}


def _character(event: QKeyEvent) -> str:
    """Return what the key types into a scan; "" for keys that type nothing."""
    text = event.text()
    if text and (text.isprintable() or "\x1c" <= text <= "\x1f"):  # FNC1 comes as Ctrl+]
        return text
    return _DEAD.get(Qt.Key(event.key()), "") if event.key() in _DEAD else ""


def _deliver(key: _Key) -> None:
    """Let a key act that was held back, as Qt would have: as a shortcut, or on the widget."""
    target = _target()
    if target is None:
        return
    override = _event(QEvent.Type.ShortcutOverride, key)
    override.ignore()
    QCoreApplication.sendEvent(target, override)
    if not override.isAccepted() and _press_shortcut(key):
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        if shiboken6.isValid(target):
            QCoreApplication.sendEvent(target, _event(kind, key))


def _target() -> QWidget | None:
    popup = QApplication.activePopupWidget()
    if popup is None:
        return QApplication.focusWidget() or QApplication.activeWindow()
    inside: QWidget | None = popup.focusWidget()
    return popup if inside is None else inside


def _event(kind: QEvent.Type, key: _Key) -> QKeyEvent:
    return QKeyEvent(kind, key.key, key.modifiers, key.text)


def _press_shortcut(key: _Key) -> bool:
    """Press what has this key in the window in front; False where nothing has."""
    window = QApplication.activeModalWidget() or QApplication.activeWindow()
    if window is None or QApplication.activePopupWidget() is not None:
        return False
    sequences = _sequences(key)
    for shortcut in window.findChildren(QShortcut):
        parent = shortcut.parent()
        is_shown = isinstance(parent, QWidget) and parent.isVisible() and parent.isEnabled()
        if is_shown and shortcut.isEnabled() and shortcut.key() in sequences:
            shortcut.activated.emit()
            return True
    for action in window.findChildren(QAction):
        is_on = action.isEnabled() and action.isVisible()
        if is_on and any(each in sequences for each in action.shortcuts()):
            action.trigger()
            return True
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled() and button.shortcut() in sequences:
            button.click()
            return True
    return False


def _sequences(key: _Key) -> list[QKeySequence]:
    """Return what the key is called as a shortcut, on a Korean keyboard, too."""
    letters = latin_keys(key.text).upper()
    shift = key.modifiers & Qt.KeyboardModifier.ShiftModifier
    named = [QKeySequence(QKeyCombination(shift, Qt.Key(key.key)))]
    return named + ([QKeySequence(letters)] if len(letters) == 1 else [])
