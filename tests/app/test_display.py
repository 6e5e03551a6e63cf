"""A station that should be seen does not run where nobody sees it."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app.display import DisplayError, choose_platform

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux's displays")


@pytest.fixture(autouse=True)
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "")  # put back afterwards, with what is set meanwhile
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_display_it_runs_unseen() -> None:
    assert choose_platform() is None
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_full_screen_without_a_display_is_an_error() -> None:
    with pytest.raises(DisplayError, match="Full screen is set, but there is no display"):
        choose_platform(must_be_seen=True)


def test_who_asks_for_no_display_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert choose_platform(must_be_seen=True) is None


@pytest.mark.parametrize(
    ("variable", "value", "platforms"),
    [
        ("DISPLAY", ":7", "xcb;offscreen"),
        ("WAYLAND_DISPLAY", "wayland-7", "wayland;offscreen"),
        ("QT_QPA_PLATFORM", "eglfs", "eglfs;offscreen"),
    ],
)
def test_a_display_that_is_named_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, platforms: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert choose_platform() == value
    assert os.environ["QT_QPA_PLATFORM"] == platforms


def test_what_starts_again_asks_for_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":7")
    assert choose_platform() == choose_platform() == ":7"


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"DISPLAY": ":4711"}, "The display :4711 does not answer"),
        ({"WAYLAND_DISPLAY": "nothing"}, "The display nothing does not answer"),
    ],
)
def test_a_display_that_is_not_there_ends_the_station(
    tmp_path: Path, environment: dict[str, str], said: str
) -> None:
    command = [sys.executable, "-m", "app", "--database", str(tmp_path / "a.db")]
    done = subprocess.run(
        command,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    assert done.returncode == 1
    assert said in done.stderr.splitlines()[-1]
    assert not (tmp_path / "a.db").exists()


def test_a_display_that_stays_silent_ends_the_station(tmp_path: Path) -> None:
    place = Path("/tmp/.X11-unix/X4712")  # noqa: S108 - where X displays are
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    script = (
        "from app.display import bounded, choose_platform\n"
        "from PySide6.QtWidgets import QApplication\n"
        "with bounded(choose_platform(), patience_s=1):\n"
        "    QApplication(['castwatch'])\n"
    )
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(place))
        silent.listen()
        try:
            done = subprocess.run(
                [sys.executable, "-c", script],
                env=os.environ | {"DISPLAY": ":4712"},
                capture_output=True,
                text=True,
                check=False,
                timeout=90,
            )
        finally:
            place.unlink()
    assert done.returncode == -9
    assert done.stderr.splitlines()[-1] == (
        "castwatch: The display :4712 takes the connection and stays silent."
    )
