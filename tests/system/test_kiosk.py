"""Full screen from the start, a screen that stays on, and a unit that systemd understands."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney import (  # type: ignore[import-untyped]
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_method_return,
)
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]
ROOT = Path(__file__).parents[2]


class ScreenSaver:
    """The desktop's side of org.freedesktop.ScreenSaver, on a bus of its own."""

    def __init__(self, bus: str) -> None:
        self.heard: list[str] = []
        self._connection = open_dbus_connection(bus)
        self._connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.ScreenSaver"))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while len(self.heard) < 2:
            message = self._connection.receive()
            if message.header.message_type is MessageType.method_call:
                self._answer(message)
        self._connection.close()

    def _answer(self, message: Message) -> None:
        name = message.header.fields[HeaderFields.member]
        self.heard.append(name)
        inhibits = name == "Inhibit"
        reply = new_method_return(message, "u", (7,)) if inhibits else new_method_return(message)
        self._connection.send(reply)

    def join(self) -> None:
        self._thread.join(20)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("there is no dbus-daemon")
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address
        daemon.terminate()


def test_the_screen_is_kept_on_while_the_station_runs(bus: str) -> None:
    saver = ScreenSaver(bus)
    script = "from app.awake import Awake\nawake = Awake()\nassert awake.begin()\nawake.end()"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, timeout=60)
    saver.join()
    assert saver.heard == ["Inhibit", "UnInhibit"]


def test_without_a_desktop_the_station_runs_all_the_same() -> None:
    nobody = {k: v for k, v in os.environ.items() if k != "DBUS_SESSION_BUS_ADDRESS"}
    script = "from app.awake import Awake\nawake = Awake()\nassert not awake.begin()\nawake.end()"
    subprocess.run(
        [sys.executable, "-W", "error", "-c", script], cwd=ROOT, env=nobody, check=True, timeout=60
    )


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd-analyze")
    page = (ROOT / "docs" / "kiosk.md").read_text("utf-8")
    (unit,) = re.findall(r"```ini\n(.*?)```", page, re.DOTALL)
    (tmp_path / "castwatch.service").write_text(unit.replace("%h/castwatch/castwatch", "/bin/true"))
    command = ["systemd-analyze", "--user", "verify", str(tmp_path / "castwatch.service")]
    environment = os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "castwatch.service" not in done.stderr
