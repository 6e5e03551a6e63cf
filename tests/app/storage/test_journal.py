"""A long reader does not let the write-ahead log grow without a word, and we are none."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.storage import journal
from app.storage.audit import audit_entries
from app.storage.batches import in_batches
from app.storage.checking import check_seals
from app.storage.history import EVERYTHING, History
from app.storage.people import People
from app.storage.store import Store
from models.audit import Known, Who
from models.judgement import Verdict
from models.people import NewPerson, Role
from tests.app.storage.recording import keep, settings

READ = """
import sqlite3, sys
reader = sqlite3.connect(sys.argv[1], isolation_level=None)
reader.execute("BEGIN")
reader.execute("SELECT count(*) FROM inspections").fetchone()
print("reading", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store whose log is emptied from 400 kB on, and that tells from 1 MB on."""
    monkeypatch.setattr(journal, "EMPTY_BYTES", 400_000)
    monkeypatch.setattr(journal, "TOLD_BYTES", 1_000_000)
    monkeypatch.setattr(journal, "TRIED_EACH_S", 0.0)
    store = Store(settings(tmp_path, keep_pictures="none"), "station-1")
    yield store
    store.close()


@contextmanager
def read_by_another_program(file: Path) -> Iterator[int]:
    """Keep a reading transaction open in another process; its number."""
    with subprocess.Popen(
        [sys.executable, "-c", READ, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdout is not None
        assert reader.stdin is not None
        assert reader.stdout.readline() == "reading\n"
        yield reader.pid
        reader.stdin.close()
        assert reader.wait(10) == 0


def log_bytes(store: Store) -> int:
    return Path(f"{store.engine.url.database}-wal").stat().st_size


def test_a_program_that_reads_for_long_is_told_until_it_ends(small: Store, tmp_path: Path) -> None:
    with read_by_another_program(tmp_path / "castwatch.db") as process:
        while log_bytes(small) < 1_000_000:
            assert small.trouble is None
            keep(small, Verdict.PASS)
        keep(small, *[Verdict.PASS] * 3)
        said = str(small.trouble)
        if sys.platform == "linux":
            assert re.match(rf"\S+ \(process {process}\) has been reading", said), said
        assert "its write-ahead log has grown to 1 MB" in said
    keep(small, Verdict.PASS)
    assert small.trouble is None
    assert log_bytes(small) < 400_000


def test_a_reader_of_our_own_is_told_as_well(small: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "castwatch.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM inspections").fetchone()
        while log_bytes(small) < 1_000_000:
            keep(small, Verdict.PASS)
        keep(small, *[Verdict.PASS] * 2)
        assert "Something has been reading the database for long" in str(small.trouble)


def test_an_export_that_takes_its_time_holds_nothing_up(
    small: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever prints, or draws a page, takes as long as it likes between two castings."""
    monkeypatch.setattr("app.storage.history._BATCH", 5)
    monkeypatch.setattr("app.storage.audit._AT_A_TIME", 5)
    people = People(small.engine)
    for number in range(20):
        people.add(NewPerson(f"Kim {number}", Role.OPERATOR, "482913"), Who("Park", Known.TYPED))
    before = keep(small, *[Verdict.PASS, Verdict.REJECT] * 10)
    export, audit = History(small.engine).each(EVERYTHING), audit_entries(small.engine)
    exported, entries = [next(export)[0]], [next(audit)]
    most = 0
    for _ in range(40):
        keep(small, *[Verdict.PASS] * 5)
        most = max(most, log_bytes(small))
    assert small.trouble is None
    assert most < 1_000_000
    exported += [inspection for inspection, _ in export]
    assert exported == before, "what came meanwhile is not in it"
    entries += audit
    assert [entry.number for entry in entries] == list(range(1, 21))


def test_the_doctor_holds_nothing_up_and_passes_what_comes_meanwhile(
    small: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.checking._AT_A_TIME", 10)
    keep(small, *[Verdict.PASS] * 30)
    most = 0

    def record_meanwhile(*reading: Any) -> Iterator[Sequence[Any]]:
        nonlocal most
        for batch in in_batches(*reading):
            keep(small, *[Verdict.PASS] * 20)
            most = max(most, log_bytes(small))
            yield batch

    monkeypatch.setattr("app.storage.checking.in_batches", record_meanwhile)
    assert check_seals(tmp_path / "castwatch.db").sealed >= 30
    assert 0 < most < 1_000_000
    assert small.trouble is None


def test_the_log_is_bounded_without_readers(small: Store) -> None:
    for _ in range(30):
        keep(small, *[Verdict.REJECT] * 10)
        assert log_bytes(small) < 1_000_000
    assert small.trouble is None
