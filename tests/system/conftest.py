"""Real parts to test against: a sound server, a display; each skips where it is missing."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plant.conftest import run_plant, settings_of  # noqa: F401 - fixtures
from tests.system.hdfs import hdfs, only_hdfs  # noqa: F401 - fixtures
from tests.system.kafka_broker import (  # noqa: F401 - fixtures
    bootstrap,
    broker,
    only_broker,
    only_strict_broker,
)
from tests.system.sound_server import SoundServer


@pytest.fixture
def sound_server(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, home: Path
) -> Iterator[SoundServer]:
    """A PulseAudio that the test's processes play to; not started yet."""
    for program in ("pulseaudio", "pactl", "parec"):
        _need(program)
    server = SoundServer(tmp_path_factory.mktemp("pulse"))
    monkeypatch.setenv("PULSE_SERVER", server.address)
    yield server
    server.kill()


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The name of an empty X display of 1920x1200, for processes that the test starts."""
    _need("Xvfb")
    reader, writer = os.pipe()
    # Without -noreset the server starts over, deaf for a moment, when its last client goes.
    screen = ["-screen", "0", "1920x1200x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), *screen], pass_fds=[writer], stderr=subprocess.DEVNULL
    )
    os.close(writer)
    with os.fdopen(reader) as announced:
        number = announced.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(5)


@pytest.fixture
def desk(display: str) -> Iterator[str]:
    """A display with a window manager, as a desktop has one."""
    manager = subprocess.Popen(
        ["openbox"], env=os.environ | {"DISPLAY": display}, stderr=subprocess.DEVNULL
    )
    yield display
    manager.terminate()
    manager.wait(5)


def _need(program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
