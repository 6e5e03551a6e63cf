"""The files of the archive: whole or not there, each message once."""

import os
import shutil
import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest

from models.events import LightInMessage, PredictionResult
from models.judgement import Verdict
from plant.archive.compaction import compact
from plant.archive.datasets import INSPECTIONS, Row, table_of
from plant.archive.known import Known
from plant.archive.names import Folder, Place, Span, live
from plant.archive.shelf import Shelf, ShelfError
from plant.messages import ToldResult
from tests.plant.told import NOON, told

PLACE = Place("prediction_results", 0)
NOON_S_DAY = date(2026, 3, 2)
FOLDER = Folder("inspections", NOON_S_DAY, "line-1")
LIGHT = ["brightness", "sharpness", "x", "y"]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(f"file://{tmp_path / 'archive'}")


def row(event: PredictionResult, offset: int) -> tuple[str, Row]:
    checked = ToldResult.model_validate_json(event.model_dump_json())
    return checked.station, (*INSPECTIONS.row(checked), 0, offset)


def rows(*sequences: int, start: int = 0, **more: Any) -> list[tuple[str, Row]]:
    return [row(told(each, **more), start + n) for n, each in enumerate(sequences)]


def put(shelf: Shelf, new: Sequence[tuple[str, Row]], folder: Folder = FOLDER) -> Span:
    only = [each for _, each in new]
    span = Span(PLACE, only[0][-1], only[-1][-1])
    shelf.put(shelf.write_aside(PLACE, table_of(INSPECTIONS, only)), folder, span)
    return span


def sequences(shelf: Shelf, folder: Folder = FOLDER) -> list[int]:
    table = shelf.read(folder, live(shelf.spans(folder)))
    found: list[int] = table["sequence"].to_pylist()
    return found


def test_a_message_comes_back_with_all_that_it_told(shelf: Shelf) -> None:
    light = LightInMessage(brightness=123.5, sharpness=0.4, x=0.5, y=0.25)
    event = told(7, Verdict.REJECT, part=12, source="part.png", seal="a" * 64, light=light)
    put(shelf, [row(event, 41)])
    (found,) = shelf.read(FOLDER, shelf.spans(FOLDER)).to_pylist()
    assert found["id"] == event.id
    assert found["inspected_at"] == found["shift_started_at"] == NOON
    assert (found["verdict"], found["frame_probabilities"]) == ("reject", [0.95])
    assert (found["part"], found["source"], found["picture"]) == (12, "part.png", None)
    assert [found[name] for name in LIGHT] == [
        123.5,
        0.4,
        0.5,
        0.25,
    ]
    assert (found["network"], found["seal"]) == ("fake_v1", "a" * 64)
    assert (found["kafka_partition"], found["kafka_offset"]) == (0, 41)


def test_what_is_written_aside_is_not_seen(shelf: Shelf) -> None:
    shelf.write_aside(PLACE, table_of(INSPECTIONS, [rows(1)[0][1]]))
    assert shelf.spans(FOLDER) == []
    assert shelf.days(INSPECTIONS) == []


def test_who_has_lost_the_place_can_put_nothing_more(shelf: Shelf) -> None:
    aside = shelf.write_aside(PLACE, table_of(INSPECTIONS, [rows(1)[0][1]]))
    shelf.empty_aside(PLACE)
    with pytest.raises(ShelfError, match="cannot be used"):
        shelf.put(aside, FOLDER, Span(PLACE, 0, 0))
    assert shelf.spans(FOLDER) == []


def test_a_station_that_comes_from_another_s_partition_is_known_by_what_that_one_wrote(
    shelf: Shelf,
) -> None:
    known = Known(shelf, INSPECTIONS)
    known.sort(rows(1))
    elsewhere = Folder("inspections", NOON_S_DAY, "line-2")
    put(shelf, rows(1, 2, station="line-2"), elsewhere)
    assert [row[1] for row in known.sort(rows(2, 3, station="line-2"))[elsewhere]] == [3]


def test_folders_that_others_removed_are_made_again(shelf: Shelf, tmp_path: Path) -> None:
    put(shelf, rows(1))
    shutil.rmtree(tmp_path / "archive")
    with pytest.raises(ShelfError):
        put(shelf, rows(2, start=1))
    put(shelf, rows(2, start=1))
    assert sequences(shelf) == [2]


def test_what_is_known_is_left_out_whatever_its_sequence(shelf: Shelf) -> None:
    known = Known(shelf, INSPECTIONS)
    assert list(known.sort(rows(1, 2, 3, 2))) == [FOLDER]
    put(shelf, rows(1, 2, 3, 5))
    (new,) = Known(shelf, INSPECTIONS).sort(rows(3, 4, 5, 6, 6, start=10)).values()
    assert [each[1] for each in new] == [4, 6]  # 4 was in quarantine, and comes late


def test_a_station_that_begins_anew_is_not_taken_for_known(shelf: Shelf) -> None:
    put(shelf, rows(1, 2, 3))
    other = told(2).model_copy(update={"id": "01980000-0000-7000-8fff-000000000002"})
    (new,) = Known(shelf, INSPECTIONS).sort([row(other, 9)]).values()
    assert [each[0] for each in new] == [other.id]


EPOCHS = ("01980000-0000-7000-8000-00000000000a", "01990000-0000-7000-8000-00000000000b")


def test_another_epoch_counts_anew_and_loses_nothing(shelf: Shelf) -> None:
    put(shelf, rows(1, 2, 3, 4, 5, 6, epoch=EPOCHS[0]))
    known = Known(shelf, INSPECTIONS)
    restored = [
        row(told(each, epoch=EPOCHS[1], id=f"01990000-0000-7000-8000-{each:012d}"), 10 + each)
        for each in (4, 5, 6, 7)
    ]
    (new,) = known.sort(restored).values()
    assert [each[1] for each in new] == [4, 5, 6, 7]
    put(shelf, [("line-1", each) for each in new])
    assert known.sort(restored) == {}, "sent again, they are known"
    assert known.sort(rows(5, 6, epoch=EPOCHS[0])) == {}


def test_a_station_that_was_silent_for_weeks_and_sends_again_is_known(shelf: Shelf) -> None:
    put(shelf, rows(1, 2, 3))
    for later in range(10, 18):
        day = date(2026, 4, later)
        other = rows(later, station="line-2", inspected_at=NOON.replace(month=4, day=later))
        put(shelf, other, Folder("inspections", day, "line-2"))
    assert Known(shelf, INSPECTIONS).sort(rows(1, 2, 3, start=50)) == {}


def test_files_from_before_there_were_epochs_are_of_none(shelf: Shelf) -> None:
    older = table_of(INSPECTIONS, [each for _, each in rows(1, 2)]).drop_columns(["epoch"])
    shelf.put(shelf.write_aside(PLACE, older), FOLDER, Span(PLACE, 0, 1))
    days = shelf.days(INSPECTIONS)
    assert shelf.highest_sequence(INSPECTIONS, "line-1", days) == 2
    assert shelf.highest_sequence(INSPECTIONS, "line-1", days, EPOCHS[0]) == 0


def test_the_highest_sequence_is_found_though_the_clock_was_set_back(shelf: Shelf) -> None:
    tomorrow = rows(8, 9, inspected_at=NOON + timedelta(days=1))
    put(shelf, tomorrow, Folder("inspections", date(2026, 3, 3), "line-1"))
    put(shelf, rows(10, 11, start=2))
    assert shelf.highest_sequence(INSPECTIONS, "line-1", shelf.days(INSPECTIONS)) == 11
    assert shelf.highest_sequence(INSPECTIONS, "line-2", []) == 0


def test_messages_of_two_days_and_stations_lie_in_folders_of_their_own(shelf: Shelf) -> None:
    mixed = (
        rows(1)
        + rows(1, start=1, station="line-2")
        + rows(2, start=2, inspected_at=NOON + timedelta(days=1))
    )
    assert [folder.path for folder in Known(shelf, INSPECTIONS).sort(mixed)] == [
        "inspections/date=2026-03-02/station=line-1",
        "inspections/date=2026-03-02/station=line-2",
        "inspections/date=2026-03-03/station=line-1",
    ]


def test_small_files_are_put_together_and_each_message_stays_there_once(shelf: Shelf) -> None:
    for start in (0, 2, 4):
        put(shelf, rows(start + 1, start + 2, start=start))
    total = dict(compact(shelf, NOON_S_DAY + timedelta(days=1)))[FOLDER]
    assert (total.merged, total.made, total.removed) == (3, 1, 0)
    assert len(shelf.spans(FOLDER)) == 4  # for whoever reads them just now
    assert sequences(shelf) == [1, 2, 3, 4, 5, 6]
    put(shelf, rows(7, start=6))  # late
    total = dict(compact(shelf, NOON_S_DAY + timedelta(days=1), kept_s=0))[FOLDER]
    assert (total.merged, total.made, total.removed) == (2, 1, 3)
    assert sequences(shelf) == [1, 2, 3, 4, 5, 6, 7]


def test_no_file_is_removed_before_a_larger_one_is_seen_to_hold_its_messages(
    shelf: Shelf,
) -> None:
    """A power cut, or a damaged disk: the larger file is there, and lacks some."""
    put(shelf, rows(1, 2))
    put(shelf, rows(3, 4, start=2))
    lacking = table_of(INSPECTIONS, [row for _, row in rows(1, 2, 3)])
    shelf.put(shelf.write_aside(PLACE, lacking), FOLDER, Span(PLACE, 0, 3))
    list(compact(shelf, NOON_S_DAY + timedelta(days=1), kept_s=0))
    left = {(span.first, span.last) for span in shelf.spans(FOLDER)}
    assert left == {(0, 3), (2, 3)}, "the first is held, the second is not"


def test_how_old_a_file_is_is_told_by_the_clock_of_the_archive(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of this computer may be years ahead: whoever reads just now still needs the files."""

    class Ahead(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Ahead":
            return cls.fromtimestamp(time.time() + 5 * 365 * 86_400, tz)

    monkeypatch.setattr("plant.archive.shelf.datetime", Ahead)
    for start in (0, 2):
        put(shelf, rows(start + 1, start + 2, start=start))
    for _ in range(2):
        list(compact(shelf, NOON_S_DAY + timedelta(days=1)))
    assert len(shelf.spans(FOLDER)) == 3


def test_files_from_before_light_was_measured_are_put_together_with_newer_ones(
    shelf: Shelf,
) -> None:
    light = LightInMessage(brightness=120.0, sharpness=0.4, x=0.5, y=0.5)
    older = table_of(INSPECTIONS, [rows(1)[0][1]]).drop_columns(LIGHT)
    shelf.put(shelf.write_aside(PLACE, older), FOLDER, Span(PLACE, 0, 0))
    put(shelf, [row(told(2, light=light), 1)])
    list(compact(shelf, NOON_S_DAY + timedelta(days=1)))
    [table] = [shelf.read(FOLDER, live(shelf.spans(FOLDER)))]
    assert table["brightness"].to_pylist() == [None, 120.0]
    assert sorted(table.schema.names) == sorted(INSPECTIONS.schema.names)


def test_what_is_too_young_is_left_alone(shelf: Shelf) -> None:
    put(shelf, rows(1))
    put(shelf, rows(2, start=1))
    assert list(compact(shelf, NOON_S_DAY)) == []
    assert len(shelf.spans(FOLDER)) == 2


def test_names_tell_which_file_holds_all_of_another() -> None:
    small, large = Span(PLACE, 3, 5), Span(PLACE, 0, 9)
    elsewhere = Span(Place("prediction_results", 1), 3, 5)
    assert live([small, large, elsewhere]) == [large, elsewhere]
    assert Span.of(small.name) == small
    assert Span.of("_SUCCESS") is None


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense://x/y", "Protocol not known"),
        ("webhdfs://ann:s3cret@127.0.0.1:1/x", "webhdfs://127.0.0.1:1"),
    ],
)
def test_an_archive_that_cannot_be_reached_is_told_in_words(url: str, said: str) -> None:
    with pytest.raises(ShelfError, match=said) as caught:
        Shelf(url).check()
    assert "s3cret" not in str(caught.value)


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file")
    with pytest.raises(ShelfError, match=r"The archive file://.* cannot be used"):
        put(Shelf(f"file://{tmp_path / 'archive'}"), rows(1))


def test_a_file_is_on_the_disk_before_kafka_may_forget(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []

    def fsync(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))

    monkeypatch.setattr(os, "fsync", fsync)
    path = shelf.write_aside(PLACE, table_of(INSPECTIONS, [row(told(1), 0)[1]]))
    assert path in synced
    synced.clear()
    shelf.put(path, FOLDER, Span(PLACE, 0, 0))
    folder = tmp_path / "archive" / FOLDER.path
    assert {str(folder), *map(str, folder.parents[:3])} <= set(synced)


def test_a_disk_that_does_not_take_it_is_told(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(_: int) -> None:
        raise OSError(5, "Input/output error")

    table = table_of(INSPECTIONS, [row(told(1), 0)[1]])
    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(ShelfError, match="Input/output error"):
        shelf.write_aside(PLACE, table)
