"""`castwatch plant archive`: the process, from its first look at the archive to its end."""

import gc
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from models.errors import KnownError
from plant.archive.archiver import Archived, Archiver
from plant.archive.compaction import Compacted, compact
from plant.archive.names import Folder
from plant.archive.shelf import Shelf
from plant.settings import PlantSettings
from plant.worker import Worker


class ArchivingError(KnownError):
    """The archive cannot be written as it is set up."""


def follow(settings: PlantSettings, tell: Callable[[Archived], None]) -> None:
    """Archive what comes, until SIGTERM or SIGINT. Raises KnownError for what cannot begin."""
    if not settings.kafka.servers:
        raise ArchivingError("There is no Kafka to archive from: set kafka.servers, or --kafka.")
    archiver = Archiver(settings, open_shelf(settings), tell)
    collect_seldom()
    worker = Worker("archiving", archiver.step, archiver.close)
    with _until_a_signal() as ended:
        worker.start()
        ended.wait()
        worker.stop()


def collect_seldom() -> None:
    """Walk over a round's objects a few times and not hundreds: they are many, and no circles."""
    gc.freeze()
    gc.set_threshold(500_000, 20, 100)


def compact_once(settings: PlantSettings, tell: Callable[[Folder, Compacted], None]) -> Compacted:
    """Put small files of past days together. Raises ShelfError."""
    before = datetime.now(UTC).date() - timedelta(days=settings.archive.compact_after_days)
    total = Compacted()
    for folder, done in compact(open_shelf(settings), before):
        if done != Compacted():
            tell(folder, done)
        total += done
    return total


def open_shelf(settings: PlantSettings) -> Shelf:
    """The archive, which was reached once. Raises ShelfError."""
    shelf = Shelf(settings.archive.url.get_secret_value())
    shelf.check()
    return shelf


@contextmanager
def _until_a_signal() -> Iterator[threading.Event]:
    ended = threading.Event()
    kinds = (signal.SIGTERM, signal.SIGINT)
    before = {kind: signal.signal(kind, lambda *_: ended.set()) for kind in kinds}
    try:
        yield ended
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
