"""A real station on a folder, killed, cut off from it, and met with files that are none."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from camera.rig import render_casting

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]
CASTINGS = 40
BAD = ("07b.png", "21b.png")  # no image; a pipe
PATIENCE_S = 60


class Line:
    """A folder of castings, and a record that stays from run to run."""

    def __init__(self, folder: Path) -> None:
        self.castings = folder / "castings"
        self.database = folder / "castwatch.db"
        self._folder = folder
        rng = np.random.default_rng(5)
        self.castings.mkdir()
        for number in range(CASTINGS):
            pixels = render_casting(rng, 300, defective=False).pixels
            Image.fromarray(pixels).save(self.castings / f"{number:02d}.png")
        (self.castings / BAD[0]).write_text("no image")
        os.mkfifo(self.castings / BAD[1])

    @contextmanager
    def running(self, *more: str, pace: int = 600) -> Iterator[subprocess.Popen[str]]:
        """The real program, as its users start it; killed at the end, if it still runs."""
        config = self._folder / "config.toml"
        config.write_text(
            f'[camera]\nkind = "folder"\npath = "{self.castings}"\ncastings_per_minute = {pace}\n'
            f'[record]\ndatabase = "{self.database}"\n[alarm]\nenabled = false\n'
        )
        command = [sys.executable, "-m", "app", "station", "--config", str(config), *more]
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def finish(self, *more: str) -> str:
        """Let a station run to the end of the folder; returns what it said."""
        with self.running(*more, pace=6000) as process:
            said, _ = process.communicate(timeout=PATIENCE_S)
        return said

    def judged(self) -> list[str]:
        return self._names("SELECT source FROM inspections ORDER BY number")

    def unjudged(self) -> list[str]:
        return self._names("SELECT source FROM unfit_pictures ORDER BY number")

    def wait_for(self, count: int) -> None:
        """Wait until so many castings are on record."""
        deadline = time.monotonic() + PATIENCE_S
        while len(self.judged()) < count:
            assert time.monotonic() < deadline
            time.sleep(0.01)  # it happens in another process

    def _names(self, query: str) -> list[str]:
        if not self.database.exists():
            return []
        with closing(sqlite3.connect(f"{self.database.as_uri()}?mode=ro", uri=True)) as database:
            try:
                return [Path(source).name for (source,) in database.execute(query)]
            except sqlite3.OperationalError:  # it is being made
                return []

    def assert_once(self) -> None:
        """Every file has exactly one outcome."""
        expected = [f"{number:02d}.png" for number in range(CASTINGS)]
        assert sorted(self.judged()) == expected
        assert Counter(self.unjudged()) == Counter(BAD)


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path)


def test_killed_again_and_again_it_judges_every_file_exactly_once(line: Line) -> None:
    chance = random.Random(7)
    kills = 0
    while len(line.judged()) < CASTINGS - 4:
        with line.running(pace=1200) as process:
            line.wait_for(min(len(line.judged()) + chance.randint(1, 9), CASTINGS))
            time.sleep(chance.uniform(0, 0.05))  # and then at any instant
            process.kill()
        kills += 1
    assert kills >= 4
    line.finish()
    line.assert_once()
    assert f"All {CASTINGS + len(BAD)} images of the folder castings were judged before" in (
        line.finish()
    )
    line.assert_once()
    line.finish("--start-over")
    assert Counter(line.judged()).most_common()[-1][1] == 2


@pytest.mark.parametrize("away", ["moved", "in its place an empty one"])
def test_a_share_that_is_away_for_six_seconds_costs_no_casting(line: Line, away: str) -> None:
    with line.running(pace=300) as process:
        line.wait_for(8)
        there = line.castings.rename(line.castings.with_name("away"))
        if away != "moved":
            line.castings.mkdir()
        time.sleep(6)  # as long as the share of a real station was
        if away != "moved":
            line.castings.rmdir()
        there.rename(line.castings)
        said, _ = process.communicate(timeout=PATIENCE_S)
    line.assert_once()
    assert "07b.png is not a picture" in said or "07b.png" in said


def test_new_files_of_a_watched_folder_are_judged_and_nothing_twice_after_a_kill(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASTWATCH_CAMERA__WATCH", "true")
    with line.running(pace=6000):
        line.wait_for(CASTINGS)
        shutil.copy(line.castings / "00.png", line.castings / "new.png")
        line.wait_for(CASTINGS + 1)
    with line.running(pace=6000):
        shutil.copy(line.castings / "00.png", line.castings / "newer.png")
        line.wait_for(CASTINGS + 2)
    assert line.judged()[CASTINGS:] == ["new.png", "newer.png"]
    assert Counter(line.unjudged()) == Counter(BAD)
