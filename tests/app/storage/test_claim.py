"""One station for each database, by whatever name it is called."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.storage.claim import Claim
from app.storage.database import open_database
from app.storage.errors import StorageError
from app.storage.history import History
from app.storage.store import Store
from models.judgement import Verdict
from tests.app.storage.recording import keep, settings

ANOTHER = """
import sys
from pathlib import Path
from app.settings import RecordSettings
from app.storage.errors import StorageError
from app.storage.store import Store
try:
    Store(RecordSettings(database=Path(sys.argv[1])), "station-1").close()
except StorageError as error:
    sys.exit(str(error))
"""


def opened_by_another_process(file: Path) -> str:
    """What a second station says that is started on a database; nothing where it may record."""
    other = subprocess.run(
        [sys.executable, "-c", ANOTHER, str(file)], capture_output=True, text=True, check=False
    )
    return other.stderr.strip()


def by_symbolic_link(file: Path) -> Path:
    link = file.with_name("link.db")
    link.symlink_to(file)
    return link


def by_folder_link(file: Path) -> Path:
    link = file.parent.with_name("folder")
    link.symlink_to(file.parent)
    return link / file.name


def by_hard_link(file: Path) -> Path:
    link = file.with_name("hard.db")
    link.hardlink_to(file)
    return link


def after_rm_of_the_lock(file: Path) -> Path:
    file.with_name("castwatch.db.lock").unlink()
    return file


def after_rm_of_the_lock_by_link(file: Path) -> Path:
    return by_symbolic_link(after_rm_of_the_lock(file))


@pytest.mark.skipif(os.name == "nt", reason="links need a right that few have there")
@pytest.mark.parametrize(
    "way",
    [
        by_symbolic_link,
        by_folder_link,
        by_hard_link,
        after_rm_of_the_lock,
        after_rm_of_the_lock_by_link,
    ],
)
def test_no_second_station_records_whatever_the_database_is_called(
    store: Store, tmp_path: Path, way: Callable[[Path], Path]
) -> None:
    keep(store, Verdict.REJECT)
    name = way(tmp_path / "castwatch.db")
    assert "Another Castwatch is recording" in opened_by_another_process(name)
    assert keep(store, Verdict.PASS)[0].sequence == 2
    store.close()
    assert opened_by_another_process(name) == ""


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be moved on Windows")
def test_a_station_whose_database_was_replaced_does_not_write_into_the_new_one(
    store: Store, tmp_path: Path
) -> None:
    """Somebody restores a backup under a running station, and starts a second one."""
    keep(store, Verdict.REJECT)
    file = tmp_path / "castwatch.db"
    file.rename(tmp_path / "moved.db")
    with pytest.raises(StorageError, match="was moved, removed or replaced while the station"):
        keep(store, Verdict.PASS)
    assert not file.exists(), "an empty database was made in its place"
    second = tmp_path / "second"
    Store(settings(second), "station-1").close()
    (second / "castwatch.db").rename(file)
    for act in (lambda: keep(store, Verdict.PASS), lambda: History(store.engine).recent(1)):
        with pytest.raises(StorageError, match="was moved, removed or replaced while the station"):
            act()
    file.unlink()
    (tmp_path / "moved.db").rename(file)
    assert keep(store, Verdict.PASS)[0].sequence == 2


def test_a_store_that_was_set_aside_holds_the_new_database(store: Store, tmp_path: Path) -> None:
    store.set_aside()
    (tmp_path / "castwatch.db.lock").unlink()
    assert "Another Castwatch" in opened_by_another_process(tmp_path / "castwatch.db")


def test_the_lock_survives_what_else_this_process_opens_and_closes(
    store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "castwatch.db"
    (tmp_path / "castwatch.db.lock").unlink()
    file.open("rb").close()
    open_database(file).dispose()
    assert "Another Castwatch" in opened_by_another_process(file)


def test_a_claim_that_is_released_leaves_the_database_free(tmp_path: Path) -> None:
    file = tmp_path / "castwatch.db"
    Store(settings(tmp_path), "station-1").close()
    claim = Claim(file)
    claim.hold()
    assert "Another Castwatch" in opened_by_another_process(file)
    claim.release()
    assert opened_by_another_process(file) == ""
