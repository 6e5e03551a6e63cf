from dataclasses import replace
from pathlib import Path

import pytest

from app.storage import StorageError
from app.storage.database import open_database, writing
from app.storage.rescue import rescue
from app.storage.shown_files import ShownFilesOnRecord
from app.storage.store import Store
from camera.shown_files import ShownFiles
from models.folder_file import UNKNOWN, FolderFile
from models.sight import Unfit, UnjudgedImage
from tests.app.storage.recording import DAY, MORNING, finding, settings

FOLDER = b"/line/\xc1\xd6\xb9\xb0"  # EUC-KR: no text in UTF-8


def file(name: bytes, directory: bytes = b"", size: int = 10, round_: int = 1) -> FolderFile:
    return FolderFile(FOLDER, directory, name, size, 1_700_000_000_000_000_000, round_)


@pytest.fixture
def record(store: Store, tmp_path: Path) -> ShownFilesOnRecord:
    return ShownFilesOnRecord(store.engine, tmp_path / "castwatch.db")


def shown(record: ShownFilesOnRecord, directory: bytes = b"") -> set[bytes]:
    return set(record.shown(FOLDER, directory, b"", b"\xff"))


def test_a_file_is_shown_once_its_result_is_on_record(
    store: Store, record: ShownFilesOnRecord
) -> None:
    store.keep(replace(finding(), file=file(b"1.png")), DAY, MORNING)
    image = UnjudgedImage(Unfit.UNREADABLE, 2, "2.png", "It is damaged.", file(b"\xb0\xa1.png"))
    store.note_unjudged(image, DAY, MORNING)
    store.note_shown(file(b"3.png", b"sub"))
    assert shown(record) == {b"1.png", b"\xb0\xa1.png"}
    assert shown(record, b"sub") == {b"3.png"}
    assert record.count(FOLDER, 1) == 3


def test_a_result_that_cannot_be_stored_leaves_its_file_to_be_shown(
    store: Store, record: ShownFilesOnRecord
) -> None:
    with writing(store.engine).begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER refused BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    with pytest.raises(StorageError):
        store.keep(replace(finding(), file=file(b"1.png")), DAY, MORNING)
    assert shown(record) == set()


def test_a_file_that_cannot_be_noted_as_shown_has_no_result(
    store: Store, record: ShownFilesOnRecord
) -> None:
    with writing(store.engine).begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER refused BEFORE INSERT ON shown_files BEGIN"
            " SELECT RAISE(ABORT, 'no'); END"
        )
    with pytest.raises(StorageError):
        store.keep(replace(finding(), file=file(b"1.png")), DAY, MORNING)
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM inspections").scalar() == 0


def test_the_same_name_with_another_content_and_a_new_round_are_shown_again(
    store: Store, record: ShownFilesOnRecord
) -> None:
    for each in (file(b"1.png"), file(b"1.png", size=11), file(b"1.png", size=11, round_=2)):
        assert ShownFiles(record).unshown([each]) == [each]
        store.note_shown(each)
        assert ShownFiles(record).unshown([each]) == []
    assert record.newest_round(FOLDER) == 2
    assert (record.count(FOLDER, 1), record.count(FOLDER, 2)) == (0, 1)


def test_a_file_whose_state_is_not_known_can_be_noted(
    store: Store, record: ShownFilesOnRecord
) -> None:
    store.note_shown(replace(file(b"1.png"), size=UNKNOWN, modified_ns=UNKNOWN))
    assert ShownFiles(record).unshown([file(b"1.png")]) == [file(b"1.png")]


def test_a_folder_goes_on_in_its_round_or_starts_over(
    store: Store, record: ShownFilesOnRecord
) -> None:
    store.note_shown(file(b"1.png", round_=3))
    on, over = ShownFiles(record), ShownFiles(record, start_over=True)
    assert (on.resume(FOLDER), on.round) == (1, 3)
    assert (over.resume(FOLDER), over.round) == (0, 4)
    assert over.resume(FOLDER) == 0  # opened anew in the same run: it does not start over again
    assert over.round == 4
    assert ShownFiles(record, start_over=True).resume(b"/another") == 0


def test_what_is_claimed_many_files_ago_is_known_from_the_record(
    store: Store, record: ShownFilesOnRecord
) -> None:
    files = [file(b"%04d.png" % number) for number in range(600)]
    place = ShownFiles(record)
    place.resume(FOLDER)
    for each in files:
        assert place.claim(each) is not None
        store.note_shown(each)
    assert place.unshown(files) == []
    assert place.claim(files[0]) is None


def test_what_was_shown_is_known_after_the_database_was_set_aside(tmp_path: Path) -> None:
    files = [file(b"%04d.png" % number, b"sub") for number in range(2_500)]
    store = Store(settings(tmp_path), "station-1")
    for each in files:
        store.note_shown(each)
    store.set_aside()
    store.note_shown(file(b"x.png"))
    place = ShownFiles(ShownFilesOnRecord(store.engine, tmp_path / "castwatch.db"))
    assert place.resume(FOLDER) == 2_501
    assert place.unshown(files) == []
    store.close()


def test_what_was_shown_is_rescued_from_a_damaged_database(tmp_path: Path) -> None:
    store = Store(settings(tmp_path), "station-1")
    store.note_shown(file(b"1.png"))
    store.close()
    rescue(tmp_path / "castwatch.db", tmp_path / "saved.db", lambda *_: None)
    engine = open_database(tmp_path / "saved.db")
    assert shown(ShownFilesOnRecord(engine, tmp_path / "saved.db")) == {b"1.png"}
    engine.dispose()
