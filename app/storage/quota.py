"""How much room evidence pictures may take; results never give way, pictures do."""

import os
import shutil
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

AT_A_TIME = 500  # files that are counted or pruned in one go: some milliseconds
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

    Pictures lie in a folder for each day, their names in the order of time; a day may have a
    hundred thousand. So a folder is listed once, and no call touches more than AT_A_TIME files
    beside those that must go at once.
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
        self._used = 0  # bytes, as far as they have been counted
        self._uncounted: Iterator[int] | None = None  # sizes; None until the counting begins
        self._oldest: deque[Path] = deque()  # of the oldest day

    def added(self, size: int) -> None:
        """Take note of a new picture's size, bytes."""
        if self._uncounted is not None:
            self._used += size

    def enforce(self, now: datetime) -> bool:
        """Prune some of what is beyond the quota; whether there is more to do, soon."""
        if not self._is_counted():
            return True
        first_day = now.astimezone(UTC).date() - timedelta(days=self._limit_days)
        for file in islice(self._files(), AT_A_TIME):
            if self._used <= self._limit_bytes and _day(file) >= first_day:
                return False
            self._remove(file)
        return next(self._files(), None) is not None

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

    def _is_counted(self) -> bool:
        """Count some more of what was there at first; whether that is all."""
        if self._uncounted is None:
            self._used, self._uncounted = 0, self._sizes(time.time())
        counted = list(islice(self._uncounted, AT_A_TIME))
        self._used += sum(counted)
        return len(counted) < AT_A_TIME

    def _files(self) -> Iterator[Path]:
        """The oldest first, each for as long as it is there; whoever asks removes it."""
        while self._oldest or self._list_oldest():
            yield self._oldest[0]

    def _list_oldest(self) -> bool:
        for day in sorted(self._folder.glob(_DAYS)):
            self._oldest.extend(sorted(day.iterdir()))
            if self._oldest:
                return True
            with suppress(OSError):  # one has come this moment
                day.rmdir()
        return False

    def _sizes(self, before: float) -> Iterator[int]:
        """Of the files that were there before a time; those that came later are `added`."""
        for day in sorted(self._folder.glob(_DAYS)):
            for file in os.scandir(day):
                with suppress(FileNotFoundError):  # pruned meanwhile
                    found = file.stat()
                    yield found.st_size if found.st_mtime < before else 0

    def _remove(self, file: Path) -> int:
        self._oldest.popleft()
        size = 0
        with suppress(FileNotFoundError):  # somebody else was quicker
            size = file.stat().st_size
            file.unlink()
        self._used = max(0, self._used - size)
        if not self._oldest:
            with suppress(OSError):  # more have come since it was listed
                file.parent.rmdir()
        return size


def _day(file: Path) -> date:
    year, month, day = (int(part) for part in file.parts[-4:-1])
    return date(year, month, day)
