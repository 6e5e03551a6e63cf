"""The line under test: the real station, its files, its broker, and the proof of what it did."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
from PIL import Image

from app.outbox.drain import drain
from app.settings import RecordSettings, Settings
from app.storage.checking import Sealed, check_seals
from app.storage.database import open_database
from app.storage.messages import Messages
from camera.rig.render import render_casting
from models.kafka_settings import KafkaSettings
from tests.faults.proof import Topic, check_delivery, check_record
from tests.faults.shim import Shim
from tests.system.kafka_broker import KafkaBroker, create_topic, limit_messages

PATIENCE_S = 60.0
_PLENTY_MB = 10_000  # of pictures; with less the oldest are pruned
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
quota_megabytes = {quota}
[kafka]
servers = ["{bootstrap}"]
topic = "{topic}"
[alarm]
enabled = false
"""


class Line:
    """One station's record, pictures and topic; they stay from run to run."""

    def __init__(
        self,
        folder: Path,
        broker: KafkaBroker,
        seed: int,
        pace: int,
        quota_megabytes: int = _PLENTY_MB,
    ) -> None:
        """`pace` is in castings a minute."""
        self.database = folder / "castwatch.db"
        self.castings = folder / "castings"
        self.shim = Shim(folder)
        self.kills = 0  # how many times the station ended by SIGKILL
        self._proven: set[str] = set()
        self._set_apart: set[str] = set()
        self._is_limited = False
        self._is_pruned = quota_megabytes < _PLENTY_MB
        self._config = folder / "config.toml"
        self._topic = Topic(broker.bootstrap, f"faults-{seed}-{os.getpid()}")
        write_castings(self.castings, seed)
        create_topic(broker.bootstrap, self._topic.name)
        self._config.write_text(
            _SETTINGS.format(
                pictures=self.castings,
                pace=pace,
                database=self.database,
                quota=quota_megabytes,
                bootstrap=broker.bootstrap_by_line,
                topic=self._topic.name,
            )
        )
        self._settings = Settings(
            record=RecordSettings(database=self.database),
            kafka=KafkaSettings(servers=(broker.bootstrap,), topic=self._topic.name),
        )

    @property
    def log(self) -> Path:
        """The database's write-ahead log, which may not be there."""
        return self.database.with_name(f"{self.database.name}-wal")

    @property
    def set_apart(self) -> int:
        """How many messages the topic did not take at first."""
        return len(self._set_apart)

    @property
    def pictures(self) -> Path:
        """Where the evidence is kept."""
        return self._settings.record.pictures_folder()

    def prove(self, interruptions: int, *, anew: bool = False) -> tuple[int, int]:
        """Nothing lost, nothing out of order, nothing damaged, once all that waits was sent.

        A picture is read when it is new; with `anew` all are.
        Returns how many inspections are on record, and how many came to the topic twice.
        """
        if anew:
            self._proven.clear()
        inspections = check_record(
            self.database, self.pictures, is_pruned=self._is_pruned, proven=self._proven
        )
        if anew:
            assert check_seals(self.database) == Sealed(inspections, unsealed=0)
        if self._is_limited:
            limit_messages(self._topic.bootstrap, self._topic.name, 1_000_000)
            self._is_limited = False
        drain(self._settings)
        self._retry_quarantined()
        twice = check_delivery(self.database, self._topic, interruptions, self._set_apart)
        return inspections, twice

    def delete_topic(self) -> None:
        """The broker makes it anew when somebody sends to it."""
        self._topic.delete()

    def take_only_small_messages(self) -> None:
        """The topic takes no result any more, until all is proven."""
        limit_messages(self._topic.bootstrap, self._topic.name, 200)
        self._is_limited = True

    def _retry_quarantined(self) -> None:
        """As a person does who has found what was wrong with the topic."""
        engine = open_database(self.database)
        try:
            messages = Messages(engine)
            quarantined = [message.id for message in messages.quarantined()]
            for id_ in quarantined:
                messages.retry(id_)
        finally:
            engine.dispose()
        if quarantined:
            self._set_apart.update(quarantined)
            drain(self._settings)

    @contextmanager
    def running(self, module: str = "app", *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """The station at work; whoever opens it sees to it that it ends."""
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
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"} | self.shim.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield process
            process.wait(PATIENCE_S)
        finally:
            process.kill()
            self.kills += process.wait() == -signal.SIGKILL

    def recorded(self) -> int:
        """How many inspections are on record."""
        return self.count("inspections")

    def count(self, table: str) -> int:
        """How many rows a table has; none before there is one."""
        try:
            with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as reader:
                count: int = reader.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                return count
        except sqlite3.OperationalError:
            return 0


def write_castings(folder: Path, seed: int) -> None:
    """Twelve rendered castings, every other one defective."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(seed)
    for number in range(12):
        casting = render_casting(rng, 300, defective=number % 2 == 0)
        Image.fromarray(casting.pixels).save(folder / f"{number:02}.png")


def wait(is_done: Callable[[], bool], seconds: float = PATIENCE_S) -> bool:
    """Wait until something is so; False where it took longer."""
    deadline = time.monotonic() + seconds
    while not (done := is_done()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return done
