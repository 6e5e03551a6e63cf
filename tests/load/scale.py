"""What a plant bears, and what is full first: `python -m tests.load.scale --rates 1000,2000`.

A real broker, HDFS and PostgreSQL, the API and the archive as their users start them, and 1,000
stations that send more and more. Each step tells how far readers fell behind, how long an alert
takes from the station's stamp to a watcher of `/ws`, and what each program took of the processor.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Annotated

import psutil
import psycopg
import typer
from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition  # type: ignore[import-untyped]
from kafka.admin import NewTopic  # type: ignore[import-untyped]
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.plant.warehouse.conftest import running_postgres
from tests.system.hdfs import Hdfs
from tests.system.hdfs import libraries as hdfs_libraries
from tests.system.kafka_broker import KafkaBroker, free_ports, libraries

TOPIC, GROUP, PARTITIONS = "prediction_results", "archive", 12
STATIONS = 1_000
PATIENCE_S = 60.0
CATCH_UP_S = 20.0  # between two steps


@dataclass(frozen=True, slots=True)
class Usage:
    """What processes have taken so far."""

    cpu_s: float
    megabytes: float

    @classmethod
    def of(cls, pids: list[int]) -> "Usage":
        """Of these processes and their children."""
        cpu, memory = 0.0, 0.0
        for pid in pids:
            parent = psutil.Process(pid)
            for each in (parent, *parent.children(recursive=True)):
                with each.oneshot():
                    cpu += sum(each.cpu_times()[:2])
                    memory += each.memory_info().rss / 1e6
        return cls(cpu, memory)


@dataclass(slots=True)
class Watcher:
    """Somebody who watches `/ws`."""

    url: str
    delays_ms: list[float] = field(default_factory=list)

    def follow(self) -> None:
        """Until the API is gone."""
        with connect(self.url) as socket:
            socket.send("{}")
            socket.recv(10)
            try:
                for message in socket:
                    alert = json.loads(message)
                    stamped = datetime.fromisoformat(alert["inspected_at"])
                    delay = datetime.now(UTC) - stamped
                    self.delays_ms.append(delay.total_seconds() * 1000)
            except ConnectionClosed:
                return


@dataclass(slots=True)
class Plant:
    """All of it, running."""

    bootstrap: str
    warehouse: str
    watcher: Watcher
    pids: dict[str, list[int]]
    highest: int = 0  # number of any station so far

    def behind(self) -> dict[str, int]:
        """How many messages each reader has yet to read."""
        consumer = KafkaConsumer(
            bootstrap_servers=self.bootstrap, group_id=GROUP, enable_auto_commit=False
        )
        with closing(consumer):
            places = [TopicPartition(TOPIC, number) for number in range(PARTITIONS)]
            ends = consumer.end_offsets(places)
            archived = sum(consumer.committed(place) or 0 for place in places)
        with psycopg.connect(self.warehouse) as connection:
            read = connection.execute("SELECT coalesce(sum(next_offset), 0) FROM positions")
            (stored,) = read.fetchone() or (0,)
        total = sum(ends.values())
        return {"API": total - int(stored), "archive": total - archived}

    def step(self, rate: float, seconds: float) -> str:
        """One line of the table: 1,000 stations that send `rate` messages a second together."""
        before = {name: Usage.of(pids) for name, pids in self.pids.items()}
        self.watcher.delays_ms.clear()
        began = time.perf_counter()
        stations = subprocess.run(
            [
                *(sys.executable, "-m", "tests.load.stations", "--kafka", self.bootstrap),
                *("--stations", str(STATIONS), "--per-second", str(rate / STATIONS)),
                *("--seconds", str(seconds), "--after", str(self.highest)),
            ],
            check=True,
            capture_output=True,
            text=True,
        )
        took = time.perf_counter() - began
        self.highest += 1 + int(rate * seconds / STATIONS)
        after = {name: Usage.of(pids) for name, pids in self.pids.items()}
        behind = self.behind()
        cores = {name: (after[name].cpu_s - before[name].cpu_s) / took for name in self.pids}
        delays = quantiles(self.watcher.delays_ms, n=100) if len(self.watcher.delays_ms) > 1 else []
        return " | ".join(
            [
                f"{rate:,.0f}",
                f"{int(stations.stdout) / seconds:,.0f}",
                *(f"{each:,}" for each in behind.values()),
                *((f"{delays[49]:,.0f}", f"{delays[98]:,.0f}") if delays else ("–", "–")),
                *(f"{cores[name]:.2f} · {after[name].megabytes:,.0f} MB" for name in self.pids),
            ]
        )

    def catch_up(self) -> None:
        """Let readers read for a while."""
        deadline = time.monotonic() + CATCH_UP_S
        while any(self.behind().values()) and time.monotonic() < deadline:
            time.sleep(0.5)  # other processes


@contextmanager
def plant(folder: Path) -> Iterator[Plant]:
    """Start it all; all of it is gone at the end."""
    (kafka_folder := folder / "kafka").mkdir()
    (hdfs_folder := folder / "hdfs").mkdir()
    broker, hdfs = KafkaBroker(kafka_folder, libraries()), Hdfs(hdfs_folder, hdfs_libraries())
    programs: list[subprocess.Popen[bytes]] = []
    with running_postgres() as server:
        try:
            broker.start()
            hdfs.start()
            client = KafkaAdminClient(bootstrap_servers=broker.bootstrap)
            client.create_topics([NewTopic(TOPIC, PARTITIONS, 1)])
            client.close()
            with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE plant")
            (port,) = free_ports(1)
            config = folder / "plant.toml"
            config.write_text(
                f'[kafka]\nservers = ["{broker.bootstrap}"]\n[warehouse]\nurl = "{server}/plant"\n'
                f'[api]\nport = {port}\n[archive]\nurl = "{hdfs.url}/castwatch"\n'
                f'group = "{GROUP}"\nseconds = 60\n'
            )
            for program in ("api", "archive"):
                command = [sys.executable, "-m", "app", "plant", program, "--config", str(config)]
                with (folder / f"{program}.out").open("wb") as output:
                    programs.append(subprocess.Popen(command, stdout=output, stderr=output))
            watcher = Watcher(f"ws://127.0.0.1:{port}/ws")
            threading.Thread(target=_watch, args=(watcher,), daemon=True).start()
            named = (
                _pids_below("kafka.Kafka"),
                _pids_below("hdfs.server"),
                _pids_below("bin/postgres"),
            )
            pids = dict(zip(("broker", "HDFS", "PostgreSQL"), named, strict=True))
            pids |= {"API": [programs[0].pid], "archive": [programs[1].pid]}
            yield Plant(broker.bootstrap, f"{server}/plant", watcher, pids)
        finally:
            for each in programs:
                each.terminate()
            for each in programs:
                each.wait(PATIENCE_S)
            broker.close()
            hdfs.kill()


def _watch(watcher: Watcher) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            watcher.follow()
        except OSError:
            assert time.monotonic() < deadline, "the API does not answer"
            time.sleep(0.2)  # it is starting
        else:
            return


def _pids_below(text: str) -> list[int]:
    """Of this process's children whose command holds the text."""
    children = psutil.Process().children(recursive=True)
    return [each.pid for each in children if text in " ".join(each.cmdline())]


def run(
    rates: Annotated[str, typer.Option(help="messages a second, step by step")] = "1000,2000,4000",
    seconds: float = 60.0,
) -> None:
    """Play 1,000 stations into a plant, more and more."""
    with tempfile.TemporaryDirectory() as name, plant(Path(name)) as started:
        time.sleep(PATIENCE_S / 4)  # programs start, the consumer group settles
        typer.echo(
            "wanted/s | sent/s | API behind | archive behind | alert ms, median | 99 % | "
            + " | ".join(f"{name}: cores · memory" for name in started.pids)
        )
        for rate in rates.split(","):
            typer.echo(started.step(float(rate), seconds))
            started.catch_up()


if __name__ == "__main__":
    typer.run(run)
