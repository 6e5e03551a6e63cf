"""How long the operator waits: for the window, for the first casting, for each verdict."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image, ImageGrab

from camera.rig import render_casting
from tests.benchmarks.watching import AWAY_MS, Lateness, OpenLine, Watch
from tests.system.conftest import display  # noqa: F401 - a fixture

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

WINDOW_S = 1.5
READY_S = 3.0
VERDICT_MS = 60.0  # p95, from the last frame of a casting to its verdict on the screen
GROWTH_MB = 20.0
CASTINGS = 40
ROUNDS = 4


def bare_window_s(display: str) -> float:  # noqa: F811
    """What a window costs on this machine just now: Python, Qt, and one empty widget."""
    script = (
        "from PySide6.QtWidgets import QApplication, QWidget; app = QApplication([]);"
        "w = QWidget(); w.setStyleSheet('background: white'); w.resize(1280, 800); w.show();"
        "app.exec()"
    )
    return _seconds_to_paint([sys.executable, "-c", script], display)


def _user_environment() -> dict[str, str]:
    """Python keeps what it has compiled, as it does unless it is told otherwise."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _seconds_to_paint(command: list[str], display: str) -> float:  # noqa: F811
    started = time.monotonic()
    with subprocess.Popen(
        command, env=_user_environment() | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    ) as process:
        try:
            while ImageGrab.grab(xdisplay=display).getextrema() == ((0, 0),) * 3:
                assert time.monotonic() - started < 60, "no window came"
            return time.monotonic() - started
        finally:
            process.terminate()


def test_the_window_is_there_within_a_second_and_a_half(display: str, tmp_path: Path) -> None:  # noqa: F811
    """Against the budget, or, where the machine is busy, against thrice a bare window."""
    database = tmp_path / "run.db"
    command = [sys.executable, "-m", "app", "--database", str(database)]
    _seconds_to_paint(command, display)  # the first start reads from the disk
    station = min(_seconds_to_paint(command, display) for _ in range(3))
    bare = bare_window_s(display)
    print(f"window after {station:.2f} s, a bare one after {bare:.2f} s")
    assert station < max(WINDOW_S, 3 * bare)


def test_the_station_is_ready_within_three_seconds(tmp_path: Path) -> None:
    """From the start of the process to the network loaded and the camera flowing."""
    command = [sys.executable, "-m", "app", "--database", str(tmp_path / "run.db"), "--parts", "1"]
    subprocess.run(command, check=True, capture_output=True, env=_user_environment())
    started = time.time()
    subprocess.run(command, check=True, capture_output=True, env=_user_environment())
    log = Path(os.environ["XDG_STATE_HOME"]) / "castwatch" / "log" / "castwatch.log"
    events = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    ready = [event for event in events if event["event"] == "ready"][-1]
    seconds = datetime.fromisoformat(ready["timestamp"]).timestamp() - started
    began = time.monotonic()
    libraries = "import PySide6.QtWidgets, cv2, sqlalchemy, alembic.command, ai_edge_litert, kafka"
    subprocess.run([sys.executable, "-c", libraries], check=True)
    bare = time.monotonic() - began
    print(f"ready after {seconds:.2f} s; the libraries alone take {bare:.2f} s")
    assert seconds < max(READY_S, 3 * bare)


def test_a_verdict_is_on_the_screen_at_once(open_line: OpenLine) -> None:
    """At 30 frames/s, p95 of the castings; the GUI thread is watched meanwhile."""
    line = open_line()
    line.watch.wait_for(4)  # warmed up
    # What else runs on the machine only ever adds: the best of a few rounds is the station's.
    assert any(_is_prompt(line.watch) for _ in range(ROUNDS))


def _is_prompt(watch: Watch) -> bool:
    with Lateness() as lateness:
        watch.wait_for(1)  # that one has started
        watch.wait_for(CASTINGS)
        p95, away = float(np.percentile(watch.latencies_ms, 95)), max(watch.away_ms)
    print(
        f"verdict p95 {p95:.1f} ms, median {np.median(watch.latencies_ms):.1f} ms; GUI thread away"
        f" {away:.1f} ms at most, p99.9 {np.percentile(watch.away_ms, 99.9):.1f} ms;"
        f" the machine itself {lateness.worst_ms:.1f} ms late at most"
    )
    return p95 < VERDICT_MS + lateness.worst_ms and away < AWAY_MS + lateness.worst_ms


@pytest.mark.timeout(1500)
def test_memory_stays_flat_over_ten_thousand_castings(tmp_path: Path) -> None:
    """A folder camera in a loop, as fast as the station judges; growth after the first 1,000."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    rng = np.random.default_rng(7)
    for number in range(8):
        casting = render_casting(rng, 300, defective=number % 4 == 0)
        Image.fromarray(casting.pixels).save(folder / f"{number}.png")
    config = tmp_path / "config.toml"
    config.write_text(
        f'[camera]\nkind = "folder"\npath = "{folder}"\nloop = true\ncastings_per_minute = 6000\n'
        f'[record]\ndatabase = "{tmp_path / "run.db"}"\nkeep_pictures = "none"\n'
        "[alarm]\nenabled = false\n"
    )
    command = [sys.executable, "-m", "app", "--config", str(config), "--parts", "10000"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        seen = _memory_by_count(psutil.Process(process.pid), tmp_path / "run.db")
    assert process.returncode == 0
    after_1000 = next(memory for count, memory in seen if count >= 1000)
    growth = max(memory for count, memory in seen if count >= 1000) - after_1000
    print(f"{after_1000:.0f} MB after 1,000 castings, {growth:.1f} MB more at most until 10,000")
    assert seen[-1][0] > 9000
    assert growth < GROWTH_MB


def _memory_by_count(process: psutil.Process, database: Path) -> list[tuple[int, float]]:
    """Castings on record and resident memory, MB, from time to time until the process ends."""
    seen: list[tuple[int, float]] = []
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        try:
            memory = process.memory_info().rss / 1e6
            seen.append((_recorded(database), memory))
            process.wait(1)
        except psutil.TimeoutExpired:
            continue
        except psutil.NoSuchProcess:
            break
    return seen


def _recorded(database: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return int(
                connection.execute("SELECT max(sequence) FROM inspections").fetchone()[0] or 0
            )
    except sqlite3.OperationalError:  # not yet made
        return 0
