"""The report of a shift from the command line."""

import sys
from pathlib import Path

import pypdf
import pytest
from pytestqt.qtbot import QtBot

from app import cli, logs
from app.storage.store import Store
from models.judgement import Verdict
from tests.app.storage.recording import LATE, keep, settings


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    store = Store(settings(tmp_path), "station-1")
    keep(store, Verdict.PASS, Verdict.REJECT)
    keep(store, Verdict.PASS, shift=LATE)
    store.close()
    monkeypatch.setattr(logs, "set_up", lambda: None)
    monkeypatch.setenv("CASTWATCH_STATION__TIME_ZONE", "Asia/Seoul")
    return tmp_path / "castwatch.db"


def run(monkeypatch: pytest.MonkeyPatch, database: Path, *arguments: object) -> object:
    command = ["castwatch", "report", "--database", database, *arguments]
    monkeypatch.setattr(sys, "argv", [str(each) for each in command])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code


def test_the_newest_shift_is_reported_beside_where_one_stands(
    monkeypatch: pytest.MonkeyPatch, database: Path, qtbot: QtBot
) -> None:
    monkeypatch.chdir(database.parent)
    assert not run(monkeypatch, database)
    assert (database.parent / "2026-03-02-Late-2300.pdf").is_file()


def test_a_shift_of_a_day_is_reported_in_korean(
    monkeypatch: pytest.MonkeyPatch, database: Path, qtbot: QtBot
) -> None:
    file = database.parent / "day.pdf"
    wanted = ("--shift", "Day", "--date", "2026-03-02", "--output", file, "--language", "ko")
    assert not run(monkeypatch, database, *wanted)
    said = pypdf.PdfReader(file).pages[0].extract_text()
    assert said.startswith("근무조\x01보고서")  # as Qt names the blank


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (("--shift", "Night"), "There is no such shift on record."),
        (("--date", "2026-03-03"), "There is no such shift on record."),
        (("--output", "day.xlsx"), "day.xlsx is no kind of file for a report: use .pdf."),
    ],
)
def test_what_cannot_be_reported_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, database: Path, wanted: tuple[str, str], sentence: str
) -> None:
    assert run(monkeypatch, database, *wanted) == f"castwatch: {sentence}"


def test_a_day_that_is_none_is_a_matter_of_usage(
    monkeypatch: pytest.MonkeyPatch, database: Path
) -> None:
    assert run(monkeypatch, database, "--date", "yesterday") == 2
