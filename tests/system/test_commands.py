"""The program as its users start it: real processes, real pictures, a real window."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from camera.rig import render_casting
from inference.network_folder import bundled_network

pytestmark = pytest.mark.system

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def castwatch() -> Run:
    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "app", *map(str, arguments)],
            check=False,
            capture_output=True,
            text=True,
            timeout=100,
            stdin=subprocess.DEVNULL,
            env=_without_display() | environment,
        )

    return run


def _without_display() -> dict[str, str]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    return {name: value for name, value in os.environ.items() if name not in hidden}


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    rng = np.random.default_rng(5)
    for number in range(6):
        casting = render_casting(rng, 300, defective=number % 2 == 0)
        Image.fromarray(casting.pixels).save(folder / f"{number}.png")
    return folder


def recorded(database: Path) -> list[tuple[int, str, float, str]]:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        rows = connection.execute(
            "SELECT sequence, verdict, defect_probability, source FROM inspections ORDER BY 1"
        ).fetchall()
    connection.close()
    return rows


def is_one_sentence(stderr: str) -> bool:
    lines = [line for line in stderr.splitlines() if "no display was found" not in line]
    return len(lines) == 1 and lines[0].startswith("castwatch: ") and lines[0].endswith(".")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_synthetic_rig_is_inspected_without_a_display(
    castwatch: Run, tmp_path: Path, language: str
) -> None:
    shot, database = tmp_path / "shot.png", tmp_path / "run.db"
    done = castwatch(
        "--parts", 5, "--screenshot", shot, "--database", database, "--language", language
    )
    assert done.returncode == 0, done.stderr
    assert "no display was found" in done.stderr
    assert [row[0] for row in recorded(database)] == [1, 2, 3, 4, 5]
    window = cv2.imread(str(shot))
    assert window is not None
    assert window.shape == (800, 1280, 3)
    assert window.std() > 30  # the screen is drawn


def test_a_real_window_opens_on_a_display(castwatch: Run, tmp_path: Path, display: str) -> None:
    shot = tmp_path / "shot.png"
    done = castwatch(
        "--parts", 2, "--screenshot", shot, "--database", tmp_path / "run.db", DISPLAY=display
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert "no display" not in done.stderr
    assert shot.stat().st_size > 50_000


def test_the_station_and_inspect_agree_on_a_folder(
    castwatch: Run, tmp_path: Path, pictures: Path
) -> None:
    _assert_agreement(castwatch, tmp_path / "run.db", pictures, 6)


@pytest.mark.castings
def test_real_castings_are_judged_and_inspect_agrees(
    castwatch: Run, tmp_path: Path, castings: Path
) -> None:
    chosen = tmp_path / "chosen"
    for label in ("def_front", "ok_front"):
        (chosen / label).mkdir(parents=True)
        for picture in sorted((castings / "casting_512x512" / label).iterdir())[::40]:
            shutil.copy(picture, chosen / label)
    count = sum(1 for _ in chosen.rglob("*.jpeg"))
    assert count > 20
    _assert_agreement(castwatch, tmp_path / "run.db", chosen, count)


def _assert_agreement(castwatch: Run, database: Path, folder: Path, parts: int) -> None:
    done = castwatch("--camera", folder, "--parts", parts, "--database", database)
    assert done.returncode == 0, done.stderr
    inspected = castwatch("inspect", folder)
    said = {line["path"]: line for line in map(json.loads, inspected.stdout.splitlines())}
    rows = recorded(database)
    assert [row[0] for row in rows] == list(range(1, parts + 1))
    for _, verdict, probability, source in rows:
        assert said[source]["verdict"] == verdict
        assert said[source]["defect_probability"] == pytest.approx(probability, abs=1e-4)


def test_a_folder_with_too_few_castings_is_said(
    castwatch: Run, tmp_path: Path, pictures: Path
) -> None:
    (pictures / "3.png").write_text("no picture")
    done = castwatch("--camera", pictures, "--parts", 6, "--database", tmp_path / "run.db")
    assert done.returncode == 1
    assert "The file 3.png is not a picture." in done.stderr
    assert "5 of 6 castings are on record" in done.stderr
    assert "Traceback" not in done.stderr


def test_inspect_judges_the_rest_when_one_is_bad(
    castwatch: Run, tmp_path: Path, pictures: Path
) -> None:
    Image.new("CMYK", (300, 300)).save(pictures / "2.jpg")
    Image.fromarray(np.full((300, 300), 128, np.uint8)).save(pictures / "blank.png")
    missing = tmp_path / "missing.png"
    done = castwatch("inspect", pictures, missing, "--heatmaps", tmp_path / "maps")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert done.stderr == ""
    errors = {Path(line["path"]).name for line in lines if "error" in line}
    assert errors == {"2.jpg", "blank.png", "missing.png"}
    judged = [line for line in lines if "error" not in line]
    assert len(judged) == 6
    assert all(set(line) == _FIELDS for line in judged)
    assert len(list((tmp_path / "maps").iterdir())) == 6


_FIELDS = {"path", "verdict", "defect_probability", "milliseconds"}


def _truncated_network(tmp_path: Path) -> list[object]:
    network = tmp_path / "network"
    shutil.copytree(bundled_network(), network)
    content = (network / "network.tflite").read_bytes()
    (network / "network.tflite").write_bytes(content[: len(content) // 2])
    return ["--network", network]


def _newer_database(tmp_path: Path) -> list[object]:
    database = tmp_path / "newer.db"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()
    return ["--database", database]


def _no_database(tmp_path: Path) -> list[object]:
    (tmp_path / "text.db").write_text("this is no database, whatever its name says" * 40)
    return ["--database", tmp_path / "text.db"]


def _empty_folder(tmp_path: Path) -> list[object]:
    (tmp_path / "empty").mkdir()
    return ["--camera", tmp_path / "empty"]


def _wrong_settings(tmp_path: Path) -> list[object]:
    (tmp_path / "config.toml").write_text("[judging]\nframes = 'many'\n")
    return ["--config", tmp_path / "config.toml"]


def _no_place_for_the_screenshot(tmp_path: Path) -> list[object]:
    return ["--screenshot", tmp_path / "missing" / "shot.png"]


@pytest.mark.parametrize(
    "spoil",
    [
        _truncated_network,
        _newer_database,
        _no_database,
        _empty_folder,
        _wrong_settings,
        _no_place_for_the_screenshot,
        lambda _: ["--network", "/nowhere"],
        lambda _: ["--camera", "/nowhere.mp4"],
        lambda _: ["--kafka", "broker-without-port"],
    ],
)
def test_what_is_wrong_at_the_start_is_one_sentence(
    castwatch: Run, tmp_path: Path, spoil: Callable[[Path], list[object]]
) -> None:
    defaults = ["--database", tmp_path / "run.db"]
    done = castwatch("--parts", 1, *defaults, *spoil(tmp_path))
    assert done.returncode != 0
    assert is_one_sentence(done.stderr), done.stderr


def test_sigterm_ends_the_station_and_nothing_is_lost(tmp_path: Path) -> None:
    database = tmp_path / "run.db"
    command = [sys.executable, "-m", "app", "--database", str(database)]
    with subprocess.Popen(command, env=_without_display(), stderr=subprocess.PIPE) as station:
        assert station.stderr is not None
        while not (database.is_file() and _count(database)):
            assert station.poll() is None
        station.send_signal(signal.SIGTERM)
        assert station.wait(20) == 0
        assert b"Traceback" not in station.stderr.read()
    sequences = [row[0] for row in recorded(database)]
    assert sequences == list(range(1, len(sequences) + 1))


def _count(database: Path) -> int:
    try:
        return len(recorded(database))
    except sqlite3.OperationalError:  # not yet made
        return 0


ENDED_EARLY = """
import os, signal, sys
from app import cli, program

start = program.Program.start


def struck(running):
    start(running)
    os.kill(os.getpid(), signal.SIGTERM)


program.Program.start = struck
sys.argv[1:] = ["station", "--database", sys.argv[1]]
cli.main()
"""


def test_sigterm_ends_a_station_whose_event_loop_does_not_run_yet(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ENDED_EARLY, str(tmp_path / "run.db")]
    ended = subprocess.run(command, check=False, env=_without_display(), timeout=60)
    assert ended.returncode == 0


def test_history_shows_and_exports_what_was_recorded(
    castwatch: Run, tmp_path: Path, pictures: Path
) -> None:
    database = tmp_path / "run.db"
    castwatch("--camera", pictures, "--parts", 6, "--database", database)
    shown = castwatch("history", "--database", database)
    assert shown.returncode == 0
    assert "6" in shown.stdout
    for form in ("csv", "xlsx", "pdf"):
        file = tmp_path / f"history.{form}"
        assert castwatch("history", "--database", database, "--export", file).returncode == 0
        assert file.stat().st_size > 500
    wrong = castwatch("history", "--database", database, "--export", tmp_path / "history.doc")
    assert wrong.returncode != 0
    assert is_one_sentence(wrong.stderr)
    found = castwatch("history", "--database", database, "--search", "no. 2")
    assert "1 castings:" in found.stdout
    late = castwatch("history", "--database", database, "--from", "yesterday-ish")
    assert is_one_sentence(late.stderr)


def test_the_outbox_counts_what_waits(castwatch: Run, tmp_path: Path, pictures: Path) -> None:
    database = tmp_path / "run.db"
    castwatch("--camera", pictures, "--parts", 6, "--database", database)
    status = castwatch("outbox", "status", "--database", database)
    assert status.returncode == 0
    assert "6" in status.stdout
    assert "disk full" in status.stdout
    nowhere = castwatch("outbox", "drain", "--database", database, "--kafka", "127.0.0.1:9")
    assert nowhere.returncode != 0
    assert is_one_sentence(nowhere.stderr)


def test_the_help_and_the_version_are_quick_and_quiet(castwatch: Run) -> None:
    assert "station" in castwatch("--help").stdout
    assert castwatch("--version").stdout.strip() == "0.1.0"
    wrong = castwatch("--colour", "red")
    assert wrong.returncode == 2
    assert "No such option" in wrong.stderr
