"""People and the audit log from the command line."""

import csv
import getpass
import io
import sys
from datetime import datetime
from pathlib import Path

import pytest

from inference.network_folder import bundled_network
from tests.app.test_cli import run

PIN = "482913"


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "castwatch.db")


@pytest.fixture(autouse=True)
def quiet_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.logs.set_up", lambda: None)


def piped(monkeypatch: pytest.MonkeyPatch, pin: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{pin}\n"))


def test_people_are_added_listed_and_retired(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: str
) -> None:
    at = ("--database", database)
    assert not run(monkeypatch, "people", "list", *at)
    assert "Nobody may sign in so far." in capsys.readouterr().out
    for name, role in (("Park [A]", "engineer"), ("Kim", "inspector")):
        piped(monkeypatch, PIN)
        assert not run(monkeypatch, "people", "add", name, "--role", role, *at)
    piped(monkeypatch, "604173")
    assert not run(monkeypatch, "people", "reset-pin", "Kim", *at)
    assert not run(monkeypatch, "people", "retire", "Kim", *at)
    capsys.readouterr()
    assert not run(monkeypatch, "people", "list", *at)
    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading.split() == ["name", "role", "badge", "since", "retired"]
    assert [line.split()[0] for line in lines] == ["Kim", "Park"]
    assert "Park [A]" in lines[1]
    assert "only engineer" in str(run(monkeypatch, "people", "retire", "Park [A]", *at))
    assert "nobody named Lee" in str(run(monkeypatch, "people", "retire", "Lee", *at))


def test_a_pin_is_asked_for_twice_where_a_person_types(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: str
) -> None:
    answers = iter([PIN, "482914", PIN, PIN])
    monkeypatch.setattr(getpass, "getpass", lambda _: next(answers))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    add = ("people", "add", "Kim", "--database", database)
    assert run(monkeypatch, *add) == "castwatch: The two PINs are not the same."
    assert not run(monkeypatch, *add)
    assert PIN not in capsys.readouterr().out


def test_a_wrong_pin_is_one_sentence(monkeypatch: pytest.MonkeyPatch, database: str) -> None:
    piped(monkeypatch, "12")
    said = run(monkeypatch, "people", "add", "Kim", "--database", database)
    assert said == "castwatch: A new PIN has 6 to 12 digits."


def test_the_audit_log_is_shown_and_exported(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    database: str,
    tmp_path: Path,
) -> None:
    at = ("--database", database)
    piped(monkeypatch, PIN)
    run(monkeypatch, "people", "add", "=Park", "--role", "engineer", *at)
    run(monkeypatch, "network", "promote", str(bundled_network()), *at)
    run(monkeypatch, "network", "rollback", *at)
    capsys.readouterr()
    assert not run(monkeypatch, "audit", *at)
    shown = capsys.readouterr().out
    assert PIN not in shown
    assert "network promoted" in shown
    monkeypatch.setattr("app.commands.audit.SHOWN", 1)
    assert not run(monkeypatch, "audit", *at)
    assert "2 lines before; --export writes them all." in capsys.readouterr().out
    file = tmp_path / "audit.csv"
    assert not run(monkeypatch, "audit", *at, "--export", str(file))
    with file.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert [line["did"] for line in lines] == [
        "person added",
        "network promoted",
        "network rolled back",
    ]
    assert {line["known by"] for line in lines} == {"system user"}
    assert lines[0]["to what"] == "'=Park", "no formula for a spreadsheet"
    assert datetime.fromisoformat(lines[0]["time"]).tzinfo is not None
    assert not run(monkeypatch, "audit", *at, "--to", "2020-01-01")
    assert "no lines" in capsys.readouterr().out


def test_the_audit_log_goes_into_a_csv_file_only(
    monkeypatch: pytest.MonkeyPatch, database: str, tmp_path: Path
) -> None:
    piped(monkeypatch, PIN)
    run(monkeypatch, "people", "add", "Park", "--database", database)
    wrong = str(tmp_path / "audit.pdf")
    said = run(monkeypatch, "audit", "--database", database, "--export", wrong)
    assert said == "castwatch: audit.pdf is no .csv file."
    nowhere = str(tmp_path / "none" / "audit.csv")
    said = run(monkeypatch, "audit", "--database", database, "--export", nowhere)
    assert "The disk refuses" in str(said)
