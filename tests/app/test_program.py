"""When the program ends, and with which exit code."""

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from app.program import Program
from app.settings import RecordSettings, Settings
from camera.config import FolderConfig
from camera.rig import render_casting
from models.details import RecentPart
from tests.fakes import ScriptedClassifier, inspection

PICTURES = 3


@pytest.fixture
def program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[Callable[[int], Program]]:
    made: list[Program] = []
    folder = tmp_path / "pictures"
    folder.mkdir()
    rng = np.random.default_rng(11)
    for number in range(PICTURES):
        Image.fromarray(render_casting(rng, 300, False).pixels).save(folder / f"{number}.png")
    monkeypatch.setattr("app.parts.LitertClassifier", lambda _: ScriptedClassifier(0.1))
    monkeypatch.setattr("app.program.signal.signal", lambda *_: None)
    # Without its `exec`, Qt would take the exit for the end of every later event loop.
    monkeypatch.setattr("app.program.QCoreApplication", Mock())

    def make(parts: int) -> Program:
        camera = FolderConfig(path=folder, castings_per_minute=6000)
        record = RecordSettings(database=tmp_path / "run.db")
        made.append(Program(Settings(camera=camera, record=record), parts))
        qtbot.addWidget(made[-1]._screen.window)
        return made[-1]

    yield make
    for each in made:
        each._end()


def test_all_pictures_of_a_folder_are_enough(
    program: Callable[[int], Program], qtbot: QtBot
) -> None:
    running = program(PICTURES)
    running.start()
    qtbot.waitUntil(lambda: running._is_over, timeout=20_000)
    assert running.exit_code == 0


def test_the_end_of_the_pictures_may_come_before_the_last_tally(
    program: Callable[[int], Program], qtbot: QtBot
) -> None:
    running = program(PICTURES)
    for sequence in range(PICTURES):
        running._on_inspected(RecentPart(inspection(sequence), None))
    running._on_ended()
    assert running.exit_code == 0
    assert not running._is_over


def test_too_few_pictures_are_said(
    program: Callable[[int], Program], qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    running = program(PICTURES + 1)
    running.start()
    qtbot.waitUntil(lambda: running._is_over, timeout=20_000)
    assert running.exit_code == 1
    assert "3 of 4 castings are on record" in capfd.readouterr().err
