import csv
import re
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pypdf
import pytest
from pytestqt.qtbot import QtBot

from app.storage import StorageError
from app.storage.export import export, export_step_by_step
from app.storage.export.paper import check_pdf
from app.storage.export.sheet import COLUMNS
from app.storage.history import History
from app.storage.store import Store
from models.history import HistoryFilter
from models.judgement import Verdict
from models.shift import Shift
from tests.app.storage.recording import DAY, finding, keep, keep_all
from tests.limits import no_file_larger_than
from widgets.language import Language

SEOUL = ZoneInfo("Asia/Seoul")
EVERYTHING = HistoryFilter()
KOREAN = Shift("주간", DAY.starts_at, DAY.ends_at)


@pytest.fixture(params=[".csv", ".xlsx", ".pdf"])
def file(request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot) -> Path:
    return tmp_path / f"out{request.param}"


def test_csv_opens_in_excel_with_hangul_and_both_times(
    store: Store, history: History, tmp_path: Path
) -> None:
    [kept] = keep(store, Verdict.REJECT, shift=KOREAN)
    file = tmp_path / "out.csv"
    export(history, EVERYTHING, file, SEOUL)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as stream:
        [row] = csv.DictReader(stream)
    assert tuple(row) == COLUMNS
    assert (row["sequence"], row["id"], row["shift"]) == ("1", kept.id, "주간")
    assert row["inspected_at"] == "2026-03-02T15:00:00.000+09:00"
    assert row["inspected_at_utc"] == "2026-03-02T06:00:00.000+00:00"


def test_excel_gets_numbers_times_a_fixed_header_and_a_filter(
    store: Store, history: History, tmp_path: Path
) -> None:
    keep(store, Verdict.REJECT, Verdict.PASS, shift=KOREAN)
    file = tmp_path / "out.xlsx"
    export(history, EVERYTHING, file, SEOUL)
    with closing(openpyxl.load_workbook(file)) as book:
        page = book["inspections"]
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref == "A1:AE3"
        first = dict(zip(COLUMNS, (cell.value for cell in page[2]), strict=True))
        assert first["sequence"] == 1
        assert first["defect_probability"] == 0.95
        assert first["inspected_at"] == datetime(2026, 3, 2, 15)  # noqa: DTZ001 - as Excel has it
        assert book["shifts"]["A2"].value == "주간"
        assert [cell.value for cell in book["shifts"][2]][4:] == [2, 1, 1, 0]


def test_pdf_has_the_totals_and_every_inspection(
    store: Store, history: History, tmp_path: Path, qtbot: QtBot
) -> None:
    kept = keep(store, *[Verdict.PASS] * 80)
    file = tmp_path / "out.pdf"
    export(history, EVERYTHING, file, SEOUL)
    pages = pypdf.PdfReader(file).pages
    said = "".join(page.extract_text() for page in pages)
    said = said.replace("\xad", "-").replace("\x01", " ")  # as Qt names these glyphs
    assert len(pages) == 2
    assert "Yield" in said
    assert "times in KST" in said
    assert all(one.id.replace("-", "") in said.replace("-", "") for one in kept)


def test_pdf_speaks_the_language_of_the_screen(
    store: Store, history: History, tmp_path: Path, qtbot: QtBot
) -> None:
    keep(store, Verdict.REJECT)
    language = Language("ko")
    try:
        export(history, EVERYTHING, tmp_path / "out.pdf", SEOUL)
    finally:
        language.speak("en")
    said = pypdf.PdfReader(tmp_path / "out.pdf").pages[0].extract_text()
    assert "양품률" in said
    assert "불합격" in said


@pytest.mark.parametrize("source", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3"])
def test_no_text_becomes_a_formula(
    store: Store, history: History, tmp_path: Path, source: str
) -> None:
    keep_all(store, [finding(source=source)])
    export(history, EVERYTHING, tmp_path / "out.csv")
    export(history, EVERYTHING, tmp_path / "out.xlsx")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert next(csv.DictReader(stream))["source"] == f"'{source}"
    with closing(openpyxl.load_workbook(tmp_path / "out.xlsx")) as book:
        cell = book["inspections"].cell(2, COLUMNS.index("source") + 1)
        assert (cell.value, cell.data_type) == (source, "s")


def test_the_filter_says_what_is_written(store: Store, history: History, tmp_path: Path) -> None:
    keep(store, Verdict.PASS, Verdict.REJECT, Verdict.PASS)
    export(history, HistoryFilter(verdict=Verdict.REJECT), tmp_path / "out.csv")
    assert len((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()) == 2


def test_progress_grows_to_one_and_a_file_of_that_name_is_replaced(
    store: Store, history: History, file: Path
) -> None:
    file.write_text("old")
    keep(store, *[Verdict.PASS] * 3)
    told: list[float] = []
    export(history, EVERYTHING, file, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    assert file.read_bytes()[:3] != b"old"
    assert list(file.parent.glob("*.part")) == []


def test_an_export_that_is_given_up_leaves_nothing(
    store: Store, history: History, file: Path
) -> None:
    keep(store, *[Verdict.PASS] * 3)
    steps = export_step_by_step(history, EVERYTHING, file)
    assert next(steps) == 0
    steps.close()
    assert [path for path in file.parent.iterdir() if path.stem.strip(".").startswith("out")] == []


@pytest.mark.parametrize("size", [0, 500, 5_000])
def test_a_disk_that_takes_no_more_leaves_what_was_there(
    store: Store, history: History, file: Path, size: int
) -> None:
    keep(store, *[Verdict.PASS] * 60)
    file.write_text("old")
    refused = pytest.raises(StorageError, match=re.escape(f"The disk refuses {file}"))
    with refused, no_file_larger_than(size):
        export(history, EVERYTHING, file)
    assert file.read_text() == "old"
    assert [each.name for each in file.parent.glob(".*.part")] == []


def test_a_workbook_on_a_full_disk_prints_no_traceback() -> None:
    script = (
        "from pathlib import Path\n"
        "from app.storage.export.xlsx_sheet import XlsxSheet\n"
        "from models.history import ShiftList\n"
        "sheet = XlsxSheet(Path('/dev/full'), ShiftList(()), None)\n"
        "try:\n"
        "    sheet.finish()\n"
        "except OSError as error:\n"
        "    print(error.strerror)\n"
        "sheet.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.stdout, done.stderr) == ("No space left on device\n", "")


def test_a_pdf_that_lacks_a_piece_is_no_pdf(
    store: Store, history: History, tmp_path: Path, qtbot: QtBot
) -> None:
    keep(store, Verdict.PASS)
    file = tmp_path / "out.pdf"
    export(history, EVERYTHING, file)
    content = file.read_bytes()
    check_pdf(file)
    for spoilt in (b"", content[:-7], content[:3000] + content[3500:]):
        file.write_bytes(spoilt)
        with pytest.raises(StorageError, match="not written whole"):
            check_pdf(file)


def test_only_its_owner_may_read_an_export(store: Store, history: History, file: Path) -> None:
    keep(store, Verdict.PASS)
    export(history, EVERYTHING, file)
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["out.doc", "out"])
def test_other_kinds_of_files_are_refused(history: History, tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageError, match=r"use \.csv, \.xlsx or \.pdf"):
        export(history, EVERYTHING, tmp_path / name)


def test_a_folder_that_is_not_there_is_told_in_words(
    history: History, file: Path, tmp_path: Path
) -> None:
    with pytest.raises(StorageError):
        export(history, EVERYTHING, tmp_path / "nowhere" / file.name)
