"""The doctor: looks at every part of a station, and says in a line how each is."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from threading import Thread

import structlog

from app import alarm
from app.crash import of_the_world
from app.outbox.checking import check_topics
from app.settings import Settings
from app.storage.aside import databases_aside
from app.storage.checking import check_database, check_seals
from app.storage.database import open_database
from app.storage.errors import StorageError
from app.storage.messages import Messages
from app.storage.unrecorded import Unrecorded
from app.workers.fitter import Doctor
from camera.camera import Camera, EndOfPicturesError, NoImagesError, UnjudgedFileError
from camera.config import CameraConfig, DeviceConfig, FolderConfig
from camera.open import make_camera
from inference.litert_classifier import LitertClassifier
from inference.sight import look_of
from models.errors import KnownError
from models.frame import Frame
from models.health import Part
from models.outbox import OutboxStatus
from models.setup import PartCheck, Trial

PATIENCE_SECONDS = 15.0
_log = structlog.get_logger()
HISTORY_TIMES = 100  # as much patience
LEAST_FREE_BYTES = 1_000_000_000
MOST_PASSED = 20  # files of a folder that cannot be judged, before it is told


class DoctorError(KnownError):
    """What the doctor finds about a part; raised where it is not as a station needs it."""


def line(check: PartCheck) -> str:
    """What is said of a part, for the terminal."""
    return f"{'ok' if check.is_ok else 'FAILED':<6}  {check.part:<8}  {check.said}"


def run_checks(
    settings: Settings, patience: float = PATIENCE_SECONDS, in_use: CameraConfig | None = None
) -> Iterator[PartCheck]:
    """Check one part after the other; none takes longer than `patience`, in seconds.

    The history alone may take HISTORY_TIMES as long: a second for some 3,000 inspections.
    Nothing is made or changed but a small file that is removed at once. A camera of this machine
    that is `in_use` is not opened a second time.
    """
    checks: dict[str, tuple[Callable[[Settings], KnownError], float]] = {
        Part.CAMERA: (partial(check_camera, in_use=in_use), patience),
        Part.NETWORK: (_network, patience),
        Part.DISK: (_disk, patience),
        "database": (_database, patience),
        "history": (_history, patience * HISTORY_TIMES),
        Part.KAFKA: (check_kafka, patience),
        Part.SOUND: (_sound, patience),
    }
    for part, (check, seconds) in checks.items():
        try:
            yield PartCheck(part, is_ok=True, said=_within(seconds, partial(check, settings)))
        except KnownError as error:
            yield PartCheck(part, is_ok=False, said=error)
        except Exception as error:  # noqa: BLE001 - one check must not end the others
            yield PartCheck(part, is_ok=False, said=_failed(part, error))


def _failed(part: str, error: Exception) -> KnownError:
    """What is said of a check that could not be made."""
    if (known := of_the_world(error)) is not None:
        return known
    _log.error("a check has failed", part=part, exc_info=error)
    return DoctorError(
        "It could not be checked: {reason}.", reason=str(error) or type(error).__name__
    )


def _within(patience: float, check: Callable[[], KnownError]) -> KnownError:
    """What `check` answers; one that does not answer in time is left to itself."""
    answer: Future[KnownError] = Future()

    def run() -> None:
        try:
            answer.set_result(check())
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            answer.set_exception(error)

    Thread(target=run, name="doctor", daemon=True).start()
    try:
        return answer.result(patience)
    except TimeoutError:
        raise DoctorError(
            "It has not answered within {seconds} s.", seconds=f"{patience:g}"
        ) from None


def check_camera(settings: Settings, in_use: CameraConfig | None = None) -> KnownError:
    """Open the camera and take a picture. Raises CameraError."""
    if isinstance(in_use, DeviceConfig) and in_use == settings.camera:
        return DoctorError("The station has this camera open: its light tells how it is.")
    is_watched = isinstance(settings.camera, FolderConfig) and settings.camera.watch
    camera = make_camera(settings.camera.model_copy(update={"watch": False} if is_watched else {}))
    try:
        camera.open()
        height, width = _first_image(camera).pixels.shape
    except (EndOfPicturesError, NoImagesError):
        if not is_watched:
            raise
        return DoctorError("The folder {camera} waits for images.", camera=camera.name)
    finally:
        camera.close()
    return DoctorError(
        "{camera} gives pictures of {width} x {height} pixels.",
        camera=camera.name,
        width=width,
        height=height,
    )


def _first_image(camera: Camera) -> Frame:
    """The first one that can be judged, as the station passes the others."""
    for _ in range(MOST_PASSED):
        try:
            return camera.read()
        except UnjudgedFileError:
            continue
    return camera.read()


def _network(settings: Settings) -> KnownError:
    card = LitertClassifier(settings.judging.network).card
    look_of(card.geometry, settings.judging.empty_rig)  # raises where its picture cannot be read
    return DoctorError("{network} is the one its card describes.", network=card.name)


def _disk(settings: Settings) -> KnownError:
    folders = {settings.record.database.parent, settings.record.pictures_folder()}
    free_bytes = min(_free_bytes_where_writable(folder) for folder in folders)
    free_gigabytes = f"{free_bytes / 1e9:.1f}"
    if free_bytes < LEAST_FREE_BYTES:
        raise DoctorError("Only {gigabytes} GB are free.", gigabytes=free_gigabytes)
    return DoctorError(
        "{gigabytes} GB are free in {folder}.",
        gigabytes=free_gigabytes,
        folder=str(settings.record.database.parent),
    )


def _free_bytes_where_writable(folder: Path) -> int:
    there = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(b"castwatch")
    except OSError as error:
        raise DoctorError(
            "The folder {folder} cannot be written: {reason}.",
            folder=str(there),
            reason=error.strerror or str(error),
        ) from error
    return shutil.disk_usage(there).free


def _database(settings: Settings) -> KnownError:
    file = settings.record.database
    if not os.path.lexists(file):
        return DoctorError("{file} will be made at the first start.", file=str(file))
    check_database(file)
    if not os.access(file, os.W_OK):
        raise DoctorError("The database {file} is write-protected.", file=str(file))
    if aside := databases_aside(file):
        raise DoctorError(
            "It is whole, but {count} damaged ones were set aside in {folder}: save what can be"
            " read with castwatch rescue, then move them away.",
            count=len(aside),
            folder=str(aside[0].parent.parent),
        )
    if count := _unrecorded(file):
        raise DoctorError(
            "It is whole, but {count} results could not be stored: see castwatch unrecorded list.",
            count=count,
        )
    return DoctorError("{file} is whole.", file=str(file))


def _unrecorded(file: Path) -> int:
    """How many results are kept aside."""
    engine = open_database(file)
    try:
        return Unrecorded(engine).count()
    finally:
        engine.dispose()


def _history(settings: Settings) -> KnownError:
    file = settings.record.database
    if not os.path.lexists(file):
        return DoctorError("There is none yet.")
    found = check_seals(file)
    if found.unsealed:
        raise DoctorError(
            "{sealed} inspections are as they were recorded; for {unsealed} nothing vouches: they"
            " carry no seals.",
            sealed=f"{found.sealed:,}",
            unsealed=f"{found.unsealed:,}",
        )
    if not found.is_anchored:
        raise DoctorError(
            "{sealed} inspections are as they were recorded. Nothing outside the database tells"
            " whether newer ones were cut off: its anchor is missing, was changed, or is another"
            " user's.",
            sealed=f"{found.sealed:,}",
        )
    if found.replaced:
        return DoctorError(
            "{sealed} inspections are as they were recorded. Times that the database was not the"
            " one that was written last: {count}; castwatch audit tells when.",
            sealed=f"{found.sealed:,}",
            count=found.replaced,
        )
    return DoctorError(
        "{sealed} inspections are as they were recorded.", sealed=f"{found.sealed:,}"
    )


def check_kafka(settings: Settings) -> KnownError:
    """Find a broker, where one is set up, and see that each topic can be written to.

    A topic that is missing is a fault only where something waits for it: many brokers make a
    topic as soon as somebody writes to it. Raises BrokerError or DoctorError.
    """
    if not settings.kafka.servers:
        return DoctorError("It is not set up: results wait in the database.")
    servers = ", ".join(settings.kafka.servers)
    checks = check_topics(settings.kafka, [queue.topic for queue in settings.kafka.queues()])
    outbox = _outbox(settings)
    behind = {each.topic for each in outbox.topics if each.waiting} if outbox else set()
    closed = [each for each in checks if each.why and (each.topic in behind or not each.is_missing)]
    if len(closed) == 1 and closed[0].why:
        raise closed[0].why
    if closed:
        raise DoctorError(
            "Kafka does not take what is for {topics}: castwatch outbox status tells why.",
            topics=", ".join(each.topic for each in closed),
        )
    if outbox and outbox.quarantined:
        raise DoctorError(
            "{servers} can be reached, but {count} messages are in quarantine: see castwatch outbox"
            " quarantine.",
            servers=servers,
            count=f"{outbox.quarantined:,}",
        )
    if missing := [each.topic for each in checks if each.is_missing]:
        return DoctorError(
            "{servers} can be reached; there is no topic {topics} yet.",
            servers=servers,
            topics=", ".join(missing),
        )
    return DoctorError("{servers} can be reached.", servers=servers)


def _outbox(settings: Settings) -> OutboxStatus | None:
    """What waits; None where there is no record, or none that can be read: that is told apart."""
    if not settings.record.database.is_file():
        return None
    try:
        engine = open_database(settings.record.database)
    except StorageError:
        return None
    try:
        return Messages(engine, settings.kafka.queues()).status()
    except StorageError:
        return None
    finally:
        engine.dispose()


def _sound(settings: Settings) -> KnownError:
    if not settings.alarm.enabled:
        return DoctorError("The alarm is switched off.")
    if why := alarm.probe():
        raise why
    return DoctorError("There is a device to play the alarm.")


def doctor_beside(in_use: CameraConfig) -> Doctor:
    """For the set-up of a station that runs, with that camera."""
    look = partial(check_camera, in_use=in_use)
    checks = partial(run_checks, in_use=in_use)
    return Doctor(checks, {Trial.KAFKA: check_kafka, Trial.CAMERA: look})
