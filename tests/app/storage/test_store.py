import hashlib
import json
import sqlite3
import stat
import sys
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text

from app.storage import DiskFullError, StorageError
from app.storage.database import writing
from app.storage.evidence import Evidence
from app.storage.history import History
from app.storage.messages import Messages
from app.storage.store import Store
from models.events import PredictionResult
from models.judgement import Occasion, Verdict
from models.seal import FIRST
from models.sight import Unfit, UnjudgedImage
from tests.app.storage.recording import DAY, MORNING, finding, keep, settings

PASS, REJECT, REVIEW = Verdict.PASS, Verdict.REJECT, Verdict.REVIEW


def pictures(folder: Path) -> list[Path]:
    return sorted(file for file in (folder / "castwatch-pictures").rglob("*") if file.is_file())


def test_what_is_kept_reads_back_as_it_was_said(store: Store, history: History) -> None:
    said = finding(REJECT, part=7, source="a.png", frame_probabilities=(0.9, 0.95), novelty=0.7)
    kept = store.keep(said, DAY, MORNING)
    assert history.inspection(kept.id) == kept
    assert kept.judgement == said.judgement
    assert (kept.station, kept.sequence, kept.shift) == ("station-1", 1, "Day")
    assert kept.inspected_at == MORNING


def test_the_message_is_committed_with_the_inspection(store: Store) -> None:
    kept = keep(store, REJECT)[0]
    [message] = Messages(store.engine).waiting(10)
    assert (message.id, message.sequence, message.station) == (kept.id, 1, "station-1")
    assert PredictionResult.model_validate_json(message.payload) == PredictionResult.of(kept, FIRST)


def test_the_sequence_has_no_gaps_over_restarts_and_stations(tmp_path: Path) -> None:
    sequences = []
    for station in ("station-1", "station-2", "station-1"):
        store = Store(settings(tmp_path), station)
        sequences.append([one.sequence for one in keep(store, PASS, PASS)])
        store.close()
    assert sequences == [[1, 2], [1, 2], [3, 4]]


def test_rejects_and_reviews_keep_the_very_pixels_and_their_hash(
    store: Store, history: History, tmp_path: Path
) -> None:
    _, rejected, _ = keep(store, PASS, REJECT, REVIEW)
    assert rejected.picture is not None
    file = store.pictures.file(rejected.picture.path)
    assert file is not None
    assert hashlib.sha256(file.read_bytes()).hexdigest() == rejected.picture.sha256
    details = Evidence(history, store.pictures).details(rejected.id)
    assert details.pixels is not None
    assert np.array_equal(details.pixels, finding().pixels)
    assert details.defect_map is not None
    assert details.defect_map.mean() == pytest.approx(0.5, abs=0.01)
    assert len(pictures(tmp_path)) == 4  # two pictures, two maps; none of the pass


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ({"keep_pictures": "all"}, [True, True, True, True, True]),
        ({"keep_pictures": "none"}, [False] * 5),
        ({"keep_every_nth_pass": 2}, [False, True, True, False, True]),
    ],
)
def test_the_settings_say_which_pictures_are_kept(
    tmp_path: Path, more: dict[str, object], kept: list[bool]
) -> None:
    store = Store(settings(tmp_path, **more), "station-1")
    found = keep(store, PASS, PASS, REJECT, PASS, PASS)
    store.close()
    assert [one.picture is not None for one in found] == kept


def test_nothing_that_was_recorded_can_be_changed(store: Store) -> None:
    keep(store, REJECT)
    for change in ("UPDATE inspections SET verdict = 'pass'", "DELETE FROM inspections"):
        with (
            pytest.raises(Exception, match="what is recorded never changes"),
            writing(store.engine).begin() as connection,
        ):
            connection.execute(text(change))


def test_a_reinspection_is_linked_to_the_first_inspection(store: Store, history: History) -> None:
    [first] = keep(store, REJECT)
    second = store.keep(finding(REVIEW, of=first.id), DAY, MORNING)
    third = store.keep(finding(PASS, of=second.id), DAY, MORNING)
    assert second.occasion is Occasion.REINSPECTION
    assert third.reinspection_of == first.id
    assert history.chain(second.id) == (first, second, third)
    assert history.inspection(first.id) == first


def test_a_reinspection_of_nothing_is_refused_and_leaves_no_picture(
    store: Store, tmp_path: Path
) -> None:
    with pytest.raises(StorageError, match="There is no inspection nowhere on record"):
        store.keep(finding(REJECT, of="nowhere"), DAY, MORNING)
    assert pictures(tmp_path) == []


def test_an_image_that_was_not_judged_is_on_record_with_its_file_and_reason(store: Store) -> None:
    bad = UnjudgedImage(Unfit.UNREADABLE, 7, "castings/7.png", "The picture 7.png is damaged.")
    store.note_unjudged(bad, DAY, MORNING)
    store.note_unjudged(UnjudgedImage(Unfit.DARK, 8), DAY, MORNING)
    columns = "shift, reason, part, source, detail"
    with store.engine.connect() as connection:
        rows = connection.execute(text(f"SELECT {columns} FROM unfit_pictures")).all()
    assert [tuple(row) for row in rows] == [
        ("Day", "unreadable", 7, "castings/7.png", "The picture 7.png is damaged."),
        ("Day", "dark", 8, None, None),
    ]


def fill_up(store: Store) -> None:
    """Let the database take no more, as on a full disk."""
    with store.engine.connect() as connection:
        used = connection.scalar(text("PRAGMA page_count"))
        connection.exec_driver_sql(f"PRAGMA max_page_count = {used}")


def test_a_full_disk_loses_pictures_before_results(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, *[REJECT] * 3)

    def free(_: Path) -> int:
        return 10**9 - sum(file.stat().st_size for file in pictures(tmp_path))

    monkeypatch.setattr(store.pictures.quota, "_free", free)
    monkeypatch.setattr("app.storage.quota.RESERVE_BYTES", 10**15)
    monkeypatch.setattr(store.pictures.quota, "make_room", lambda: True)
    fill_up(store)
    with pytest.raises(DiskFullError, match="there is no room left"):
        keep(store, *[REJECT] * 200)
    count = len(History(store.engine).recent(500))
    assert [one.sequence for one in Messages(store.engine).waiting(500)] == list(
        range(1, count + 1)
    )
    assert pictures(tmp_path) == []  # they gave way; that of the failed attempt was withdrawn


def test_retrying_on_a_full_disk_deletes_no_images_in_vain(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is full is not the disk that they lie on: each retry deleted 68 MB of them."""
    keep(store, *[REJECT] * 3)
    fill_up(store)
    monkeypatch.setattr("app.storage.quota.is_same_disk", lambda *_: False)
    monkeypatch.setattr("app.storage.quota.RESERVE_BYTES", 10**15)
    monkeypatch.setattr(store.pictures.quota, "make_room", lambda: True)
    for _ in range(3):
        with pytest.raises(DiskFullError):
            keep(store, *[REJECT] * 200)
    count = len(History(store.engine).recent(500))
    assert len(pictures(tmp_path)) == 2 * count


def test_room_that_was_made_in_vain_is_made_once(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, *[REJECT] * 200)
    fill_up(store)
    kept = len(pictures(tmp_path))
    each = pictures(tmp_path)[0].stat().st_size

    def free(_: Path) -> int:
        return 10**9 - sum(file.stat().st_size for file in pictures(tmp_path))

    monkeypatch.setattr(store.pictures.quota, "_free", free)
    monkeypatch.setattr("app.storage.quota.GIVE_WAY_BYTES", each)
    monkeypatch.setattr("app.storage.quota.RESERVE_BYTES", 10**15)
    monkeypatch.setattr(store.pictures.quota, "make_room", lambda: True)
    for _ in range(5):
        with pytest.raises(DiskFullError):
            keep(store, *[REJECT] * 200)
    count = len(History(store.engine).recent(500))
    assert len(pictures(tmp_path)) >= kept + 2 * (count - 200) - 4


def test_only_one_program_records_at_a_time(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="Another Castwatch is recording"):
        Store(settings(tmp_path), "station-1")


def test_a_crash_before_the_commit_leaves_no_picture(store: Store, tmp_path: Path) -> None:
    store.pictures.take("lost", finding(REJECT), MORNING)
    assert len(pictures(tmp_path)) == 2
    assert store.sweep() == 2
    assert pictures(tmp_path) == []


def test_a_crash_after_the_commit_loses_no_picture(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.pictures, "settle", lambda kept: None)
    [kept] = keep(store, REJECT)
    monkeypatch.undo()
    assert {file.parent.name for file in pictures(tmp_path)} == {"incoming"}
    assert store.sweep() == 0
    assert {file.parent.name for file in pictures(tmp_path)} == {"02"}
    assert kept.picture is not None
    assert store.pictures.file(kept.picture.path) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_only_the_owner_may_read_what_is_recorded(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    store = Store(settings(folder), "station-1")
    keep(store, REJECT)
    for path in (folder, folder / "castwatch-pictures", folder / "castwatch-pictures" / "incoming"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    for name in ("castwatch.db", "castwatch.db-wal", "castwatch.db.lock"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    store.close()


def test_the_tables_are_plain_to_other_programs(store: Store, tmp_path: Path) -> None:
    [kept] = keep(store, REVIEW)
    connection = sqlite3.connect(tmp_path / "castwatch.db")
    row = connection.execute("SELECT id, sequence, inspected_at, verdict FROM inspections")
    assert row.fetchone() == (kept.id, 1, "2026-03-02T06:00:00.000000Z", "review")
    [payload] = connection.execute("SELECT payload FROM outbox").fetchone()
    assert json.loads(payload)["id"] == kept.id
    connection.close()
