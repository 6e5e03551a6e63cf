"""From Kafka to the shelf: each message once, whenever this process is killed or another comes.

One round, for the partitions that the group has given us:

1. read until enough has come, or enough time has passed;
2. leave out what is known, write the rest aside, send what is no message to the dead letters;
3. commit where we stood: only if the partitions are still ours does Kafka take that;
4. put the files; 5. commit where we stand now.

Killed before 4, nothing is seen, and all is read again. Killed between 4 and 5, it is read again
and known by its id. When a partition goes to another archiver, that one first empties the place
where we write aside, so that what we have not put by then can be put no more; what we have put
by then it finds. Whatever goes wrong, the consumer is closed and begins anew from what was
committed: nothing is kept in memory that Kafka could not give again.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from kafka import (  # type: ignore[import-untyped]
    ConsumerRebalanceListener,
    KafkaConsumer,
    OffsetAndMetadata,
    TopicPartition,
    errors,
)

from models.kafka_client.client import close_consumer
from plant.archive.datasets import Dataset, Row, by_topic, table_of
from plant.archive.dead_letters import DeadLetter, DeadLetters
from plant.archive.known import Known
from plant.archive.names import Folder, Place, Span
from plant.archive.shelf import Shelf
from plant.kafka import open_consumer, unreadable
from plant.messages import NotUnderstoodError, understood
from plant.settings import PlantSettings

POLL_MS = 500
AT_A_TIME = 5_000
SESSION_MS = 10_000  # silence after which our partitions go to another archiver
FETCH_BYTES = 8 * 1024 * 1024
WRITERS = 16  # files at a time: HDFS lets each wait a tenth of a second, however small it is


@dataclass(frozen=True, slots=True)
class Archived:
    """What one round has brought."""

    messages: int
    files: int
    known: int  # messages that the archive had already
    dead: int

    def __str__(self) -> str:
        said = f"{self.messages:,} messages in {self.files:,} files"
        known = f", {self.known:,} known already" if self.known else ""
        return said + known + (f", {self.dead:,} to the dead letters" if self.dead else "")


@dataclass(frozen=True, slots=True)
class _Aside:
    """A file that waits to be put."""

    path: str
    folder: Folder
    span: Span
    rows: int


@dataclass(slots=True)
class _Reading:
    """A partition of a topic that is ours, and what was read of it since the last commit."""

    place: Place
    dataset: Dataset
    known: Known
    records: list[Any] = field(default_factory=list)


class Archiver(ConsumerRebalanceListener):  # type: ignore[misc]
    """One step reads some, and writes when it is time; used by one thread."""

    def __init__(
        self, settings: PlantSettings, shelf: Shelf, tell: Callable[[Archived], None]
    ) -> None:
        """`tell` is called after each round."""
        self._kafka = settings.kafka
        self._settings = settings.archive
        self._datasets = by_topic(settings.kafka)
        self._shelf = shelf
        self._tell = tell
        self._dead_letters = DeadLetters(settings.kafka, settings.archive.dead_letters_topic)
        self._consumer: KafkaConsumer | None = None
        self._writers: ThreadPoolExecutor | None = None
        self._ours: dict[TopicPartition, _Reading] = {}
        self._new: set[TopicPartition] = set()  # ours from now on, not yet taken over
        self._due = 0.0  # when what was read is written at the latest

    def step(self) -> float:
        """Read some; returns how long to rest. Raises KnownError, to try again later."""
        try:
            consumer = self._consumer = self._consumer or self._open()
            records = consumer.poll(
                timeout_ms=POLL_MS, max_records=min(AT_A_TIME, self._settings.rows)
            )
            taken = self._take_over(consumer)
            if not self._waiting():
                self._due = time.monotonic() + self._settings.seconds
            for place, each in records.items():
                if place not in taken:  # else they come again
                    self._ours[place].records += each
            if self._is_time():
                self._write(consumer)
        except errors.KafkaError as error:
            raise unreadable(error) from error
        return 0.0

    def close(self) -> None:
        """Let go of everything; what was not committed is read again."""
        consumer, self._consumer = self._consumer, None
        writers, self._writers = self._writers, None
        if writers is not None:
            writers.shutdown(cancel_futures=True)
        self._ours.clear()
        self._new.clear()
        self._dead_letters.close()
        if consumer is not None:
            close_consumer(consumer)

    def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:
        """They go to another archiver, which reads again what we have not committed."""
        for place in revoked:
            self._ours.pop(place, None)
            self._new.discard(place)

    def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        """They are ours from now on."""
        self._new |= set(assigned)  # and no more: what fails in here is not heard of

    def _open(self) -> KafkaConsumer:
        consumer = open_consumer(
            self._kafka,
            group_id=self._settings.group,
            group_instance_id=self._settings.member,
            session_timeout_ms=SESSION_MS,
            max_partition_fetch_bytes=FETCH_BYTES,
        )
        consumer.subscribe(topics=list(self._datasets), listener=self)
        return consumer

    def _take_over(self, consumer: KafkaConsumer) -> set[TopicPartition]:
        """Begin with what is new to us where it was committed, and tell what that is."""
        taken = set()
        while self._new:
            place = next(iter(self._new))
            dataset, ours = self._datasets[place.topic], Place(*place)
            self._shelf.empty_aside(ours)
            # A partition that was ours before would go on after what we have read, and dropped.
            committed = consumer.committed(place)
            if committed is None:
                consumer.seek_to_beginning(place)
            else:
                consumer.seek(place, committed)
            self._ours[place] = _Reading(ours, dataset, Known(self._shelf, dataset))
            self._new.discard(place)
            taken.add(place)
        return taken

    def _waiting(self) -> int:
        return sum(len(each.records) for each in self._ours.values())

    def _is_time(self) -> bool:
        waiting = self._waiting()
        return waiting >= self._settings.rows or (waiting > 0 and time.monotonic() > self._due)

    def _write(self, consumer: KafkaConsumer) -> None:
        """Rounds 2 to 5 of what was read."""
        read = {place: each for place, each in self._ours.items() if each.records}
        writers = self._writers = self._writers or ThreadPoolExecutor(WRITERS, "archive file")
        begun: list[Future[_Aside]] = []
        dead: list[DeadLetter] = []
        for each in read.values():
            fit, unfit = _understand(each)
            for folder, new in each.known.sort(fit).items():
                begun.append(writers.submit(self._write_aside, each, folder, new))
            dead += unfit
        self._dead_letters.send(dead)
        aside = [each.result() for each in begun]
        _commit(consumer, {place: each.records[0].offset for place, each in read.items()})
        for _ in writers.map(lambda one: self._shelf.put(one.path, one.folder, one.span), aside):
            pass  # but raise what went wrong
        _commit(consumer, {place: each.records[-1].offset + 1 for place, each in read.items()})
        count = sum(len(each.records) for each in read.values())
        written = sum(one.rows for one in aside)
        for each in read.values():
            each.records.clear()
        self._tell(Archived(written, len(aside), count - written - len(dead), len(dead)))

    def _write_aside(self, reading: _Reading, folder: Folder, new: list[Row]) -> _Aside:
        span = Span(reading.place, new[0][-1], new[-1][-1])
        path = self._shelf.write_aside(reading.place, table_of(reading.dataset, new))
        return _Aside(path, folder, span, len(new))


def _understand(reading: _Reading) -> tuple[list[tuple[str, Row]], list[DeadLetter]]:
    """The messages as rows, each with its station, and those that are none."""
    rows: list[tuple[str, Row]] = []
    dead: list[DeadLetter] = []
    dataset, partition = reading.dataset, reading.place.partition
    for record in reading.records:
        try:
            event: Any = understood(dataset.kind, record.value)
            row = dataset.row(event)
        except (NotUnderstoodError, ArithmeticError, ValueError, TypeError) as error:
            letter = DeadLetter(reading.place, record.offset, record.key, record.value, str(error))
            dead.append(letter)
        else:
            rows.append((event.station, (*row, partition, record.offset)))
    return rows, dead


def _commit(consumer: KafkaConsumer, offsets: dict[TopicPartition, int]) -> None:
    consumer.commit({place: OffsetAndMetadata(offset, "", -1) for place, offset in offsets.items()})
