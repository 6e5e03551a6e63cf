"""How much room evidence pictures may take; results never give way, pictures do."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

RESERVE_BYTES = 256 * 1024 * 1024  # of the disk, for results alone
GIVE_WAY_BYTES = 64 * 1024 * 1024  # what pictures give back at once when the disk is full
_DAYS = "[0-9][0-9][0-9][0-9]/[0-9][0-9]/[0-9][0-9]"


def free_bytes(folder: Path) -> int:
    """What is free on the disk that `folder` is on, or will be."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


class PictureQuota:
    """Prunes the oldest pictures beyond a number of days and bytes, and when the disk fills.

    Pictures lie in a folder for each day, their names in the order of time.
    """

    def __init__(
        self,
        folder: Path,
        limit_bytes: int,
        limit_days: int,
        free: Callable[[Path], int] = free_bytes,
    ) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes
        self._limit_days = limit_days
        self._free = free
        self._used: int | None = None  # bytes; None until they have been counted

    def added(self, size: int) -> None:
        """Take note of a new picture's size, bytes."""
        if self._used is not None:
            self._used += size

    def enforce(self, now: datetime) -> int:
        """Prune what is beyond the quota; returns how many files. The first call counts all."""
        if self._used is None:
            self._used = sum(file.stat().st_size for file in self._files())
        first_day = now.astimezone(UTC).date() - timedelta(days=self._limit_days)
        pruned = 0
        for file in self._files():
            if self._used <= self._limit_bytes and _day(file) >= first_day:
                break
            self._remove(file)
            pruned += 1
        return pruned

    def make_room(self) -> bool:
        """Whether the disk has room for a picture, after the oldest have given way for it."""
        if self._free(self._folder) >= RESERVE_BYTES:
            return True
        for file in self._files():
            self._remove(file)
            if self._free(self._folder) >= RESERVE_BYTES:
                return True
        return False

    def give_way(self) -> bool:
        """Remove some of the oldest pictures; whether there were any."""
        freed = 0
        for file in self._files():
            freed += self._remove(file)
            if freed >= GIVE_WAY_BYTES:
                break
        return freed > 0

    def _files(self) -> Iterator[Path]:
        for day in sorted(self._folder.glob(_DAYS)):
            yield from sorted(day.iterdir())

    def _remove(self, file: Path) -> int:
        size = file.stat().st_size
        file.unlink()
        if self._used is not None:
            self._used -= size
        if not any(file.parent.iterdir()):
            file.parent.rmdir()
        return size


def _day(file: Path) -> date:
    year, month, day = (int(part) for part in file.parts[-4:-1])
    return date(year, month, day)
