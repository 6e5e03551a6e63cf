import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.storage.pictures import PictureFolder
from app.storage.quota import RESERVE_BYTES, PictureQuota
from models.judgement import Verdict
from tests.app.storage.recording import finding

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
PLENTY = 10 * RESERVE_BYTES


def days_of_pictures(folder: Path) -> list[str]:
    return sorted({file.parent.name for file in folder.rglob("*.png")})


def fill(folder: Path, quota: PictureQuota) -> PictureFolder:
    """One picture a day, from the 1st to the 9th of March."""
    pictures = PictureFolder(folder, "all", 0, quota)
    for day in range(9, 0, -1):
        kept = pictures.take(f"id-{day}", finding(Verdict.REJECT), NOW - timedelta(days=10 - day))
        assert kept is not None
        pictures.settle(kept)
    return pictures


def quota_of(
    folder: Path,
    *,
    limit_bytes: int = PLENTY,
    days: int = 365,
    free: Callable[[Path], int] = lambda _: PLENTY,
) -> PictureQuota:
    return PictureQuota(folder, limit_bytes, days, free)


def test_pictures_older_than_the_quota_go(tmp_path: Path) -> None:
    quota = quota_of(tmp_path, days=4)
    fill(tmp_path, quota)
    assert not quota.enforce(NOW)  # nothing more to do
    assert days_of_pictures(tmp_path) == ["06", "07", "08", "09"]
    assert not (tmp_path / "2026/03/05").exists()


def test_the_oldest_go_where_there_are_too_many_bytes(tmp_path: Path) -> None:
    fill(tmp_path, quota_of(tmp_path))
    each = sum(file.stat().st_size for file in (tmp_path / "2026/03/01").iterdir())
    quota = quota_of(tmp_path, limit_bytes=3 * each)
    quota.enforce(NOW)
    assert days_of_pictures(tmp_path) == ["07", "08", "09"]
    quota.added(each)
    quota.enforce(NOW)
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
    pictures.quota.give_way()
    assert pictures.file("2026/03/01/id-1.png") is None


@pytest.mark.parametrize("keep_pictures", ["all", "flagged"])
def test_nothing_is_pruned_within_the_quota(tmp_path: Path, keep_pictures: str) -> None:
    quota = quota_of(tmp_path)
    fill(tmp_path, quota)
    assert not quota.enforce(NOW)


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
    iterdir = Path.iterdir

    def counted(folder: Path) -> Iterator[Path]:
        listed.append(folder)
        return iterdir(folder)

    monkeypatch.setattr(Path, "iterdir", counted)
    quota = quota_of(tmp_path, limit_bytes=1_000)
    left, rounds = [40], 0
    while quota.enforce(NOW):
        rounds += 1
        left.append(sum(1 for _ in os.scandir(day)))
        assert left[-2] - left[-1] <= 5
        assert rounds < 50
    kept = [f"{number}.png" for number in range(30, 40)]
    assert sorted(file.name for file in iterdir(day)) == kept
    assert listed == [day]


def test_pictures_that_come_while_the_old_ones_are_counted_are_counted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.quota.AT_A_TIME", 5)
    day = tmp_path / "2026/03/09"
    day.mkdir(parents=True)
    for number in range(12):
        (day / f"{number:02}.png").write_bytes(b"0" * 100)
        os.utime(day / f"{number:02}.png", (1.0, 1.0))
    quota = quota_of(tmp_path, limit_bytes=1_500)
    assert quota.enforce(NOW)
    for number in range(12, 15):
        (day / f"{number:02}.png").write_bytes(b"0" * 100)
        later = time.time() + 5
        os.utime(day / f"{number:02}.png", (later, later))
        quota.added(100)
    while quota.enforce(NOW):
        pass
    assert len(list(day.iterdir())) == 15  # all of them, just within the quota


def test_a_picture_that_somebody_else_removed_is_passed_over(tmp_path: Path) -> None:
    quota = quota_of(tmp_path, days=4)
    fill(tmp_path, quota)
    next(quota._files())  # the oldest day is listed
    next((tmp_path / "2026/03/01").iterdir()).unlink()
    while quota.enforce(NOW):
        pass
    assert days_of_pictures(tmp_path) == ["06", "07", "08", "09"]
