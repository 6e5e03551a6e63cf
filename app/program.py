"""The running program: the window first, then the record, then the station, then the end."""

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from PySide6.QtCore import QBuffer, QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from app import crash, logs
from app.display import bounded, check_seen, choose_platform, is_offscreen
from app.screen import Screen
from app.settings import NO_FILE, Settings, Source
from app.workers.opening import Opening, OpeningError
from app.workers.slot import FrameSlot
from models.atomic_file import FileError, file_errors, write_file
from models.details import RecentPart
from models.errors import KnownError
from models.health import Condition, Health
from models.printable import printable

if TYPE_CHECKING:
    from app.awake import Awake
    from app.station import State, Station
    from app.storage.store import Store

RESTART = 75  # an exit code that nothing else has here
CAMERA_PATIENCE_MS = 15_000  # with a camera that gives nothing, when nobody sees the window
OPENING_SLOW_MS = 10_000  # then it is told that the record has not been opened yet
OPENING_PATIENCE_MS = 60_000  # then a run that nobody sees ends, but for a migration
STILL_S = 60.0  # without a casting a run of so many castings ends …
STILL_CASTINGS = 3  # … or without so many at the camera's own rate, whichever is longer

log = structlog.get_logger()


class UnfinishedError(KnownError):
    """The program could not do what the command line asked for."""


class Program(QObject):
    """Runs one station until the window is closed or the wanted castings are on record.

    A fault that a person could mend on the screen ends the program instead where nobody
    sees the screen: with `parts`, or without a display.
    """

    mistaken = Signal(object)  # KnownError: a mistake of ours and where it is written down
    opening_told = Signal(object)  # KnownError: what takes long while the record is opened

    def __init__(
        self,
        settings: Settings,
        parts: int | None = None,
        screenshot: Path | None = None,
        source: Source = NO_FILE,
        *,
        start_over: bool = False,
    ) -> None:
        super().__init__()
        self._start_over = start_over
        self.exit_code = 0
        self._source = source
        self._settings = settings
        self._parts = parts
        self._screenshot = screenshot
        self._is_unattended = parts is not None or is_offscreen()
        self._recorded = 0
        self._kept_aside = 0  # results of this run that could not be stored
        self._eye = FrameSlot()
        self._screen = Screen(settings, self._eye)
        self._opening = Opening(self._open)
        self._station: Station | None = None
        self._awake: Awake | None = None
        self._is_over = False
        self._sets_aside = False  # the database that cannot be opened
        self._patience = QTimer(self, singleShot=True, interval=CAMERA_PATIENCE_MS)
        self._camera_trouble: KnownError | None = None
        self.is_stuck = False  # a thread could not be ended
        self._is_migrating = False
        self._slow_opening = QTimer(self, singleShot=True, interval=OPENING_SLOW_MS)
        self._opening_patience = QTimer(self, singleShot=True, interval=OPENING_PATIENCE_MS)
        self._stillness = QTimer(self, singleShot=True, interval=round(still_s(settings) * 1000))

    def start(self) -> None:
        """Show the window, and open the record behind it."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._end())
        self.mistaken.connect(self._on_mistaken)
        self.opening_told.connect(self._screen.window.show_notice)
        self.opening_told.connect(self._on_opening_told)
        self._screen.window.closing.connect(self._end)
        self._screen.window.restart_wanted.connect(self._restart)
        self._screen.window.retry.connect(self._on_retry)
        self._screen.window.set_aside_wanted.connect(self._on_set_aside)
        self._opening.opened.connect(self._on_opened)
        self._opening.failed.connect(self._on_fault)
        self._patience.timeout.connect(self._on_no_camera)
        self._slow_opening.timeout.connect(self._on_slow_opening)
        self._opening_patience.timeout.connect(self._on_no_opening)
        self._stillness.timeout.connect(self._on_still)
        if self._settings.station.full_screen:
            self._screen.window.showFullScreen()
        else:
            self._screen.window.show()
        self._begin_opening()

    def _begin_opening(self) -> None:
        self._slow_opening.start()
        self._opening_patience.start()
        self._opening.begin()

    def _open(self) -> "Store":
        # Imported here, behind the window: databases, networks and brokers take a second.
        from app.parts import open_store  # noqa: PLC0415

        return open_store(self._settings, self.opening_told.emit, set_aside=self._sets_aside)

    @Slot(object)
    def _on_opened(self, store: "Store") -> None:
        self._stop_waiting()
        if self._is_over:
            return  # closed while the record was being opened
        self._screen.window.show_fault(None)
        # They take little, with the parts there.
        from app.awake import Awake  # noqa: PLC0415
        from app.main import build_station  # noqa: PLC0415
        from app.workers.recording import begun_anew  # noqa: PLC0415

        station = self._station = build_station(
            self._settings, store, self._eye, self._source, start_over=self._start_over
        )
        station.inspected.connect(self._on_inspected)
        station.faulted.connect(self._on_fault)
        station.told.connect(self._on_told)
        station.called.connect(self._on_told)
        station.broke.connect(self._on_broke)
        station.workers.recorder.set_apart.connect(self._on_kept_aside)
        station.challenge_changed.connect(self._on_progress)
        station.ended.connect(self._on_ended)
        station.workers.capture.health_changed.connect(self._on_camera)
        station.state_changed.connect(self._on_state)
        if not self._is_unattended:
            station.reception.engineer_missing.connect(self._screen.window.staff.open_sign_in)
        self._screen.attach(station)
        if not is_offscreen():
            self._awake = Awake()
            self._awake.begin()
        station.start()
        self._on_progress()
        if self._sets_aside:
            self._sets_aside = False
            self._screen.window.show_notice(begun_anew())

    @Slot(object)
    def _on_state(self, state: "State") -> None:
        log.info("ready" if state == "inspecting" else str(state))

    @Slot()
    def _on_retry(self) -> None:
        if self._station is None:
            self._begin_opening()
        else:
            self._station.retry()

    @Slot()
    def _on_set_aside(self) -> None:
        if self._station is None:
            self._sets_aside = True
            self._begin_opening()
        else:
            self._station.set_aside()

    @Slot(object)
    def _on_inspected(self, _: RecentPart) -> None:
        self._recorded += 1
        self._on_progress()
        if self._recorded == self._parts and self._station is not None:
            # The tally of the last casting is still being read; it belongs on the screenshot.
            self._station.tally_changed.connect(self._end)

    @Slot(object)
    def _on_fault(self, fault: KnownError | None) -> None:
        self._stop_waiting()
        if fault is not None and self._is_unattended:
            self._fail(fault)
        elif self._station is None:
            self._screen.window.show_fault(fault)

    @Slot(object)
    def _on_told(self, error: KnownError) -> None:
        if self._is_unattended:
            _say(error)
        if self._is_over:  # no event loop paints it any more
            self._screen.window.repaint()

    @Slot(object)
    def _on_mistaken(self, error: KnownError) -> None:
        """An exception that nobody caught: work that was to be done is not done."""
        if self._is_unattended:
            self._fail(error)
        elif self._station is None:
            self._screen.window.show_fault(error)
        else:
            self._screen.window.show_call(error)

    @Slot(object)
    def _on_broke(self, error: KnownError) -> None:
        if self._is_unattended:
            self._fail(error)

    @Slot()
    def _on_kept_aside(self) -> None:
        self._kept_aside += 1

    @Slot(object)
    def _on_opening_told(self, error: KnownError) -> None:
        self._is_migrating = True
        self._on_told(error)

    @Slot()
    def _on_slow_opening(self) -> None:
        if not self._is_migrating:
            slow = self._not_opened()
            self._screen.window.show_notice(slow)
            self._on_told(slow)

    @Slot()
    def _on_no_opening(self) -> None:
        if self._is_unattended and not self._is_migrating:
            self._fail(self._not_opened())

    def _not_opened(self) -> KnownError:
        return OpeningError(
            "The record {file} does not answer: its disk may be slow or away.",
            file=str(self._settings.record.database),
        )

    def _stop_waiting(self) -> None:
        self._slow_opening.stop()
        self._opening_patience.stop()

    @Slot()
    def _on_progress(self) -> None:
        if self._parts is not None and not self._is_over:
            self._stillness.start()

    @Slot()
    def _on_still(self) -> None:
        self._fail(
            UnfinishedError(
                "No casting was judged for {seconds} s; {recorded} of {parts} castings are on"
                " record.",
                seconds=round(self._stillness.interval() / 1000),
                recorded=self._recorded,
                parts=self._parts or 0,
            )
        )

    @Slot(Health)
    def _on_camera(self, health: Health) -> None:
        self._camera_trouble = health.why
        if health.condition is not Condition.FAULT:
            self._patience.stop()
        elif self._parts is not None and not self._patience.isActive():
            self._patience.start()

    @Slot()
    def _on_no_camera(self) -> None:
        if self._camera_trouble is not None:
            self._fail(self._camera_trouble)

    @Slot()
    def _on_ended(self) -> None:
        if self._parts is not None:
            if self._recorded >= self._parts:
                return  # only the last tally is awaited
            self._fail(
                UnfinishedError(
                    "The camera has shown its last picture; {recorded} of {parts} castings are"
                    " on record.",
                    recorded=self._recorded,
                    parts=self._parts,
                )
            )
        elif self._is_unattended:
            self._end()

    def _fail(self, error: KnownError) -> None:
        self.exit_code = 1
        _say(error)
        self._end()

    @Slot()
    def _end(self) -> None:
        if self._is_over:
            return
        self._is_over = True
        if self._screenshot is not None:
            self._save_screenshot(self._screenshot)
        for timer in (self._patience, self._stillness):
            timer.stop()
        self._stop_waiting()
        if self._station is not None:
            self._stop(self._station)
        if self._awake is not None:
            self._awake.end()
        if not self.is_stuck:
            self.is_stuck = not self._opening.close()
        self._screen.window.close()
        QCoreApplication.exit(self.exit_code)

    def _stop(self, station: "Station") -> None:
        self.is_stuck = not station.stop()
        if self._kept_aside and self._is_unattended:
            station.troubles.append(
                UnfinishedError(
                    "{count} results could not be stored and are kept aside: see castwatch"
                    " unrecorded.",
                    count=self._kept_aside,
                )
            )
        for trouble in station.troubles:
            _say(trouble)
            self.exit_code = self.exit_code or 1

    @Slot()
    def _restart(self) -> None:
        self.exit_code = RESTART
        self._end()

    @Slot()
    def exit_if_over(self) -> None:
        """The event loop runs now; what ended the program before has been forgotten by Qt."""
        if self._is_over:
            QCoreApplication.exit(self.exit_code)

    def _save_screenshot(self, file: Path) -> None:
        try:
            with file_errors(file):
                write_file(file, _png(self._screen.window.grab()))
        except FileError as error:
            self.exit_code = 1
            _say(error)


def _png(picture: QPixmap) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())


def still_s(settings: Settings) -> float:
    """After how long without a casting a run of so many castings is given up, seconds."""
    rate = getattr(settings.camera, "castings_per_minute", None)
    return max(STILL_S, STILL_CASTINGS * 60 / rate) if rate else STILL_S


def _say(error: KnownError) -> None:
    print(printable(f"castwatch: {error}"), file=sys.stderr)


def run(
    settings: Settings,
    parts: int | None = None,
    screenshot: Path | None = None,
    source: Source = NO_FILE,
    *,
    start_over: bool = False,
) -> int:
    """Open the station and stay until it is closed, or until `parts` castings are on record.

    With `start_over` the images of a folder are judged again that were judged before.

    Returns the exit code; RESTART where a person wants it to start again, as it is set up now.
    Raises DisplayError where it should be seen and cannot be.
    """
    asked = choose_platform(must_be_seen=settings.station.full_screen)
    with bounded(asked):
        application = QApplication(["castwatch"])
    check_seen(asked)
    crash.listen_to_qt()
    if is_offscreen():
        print("castwatch: no display was found; the station runs without one.", file=sys.stderr)
    program = Program(settings, parts, screenshot, source, start_over=start_over)
    crash.CrashReporter(logs.folder(), program.mistaken.emit).install()
    program.start()
    QTimer.singleShot(0, program.exit_if_over)
    with crash.watched_event_loop(logs.folder()):
        application.exec()
    if program.is_stuck:  # Qt aborts where a thread still runs: nothing is left to be written
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(program.exit_code or 1)
    return program.exit_code
