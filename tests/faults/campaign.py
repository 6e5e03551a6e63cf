"""Cycle after cycle a station runs, something happens to it or its broker, and all is checked.

The database, the pictures and the topic are kept from cycle to cycle.
"""

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from app.outbox.drain import drain
from app.settings import KafkaSettings, RecordSettings, Settings
from camera.rig.render import render_casting
from tests.faults.dying_station import BORDERS
from tests.faults.proof import Topic, check_delivery, check_record
from tests.system.kafka_broker import KafkaBroker, create_topic

CASTINGS_PER_MINUTE = 1200  # 20 a second
PATIENCE_S = 60.0
_SETTINGS = """
[camera]
kind = "folder"
path = "{pictures}"
castings_per_minute = {pace}
loop = true
[judging]
frames = 1
still_ms = 0
[record]
database = "{database}"
[kafka]
servers = ["{bootstrap}"]
topic = "{topic}"
[alarm]
enabled = false
"""


@dataclass(slots=True)
class Tally:
    """What has happened so far."""

    station_faults: Counter[str] = field(default_factory=Counter)
    broker_faults: Counter[str] = field(default_factory=Counter)
    inspections: int = 0
    twice: int = 0


class Campaign:
    """One station's record under faults; the same seed draws the same faults."""

    def __init__(self, folder: Path, broker: KafkaBroker, seed: int) -> None:
        self._broker = broker
        self._random = random.Random(seed)
        self._database = folder / "castwatch.db"
        self._config = folder / "config.toml"
        self._topic = Topic(broker.bootstrap, f"faults-{seed}-{os.getpid()}")
        self.tally = Tally()
        pictures = folder / "castings"
        _write_castings(pictures, seed)
        create_topic(broker.bootstrap, self._topic.name)
        self._config.write_text(
            _SETTINGS.format(
                pictures=pictures,
                pace=CASTINGS_PER_MINUTE,
                database=self._database,
                bootstrap=broker.bootstrap,
                topic=self._topic.name,
            )
        )
        self._settings = Settings(
            record=RecordSettings(database=self._database),
            kafka=KafkaSettings(servers=(broker.bootstrap,), topic=self._topic.name),
        )

    def cycle(self) -> None:
        """One run of the station with one fault of its own, and maybe one of the broker."""
        with self._broker_fault():
            self._station_run()
        self._broker.ensure_running()
        self.check()

    def check(self) -> None:
        """Nothing lost, nothing out of order, nothing damaged."""
        if not self._database.exists():  # killed before it was made
            return
        self.tally.inspections = check_record(self._database, self._pictures())
        drain(self._settings)
        interruptions = self.tally.station_faults.total() + self.tally.broker_faults.total()
        self.tally.twice = check_delivery(self._database, self._topic, interruptions)

    def _pictures(self) -> Path:
        return self._settings.record.pictures_folder()

    def _station_run(self) -> None:
        others = {"locked out": self._locked_out, "disk full": self._disk_full}
        fault = self._random.choice([*BORDERS, *others, "killed at any instant", "terminated"])
        self.tally.station_faults[fault] += 1
        if fault in BORDERS:
            self._dies_at_border(fault)
        elif fault in others:
            others[fault]()
        else:
            number = signal.SIGTERM if fault == "terminated" else signal.SIGKILL
            with self._station() as process:
                time.sleep(self._random.uniform(0.2, 4.0))  # the fault comes when it comes
                process.send_signal(number)

    def _dies_at_border(self, border: str) -> None:
        count = self._random.randint(1, 12)
        with self._station("tests.faults.dying_station", border, str(count)) as process:
            # With the broker away the border may never be reached: then it is killed here.
            _wait(lambda: process.poll() is not None, seconds=self._random.uniform(6, 12))
            process.kill()

    def _locked_out(self) -> None:
        """Another process holds the database's write lock for longer than the station waits."""
        with self._recording_station() as process:
            with closing(sqlite3.connect(self._database, isolation_level=None)) as other:
                other.execute("PRAGMA busy_timeout = 10000")
                other.execute("BEGIN IMMEDIATE")
                time.sleep(self._random.uniform(1, 7))
                other.execute("ROLLBACK")
            process.send_signal(signal.SIGTERM)

    def _disk_full(self) -> None:
        """From one instant on no file of the station can grow, and then it is killed or ended."""
        with self._recording_station() as process:
            files = [self._database, self._database.with_name(f"{self._database.name}-wal")]
            limit = max(file.stat().st_size for file in files if file.exists())
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (limit, limit))
            time.sleep(self._random.uniform(0.5, 3))
            process.send_signal(self._random.choice([signal.SIGTERM, signal.SIGKILL]))

    @contextmanager
    def _recording_station(self) -> Iterator[subprocess.Popen[bytes]]:
        before = self._recorded()
        with self._station() as process:
            _wait(lambda: self._recorded() > before or process.poll() is not None, PATIENCE_S)
            yield process

    @contextmanager
    def _station(self, module: str = "app", *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        command = [
            sys.executable,
            "-m",
            module,
            *arguments,
            "station",
            "--config",
            str(self._config),
        ]
        process = subprocess.Popen(
            command,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield process
            process.wait(PATIENCE_S)
        finally:
            process.kill()
            process.wait()

    @contextmanager
    def _broker_fault(self) -> Iterator[None]:
        """One time of three something happens to the broker, mostly while the station runs."""
        fault = self._random.choice(["away", "killed", "frozen", "restarted", *8 * [""]])
        if not fault:
            yield
            return
        self.tally.broker_faults[fault] += 1
        strike = {
            "away": self._broker.stop,
            "killed": self._broker.kill,
            "frozen": self._broker.freeze,
            "restarted": self._restart,
        }[fault]
        delay_s = 0 if fault == "away" else self._random.uniform(0.5, 4)
        timer = threading.Timer(delay_s, strike)
        timer.start()
        try:
            yield
        finally:
            timer.join()

    def _restart(self) -> None:
        self._broker.stop()
        self._broker.start()

    def _recorded(self) -> int:
        """How many inspections are on record; none before there is a table."""
        try:
            with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as reader:
                count: int = reader.execute("SELECT count(*) FROM inspections").fetchone()[0]
                return count
        except sqlite3.OperationalError:
            return 0


def _write_castings(folder: Path, seed: int) -> None:
    folder.mkdir(parents=True)
    rng = np.random.default_rng(seed)
    for number in range(12):
        casting = render_casting(rng, 300, defective=number % 2 == 0)
        Image.fromarray(casting.pixels).save(folder / f"{number:02}.png")


def _wait(is_done: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not is_done() and time.monotonic() < deadline:
        time.sleep(0.02)
