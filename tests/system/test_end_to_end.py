"""From three stations to a browser: the counts agree in every place, to the unit.

stations ─▶ Kafka ─▶ archive on HDFS ─▶ Spark ─▶ PostgreSQL ─▶ API ─▶ browser, with a restart of
the broker in the middle. Every part is the real one, started as its users start it.
"""

import gc
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, expect

from tests.faults.archive import Line as ArchiveLine
from tests.faults.line import write_castings
from tests.plant.conftest import RunningPlant
from tests.plant.warehouse.conftest import postgres  # noqa: F401 - a fixture
from tests.system.hdfs import Hdfs
from tests.system.kafka_broker import KafkaBroker
from tests.system.test_plant_page import chromium, opened  # noqa: F401 - a fixture

pytestmark = [
    pytest.mark.system,
    pytest.mark.timeout(400),
    # kafka-python 3.0.12 leaves the socket of a refused connection to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed <s:ResourceWarning"),
]

CASTINGS = {"line-1": 20, "line-2": 14, "line-3": 6}
Count = dict[str, Counter[str]]


class Station:
    """A station of a line, as its users start it."""

    def __init__(
        self, folder: Path, name: str, camera: str, broker: KafkaBroker, topic: str
    ) -> None:
        self.database = folder / f"{name}.db"
        self._name = name
        self._config = folder / f"{name}.toml"
        self._config.write_text(
            f'[station]\nname = "{name}"\n[camera]\n{camera}\n[judging]\nframes = 1\n'
            f'[record]\ndatabase = "{self.database}"\n[alarm]\nenabled = false\n'
            f'[kafka]\nservers = ["{broker.bootstrap}"]\ntopic = "{topic}"\n'
        )
        self.process = self._run("station", "--parts", str(CASTINGS[name]))

    def drain(self) -> None:
        """What it has not sent before it ended."""
        assert self._run("outbox", "drain").wait(60) == 0

    def judged(self) -> int:
        return self.verdicts().total()

    def verdicts(self) -> Counter[str]:
        """Castings on its record."""
        try:
            with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as reader:
                query = "SELECT verdict, count(*) FROM inspections GROUP BY verdict"
                return Counter(dict(reader.execute(query).fetchall()))
        except sqlite3.OperationalError:  # there is none yet
            return Counter()

    def _run(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "app", *arguments, "--config", str(self._config)],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


@pytest.fixture(autouse=True)
def sockets_are_collected_here() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture
def warehouse(request: pytest.FixtureRequest) -> str:
    if shutil.which("java") is None:
        pytest.skip("there is no Java, which Spark needs")
    server: str = request.getfixturevalue("postgres")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE end_to_end")
    return f"{server}/end_to_end"


@pytest.fixture
def archive(tmp_path: Path, broker: KafkaBroker, hdfs: Hdfs) -> ArchiveLine:
    name = f"{time.time_ns()}"
    return ArchiveLine(tmp_path, broker, f"{hdfs.url}/{name}", name)


@pytest.fixture
def stations(tmp_path: Path, broker: KafkaBroker, archive: ArchiveLine) -> Iterator[list[Station]]:
    write_castings(pictures := tmp_path / "castings", seed=7)
    folder = f'kind = "folder"\npath = "{pictures}"\ncastings_per_minute = 60\nloop = true'
    cameras = {"line-1": folder, "line-2": folder, "line-3": 'kind = "synthetic"'}
    running = [Station(tmp_path, name, cameras[name], broker, archive.topic) for name in CASTINGS]
    yield running
    for station in running:
        station.process.kill()
        station.process.wait()


def await_(holds: Callable[[], bool], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it does not come to be"
        time.sleep(0.1)  # it happens in other processes


def compute(archive: ArchiveLine, hdfs: Hdfs, warehouse: str) -> None:
    command = ["plant", "statistics", "--config", str(archive.config), "--warehouse", warehouse]
    name = archive.url.rpartition("/")[2]
    done = subprocess.run(
        [sys.executable, "-m", "app", *command, "--master", "local[2]"],
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
        env=os.environ | {"CASTWATCH_PLANT_STATISTICS__ARCHIVE_URL": f"{hdfs.rpc_url}/{name}"},
    )
    assert done.returncode == 0, done.stderr


def test_the_counts_agree_in_every_place(
    stations: list[Station],
    archive: ArchiveLine,
    broker: KafkaBroker,
    hdfs: Hdfs,
    warehouse: str,
    run_plant: Callable[..., RunningPlant],
    chromium: Browser,  # noqa: F811 - the fixture
) -> None:
    plant = run_plant(
        kafka={"servers": broker.bootstrap, "topic": archive.topic},
        warehouse={"url": warehouse},
    )
    archiving = archive.start()
    await_(lambda: all(station.judged() > 1 for station in stations))
    broker.kill()
    judged = [station.judged() for station in stations[:2]]
    await_(lambda: all(s.judged() > before for s, before in zip(stations, judged, strict=False)))
    broker.start()
    for station in stations:
        assert station.process.wait(120) == 0
        station.drain()
    archive.await_committed()
    archiving.terminate()
    assert archiving.wait(30) == 0, archive.said()
    compute(archive, hdfs, warehouse)

    names = list(CASTINGS)
    recorded = {name: each.verdicts() for name, each in zip(names, stations, strict=True)}
    total = sum(CASTINGS.values())
    assert {name: each.total() for name, each in recorded.items()} == CASTINGS
    assert len(archive.archived()) == len(set(archive.archived())) == total
    with psycopg.connect(warehouse) as connection:
        hours = connection.execute(
            "SELECT station, sum(passed), sum(rejected), sum(review) FROM bi_hours GROUP BY station"
        ).fetchall()
    verdicts = ("pass", "reject", "review")
    computed = {
        name: Counter(dict(zip(verdicts, map(int, each), strict=True))) for name, *each in hours
    }
    assert computed == recorded
    await_(lambda: plant.client.get("/statistics").json()["total"] == total)
    told = plant.client.get("/statistics").json()
    assert {
        each["station"]: (each["passed"], each["rejected"], each["review"])
        for each in told["stations"]
    } == {name: tuple(recorded[name][verdict] for verdict in verdicts) for name in names}
    with opened(chromium, plant.url) as page:
        tiles = page.locator("#stations li")
        expect(tiles).to_have_count(len(names))
        for name, castings in CASTINGS.items():
            expect(tiles.filter(has_text=name)).to_contain_text(f"{castings} castings")
