import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.storage.picture_index import Placed
from app.storage.pictures import PictureFolder
from app.storage.quota import RESERVE_BYTES, PictureQuota
from models.judgement import Verdict
from tests.app.storage.recording import finding

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
PLENTY = 10 * RESERVE_BYTES
NINE_DAYS = tuple(f"id-{number}" for number in range(1, 10))


class Named:
    """A record that names the images of these ids, in this order."""

    def __init__(self, folder: Path, ids: Sequence[str] = ()) -> None:
        self._folder = folder
        self.ids = list(ids)

    def after(self, number: int, limit: int) -> Sequence[Placed]:
        return [
            Placed(place, file.relative_to(self._folder).as_posix())
            for place, id_ in enumerate(self.ids[number : number + limit], number + 1)
            for file in sorted(self._folder.glob(f"[0-9]*/*/*/{id_}.*"))
        ]

    def strangers(self, ids: Sequence[str]) -> set[str]:
        return set(ids) - set(self.ids)

    def place_of(self, id_: str) -> int:
        return 1 + sum(other < id_ for other in self.ids)


def days_of_pictures(folder: Path) -> list[str]:
    return sorted({file.parent.name for file in folder.rglob("*.png")})


def fill(folder: Path, quota: PictureQuota) -> PictureFolder:
    """One picture a day, from the 1st to the 9th of March, recorded in that order."""
    pictures = PictureFolder(folder, "all", 0, quota)
    for day in range(1, 10):
        kept = pictures.take(f"id-{day}", finding(Verdict.REJECT), NOW - timedelta(days=10 - day))
        assert kept is not None
        pictures.settle(kept)
    return pictures


def quota_of(
    folder: Path,
    *,
    limit_bytes: int = PLENTY,
    ids: Sequence[str] = NINE_DAYS,
    free: Callable[[Path], int] = lambda _: PLENTY,
) -> PictureQuota:
    return PictureQuota(folder, limit_bytes, Named(folder, ids), free)


def test_pictures_older_than_the_quota_go(tmp_path: Path) -> None:
    quota = quota_of(tmp_path)
    fill(tmp_path, quota)
    assert not quota.enforce(expired=5)  # nothing more to do
    assert quota.pruned == 5
    assert days_of_pictures(tmp_path) == ["06", "07", "08", "09"]
    assert not (tmp_path / "2026/03/05").exists()


def test_the_oldest_go_where_there_are_too_many_bytes(tmp_path: Path) -> None:
    fill(tmp_path, quota_of(tmp_path))
    each = sum(file.stat().st_size for file in (tmp_path / "2026/03/01").iterdir())
    quota = quota_of(tmp_path, limit_bytes=3 * each)
    quota.enforce()
    assert days_of_pictures(tmp_path) == ["07", "08", "09"]
    quota.added("2026/03/09/more.png", each)
    quota.enforce()
    assert days_of_pictures(tmp_path) == ["08", "09"]


def test_the_oldest_give_way_when_the_disk_is_nearly_full(tmp_path: Path) -> None:
    def free(_: Path) -> int:
        return RESERVE_BYTES - 1 if len(days_of_pictures(tmp_path)) > 2 else PLENTY

    fill(tmp_path, quota_of(tmp_path))
    assert quota_of(tmp_path, free=free).make_room()
    assert days_of_pictures(tmp_path) == ["08", "09"]


def test_a_result_goes_without_picture_when_nothing_can_give_way(tmp_path: Path) -> None:
    pictures = PictureFolder(tmp_path, "all", 0, quota_of(tmp_path, free=lambda _: 0))
    assert pictures.take("id-1", finding(), NOW) is None
    assert str(pictures.trouble) == (
        "The disk is nearly full: results are recorded without pictures."
    )


def test_a_disk_that_refuses_a_picture_is_told_and_costs_no_result(tmp_path: Path) -> None:
    (tmp_path / "incoming").write_text("in the way")
    pictures = PictureFolder(tmp_path, "all", 0, quota_of(tmp_path))
    assert pictures.take("id-1", finding(), NOW) is None
    assert "Evidence pictures cannot be kept" in str(pictures.trouble)


def test_a_pruned_picture_is_no_longer_kept(tmp_path: Path) -> None:
    pictures = fill(tmp_path, quota_of(tmp_path))
    assert pictures.file("2026/03/01/id-1.png") is not None
    pictures.quota.enforce(expired=1)
    assert pictures.file("2026/03/01/id-1.png") is None


@pytest.mark.parametrize("keep_pictures", ["all", "flagged"])
def test_nothing_is_pruned_within_the_quota(tmp_path: Path, keep_pictures: str) -> None:
    quota = quota_of(tmp_path)
    fill(tmp_path, quota)
    assert not quota.enforce()


def test_a_day_of_many_pictures_is_pruned_little_by_little_and_listed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Listing the folder anew for each would hold up the results for minutes."""
    monkeypatch.setattr("app.storage.quota.AT_A_TIME", 5)
    day = tmp_path / "2026/03/09"
    day.mkdir(parents=True)
    for number in range(40):
        (day / f"{number:02}.png").write_bytes(b"0" * 100)
    listed: list[Path] = []
    scandir = os.scandir

    def counted(folder: Path) -> Any:
        listed.append(folder)
        return scandir(folder)

    monkeypatch.setattr("app.storage.quota.os.scandir", counted)
    quota = quota_of(tmp_path, limit_bytes=1_000, ids=())
    left, rounds = [40], 0
    while quota.enforce():
        rounds += 1
        left.append(len(list(day.iterdir())))
        assert left[-2] - left[-1] <= 5
        assert rounds < 50
    kept = [f"{number}.png" for number in range(30, 40)]
    assert sorted(file.name for file in day.iterdir()) == kept
    assert listed.count(day) == 1


def test_pictures_that_come_while_the_old_ones_are_counted_are_counted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.quota.AT_A_TIME", 5)
    day = tmp_path / "2026/03/09"
    day.mkdir(parents=True)
    for number in range(12):
        (day / f"{number:02}.png").write_bytes(b"0" * 100)
    quota = quota_of(tmp_path, limit_bytes=1_500)
    assert quota.enforce()
    for number in range(12, 15):
        (day / f"{number:02}.png").write_bytes(b"0" * 100)
        quota.added(f"2026/03/09/{number:02}.png", 100)
    while quota.enforce():
        pass
    assert len(list(day.iterdir())) == 15  # all of them, just within the quota


def test_a_picture_that_somebody_else_removed_is_passed_over(tmp_path: Path) -> None:
    quota = quota_of(tmp_path)
    fill(tmp_path, quota)
    assert not quota.enforce(), "they are counted"
    next((tmp_path / "2026/03/01").iterdir()).unlink()
    while quota.enforce(expired=5):
        pass
    assert days_of_pictures(tmp_path) == ["06", "07", "08", "09"]


def test_the_order_of_recording_tells_which_is_older_and_not_the_date(tmp_path: Path) -> None:
    """The clock was five years ahead for a casting, and then in 1970."""
    quota = quota_of(tmp_path, ids=("id-1", "ahead", "id-2", "in-1970", "id-3"))
    pictures = PictureFolder(tmp_path, "all", 0, quota)
    moments = [NOW, NOW.replace(year=2031), NOW, datetime(1970, 1, 1, tzinfo=UTC), NOW]
    for id_, at in zip(("id-1", "ahead", "id-2", "in-1970", "id-3"), moments, strict=True):
        kept = pictures.take(id_, finding(Verdict.REJECT), at)
        assert kept is not None
        pictures.settle(kept)
    for expired, left in ((1, 4), (2, 3), (3, 2), (4, 1)):
        quota.enforce(expired)
        there = {file.name.partition(".")[0] for file in tmp_path.rglob("*.png")}
        assert there == set(("id-1", "ahead", "id-2", "in-1970", "id-3")[-left:])


def test_what_no_inspection_names_goes_among_those_of_its_time(tmp_path: Path) -> None:
    """Images of a database that was set aside, or of another station that uses the folder."""
    fill(tmp_path, quota_of(tmp_path))
    quota = quota_of(tmp_path, ids=tuple(f"id-{day}" for day in range(4, 10)))
    while quota.enforce(expired=1):
        pass
    assert days_of_pictures(tmp_path) == ["05", "06", "07", "08", "09"]


def test_nothing_is_removed_where_all_together_would_not_make_room(tmp_path: Path) -> None:
    fill(tmp_path, quota_of(tmp_path))
    quota = quota_of(tmp_path, free=lambda _: 0)
    assert not quota.make_room()
    assert len(days_of_pictures(tmp_path)) == 9


def test_images_on_another_disk_do_not_give_way_for_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, quota_of(tmp_path))
    monkeypatch.setattr("app.storage.quota.is_same_disk", lambda *_: False)
    quota = quota_of(tmp_path, free=lambda _: 0)
    for _ in range(3):
        assert not quota.give_way(tmp_path / "castwatch.db")
    assert len(days_of_pictures(tmp_path)) == 9


def test_images_do_not_give_way_where_the_disk_is_not_what_is_full(tmp_path: Path) -> None:
    quota = quota_of(tmp_path, free=lambda _: RESERVE_BYTES)
    fill(tmp_path, quota)
    assert not quota.give_way(tmp_path / "castwatch.db")
    assert len(days_of_pictures(tmp_path)) == 9


def test_where_removing_gains_no_room_it_ends_soon_and_is_not_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files have other names, a snapshot holds them, or somebody else takes the room."""
    each = sum(
        file.stat().st_size
        for file in fill(tmp_path, quota_of(tmp_path))._folder.rglob("2026/03/01/*")
    )
    monkeypatch.setattr("app.storage.quota.LOOK_BYTES", 2 * each)
    room = [0]
    quota = quota_of(tmp_path, free=lambda _: room[0])
    assert not quota.give_way(tmp_path / "castwatch.db")
    assert days_of_pictures(tmp_path) == ["03", "04", "05", "06", "07", "08", "09"]
    assert not quota.give_way(tmp_path / "castwatch.db")
    room[0] = RESERVE_BYTES - 1
    assert not quota.make_room()
    assert len(days_of_pictures(tmp_path)) == 7
    room[0] = RESERVE_BYTES
    assert quota.make_room(), "somebody has made room"
    room[0] = 0
    assert not quota.give_way(tmp_path / "castwatch.db")
    assert len(days_of_pictures(tmp_path)) == 5, "it was tried again"
