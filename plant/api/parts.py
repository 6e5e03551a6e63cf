"""The API's parts: opened before it listens, and closed in order."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Self

from inference.inspector import Inspector
from inference.litert_classifier import LitertClassifier
from models.epoch import new_epoch_id
from models.health import Condition
from models.judgement import Verdict
from models.shifts import ShiftCalendar
from plant.api.alerts import AlertFeed
from plant.api.judging import Judges
from plant.api.kafka_reader import KafkaReader
from plant.api.kafka_sender import KafkaSender
from plant.api.metrics import Metrics
from plant.settings import JudgingSettings, PlantSettings
from plant.warehouse.database import open_warehouse
from plant.warehouse.errors import WarehouseError
from plant.warehouse.ledger import Ledger
from plant.warehouse.questions import Questions
from plant.worker import Worker


class Parts:
    """What the routes work with. Threads are ended by `close`, those first that use the others."""

    def __init__(self, settings: PlantSettings) -> None:
        """Open the warehouse and the network, and begin to read and to send. Raises KnownError."""
        self.settings = settings
        self.metrics = Metrics()
        self.epoch = new_epoch_id(None)  # of own numbers: a restored warehouse gives some again
        self.calendar = ShiftCalendar(settings.station.shifts, settings.station.zone())
        with ExitStack() as opened:
            # Connections of their own: slow questions hold up neither verdicts nor alerts.
            url = settings.warehouse.full_url()
            writes = open_warehouse(url)
            opened.callback(writes.dispose)
            reads = open_warehouse(url)
            opened.callback(reads.dispose)
            self.ledger = Ledger(writes, settings.station.name)
            self.questions = Questions(reads)
            self.recording = ThreadPoolExecutor(2, thread_name_prefix="recording")
            opened.callback(self.recording.shutdown)
            self.judges = _judges(settings)
            opened.callback(self.judges.close)
            self.feed = AlertFeed(Questions(writes), self.metrics.alerts.inc)
            self.following = Worker("following", self.feed.step, lambda: None)
            give_up = threading.Event()
            self._sending, self._reading = self._kafka_workers(settings, give_up)
            for worker in (self.following, self._reading, self._sending):
                if worker is not None:
                    worker.start()
                    opened.callback(worker.stop)
            opened.callback(give_up.set)  # the first to be called: nobody waits for Kafka then
            self._opened = opened.pop_all()
        self._watch()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def has_recorded(self) -> None:
        """There are new results of our own, for watchers and for Kafka."""
        self.following.wake()
        if self._sending is not None:
            self._sending.wake()

    def now(self) -> datetime:
        """The time that goes on record."""
        return datetime.now(UTC)

    def warehouse_condition(self) -> Condition:
        """Whether results can be recorded; asks the database, so not on the event loop."""
        try:
            self.questions.newest_number()
        except WarehouseError:
            return Condition.FAULT
        return Condition.OK

    def kafka_conditions(self) -> tuple[Condition, Condition]:
        """Of sending and of reading."""
        return _condition(self._sending), _condition(self._reading)

    def _kafka_workers(
        self, settings: PlantSettings, give_up: threading.Event
    ) -> tuple[Worker | None, Worker | None]:
        if not settings.kafka.servers:
            return None, None
        sender = KafkaSender(settings.kafka, settings.station.name, self.ledger, give_up)
        reader = KafkaReader(settings.kafka, self.ledger, self.following.wake, self._count_read)
        sending = Worker("sending", sender.step, sender.close)
        reading = Worker("reading", reader.step, reader.close)
        return sending, reading

    def _count_read(self, new: int, unfit: int) -> None:
        self.metrics.events_read.inc(new)
        self.metrics.events_unfit.inc(unfit)

    def _watch(self) -> None:
        watch = self.metrics.watch
        watch(
            "castwatch_judging_under_way", "Pictures not judged yet", lambda: self.judges.under_way
        )
        watch("castwatch_watchers", "WebSockets open", lambda: self.feed.watchers)
        watch("castwatch_outbox_waiting", "Own results not in Kafka yet", self._waiting)
        for verdict in Verdict:
            self.metrics.predictions.labels(verdict.value)

    def _waiting(self) -> float:
        try:
            return self.ledger.count_waiting()
        except WarehouseError:
            return float("nan")


def _judges(settings: PlantSettings) -> Judges:
    judging = settings.judging
    return Judges(
        lambda: _inspector(judging),
        judging.threads,
        judging.queue,
        settings.api.megapixels * 1_000_000,
    )


def _inspector(judging: JudgingSettings) -> Inspector:
    classifier = LitertClassifier(judging.network)
    thresholds = judging.thresholds(classifier.card.thresholds.as_thresholds())
    return Inspector(classifier, thresholds)


def _condition(worker: Worker | None) -> Condition:
    if worker is None:
        return Condition.OFF
    return Condition.OK if worker.trouble is None else Condition.WAITING
