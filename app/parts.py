"""The station's parts that take long to import, and that Qt is no part of.

They are imported on a thread behind the window. Whatever names Qt's classes must not be:
PySide makes a class and its enums when the class is first named, and when a second thread
does so while the window is drawn, the process dies now and then.
"""

from collections.abc import Callable
from functools import partial
from threading import Event

import numpy as np
from numpy.typing import NDArray

from app.outbox.kafka import KafkaPublisher
from app.settings import Settings
from app.storage.database import Tell
from app.storage.people import People
from app.storage.shown_files import ShownFilesOnRecord
from app.storage.sign_ins import SignIns
from app.storage.store import Store
from camera.camera import Camera
from camera.open import make_camera
from camera.shown_files import ShownFiles
from inference.classifier import Classifier
from inference.code_reader import read_serial
from inference.litert_classifier import LitertClassifier
from models.errors import KnownError


def open_store(settings: Settings, tell: Tell, *, set_aside: bool = False) -> Store:
    """Open the record, or a new one; on any thread. Raises StorageError."""
    return Store(settings.record, settings.station.name, set_aside=set_aside, tell=tell)


def people_of(store: Store) -> tuple[People, SignIns]:
    """Who may sign in at the station, and the way in."""
    return People(store.engine), SignIns(store.engine)


def load_classifier(settings: Settings) -> Classifier:
    """Load the network that judges. Raises NetworkError."""
    return LitertClassifier(settings.judging.network)


def camera_of(settings: Settings, shown: ShownFiles, tell: Callable[[KnownError], None]) -> Camera:
    """Make the camera, not yet opened; see camera.open.make_camera."""
    return make_camera(settings.camera, shown, tell)


def shown_files_of(settings: Settings, store: Store, *, start_over: bool) -> ShownFiles:
    """The place in a folder, as it is on record; with `start_over` all is shown once more."""
    record = ShownFilesOnRecord(store.engine, settings.record.database)
    return ShownFiles(record, start_over=start_over)


def serial_of(settings: Settings) -> Callable[[NDArray[np.uint8]], str | None]:
    """What reads a casting's number off its picture; nothing does where it is not asked to."""
    if settings.serial.source != "picture":
        return no_serial
    return partial(read_serial, fits=settings.serial.fits)


def no_serial(_: NDArray[np.uint8]) -> str | None:
    """Castings without a number, or whose number is scanned."""
    return None


def publisher_of(settings: Settings) -> Callable[[str, Event], KafkaPublisher] | None:
    """What opens the way to a topic of Kafka; None where no broker is set up."""
    if not settings.kafka.servers:
        return None
    return lambda topic, give_up: KafkaPublisher(settings.kafka, topic, give_up)
