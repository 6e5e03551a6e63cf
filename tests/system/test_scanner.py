"""A hand scanner at a real display: X's own keys, into whatever has the focus."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.display_operator import Operator, Record

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]
CONFIG = """
[camera]
kind = "synthetic"
castings_per_minute = 60
[record]
database = "{database}"
[serial]
source = "scanner"
"""


@pytest.fixture
def record(home: Path, desk: str, tmp_path: Path) -> Iterator[Record]:
    """A station at work, with a scanner."""
    database, config = tmp_path / "station.db", tmp_path / "config.toml"
    config.write_text(CONFIG.format(database=database))
    shown = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    command = [sys.executable, "-m", "app", "station", "--config", str(config)]
    environment = shown | {"DISPLAY": desk, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(command, env=environment, cwd=tmp_path) as program:
        made = Record(database)
        try:
            made.wait(lambda: made.count("inspections") >= 2)
            yield made
        finally:
            program.terminate()
            program.wait(20)


@pytest.fixture
def person(desk: str, tmp_path: Path) -> Operator:
    return Operator(desk, tmp_path / "shots")


@pytest.mark.parametrize("each_ms", [2, 12, 25])
def test_a_scan_is_the_number_of_a_casting_whatever_is_open(
    record: Record, person: Operator, each_ms: int
) -> None:
    person.press("Escape")  # no tour
    record.grows(1)
    for place, keys in enumerate(((), ("h",), ("h", "slash"), ("Escape", "Escape"))):
        if keys:
            person.press(*keys)
        record.grows(1)  # nobody takes the scanner within a tenth of a second
        code = f"htpi-sn-000{place}"
        person.scan(code, each_ms)
        record.wait(lambda code=code: record.count("inspections", f"serial = '{code}'") == 1)  # type: ignore[misc]
    record.grows(2)  # it is not paused
    assert record.count("decisions") == 0
    assert record.count("inspections", "serial IS NOT NULL") == 4


def test_a_scan_with_a_casting_opened_decides_nothing(record: Record, person: Operator) -> None:
    person.press("Escape")
    person.press("h", "Down", "Return")
    record.grows(1)
    for code in ("sn-0003", "xn-0004", "SN-0005"):
        person.scan(code)
        record.wait(lambda code=code: record.count("inspections", f"serial = '{code}'") == 1)  # type: ignore[misc]
    person.press("ctrl+s")
    record.grows(1)
    person.scan("Kim-0006")  # with the dialog open, which could be confirmed
    record.grows(2)
    assert record.count("decisions") == 0
