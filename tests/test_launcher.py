"""The launcher on made-up machines: what it installs, what it says, and when it is silent."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = ["cat", "chmod", "cksum", "dirname", "env", "mkdir", "readlink", "sh", "uname"]
LIBRARIES = re.findall(r"(lib\S+)=lib", (ROOT / "castwatch").read_text("utf-8"))

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the launcher is for Linux")

UV = """
case $1 in --version) exit 0 ;; esac
echo "$@" >>"$MACHINE/uv-calls"
for program in python castwatch; do
    mkdir -p "$UV_PROJECT_ENVIRONMENT/bin"
    printf '#!%s\\necho ran %s "$@"\\n' "$(command -v sh)" $program >"$MACHINE/made"
    cat "$MACHINE/made" >"$UV_PROJECT_ENVIRONMENT/bin/$program"
    chmod +x "$UV_PROJECT_ENVIRONMENT/bin/$program"
done
"""


class Machine:
    """A folder that stands for a Linux machine: only what is put on its path is there."""

    def __init__(self, folder: Path) -> None:
        self._programs = folder / "bin"
        self._programs.mkdir()
        for tool in TOOLS:
            (self._programs / tool).symlink_to(shutil.which(tool) or tool)
        self.project = folder / "project with a space"
        self.project.mkdir()
        shutil.copy(ROOT / "castwatch", self.project)
        for name in ("uv.lock", "pyproject.toml"):
            (self.project / name).write_text(name)
        self._folder = folder
        self.user(1000)
        self.has("ldconfig", f"cat {folder}/libraries")
        self.libraries(*LIBRARIES)
        self.has("python3", "exit 0")
        self.has("uv", UV)

    def has(self, program: str, script: str) -> None:
        """Put a program on the path."""
        file = self._programs / program
        file.write_text(f"#!{shutil.which('sh')}\n{script}\n")
        file.chmod(0o755)

    def lacks(self, program: str) -> None:
        (self._programs / program).unlink()

    def user(self, number: int) -> None:
        self.has("id", f"echo {number}")

    def libraries(self, *names: str) -> None:
        (self._folder / "libraries").write_text("\n".join(f"\t{name} (libc6)" for name in names))

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self._programs), "MACHINE": str(self._folder)}
        return subprocess.run(
            [self.project / "castwatch", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def calls(self, program: str) -> list[str]:
        file = self._folder / f"{program}-calls"
        return file.read_text().splitlines() if file.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_first_time_it_says_what_it_does_and_the_second_it_is_silent(machine: Machine) -> None:
    first = machine.run("--parts", "20")
    assert first.returncode == 0
    assert first.stdout == "ran castwatch --parts 20\n"
    assert "installing the station" in first.stderr
    second = machine.run("--parts", "20")
    assert (second.stdout, second.stderr) == (first.stdout, "")
    assert len(machine.calls("uv")) == 1


def test_the_second_time_it_is_quick(machine: Machine) -> None:
    machine.run()
    started = time.perf_counter()
    machine.run()
    assert time.perf_counter() - started < 0.3


def test_a_station_never_gets_the_development_group(machine: Machine) -> None:
    machine.run()
    (call,) = machine.calls("uv")
    assert "--no-dev" in call
    assert "--group" not in call
    assert "--frozen" in call


def test_the_tests_get_it_and_serve_the_station_too(machine: Machine) -> None:
    tested = machine.run("test", "-k", "a name")
    assert tested.stdout == "ran python -m pytest -k a name\n"
    assert "--group dev" in machine.calls("uv")[0]
    machine.run()
    machine.run("test")
    assert len(machine.calls("uv")) == 1


def test_a_new_lock_is_installed(machine: Machine) -> None:
    machine.run()
    (machine.project / "uv.lock").write_text("newer")
    machine.run()
    assert len(machine.calls("uv")) == 2


def test_root_gets_the_missing_libraries_through_apt(machine: Machine) -> None:
    machine.libraries(*(name for name in LIBRARIES if name != "libpulse.so.0"))
    machine.user(0)
    machine.has("apt-get", 'echo "$@" >>"$MACHINE/apt-calls"')
    assert machine.run().returncode == 0
    assert machine.calls("apt") == ["-q -y install --no-install-recommends libpulse0"]


def test_who_is_not_root_is_told_what_to_run(machine: Machine) -> None:
    machine.libraries(*(name for name in LIBRARIES if name != "libxcb-cursor.so.0"))
    machine.has("apt-get", "exit 1")
    said = machine.run()
    assert said.stderr.splitlines()[0].endswith(": sudo apt-get install libxcb-cursor0")
    assert said.stdout == "ran castwatch\n"  # the station opens without a window


def test_without_what_qt_needs_to_start_it_does_not(machine: Machine) -> None:
    machine.libraries()
    said = machine.run()
    assert said.returncode == 1
    assert said.stdout == ""
    assert "sudo apt-get install libegl1 " in said.stderr
    assert len(said.stderr.splitlines()) == 1


@pytest.mark.parametrize("python3", ["exit 1", None])
def test_without_a_fit_python_it_says_so(machine: Machine, python3: str | None) -> None:
    machine.has("python3", python3) if python3 else machine.lacks("python3")
    said = machine.run()
    assert said.returncode == 1
    assert "please install python3 and python3-venv" in said.stderr


def test_it_may_be_called_by_a_link_from_anywhere(machine: Machine, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(machine.project / "castwatch")
    machine.run()
    said = subprocess.run(
        [link, "doctor"],
        env={"PATH": os.fspath(tmp_path / "bin"), "MACHINE": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "ran castwatch doctor\n"
