"""How a station ends whose disk is slow, or stands still: the real program, terminated."""

import signal
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

CASTINGS = 12
PATIENCE_S = 60.0
_SETTINGS = """
[camera]
kind = "folder"
path = "{pictures}"
castings_per_minute = 6000
watch = true
[judging]
frames = 1
still_ms = 0
[record]
database = "{database}"
[alarm]
enabled = false
"""
_PROGRAM = """
import itertools, time
from app import station
from app.cli import main
from app.storage.store import Store
from app.workers import recording

recording.STUCK_S = station.STILL_S = {patience_s}
keep, calls = Store.keep, itertools.count(1)

def slow(*of):
    time.sleep({slow_s} if next(calls) < {sound_calls} else 3600)
    return keep(*of)

Store.keep = slow
main()
"""
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "station.db"


@pytest.fixture
def start(tmp_path: Path, database: Path) -> Iterator[Start]:
    pictures, config = tmp_path / "pictures", tmp_path / "config.toml"
    pictures.mkdir()
    rng = np.random.default_rng(11)
    for number in range(CASTINGS):
        Image.fromarray(render_casting(rng, 300, False).pixels).save(pictures / f"{number:02}.png")
    config.write_text(_SETTINGS.format(pictures=pictures, database=database))
    started: list[subprocess.Popen[str]] = []

    def start(slow_s: float, sound_calls: int, patience_s: float) -> subprocess.Popen[str]:
        program = _PROGRAM.format(slow_s=slow_s, sound_calls=sound_calls, patience_s=patience_s)
        command = [sys.executable, "-c", program, "station", "--config", str(config)]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def recorded(database: Path) -> int:
    if not database.exists():
        return 0
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM inspections").fetchone()[0])
        except sqlite3.OperationalError:  # the tables are being made
            return 0


def wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)  # it happens in another process


def test_what_was_judged_is_stored_before_a_slow_station_ends(start: Start, database: Path) -> None:
    process = start(slow_s=1.0, sound_calls=1000, patience_s=10.0)
    wait(lambda: recorded(database) >= 3)  # the others were judged meanwhile, and wait
    process.send_signal(signal.SIGTERM)
    time.sleep(1)  # nobody may become impatient
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, said
    assert recorded(database) == CASTINGS
    assert "results are being stored before the station ends" in said


def test_what_a_disk_that_stands_still_loses_is_counted_and_the_exit_code_says_so(
    start: Start, database: Path
) -> None:
    process = start(slow_s=0.1, sound_calls=3, patience_s=2.0)
    _, said = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 1, said
    assert recorded(database) == 2
    assert "The disk is slow:" in said
    assert f"{CASTINGS - 2} judged castings could not be stored and are lost" in said
    assert "The worker “recording” did not end" in said
