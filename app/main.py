"""Where the parts of a station meet."""

from app import parts
from app.alarm import Alarm
from app.challenge import Challenger
from app.doctor import doctor_beside
from app.line_watch import LineWatch
from app.reception import Reception
from app.settings import NO_FILE, Settings, Source
from app.station import Station, Workers
from app.storage.history import History
from app.storage.messages import Messages
from app.storage.statistics import Statistics
from app.storage.store import Store
from app.streaks import Streaks
from app.workers.capture import Capture
from app.workers.doorkeeper import Doorkeeper
from app.workers.fitter import Fitter
from app.workers.judge import Judge
from app.workers.reading import Reader
from app.workers.recording import Recorder
from app.workers.sending import Sender
from app.workers.slot import FrameSlot
from inference.sight import look_of
from inference.trigger import Trigger
from models.shifts import ShiftCalendar


def build_station(
    settings: Settings,
    store: Store,
    eye: FrameSlot,
    source: Source = NO_FILE,
    *,
    start_over: bool = False,
) -> Station:
    """Put a station together on an open store; `eye` gets every frame for the live picture.

    With `start_over` the images of a folder are judged again that were judged before.
    """
    judging, zone = settings.judging, settings.station.zone()
    calendar = ShiftCalendar(settings.station.shifts, zone)
    recorder = Recorder(store, calendar.at)
    judge = Judge(
        load=lambda: parts.load_classifier(settings),
        thresholds_of=judging.thresholds,
        trigger=Trigger(judging.frames, judging.still_ms / 1000),
        keep=recorder.offer,
        eyes_for=lambda geometry: look_of(geometry, judging.empty_rig),
        serial_of=parts.serial_of(settings),
        casting_percent=judging.casting_percent,
    )
    messages = Messages(store.engine, settings.kafka.queues())
    is_asked = settings.sign_in.enabled
    statistics = Statistics(store.engine, calendar, zone)
    shown = parts.shown_files_of(settings, store, start_over=start_over)
    capture = Capture(
        lambda: parts.camera_of(settings, shown, capture.told.emit), eye, judge.frames
    )
    workers = Workers(
        capture=capture,
        judge=judge,
        recorder=recorder,
        sender=Sender(messages, parts.publisher_of(settings)),
        fitter=Fitter(source, store.engine, doctor_beside(settings.camera)),
        doorkeeper=Doorkeeper(*parts.people_of(store), is_asked=is_asked),
        reader=Reader(History(store.engine), store.pictures, messages, statistics, zone),
        alarm=Alarm(settings.alarm),
    )
    reception = Reception(workers.doorkeeper, is_asked=is_asked)
    return Station(
        workers,
        calendar,
        LineWatch(Streaks(settings.warnings)),
        Challenger(settings.challenge),
        reception,
        fits=settings.serial.fits,
    )
