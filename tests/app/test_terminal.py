"""What the commands print arrives, or its loss is told; and nothing in it steers the terminal."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import RecordSettings
from app.storage.store import Store
from models.judgement import Verdict
from models.people import Role
from tests.app.storage.recording import keep

COMMAND = f'"{sys.executable}" -m app'


@pytest.fixture
def database(tmp_path: Path) -> Path:
    file = tmp_path / "castwatch.db"
    store = Store(RecordSettings(database=file), "station-1")
    keep(store, Verdict.PASS)
    store.close()
    return file


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["/bin/bash", "-c", line],
        env=os.environ | environment,
        capture_output=True,
        check=False,
        timeout=90,
    )


def told(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode("utf-8", "backslashreplace")


@pytest.mark.parametrize("output", ["> /dev/full", ">&-"])
@pytest.mark.parametrize("command", ["history", "outbox status", "audit", "--version"])
def test_what_could_not_be_printed_is_no_success(database: Path, command: str, output: str) -> None:
    where = "" if command == "--version" else f"--database {database}"
    done = shell(f"{COMMAND} {command} {where} {output}")
    assert done.returncode == 1
    assert told(done).startswith("castwatch: ")
    assert told(done).count("\n") == 1


def test_a_reader_that_goes_away_is_no_traceback_and_no_success(database: Path) -> None:
    done = shell(f"{COMMAND} history --database {database} | true; exit ${{PIPESTATUS[0]}}")
    assert done.returncode == 1
    assert told(done) == ""


@pytest.mark.parametrize("encoding", ["cp949", "ascii"])
def test_what_the_encoding_lacks_is_spelled_out(database: Path, encoding: str) -> None:
    done = shell(f"{COMMAND} outbox status --database {database}", PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert "\\u2013" in done.stdout.decode(encoding)


def test_errors_and_results_do_not_steer_the_terminal(tmp_path: Path) -> None:
    odd = tmp_path / "\x1b[2J가.png"
    done = shell(f'{COMMAND} inspect "$ODD"', ODD=str(odd), PYTHONIOENCODING="cp949")
    assert b"\x1b" not in done.stdout + done.stderr
    assert json.loads(done.stdout)["path"] == str(odd)
    done = shell(f'{COMMAND} history --database "$ODD"', ODD=str(odd))
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- 2>&-"])
def test_closed_streams_do_no_harm(database: Path, closed: str) -> None:
    done = shell(f"{COMMAND} outbox status --database {database} {closed}")
    assert done.returncode == 0
    assert b"waiting" in done.stdout


def test_a_user_without_a_home_is_told(database: Path) -> None:
    script = (
        "import pwd, sys\n"
        "def unknown(_): raise KeyError\n"
        "pwd.getpwuid = unknown\n"
        "from app.cli import main\n"
        "sys.argv = ['castwatch', 'people', 'list']\n"
        "main()\n"
    )
    unset = "env -u HOME -u XDG_CONFIG_HOME -u XDG_DATA_HOME -u XDG_STATE_HOME"
    done = shell(f'{unset} "{sys.executable}" -c "$SCRIPT"', SCRIPT=script)
    assert done.returncode == 1
    assert told(done).splitlines()[-1] == (
        "castwatch: This user has no home folder: set the environment variable HOME."
    )


def test_markup_in_a_name_is_shown_as_it_is(database: Path) -> None:
    name = "[red]Kim[/red] :smile:"
    where = f"--database {database}"
    done = shell(f'echo 482913 | {COMMAND} people add "$NAME" {where}', NAME=name)
    assert done.returncode == 0, told(done)
    done = shell(f"{COMMAND} people list {where}")
    assert f"{name}  {Role.OPERATOR.value}" in done.stdout.decode()


@pytest.mark.parametrize("pin", ["\\xb0\\xa1", "", "12"])
def test_a_pin_that_is_no_text_is_refused(database: Path, pin: str) -> None:
    done = shell(f"printf '{pin}\\n' | {COMMAND} people add Kim --database {database}")
    assert done.returncode == 1
    assert told(done) == "castwatch: A new PIN has 6 to 12 digits.\n"
