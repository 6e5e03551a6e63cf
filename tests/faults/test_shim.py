"""The shim itself: what it promises to do to a process, and to no other file."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.faults.shim import Shim

_WRITE = """
import errno, os, sys, time
began = time.monotonic()
try:
    with open(sys.argv[1], "wb") as file:
        file.write(b"x")
        file.flush()
        os.fsync(file.fileno())
except OSError as error:
    print(errno.errorcode[error.errno])
else:
    print("written", round(time.monotonic() - began))
"""
_COMMIT = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
try:
    connection.executescript("PRAGMA synchronous = FULL; CREATE TABLE t (x)")
except sqlite3.OperationalError as error:
    print(error.sqlite_errorname)
else:
    print("committed")
"""
_TIME = "import datetime; print(datetime.datetime.now(datetime.UTC).year)"


@pytest.fixture
def shim(tmp_path: Path) -> Shim:
    (tmp_path / "station").mkdir()
    return Shim(tmp_path / "station")


def _said(shim: Shim, code: str, *arguments: object) -> str:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    environment = os.environ | shim.environment()
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return run.stdout.strip()


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_files_of_the_station_cannot_be_written_and_others_can(
    shim: Shim, tmp_path: Path, code: int
) -> None:
    with shim.writes_fail(code):
        assert _said(shim, _WRITE, tmp_path / "station/file") == errno.errorcode[code]
        assert _said(shim, _WRITE, tmp_path / "file") == "written 0"
    assert _said(shim, _WRITE, tmp_path / "station/file") == "written 0"


def test_a_sync_fails_or_takes_long(shim: Shim, tmp_path: Path) -> None:
    with shim.syncs_fail():
        assert _said(shim, _WRITE, tmp_path / "station/file") == "EIO"
    with shim.slow(2):
        assert _said(shim, _WRITE, tmp_path / "station/file") == "written 2"


@pytest.mark.parametrize(
    ("fault", "name"),
    [
        (lambda shim: shim.writes_fail(), "SQLITE_IOERR_WRITE"),
        (lambda shim: shim.writes_fail(errno.ENOSPC), "SQLITE_FULL"),
        (lambda shim: shim.syncs_fail(), "SQLITE_IOERR_FSYNC"),
    ],
)
def test_sqlite_meets_the_faults(
    shim: Shim, tmp_path: Path, fault: Callable[[Shim], AbstractContextManager[None]], name: str
) -> None:
    with fault(shim):
        assert _said(shim, _COMMIT, tmp_path / "station/database") == name
    assert _said(shim, _COMMIT, tmp_path / "station/database") == "committed"


def test_the_clock_is_years_ahead(shim: Shim) -> None:
    year = int(_said(shim, _TIME))
    with shim.clock_ahead(5 * 366 * 86_400):
        assert int(_said(shim, _TIME)) - year == 5
    assert int(_said(shim, _TIME)) == year
