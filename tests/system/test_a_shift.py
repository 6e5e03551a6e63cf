"""A whole shift of 500 castings: with fingers alone, the mouse alone, and the keyboard alone.

In a real window on a real display, in both languages, with a broker that is away at first.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.settings import RecordSettings
from app.storage.audit import audit_entries
from app.storage.people import People
from app.storage.store import Store
from camera.rig import render_casting
from inference.inspector import Inspector
from inference.litert_classifier import LitertClassifier
from inference.network_folder import bundled_network
from models.audit import Deed, Known, Who
from models.judgement import Verdict
from models.people import NewPerson, Role
from tests.system.display_operator import Operator, Record
from tests.system.kafka_broker import KafkaBroker, create_topic, read_topic

pytestmark = [pytest.mark.system, pytest.mark.timeout(420)]
SHOTS = os.environ.get("CASTWATCH_SHOTS")  # a folder that keeps the pictures of the display
CASTINGS = 500
PIN = "482913"
CONFIG = """
[station]
language = "{language}"
full_screen = true
[camera]
kind = "folder"
path = "{castings}"
castings_per_minute = 600
loop = true
[record]
database = "{database}"
[kafka]
servers = ["{bootstrap}"]
topic = "{topic}"
[challenge]
sound = ["G-01"]
defective = ["B-01"]
[sign_in]
enabled = true
auto_sign_out_minutes = 0
"""


@pytest.fixture(scope="module")
def castings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two known castings, then the line's: a reject and a review among seventy."""
    inspector = Inspector(LitertClassifier(bundled_network()))
    folder, rng = tmp_path_factory.mktemp("shift") / "castings", np.random.default_rng(31)
    folder.mkdir()
    line = [Verdict.PASS] * 34 + [Verdict.REJECT] + [Verdict.PASS] * 34 + [Verdict.REVIEW]
    for number, verdict in enumerate([Verdict.PASS, Verdict.REJECT, *line]):
        while True:
            is_defective = verdict is not Verdict.PASS
            pixels = render_casting(rng, 300, defective=is_defective).pixels
            if inspector.examine(pixels).verdict is verdict:
                break
        Image.fromarray(pixels).save(folder / f"{number:02d}.png")
    return folder


def engineer(database: Path) -> None:
    """Somebody who may do everything, with a PIN."""
    store = Store(RecordSettings(database=database), "line-3")
    People(store.engine).add(NewPerson("Park Ji-ho", Role.ENGINEER, PIN), Who("IT", Known.SYSTEM))
    store.close()


class Station:
    """A station at work on a display, with all that a shift needs."""

    def __init__(self, folder: Path, desk: str, language: str) -> None:
        self.database, self.folder = folder / "shift.db", folder
        self.record = Record(self.database)
        self.config = folder / "config.toml"
        self.shots = Path(SHOTS or folder / "shots") / language
        self._shown = {
            name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"
        }
        self._shown |= {"DISPLAY": desk, "PYTHONPATH": str(Path.cwd())}

    def run(self, *command: object) -> subprocess.Popen[bytes]:
        """Run one of our own modules there."""
        arguments = [sys.executable, "-m", *map(str, command)]
        return subprocess.Popen(arguments, env=self._shown, cwd=self.folder)

    def did(self) -> list[Deed]:
        """What the audit log tells, in order."""
        store = Store(RecordSettings(database=self.database), "line-3")
        deeds = [entry.deed for entry in audit_entries(store.engine)]
        store.close()
        return deeds


@pytest.fixture
def topic(request: pytest.FixtureRequest) -> str:
    return "shift-" + re.sub(r"[^a-z]+", "-", request.node.callspec.id)


@pytest.fixture
def station(
    language: str, topic: str, desk: str, castings: Path, broker: KafkaBroker, tmp_path: Path
) -> Station:
    """Set up and not started; the broker is away."""
    made = Station(tmp_path, desk, topic)
    engineer(made.database)
    create_topic(broker.bootstrap, topic)
    broker.stop()
    made.config.write_text(
        CONFIG.format(
            language=language,
            castings=castings,
            database=made.database,
            bootstrap=broker.bootstrap,
            topic=topic,
        )
    )
    return made


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("language", "hands"), [("ko", ()), ("en", ("--mouse",))], ids=["fingers", "mouse"]
)
def test_a_shift_by_hand(
    hands: tuple[str, ...], station: Station, topic: str, broker: KafkaBroker
) -> None:
    wanted, record = station.folder / "broker-wanted", station.record
    player = ["tests.system.fingers", station.config, station.shots, wanted, PIN, CASTINGS]
    with station.run(*player, *hands) as program:
        try:
            record.wait(lambda: wanted.exists() or program.poll() is not None, 240)
            if program.poll() is None:
                broker.start()
            assert program.wait(180) == 0
        finally:
            program.kill()
    _check(station, broker, topic)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_shift_by_keyboard(
    station: Station, topic: str, desk: str, castings: Path, broker: KafkaBroker
) -> None:
    person = Operator(desk, station.shots)
    with station.run("app", "station", "--config", station.config) as program:
        try:
            _work(station, person, castings, broker)
            assert program.wait(20) == 0
        finally:
            program.kill()
    _check(station, broker, topic)


def _check(station: Station, broker: KafkaBroker, topic: str) -> None:
    """All of it is on record and has arrived, in order."""
    record = station.record
    assert record.count("inspections") >= CASTINGS
    assert record.count("decisions", "ruling = 'sound' AND verdict = 'reject'") == 1
    assert len(list(Path.home().glob("*.pdf"))) == 1
    deeds = station.did()
    assert deeds.index(Deed.SIGNED_IN) < deeds.index(Deed.CASTING_DECIDED)
    assert deeds[-1] is Deed.SIGNED_OUT
    arrived = [json.loads(each)["sequence"] for _, each in read_topic(broker.bootstrap, topic)]
    assert arrived == list(range(1, len(arrived) + 1))
    assert len(arrived) >= CASTINGS - 1  # the last may come while it closes


def _work(station: Station, person: Operator, castings: Path, broker: KafkaBroker) -> None:
    """The shift, step by step; each waits for what it brings about."""
    record, reports = station.record, Path.home()
    record.wait(lambda: record.count("challenges", "outcome = 'passed'") == 1)
    person.press("F8")
    record.grows(5)  # meanwhile the dialog is there
    person.press("Tab")
    person.shoot("who")
    person.press("Return")
    person.type(PIN)
    person.press("Return")
    record.wait(lambda: record.count("audit", "deed = 'signed in'") == 1)
    person.press("Escape")  # no tour
    record.wait(lambda: record.count("inspections", "verdict = 'reject'") >= 1)
    person.shoot("reject")
    person.press("space")
    person.press("ctrl+p")
    record.stands()
    person.shoot("paused")
    _decide(record, person)
    person.press("ctrl+p")
    record.grows()
    away = castings.with_name("away")
    castings.rename(away)
    record.stands()
    person.shoot("camera-away")
    away.rename(castings)
    record.grows()
    _look_back(record, person, reports)
    assert record.count("outbox", "state = 'waiting'") > 0
    person.shoot("broker-away")
    broker.start()
    record.wait(lambda: record.count("outbox", "state = 'waiting'") < 5)
    person.shoot("broker-back")
    record.wait(lambda: record.count("inspections") >= CASTINGS)
    person.press("F8", "ctrl+Return")
    record.wait(lambda: record.count("audit", "deed = 'signed out'") == 1)
    person.shoot("signed-out")
    person.press("ctrl+q")
    person.shoot("closing")
    person.press("shift+Tab", "space")  # the button beside the one that is safe


def _decide(record: Record, person: Operator) -> None:
    """The newest reject, found in the history, is sound: a person overrides the station."""
    person.press("h")
    person.press("slash")
    number = record.value("max(sequence)", "verdict = 'reject'")
    person.type(str(number))
    person.press("Return")
    person.shoot("found")
    person.press("Down", "Return")
    person.shoot("casting")
    person.press("ctrl+s")
    person.shoot("deciding")
    person.press("Down")  # the first of the usual reasons
    person.press("ctrl+Return")
    record.wait(lambda: record.count("decisions") == 1, 10)
    person.press("Escape", "Escape")


def _look_back(record: Record, person: Operator, reports: Path) -> None:
    """History, the shift's report, statistics, set-up and manual."""
    person.press("h")
    person.press(*["shift+Tab"] * 8, "Down")  # over search and filters to the list of shifts
    person.shoot("history")
    person.press("w")
    person.shoot("report")
    person.press("ctrl+Return")
    record.wait(lambda: bool(list(reports.glob("*.pdf"))))
    person.shoot("report-written")
    person.press("h")
    for key, page in (("t", "statistics"), ("F7", "set-up")):
        person.press(key)
        record.grows(8)  # meanwhile it is read and drawn
        person.shoot(page)
        person.press(key)
    person.press("F1")
    record.grows(5)
    person.shoot("manual")
    person.press("Escape")
