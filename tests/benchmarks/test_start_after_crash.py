"""How soon a station records again after a crash, with a million inspections on record."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.database import open_database
from app.storage.errors import DamagedError
from app.storage.store import Store
from models.judgement import Verdict
from tests.app.storage.recording import DAY, MORNING, finding, keep, multiply, settings

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

COUNT = 1_000_000
START_S = 3.0  # from the opening to the first new inspection on the disk


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder as a power cut left it: the newest inspections in the log, pictures in doubt."""
    live, folder = tmp_path_factory.mktemp("live"), tmp_path_factory.mktemp("crashed")
    store = Store(settings(live), "station-1")
    keep(store, Verdict.REJECT)
    multiply(store, COUNT)
    for _ in range(200):
        store.keep(finding(Verdict.REJECT), DAY, MORNING)
    for file in live.glob("castwatch.db*"):  # while it is open: nothing has been tidied up
        shutil.copy(file, folder / file.name)
    incoming = _incoming(folder)
    incoming.mkdir(parents=True)
    for number in range(20):
        (incoming / f"{number}.png").write_bytes(b"half a pictur")
    store.close()
    shutil.rmtree(live)
    yield folder
    shutil.rmtree(folder)


def _incoming(folder: Path) -> Path:
    return settings(folder).pictures_folder() / "incoming"


def test_a_station_records_again_within_three_seconds(crashed: Path) -> None:
    assert (crashed / "castwatch.db-wal").stat().st_size > 100_000
    began = time.perf_counter()
    store = Store(settings(crashed), "station-1")
    (first,) = keep(store, Verdict.PASS)
    taken = time.perf_counter() - began
    print(f"{taken:.2f} s of {START_S:.0f} with {first.sequence:,} inspections")
    store.close()
    assert first.sequence > COUNT
    assert list(_incoming(crashed).iterdir()) == []
    assert taken < START_S


def test_a_damaged_database_is_refused_and_set_aside_within_three_seconds(crashed: Path) -> None:
    with (crashed / "castwatch.db").open("r+b") as raw:
        raw.write(b"\xa5" * 4096)
    began = time.perf_counter()
    with pytest.raises(DamagedError):
        open_database(crashed / "castwatch.db")
    store = Store(settings(crashed), "station-1", set_aside=True)
    (first,) = keep(store, Verdict.PASS)
    taken = time.perf_counter() - began
    print(f"{taken:.2f} s of {START_S:.0f}")
    store.close()
    assert first.sequence > COUNT
    assert taken < START_S
