"""An archiver, killed again and again: `python -m tests.faults.archive --kills 100 --seed 1`.

Stations send to a real Kafka meanwhile, some messages twice, some late, some nonsense; small
files are put together meanwhile, too. At the end the archive, on a real HDFS, must hold each
message once, and the dead letters all the nonsense.
"""

import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer  # type: ignore[import-untyped]
from kafka.admin import NewTopic  # type: ignore[import-untyped]
from kafka.structs import TopicPartition  # type: ignore[import-untyped]

from plant.archive.datasets import INSPECTIONS
from plant.archive.names import Folder, live
from plant.archive.shelf import Shelf
from tests.plant.told import told
from tests.system.hdfs import Hdfs
from tests.system.hdfs import libraries as hdfs_libraries
from tests.system.kafka_broker import KafkaBroker, libraries

STATIONS = ("line-1", "line-2", "line-3")
PARTITIONS = 2
PATIENCE_S = 90
NONSENSE = (b"nonsense", b"{}", b'{"schema_version": 1}')


@dataclass(slots=True)
class Sent:
    """What went to Kafka."""

    ids: set[str]
    again: int = 0
    nonsense: int = 0


class Stations:
    """Send some messages each time, as stations would that have bad days."""

    def __init__(self, broker: KafkaBroker, topic: str, seed: int) -> None:
        self.sent = Sent(set())
        self._topic = topic
        self._random = random.Random(seed)
        self._sequences: Counter[str] = Counter()
        self._recent: dict[str, list[bytes]] = {station: [] for station in STATIONS}
        self._began = datetime.now(UTC) - timedelta(days=5)
        self._producer = KafkaProducer(bootstrap_servers=broker.bootstrap, acks="all")

    def send(self, count: int) -> None:
        """So many castings are judged."""
        for _ in range(count):
            station = self._random.choice(STATIONS)
            if self._random.random() < 0.02:
                self._send(station, self._random.choice(NONSENSE))
                self.sent.nonsense += 1
            self._send(station, self._judged(station))
            if self._random.random() < 0.02:  # crashed before it knew that Kafka had them
                for value in self._recent[station][-self._random.randint(1, 20) :]:
                    self._send(station, value)
                    self.sent.again += 1
        self._producer.flush(30)

    def close(self) -> None:
        self._producer.close()

    def _judged(self, station: str) -> bytes:
        self._sequences[station] += 1
        sequence = self._sequences[station]
        event = told(sequence, station=station)
        when = self._began + timedelta(minutes=sequence)
        event = event.model_copy(update={"inspected_at": when})
        self.sent.ids.add(event.id)
        value = event.model_dump_json().encode()
        self._recent[station] = [*self._recent[station][-20:], value]
        return value

    def _send(self, station: str, value: bytes) -> None:
        self._producer.send(self._topic, key=station.encode(), value=value)


class Line:
    """Kafka, the archive, and the program between them."""

    def __init__(self, folder: Path, broker: KafkaBroker, url: str, name: str) -> None:
        self.topic, self._group = f"results-{name}", f"archive-{name}"
        self.dead_letters = f"dead-{name}"
        self._broker, self.url = broker, url
        self.config = folder / "plant.toml"
        self._output = folder / "archive.out"
        self.config.write_text(
            f'[kafka]\nservers = ["{broker.bootstrap}"]\ntopic = "{self.topic}"\n'
            f'[archive]\nurl = "{url}"\ngroup = "{self._group}"\nmember = "the-one"\nrows = 300\n'
            f'seconds = 0.2\ndead_letters_topic = "{self.dead_letters}"\n'
        )
        client = KafkaAdminClient(bootstrap_servers=broker.bootstrap)
        client.create_topics([NewTopic(self.topic, PARTITIONS, 1)])
        client.create_topics([NewTopic(self.dead_letters, 1, 1)])
        client.close()

    def start(self, *more: str) -> subprocess.Popen[bytes]:
        """The real program, as its users start it."""
        command = [sys.executable, "-m", "app", "plant", "archive", "--config", str(self.config)]
        with self._output.open("ab") as output:
            return subprocess.Popen([*command, *more], stdout=output, stderr=output)

    def await_all(self) -> None:
        """Let it run until all that was sent is committed."""
        process = self.start()
        self.await_committed()
        process.terminate()
        assert process.wait(30) in {0, -signal.SIGTERM}, self.said()  # it may not have begun yet

    def await_committed(self) -> None:
        """Wait until all that was sent is committed, as long as it comes nearer."""
        behind, deadline = self._behind(), time.monotonic() + PATIENCE_S
        while behind:
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.2)  # it happens in another process
            if (left := self._behind()) < behind:
                behind, deadline = left, time.monotonic() + PATIENCE_S

    def await_rounds(self, process: subprocess.Popen[bytes], count: int) -> None:
        """Wait until it has written so often from now on, or has nothing more to write."""
        deadline, before = time.monotonic() + PATIENCE_S, self.rounds()[0]
        while self.rounds()[0] < before + count and self._behind():
            assert process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.02)  # it happens in another process

    def said(self) -> str:
        """What it has said last."""
        return self._output.read_text()[-4000:]

    def archived(self) -> list[str]:
        """The ids of all messages in the archive, as a reader sees them."""
        shelf = Shelf(self.url)
        ids: list[str] = []
        for day in shelf.days(INSPECTIONS):
            for station in shelf.stations(INSPECTIONS, day):
                folder = Folder(INSPECTIONS.name, day, station)
                table = shelf.read(folder, live(shelf.spans(folder)), ["id"])
                ids += table["id"].to_pylist()
        return ids

    def rounds(self) -> tuple[int, int]:
        """How often it has written, and how many messages it then found to be there already."""
        said = self._output.read_text()
        known = re.findall(r"([\d,]+) known already", said)
        return said.count(" messages in "), sum(int(each.replace(",", "")) for each in known)

    def dead(self) -> set[tuple[str, str]]:
        """Where in the topic the dead letters were; each may have come twice."""
        return {place for place, _ in read_dead(self._broker.bootstrap, self.dead_letters)}

    def _behind(self) -> int:
        consumer = KafkaConsumer(
            bootstrap_servers=self._broker.bootstrap, group_id=self._group, enable_auto_commit=False
        )
        try:
            places = [TopicPartition(self.topic, n) for n in range(PARTITIONS)]
            ends = consumer.end_offsets(places)
            return sum(ends[place] - (consumer.committed(place) or 0) for place in places)
        finally:
            consumer.close(autocommit=False)


def read_dead(bootstrap: str, topic: str) -> list[tuple[tuple[str, str], str]]:
    """Each dead letter's partition and offset, and the reason."""
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    try:
        place = TopicPartition(topic, 0)
        consumer.assign([place])
        end = consumer.end_offsets([place])[place]
        found = []
        while consumer.position(place) < end:
            for record in consumer.poll(timeout_ms=500).get(place, []):
                headers = {name: value.decode() for name, value in record.headers}
                found.append(((headers["partition"], headers["offset"]), headers["reason"]))
        return found
    finally:
        consumer.close()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was seen in the end."""

    kills: int
    kills_while_compacting: int
    rounds: int
    known: int  # messages that were read again, or came again
    sent: Sent
    archived: list[str]
    dead: int

    def check(self) -> None:
        """Raises AssertionError."""
        twice = [id_ for id_, count in Counter(self.archived).items() if count > 1]
        assert not twice, f"{len(twice)} twice"
        lost = self.sent.ids - set(self.archived)
        assert not lost, f"{len(lost)} lost"
        assert set(self.archived) == self.sent.ids
        assert self.dead == self.sent.nonsense

    def __str__(self) -> str:
        return (
            f"{self.kills} kills of the archiver, {self.kills_while_compacting} of the compaction:"
            f" {len(self.sent.ids):,} messages sent, {self.sent.again:,} of them again,"
            f" {self.sent.nonsense} nonsense; written in {self.rounds:,} rounds,"
            f" {self.known:,} found there already; {len(self.archived):,} archived,"
            f" {len(set(self.archived)):,} different, {self.dead} dead letters"
        )


def campaign(folder: Path, broker: KafkaBroker, url: str, kills: int, seed: int) -> Outcome:
    """Kill it so often, at any instant, and see what came of it."""
    chance = random.Random(seed)
    name = f"{seed}-{time.time_ns()}"
    line = Line(folder, broker, f"{url}/archive-{name}", name)
    compactions = 0
    with closing(Stations(broker, line.topic, seed)) as stations:
        for number in range(kills):
            stations.send(chance.randint(300, 1_200))
            process = line.start()
            compaction = line.start("--compact") if number % 4 == 3 else None
            line.await_rounds(process, chance.randint(0, 3))
            time.sleep(chance.uniform(0, 0.5))  # and then at any instant
            for each in (process, compaction):
                if each is not None:
                    each.kill()
                    each.wait(10)
            compactions += compaction is not None
    line.await_all()
    assert line.start("--compact").wait(60) == 0
    found = line.archived(), len(line.dead())
    return Outcome(kills, compactions, *line.rounds(), stations.sent, *found)


def run(kills: Annotated[int, typer.Option(min=1)] = 100, seed: int = 1) -> None:
    """Kill an archiver again and again, and see what came of it."""
    with tempfile.TemporaryDirectory() as name:
        (folder := Path(name) / "kafka").mkdir()
        (hdfs_folder := Path(name) / "hdfs").mkdir()
        broker, hdfs = KafkaBroker(folder, libraries()), Hdfs(hdfs_folder, hdfs_libraries())
        broker.start()
        hdfs.start()
        try:
            outcome = campaign(Path(name), broker, hdfs.url, kills, seed)
        finally:
            broker.close()
            hdfs.kill()
    typer.echo(str(outcome))
    outcome.check()


if __name__ == "__main__":
    typer.run(run)
