"""What the command line promises of every command."""

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app import cli, logs
from app.networks import Networks
from app.program import RESTART
from app.settings import networks_folder
from app.storage.database import open_database
from inference.network_folder import bundled_network
from models.errors import KnownError


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int | str | None:
    monkeypatch.setattr(sys, "argv", ["castwatch", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code


@pytest.fixture(autouse=True)
def quiet_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "set_up", lambda: None)


def test_a_known_error_is_its_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said = run(monkeypatch, "history", "--database", str(tmp_path / "none.db"))
    assert str(said).startswith("castwatch: There is no database")


def test_a_mistake_of_ours_is_written_down_and_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    errors_logged: list[object],
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("app.settings.load", fail)
    assert run(monkeypatch, "doctor") == 1
    assert "Traceback" not in capsys.readouterr().err
    (report,) = logs.folder().glob("crash-*.txt")
    assert "ZeroDivisionError" in report.read_text("utf-8")
    assert len(errors_logged) == 1
    errors_logged.clear()


def test_inspect_prints_one_object_a_line_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "text.jpeg").write_text("no picture")
    assert run(monkeypatch, "inspect", str(tmp_path / "text.jpeg")) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {
        "path": str(tmp_path / "text.jpeg"),
        "error": "The file text.jpeg is not a picture.",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        ["--parts", "0"],
        ["--language", "de"],
        ["--colour"],
        ["outbox", "fill"],
        ["outbox", "quarantine", "--retry", "a", "--discard", "b", "--reason", "c"],
        ["outbox", "quarantine", "--reason", "c"],
    ],
)
def test_a_wrong_option_is_a_matter_of_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], wrong: list[str]
) -> None:
    assert run(monkeypatch, *wrong) == 2
    assert "Usage:" in capsys.readouterr().err


def test_options_without_a_command_are_the_stations(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise KnownError("Asked for the settings.")

    monkeypatch.setattr("app.settings.Source.load", refuse)
    assert run(monkeypatch, "--parts", "3") == "castwatch: Asked for the settings."


def test_a_network_is_promoted_listed_and_rolled_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bundled = str(bundled_network())
    assert not run(monkeypatch, "network", "promote", bundled)
    assert "judges from the next start on" in capsys.readouterr().out
    assert not run(monkeypatch, "network", "list")
    listed = capsys.readouterr().out
    assert "with Castwatch" in listed
    assert str(networks_folder()) in listed
    assert not run(monkeypatch, "network", "rollback")
    assert bundled in capsys.readouterr().out.replace("\n", "")
    assert "none to roll back" in str(run(monkeypatch, "network", "rollback"))


def test_what_starts_again_is_this_very_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    executed: list[object] = []

    def execute(*what: object) -> None:
        executed.extend(what)
        raise SystemExit(0)  # what really happens: nothing of this process goes on

    monkeypatch.setattr("app.program.run", lambda *_, **__: RESTART)
    monkeypatch.setattr("os.execv", execute)
    assert run(monkeypatch, "station", "--language", "ko") == 0
    assert executed == [sys.executable, sys.orig_argv]


def test_what_cannot_be_noted_is_not_promoted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    database = tmp_path / "castwatch.db"
    open_database(database, create=True).dispose()
    with closing(sqlite3.connect(database)) as other:
        other.execute("BEGIN IMMEDIATE")
        said = run(
            monkeypatch, "network", "promote", str(bundled_network()), "--database", str(database)
        )
        assert "held by another program" in str(said)
    assert Networks(networks_folder()).promotions() == ()


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("KAFKA__SERVERS", "broker..plant:9092", "“broker..plant:9092” is no HOST:PORT"),
        ("KAFKA__SERVERS", "\udcb0:9092", "it is not UTF-8"),
        ("KAFKA", "host", "The environment variable CASTWATCH_KAFKA has a wrong value"),
        ("STATION__SHIFTS", "[[[", "The environment variable CASTWATCH_STATION__SHIFTS has"),
        ("RECORD__DATABASE", "/", "it must be the path of a file"),
        ("RECORD__QUOTA_DAYS", "9" * 30, "less than or equal to"),
    ],
)
def test_a_wrong_variable_is_a_sentence_that_names_it(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"CASTWATCH_{variable}", value)
    told = str(run(monkeypatch, "outbox", "status"))
    assert said in told
    assert f"CASTWATCH_{variable}" in told
    assert list(logs.folder().glob("crash-*")) == []


@pytest.mark.parametrize("time", ["0001-01-01", "9999-12-31T23:59:59", "soon"])
def test_the_ends_of_the_calendar_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, time: str
) -> None:
    database = tmp_path / "castwatch.db"
    open_database(database, create=True).dispose()
    monkeypatch.setenv("CASTWATCH_STATION__TIME_ZONE", "Asia/Seoul")
    for option in ("--from", "--to"):
        code = run(monkeypatch, "history", option, time, "--database", str(database))
        assert code == 0 or "is no time" in str(code)


def test_the_worlds_errors_are_no_mistakes_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "/a\x1b[2J")

    monkeypatch.setattr("app.settings.load", fail)
    assert run(monkeypatch, "doctor") == (
        "castwatch: The computer refuses /a\\x1b[2J: Permission denied."
    )
    assert list(logs.folder().glob("crash-*")) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["history", "--shift"],
        ["history", "--search"],
        ["history", "--from"],
        ["report", "--shift"],
        ["outbox", "quarantine", "--retry"],
        ["outbox", "quarantine", "--reason", "test", "--discard"],
        ["people", "retire"],
        ["outbox", "drain", "--kafka"],
        ["history", "--export"],
        ["audit", "--export"],
    ],
)
@pytest.mark.parametrize("odd", ["\udcb0\udca1\x1b[2J", "a\u202eb", "\u1100\u1161"])
def test_odd_text_on_the_command_line_is_no_mistake_of_ours(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    arguments: list[str],
    odd: str,
) -> None:
    database = tmp_path / "castwatch.db"
    open_database(database, create=True).dispose()
    said = run(monkeypatch, *arguments, odd, "--database", str(database))
    assert said in {None, 0} or str(said).startswith("castwatch: ")
    assert "\x1b" not in str(said) + "".join(capsys.readouterr())
    assert list(logs.folder().glob("crash-*")) == []
