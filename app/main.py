"""Where the parts of a station meet."""

from collections.abc import Callable
from threading import Event

from app.alarm import Alarm
from app.outbox.kafka import KafkaPublisher
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


def open_store(settings: Settings) -> Store:
    """Open the record; on any thread. Raises StorageError."""
    return Store(settings.record, settings.station.name)


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
