"""A shift at the station, played by keys and mouse on a real display, in both languages."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from camera.rig import render_casting
from inference.inspector import Inspector
from inference.litert_classifier import LitertClassifier
from inference.network_folder import bundled_network
from models.judgement import Verdict
from tests.system.display_operator import Operator
from tests.system.kafka_broker import KafkaBroker, create_topic, read_topic

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]
SHOTS = os.environ.get("CASTWATCH_SHOTS")  # a folder that keeps the pictures of the display
CONFIG = """
[station]
language = "{language}"
full_screen = true
[camera]
kind = "folder"
path = "{castings}"
castings_per_minute = 60
loop = true
[record]
database = "{database}"
keep_pictures = "all"
[kafka]
servers = ["{bootstrap}"]
topic = "{topic}"
[challenge]
sound = ["G-01"]
defective = ["B-01"]
[alarm]
enabled = false
"""


class Record:
    """What the station has put on record by now."""

    def __init__(self, database: Path) -> None:
        self._database = database

    def count(self, table: str, condition: str = "1") -> int:
        try:
            with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as connection:
                query = f"SELECT count(*) FROM {table} WHERE {condition}"
                return int(connection.execute(query).fetchone()[0])
        except sqlite3.OperationalError:  # not made yet
            return 0

    def wait(self, is_so: Callable[[], bool], seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < deadline, "it does not come about"
            time.sleep(0.05)  # between two looks

    def grows(self, by: int = 2) -> None:
        before = self.count("inspections")
        self.wait(lambda: self.count("inspections") >= before + by)

    def stands(self, seconds: float = 3) -> None:
        """It does not grow for so long: longer than a camera's silence is noticed after."""
        last, since = self.count("inspections"), time.monotonic()
        deadline = since + 60
        while time.monotonic() - since < seconds:
            assert time.monotonic() < deadline, "it grows and grows"
            if (now := self.count("inspections")) != last:
                last, since = now, time.monotonic()
            time.sleep(0.05)


@pytest.fixture(scope="module")
def castings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two known castings first, then the line's: three sound ones and a defective one."""
    inspector = Inspector(LitertClassifier(bundled_network()))
    folder, rng = tmp_path_factory.mktemp("shift") / "castings", np.random.default_rng(31)
    folder.mkdir()
    wanted = [Verdict.PASS, Verdict.REJECT, *[Verdict.PASS] * 3, Verdict.REJECT]
    for number, verdict in enumerate(wanted):
        while True:
            pixels = render_casting(rng, 512, defective=verdict is Verdict.REJECT).pixels
            if inspector.examine(pixels).verdict is verdict:
                break
        Image.fromarray(pixels).save(folder / f"{number}.png")
    return folder


@pytest.fixture
def desk(display: str) -> Iterator[str]:
    """A display with a window manager, as a desktop has one."""
    manager = subprocess.Popen(
        ["openbox"], env=os.environ | {"DISPLAY": display}, stderr=subprocess.DEVNULL
    )
    yield display
    manager.terminate()
    manager.wait(5)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_shift_from_the_challenge_to_the_end(
    language: str, desk: str, castings: Path, broker: KafkaBroker, tmp_path: Path
) -> None:
    topic = f"shift-{language}"
    create_topic(broker.bootstrap, topic)
    broker.stop()
    config = tmp_path / "config.toml"
    config.write_text(
        CONFIG.format(
            language=language,
            castings=castings,
            database=tmp_path / "shift.db",
            bootstrap=broker.bootstrap,
            topic=topic,
        )
    )
    record = Record(tmp_path / "shift.db")
    person = Operator(desk, Path(SHOTS or tmp_path / "shots") / language)
    command = [sys.executable, "-m", "app", "station", "--config", str(config)]
    shown = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    with subprocess.Popen(command, env=shown | {"DISPLAY": desk}) as station:
        try:
            _work(record, person, castings, broker)
            person.press("ctrl+q")
            person.press("shift+Tab", "space")  # the button beside the one that is safe
            assert station.wait(20) == 0
        finally:
            station.kill()
    arrived = read_topic(broker.bootstrap, topic)
    assert len(arrived) >= record.count("inspections") - 1  # the last may come while it closes


def _work(record: Record, person: Operator, castings: Path, broker: KafkaBroker) -> None:
    """The shift, step by step; each waits for what it brings about."""
    record.wait(lambda: record.count("challenges", "outcome = 'passed'") == 1)
    record.wait(lambda: record.count("inspections", "verdict = 'reject'") == 1)
    person.shoot("reject")
    person.press("space")
    person.press("p")
    record.stands()
    person.shoot("paused")
    person.press("p")
    record.grows()
    away = castings.with_name("away")
    castings.rename(away)
    record.stands()
    person.shoot("camera-away")
    away.rename(castings)
    record.grows()
    _decide(record, person)
    person.press("h")
    person.shoot("history")
    person.press("h")
    person.press("t")
    person.shoot("statistics")
    person.press("t")
    person.press("F1")
    person.shoot("manual")
    person.press("Escape")
    assert record.count("outbox", "state = 'waiting'") > 0
    person.shoot("broker-away")
    broker.start()
    record.wait(lambda: record.count("outbox", "state = 'waiting'") < 3)
    person.shoot("broker-back")


def _decide(record: Record, person: Operator) -> None:
    """Open the newest casting by the mouse, and say by the keyboard that it is defective."""
    person.press("p")
    person.click(100, 1060)
    person.shoot("casting")
    person.press("x")
    person.shoot("deciding")
    person.press("Tab")
    person.type("a burr")
    person.press("Tab")
    person.type("Kim")
    person.press("Return")
    record.wait(lambda: record.count("decisions") == 1, 10)
    person.press("Escape")
    person.press("p")
