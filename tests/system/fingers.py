"""A shift worked with fingers alone, or with the mouse alone: python -m tests.system.fingers …

No X server makes touches, so they come from Qt's own test functions, into the real window on a
real display, by the way that the platform's take. The player runs beside the event loop of the
station's own process, and looks for what it wants to touch on the screen, as a person does.
"""

import argparse
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QListWidget,
    QMenu,
    QTextBrowser,
    QWidget,
)

from app.display import choose_platform
from app.program import Program
from app.settings import Settings, Source
from models.judgement import Verdict
from tests.system.display_operator import Record
from widgets.history_table import HistoryTable
from widgets.inspection_panel import InspectionPanel
from widgets.person_button import PersonButton
from widgets.question_dialog import QuestionDialog
from widgets.recent_parts import RecentParts
from widgets.save_dialog import SaveDialog
from widgets.setup_page import SetupPage

Step = Callable[[], bool]  # what is waited for
_Widget = TypeVar("_Widget", bound=QWidget)
POLL_MS = 40
PATIENCE = 30_000 // POLL_MS  # looks, for one step
SETTLED = 3  # looks
TROUBLE = 70  # the exit code when something does not come about


def seen(kind: type[_Widget]) -> list[_Widget]:
    """The widgets of a kind that can be touched: those of the dialog or list in front, if any."""
    front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    windows = [front] if front else list(QApplication.topLevelWidgets())
    found = [each for window in windows for each in window.findChildren(kind)]
    return [each for each in found if each.isVisible() and each.isEnabled()]


class Hands:
    """Touches or clicks, and takes pictures of the display."""

    def __init__(self, shots: Path, *, touches: bool) -> None:
        self._shots = shots
        self.touches = touches
        self._finger = QTest.createTouchDevice(QPointingDevice.DeviceType.TouchScreen)
        self._taken = 0
        shots.mkdir(parents=True, exist_ok=True)

    def can_press(self, end: str) -> bool:
        """Whether there is a button that says so at its end, such as its key."""
        return any(each.text().endswith(end) for each in seen(QAbstractButton))

    def press(self, end: str) -> Iterator[Step]:
        """Press it, once it is there and no longer moves: no person is quicker than a layout."""
        last: list[tuple[QPoint, int]] = [(QPoint(), 0)]

        def is_settled() -> bool:
            button = self._button(end)
            place = button.mapToGlobal(QPoint()) if button else QPoint()
            last[0] = (place, last[0][1] + 1 if button and place == last[0][0] else 0)
            return last[0][1] >= SETTLED

        yield is_settled
        button = self._button(end)
        assert button is not None
        self.touch(button)

    def _button(self, end: str) -> QAbstractButton | None:
        """The one that says so at its end, on the page and not in a bar above it, if there is."""
        found = [each for each in seen(QAbstractButton) if each.text().endswith(end)]
        return found[-1] if found else None

    def press_row(self, view: QAbstractItemView, row: int, column: int = 0) -> None:
        """Press a row of a list or a table."""
        place = view.visualRect(view.model().index(row, column))
        self.touch(view.viewport(), place.center())

    def press_entry(self, keys: str) -> None:
        """Press an entry of the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        [action] = [each for each in menu.actions() if each.shortcut().toString() == keys]
        self.touch(menu, menu.actionGeometry(action).center())

    def touch(self, widget: QWidget, place: QPoint | None = None) -> None:
        """There, or in its middle."""
        at = place if place is not None else widget.rect().center()
        self.drag(widget, at, at)

    def drag(self, widget: QWidget, start: QPoint, end: QPoint) -> None:
        """From one place to another."""
        path = [start + (end - start) * part / 8 for part in range(1, 9)] if start != end else []
        if not self.touches:
            QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
            for place in path:
                QTest.mouseMove(widget, place)
            QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=end)
            return
        window = widget.window()
        QTest.touchEvent(window, self._finger).press(0, start, widget).commit()
        for place in path:
            QTest.touchEvent(window, self._finger).move(0, place, widget).commit()
        QTest.touchEvent(window, self._finger).release(0, end, widget).commit()

    @staticmethod
    def is_still(view: QAbstractItemView) -> Step:
        """What a finger has set going has come to rest."""
        last = [-1, 0]

        def is_so() -> bool:
            now = view.verticalScrollBar().value()
            last[:] = [now, last[1] + 1 if now == last[0] else 0]
            return last[1] > 5

        return is_so

    @staticmethod
    def some_time(looks: int = 20) -> Step:
        """A person looks at it."""
        left = iter(range(looks))
        return lambda: next(left, None) is None

    def shoot(self, name: str) -> None:
        """Take a numbered picture of the whole display."""
        self._taken += 1
        screen = QGuiApplication.primaryScreen()
        screen.grabWindow(0).save(str(self._shots / f"{self._taken:02d}_{name}.png"))


class Player(QObject):
    """Goes through a shift, step by step; each waits for what it brings about."""

    def __init__(self, hands: Hands, steps: Iterator[Step], parent: QObject) -> None:
        super().__init__(parent)
        self._hands = hands
        self._steps = steps
        self._is_so: Step = lambda: True
        self._looks = 0
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._look)
        self._poll.start()

    @Slot()
    def _look(self) -> None:
        try:
            is_over = self._goes_on()
        except Exception:  # noqa: BLE001 - a step has failed: the test sees why, and the exit code
            traceback.print_exc()
            self._hands.shoot("trouble")
            QCoreApplication.exit(TROUBLE)
            is_over = True
        if is_over:
            self._poll.stop()

    def _goes_on(self) -> bool:
        """Look whether what is waited for has come, and take the next step; whether it was all."""
        self._looks += 1
        if not self._is_so():
            assert self._looks < PATIENCE, "it does not come about"
            return False
        step = next(self._steps, None)
        self._is_so, self._looks = step or self._is_so, 0

        return step is None


class Shift:
    """What is done in it."""

    def __init__(self, hands: Hands, settings: Settings, pin: str, broker_wanted: Path) -> None:
        self._hands = hands
        self._pin = pin
        self._broker_wanted = broker_wanted
        self._castings = Path(settings.camera.path)  # type: ignore[union-attr]
        self._record = Record(settings.record.database)

    def steps(self, count: int) -> Iterator[Step]:
        """From the sign-in to the end, with so many castings."""
        record = self._record
        yield from self._sign_in()
        yield lambda: record.count("challenges", "outcome = 'passed'") == 1
        yield from self._acknowledge()
        yield from self._decide()
        yield from self._lose_camera()
        yield from self._look_back()
        yield from self._set_up()
        yield from self._get_broker_back()
        while record.count("inspections") < count:
            yield record.has_grown(by=1)
        yield from self._leave()

    def _sign_in(self) -> Iterator[Step]:
        hands = self._hands
        yield lambda: bool(seen(PersonButton))
        hands.touch(seen(PersonButton)[0])
        yield lambda: any(each.objectName() == "tile" for each in seen(QAbstractButton))
        hands.shoot("who")
        hands.touch(next(each for each in seen(QAbstractButton) if each.objectName() == "tile"))
        yield lambda: hands.can_press("⌫")
        for digit in self._pin:
            yield from hands.press(digit)
        hands.shoot("pin")
        yield from hands.press("Enter")
        yield lambda: QApplication.activeModalWidget() is None
        hands.shoot("signed-in")
        yield from hands.press("Esc")  # no tour

    def _acknowledge(self) -> Iterator[Step]:
        yield lambda: self._hands.can_press("Space")
        self._hands.shoot("reject")
        yield from self._hands.press("Space")
        yield lambda: not self._hands.can_press("Space")

    def _decide(self) -> Iterator[Step]:
        """The newest reject among the last castings is sound, says the inspector."""
        hands, record = self._hands, self._record
        yield lambda: self._newest_reject() is not None
        yield from hands.press("P")
        yield record.stands_now
        hands.shoot("paused")
        row = self._newest_reject()
        assert row is not None
        hands.press_row(seen(RecentParts)[0], row)
        yield lambda: bool(seen(InspectionPanel))
        hands.shoot("casting")
        yield from hands.press("D")
        hands.shoot("without-map")
        yield from hands.press("D")
        yield from hands.press("S")
        yield lambda: bool(seen(QComboBox))
        reasons = seen(QComboBox)[0]
        hands.touch(reasons, QPoint(reasons.width() - 12, reasons.height() // 2))
        yield lambda: QApplication.activePopupWidget() is not None
        yield hands.some_time()  # a list that has just opened takes no click
        hands.press_row(reasons.view(), 1)
        yield lambda: QApplication.activePopupWidget() is None
        hands.shoot("deciding")
        yield from hands.press("Enter")
        yield lambda: record.count("decisions") == 1
        yield from hands.press("Esc")
        yield from hands.press("P")

    def _newest_reject(self) -> int | None:
        strip = seen(RecentParts)[0]
        for row in range(min(strip.count(), 8)):
            inspection = strip.item(row).data(Qt.ItemDataRole.UserRole)
            if inspection.judgement.verdict is Verdict.REJECT:
                return row
        return None

    def _lose_camera(self) -> Iterator[Step]:
        record, away = self._record, self._castings.with_name("away")
        yield record.has_grown(by=3)
        self._castings.rename(away)
        yield record.stands_now
        self._hands.shoot("camera-away")
        away.rename(self._castings)
        yield record.has_grown(by=3)

    def _look_back(self) -> Iterator[Step]:
        """The history: scrolled, a casting opened, the shift's report written; the charts."""
        hands = self._hands
        yield from hands.press("H")
        yield lambda: bool(seen(HistoryTable)) and seen(HistoryTable)[0].history.rowCount() > 20
        table = seen(HistoryTable)[0]
        hands.shoot("history")
        if hands.touches:
            height = table.viewport().height()
            hands.drag(table.viewport(), QPoint(200, height - 40), QPoint(200, 60))
            yield lambda: table.verticalScrollBar().value() > 0
            hands.shoot("scrolled")
            yield hands.is_still(table)
        hands.press_row(table, table.rowAt(table.viewport().height() // 2))
        yield lambda: bool(seen(InspectionPanel))
        yield from hands.press("Esc")
        yield lambda: bool(seen(HistoryTable))
        hands.press_row(next(each for each in seen(QListWidget) if each.count() > 1), 1)
        yield from hands.press("W")
        yield lambda: isinstance(QApplication.activeModalWidget(), SaveDialog)
        hands.shoot("report")
        yield from hands.press("Enter")
        yield lambda: bool(list(Path.home().glob("*.pdf")))
        hands.shoot("report-written")
        yield from hands.press("Esc")
        yield from hands.press("T")
        yield hands.some_time()
        hands.shoot("statistics")
        yield from hands.press("Esc")

    def _set_up(self) -> Iterator[Step]:
        """The set-up is an engineer's: looked at, changed and put back; and the manual."""
        hands = self._hands
        yield from self._open("F7")
        yield lambda: bool(seen(SetupPage)) and bool(seen(QListWidget))
        hands.press_row(seen(QListWidget)[0], 5)
        yield lambda: bool(seen(QCheckBox))
        hands.touch(seen(QCheckBox)[0], QPoint(12, seen(QCheckBox)[0].height() // 2))
        yield hands.some_time()
        hands.shoot("setting-up")
        assert seen(SetupPage)[0].changes, "the switch was not touched"
        seen(SetupPage)[0].put_back()
        yield from hands.press("Esc")
        yield from self._open("F1")
        yield lambda: bool(seen(QTextBrowser))
        hands.shoot("manual")
        hands.touch(seen(QDialogButtonBox)[0].buttons()[0])
        yield lambda: QApplication.activeModalWidget() is None

    def _open(self, keys: str) -> Iterator[Step]:
        yield from self._hands.press("M")
        yield lambda: QApplication.activePopupWidget() is not None
        self._hands.press_entry(keys)
        yield lambda: QApplication.activePopupWidget() is None

    def _get_broker_back(self) -> Iterator[Step]:
        record = self._record
        assert record.count("outbox", "state = 'waiting'") > 0
        self._hands.shoot("broker-away")
        self._broker_wanted.touch()
        yield lambda: record.count("outbox", "state = 'waiting'") < 5
        self._hands.shoot("broker-back")

    def _leave(self) -> Iterator[Step]:
        hands = self._hands
        hands.touch(seen(PersonButton)[0])
        yield from hands.press("Enter")
        yield lambda: QApplication.activeModalWidget() is None
        hands.shoot("signed-out")
        yield from self._open("Ctrl+Q")
        yield lambda: isinstance(QApplication.activeModalWidget(), QuestionDialog)
        hands.shoot("closing")
        hands.touch(seen(QAbstractButton)[0])


def main() -> int:
    """Open the station and work a shift there."""
    given = argparse.ArgumentParser()
    for name in ("config", "shots", "broker_wanted"):
        given.add_argument(name, type=Path)
    given.add_argument("pin")
    given.add_argument("castings", type=int)
    given.add_argument("--mouse", action="store_true")
    said = given.parse_args()
    source = Source(said.config, {})
    settings = source.load()
    choose_platform()
    application = QApplication(["castwatch"])
    program = Program(settings, source=source)
    program.start()
    hands = Hands(said.shots, touches=not said.mouse)
    shift = Shift(hands, settings, said.pin, said.broker_wanted)
    Player(hands, shift.steps(said.castings), program)
    code = application.exec()
    return code or program.exit_code


if __name__ == "__main__":
    sys.exit(main())
