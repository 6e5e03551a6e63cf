"""Where the parts meet, and where the program begins and ends."""

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

from PySide6.QtWidgets import QApplication

from app import crash, logs
from app.alarm import Alarm
from app.display import choose_platform, is_offscreen
from app.outbox.kafka import KafkaPublisher
from app.program import Program
from app.settings import Settings
from app.shifts import ShiftCalendar
from app.station import Station, Workers
from app.storage.history import History
from app.storage.messages import Messages
from app.storage.store import Store
from app.workers.capture import Capture
from app.workers.judge import Judge
from app.workers.reading import Reader
from app.workers.recording import Recorder
from app.workers.sending import Sender
from app.workers.slot import FrameSlot
from camera.open import make_camera
from inference.litert_classifier import LitertClassifier
from inference.trigger import Trigger


def build_station(settings: Settings, store: Store, eye: FrameSlot) -> Station:
    """Put a station together on an open store; `eye` gets every frame for the live picture."""
    judging = settings.judging
    calendar = ShiftCalendar(settings.station.shifts, settings.station.zone())
    recorder = Recorder(store, calendar.at)
    judge = Judge(
        load=lambda: LitertClassifier(judging.network),
        thresholds_of=judging.thresholds,
        trigger=Trigger(judging.frames, judging.still_ms / 1000),
        keep=recorder.offer,
    )
    workers = Workers(
        capture=Capture(lambda: make_camera(settings.camera), eye, judge.frames),
        judge=judge,
        recorder=recorder,
        sender=Sender(Messages(store.engine), _publisher(settings)),
        reader=Reader(History(store.engine), store.pictures, settings.station.zone()),
        alarm=Alarm(settings.alarm),
    )
    return Station(workers, calendar)


def _publisher(settings: Settings) -> Callable[[Event], KafkaPublisher] | None:
    if not settings.kafka.servers:
        return None
    return lambda give_up: KafkaPublisher(settings.kafka, give_up)


def run(settings: Settings, parts: int | None = None, screenshot: Path | None = None) -> int:
    """Open the station and stay until it is closed, or until `parts` castings are on record.

    Returns the exit code.
    """
    choose_platform()
    application = QApplication(["castwatch"])
    crash.listen_to_qt()
    if is_offscreen():
        print("castwatch: no display was found; the station runs without one.", file=sys.stderr)
    program = Program(settings, build_station, parts, screenshot)
    crash.CrashReporter(logs.folder(), program.mistaken.emit).install()
    program.start()
    application.exec()
    return program.exit_code
