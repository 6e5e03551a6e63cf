"""Pictures of every screen and state in both languages: python -m tests.widgets.gallery OUT."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from app.outbox.connection import BrokerError
from app.storage.errors import DamagedError
from app.streaks import StreakError
from camera.camera import CameraError
from models.decision import Ruling
from models.details import RecentPart
from models.errors import KnownError
from models.frame import Frame
from models.health import Condition, Health, Part
from models.history import HistoryQuery
from models.judgement import Verdict
from models.shift import Tally
from models.sight import Stage, Unfit
from models.sound import Sound
from tests.widgets import samples
from widgets.header import Header
from widgets.lights import Lights
from widgets.main_window import MainWindow

LANGUAGES = ("en", "ko")
SIZES = ((1280, 800), (1920, 1080), (3840, 2160))
UNPLUGGED = CameraError("The camera {camera} sends no pictures.", camera="rtsp://10.0.0.7/rig")
ROW_OF_REJECTS = StreakError(
    "{count} castings in a row were rejected. Stop the line and call the engineer.", count=3
)
DAMAGED = DamagedError(
    "The database {file} is damaged or is no database of Castwatch.",
    file="/var/lib/castwatch/castwatch.db",
)
DISK_FULL = KnownError(
    "The disk is full: there is no room left in {file}.", file="/var/lib/castwatch/castwatch.db"
)

Scene = Callable[[MainWindow], None]


def starting(window: MainWindow) -> None:
    """Nothing is known yet."""


def opening(window: MainWindow) -> None:
    """The camera is not there yet."""
    why = CameraError("The camera {camera} is being opened.", camera="rtsp://10.0.0.7/rig")
    window.show_health(Health(Part.CAMERA, Condition.WAITING, why))


def empty(window: MainWindow) -> None:
    """Ready, before the first casting of the shift."""
    for part in Part:
        window.show_health(Health(part, Condition.OK))
    window.show_tally(samples.SHIFT, Tally())
    window.show_stage(Stage.WAITING, None, None)


def running(window: MainWindow) -> None:
    """In the middle of a shift, between two castings."""
    empty(window)
    window.show_network(samples.CARD)
    window.show_tally(samples.SHIFT, samples.TALLY)
    window.show_recent(samples.recent_parts())


def arriving(window: MainWindow) -> None:
    """A casting comes."""
    running(window)
    window.show_stage(Stage.ARRIVING, None, samples.casting(2, size=512).outline)


def passed(window: MainWindow) -> None:
    """A sound casting."""
    _judged(window, Verdict.PASS)


def review(window: MainWindow) -> None:
    """A casting that a person must look at; messages wait for Kafka."""
    _judged(window, Verdict.REVIEW)
    why = KnownError("Kafka at {servers} has stopped answering.", servers="10.0.0.4:9092")
    window.show_health(Health(Part.KAFKA, Condition.WAITING, why, waiting=1284))


def rejected(window: MainWindow) -> None:
    """A bad casting, the alarm sounds."""
    _judged(window, Verdict.REJECT)
    window.show_alarm(Sound.REJECT)


def called(window: MainWindow) -> None:
    """Three rejects in a row: somebody should come."""
    _judged(window, Verdict.REJECT)
    window.show_alarm(Sound.WARNING)
    window.show_call(ROW_OF_REJECTS)


def no_sound(window: MainWindow) -> None:
    """The same where nothing can be heard."""
    rejected(window)
    window.show_health(Health(Part.SOUND, Condition.FAULT))


def unfit(window: MainWindow) -> None:
    """A picture that cannot be judged."""
    running(window)
    window.show_stage(Stage.UNFIT, Unfit.GLARE, None)


def paused(window: MainWindow) -> None:
    """Castings pass unjudged."""
    running(window)
    window.show_paused(True)


def unplugged(window: MainWindow) -> None:
    """No camera."""
    running(window)
    window.show_health(Health(Part.CAMERA, Condition.FAULT, UNPLUGGED))


def fault(window: MainWindow) -> None:
    """Results cannot be stored."""
    running(window)
    window.show_health(Health(Part.DISK, Condition.FAULT, DISK_FULL))
    window.show_fault(DISK_FULL)


def damaged(window: MainWindow) -> None:
    """The database is damaged: it can be set aside."""
    running(window)
    window.show_health(Health(Part.DISK, Condition.FAULT, DAMAGED))
    window.show_fault(DAMAGED)


def notice(window: MainWindow) -> None:
    """The sentence behind a light."""
    review(window)
    window.findChildren(Lights)[0].asked.emit(Part.DISK)


def delivery(window: MainWindow) -> None:
    """How far the plant is behind."""
    review(window)
    away = BrokerError("Nothing answers at {server}: {reason}.", server="kafka:9092", reason="no")
    window.show_health(Health(Part.KAFKA, Condition.WAITING, away, waiting=14_203))
    window.findChildren(Lights)[0].asked.emit(Part.KAFKA)
    window.show_delivery(samples.outbox_report())


def history(window: MainWindow) -> None:
    """Shifts and inspections."""
    running(window)
    window.toggle_history()
    window.show_shifts(samples.shift_list())
    window.show_page(samples.history_page(HistoryQuery()))


def export(window: MainWindow) -> None:
    """The history is written to a file."""
    history(window)
    window.show_export_progress(0.43)


def exported(window: MainWindow) -> None:
    """The history has been written."""
    history(window)
    window.show_export_done(Path("/home/operator/Documents/castwatch.xlsx"), None)


def reporting(window: MainWindow) -> None:
    """The report of a shift is written."""
    history(window)
    window._history._shifts._list.setCurrentRow(2)
    window.show_page(samples.history_page(window._history._table.history.query))
    window.show_export_progress(0.66)


def no_history(window: MainWindow) -> None:
    """Nothing on record."""
    empty(window)
    window.toggle_history()
    window.show_page(samples.history_page(HistoryQuery(), total=0))


def searched(window: MainWindow) -> None:
    """Two inspections begin with what was typed."""
    history(window)
    window._history._search.begin()
    window._history._search._field.setText("0199d1c2")
    window._history._search._on_enter()
    query = window._history._table.history.query
    page = samples.history_page(query, total=2)
    window.show_page(replace(page, tally=Tally(passed=2)))


def not_found(window: MainWindow) -> None:
    """Nothing is what was typed."""
    history(window)
    window._history._search._field.setText("gear housing")
    window._history._search._on_enter()
    window.show_page(samples.history_page(window._history._table.history.query, total=0))


def opened(window: MainWindow) -> None:
    """An inspection with its defect map."""
    _judged(window, Verdict.PASS)
    window.open_inspection(samples.details())


def decided(window: MainWindow) -> None:
    """A person has said what is wrong with a casting."""
    running(window)
    window.open_inspection(samples.details(is_decided=True))


def deciding(window: MainWindow) -> None:
    """A person overrides a pass."""
    running(window)
    window.open_inspection(samples.details(Verdict.PASS))
    window._inspection._on_decide(Ruling.DEFECTIVE)


def opened_without_picture(window: MainWindow) -> None:
    """An inspection whose picture was pruned."""
    running(window)
    window.open_inspection(samples.details(Verdict.REVIEW, has_picture=False))


def inspected_again(window: MainWindow) -> None:
    """With the new result."""
    opened(window)
    again = samples.details().linked[0]
    window.show_inspection(RecentPart(again, None))


def menu(window: MainWindow) -> None:
    """The menu, dropped down."""
    running(window)
    window.findChildren(Header)[0].open_menu()


def about(window: MainWindow) -> None:
    """The network's card."""
    running(window)
    window.open_about()


def keys(window: MainWindow) -> None:
    """Which key does what."""
    running(window)
    window.open_keys()


def closing(window: MainWindow) -> None:
    """The question before it closes."""
    running(window)
    window.ask_to_close()


SCENES: tuple[Scene, ...] = (
    starting, opening, empty, running, arriving, passed, review, rejected, called, no_sound, unfit,
    paused, unplugged, fault, damaged, notice, delivery, history, export, exported, reporting,
    no_history, searched, not_found, opened, decided, deciding, opened_without_picture,
    inspected_again, menu, about, keys, closing,
)  # fmt: skip


def make_window(language: str) -> MainWindow:
    """A window whose camera shows one rendered casting."""
    pixels = samples.casting(2, is_defective=True, size=512).pixels
    frame = Frame(1, monotonic(), pixels)
    return MainWindow(lambda: frame, "line-3", language, zone=ZoneInfo("Asia/Seoul"))


def settle() -> None:
    """Let Qt lay out and paint."""
    deadline = monotonic() + 0.15
    while monotonic() < deadline:
        QApplication.processEvents()


def _judged(window: MainWindow, verdict: Verdict) -> None:
    running(window)
    outline = samples.casting(2, is_defective=True, size=512).outline
    window.show_stage(Stage.JUDGED, None, outline)
    window.show_inspection(samples.recent_part(1241, verdict))


def _save(window: MainWindow, file: Path) -> None:
    picture = window.grab()
    for above in window.findChildren(QWidget):
        if above.isVisible() and isinstance(above, QDialog | QMenu):
            picture = above.grab()
    picture.save(str(file))


def main(out: Path) -> None:
    """Save every scene in both languages and every size below `out`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv)
    for language in LANGUAGES:
        for width, height in SIZES:
            folder = out / f"{language}_{width}x{height}"
            folder.mkdir(parents=True, exist_ok=True)
            for number, scene in enumerate(SCENES):
                window = make_window(language)
                window.resize(width, height)
                window.show()
                scene(window)
                settle()
                _save(window, folder / f"{number:02d}_{scene.__name__}.png")
                window.close()
                window.deleteLater()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
