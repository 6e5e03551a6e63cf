"""How much room evidence images may take; results never give way, images do.

The oldest go first, and which is older is told by the order of recording: dates are those of a
clock that may have been wrong. Nothing is removed before it is certain that this helps, and
where it has not helped nothing more is removed.
"""

import heapq
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from app.storage.picture_index import PictureIndex, Placed

AT_A_TIME = 500  # files that are counted or pruned in one go: some milliseconds
RESERVE_BYTES = 256 * 1024 * 1024  # of the disk, for results alone
GIVE_WAY_BYTES = 64 * 1024 * 1024  # what images give back at once when the disk is full
LOOK_BYTES = 8 * 1024 * 1024  # after so many removed the disk must have gained some
_DAYS = "[0-9][0-9][0-9][0-9]/[0-9][0-9]/[0-9][0-9]"


def free_bytes(folder: Path) -> int:
    """Return what is free on the disk that `folder` is on, or will be."""
    return shutil.disk_usage(_existing(folder)).free


def is_same_disk(one: Path, other: Path) -> bool:
    """Whether two files or folders are, or will be, on one file system."""
    return _existing(one).stat().st_dev == _existing(other).stat().st_dev


class PictureQuota:
    """Prunes the oldest images beyond an age and a number of bytes, and when the disk fills.

    Images lie in a folder for each day; a day may have a hundred thousand. So a folder is listed
    once, and no call but `make_room` and `give_way` touches more than AT_A_TIME files.
    """

    def __init__(
        self,
        folder: Path,
        limit_bytes: int,
        index: PictureIndex,
        free: Callable[[Path], int] = free_bytes,
    ) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes
        self._index = index
        self._free = free
        self._is_vain = False  # removing images gained no room
        self.begin_anew()

    def begin_anew(self) -> None:
        """The record is another one."""
        self._used = 0  # bytes, as far as they have been counted
        self._uncounted: Iterator[tuple[str, int]] | None = None  # None until it begins
        self._is_counted = False
        self._added: set[str] = set()  # while it was counted
        self._strangers: list[Placed] = []  # a heap of files that no inspection names
        self._known: deque[Placed] = deque()  # the oldest that inspections name
        self._looked_up = 0  # the last number that was looked up

    def added(self, path: str, size: int) -> None:
        """Take note of a new image below the folder, and of its size in bytes."""
        if self._uncounted is not None:
            self._used += size
            if not self._is_counted:
                self._added.add(path)

    def skip(self, pruned: int) -> None:
        """None of the inspections up to that number has images."""
        if not self._known:
            self._looked_up = max(self._looked_up, pruned)

    @property
    def pruned(self) -> int:
        """The number up to which no inspection has images."""
        return self._known[0].number - 1 if self._known else self._looked_up

    def enforce(self, expired: int = 0) -> bool:
        """Prune some of what is beyond the quota; whether there is more to do, soon.

        `expired` is the number of the last inspection whose images are too old. Raises
        StorageError.
        """
        if not self._count_some():
            return True
        for placed in islice(self._oldest(), AT_A_TIME):
            if self._used <= self._limit_bytes and placed.number > expired:
                return False
            self._remove(placed)
        return next(self._oldest(), None) is not None

    def make_room(self) -> bool:
        """Whether the disk has room for an image, after the oldest have given way for it.

        None goes where all of them together would not make room. Raises StorageError.
        """
        if self._has_reserve(self._folder):
            return True
        while not self._count_some():
            pass
        if self._is_vain or self._free(self._folder) + self._used < RESERVE_BYTES:
            return False
        self._remove_until(lambda _: self._free(self._folder) >= RESERVE_BYTES, self._folder)
        return self._has_reserve(self._folder)

    def give_way(self, database: Path) -> bool:
        """Remove some of the oldest images for a database that has no room; whether it has now.

        None goes where they lie on another disk, where the disk is not what is full, or where
        it was in vain before. Raises StorageError.
        """
        if self._has_reserve(database) or self._is_vain:
            return False
        if not is_same_disk(self._folder, database):
            return False
        before = self._free(database)
        self._remove_until(lambda removed: removed >= GIVE_WAY_BYTES, database)
        return self._free(database) > before

    def was_in_vain(self) -> None:
        """Room that was made did not help: nothing more gives way until the disk has room."""
        self._is_vain = True

    def _has_reserve(self, place: Path) -> bool:
        has_reserve = self._free(place) >= RESERVE_BYTES
        if has_reserve:
            self._is_vain = False
        return has_reserve

    def _remove_until(self, is_enough: Callable[[int], bool], place: Path) -> None:
        """Remove the oldest until it is enough, or until it is seen that it does not help."""
        removed, looked_at, free = 0, 0, self._free(place)
        for placed in self._oldest():
            removed += self._remove(placed)
            if is_enough(removed):
                return
            if removed - looked_at >= LOOK_BYTES:
                if self._free(place) <= free:  # links, snapshots, or somebody else takes it all
                    self._is_vain = True
                    return
                looked_at, free = removed, self._free(place)

    def _count_some(self) -> bool:
        """Count some more of what was there at first; whether that is all."""
        if self._is_counted:
            return True
        if self._uncounted is None:
            self._uncounted = self._sizes()
        counted = list(islice(self._uncounted, AT_A_TIME))
        self._used += sum(size for _, size in counted)
        self._note_strangers([path for path, _ in counted])
        self._is_counted = len(counted) < AT_A_TIME
        if self._is_counted:
            self._added.clear()
        return self._is_counted

    def _note_strangers(self, paths: Sequence[str]) -> None:
        """Remember the files of no inspection: those of a database that was set aside, say."""
        if not paths:
            return
        ids = {path: path.rpartition("/")[2].partition(".")[0] for path in paths}
        strangers = self._index.strangers(list(set(ids.values())))
        places = {id_: self._index.place_of(id_) for id_ in strangers}
        for path, id_ in ids.items():
            if id_ in places:
                heapq.heappush(self._strangers, Placed(places[id_], path))

    def _oldest(self) -> Iterator[Placed]:
        """The oldest first, each for as long as it is there; whoever asks removes it."""
        while True:
            if not self._known:
                found = self._index.after(self._looked_up, AT_A_TIME)
                self._known.extend(found)
                self._looked_up = max((each.number for each in found), default=self._looked_up)
            heads = [*islice(self._known, 1), *self._strangers[:1]]
            if not heads:
                return
            yield min(heads)

    def _sizes(self) -> Iterator[tuple[str, int]]:
        """Paths and sizes of all files; those that come meanwhile are `added`."""
        for day in sorted(self._folder.glob(_DAYS)):
            place = day.relative_to(self._folder).as_posix()
            with suppress(FileNotFoundError), os.scandir(day) as files:  # it, or one, is pruned
                for file in files:
                    path = f"{place}/{file.name}"
                    with suppress(FileNotFoundError):
                        yield path, 0 if path in self._added else file.stat().st_size

    def _remove(self, placed: Placed) -> int:
        """Remove the oldest, which it is; returns how many bytes that were."""
        if self._known and self._known[0] == placed:
            self._known.popleft()
        else:
            heapq.heappop(self._strangers)
        file, size = self._folder / placed.path, 0
        with suppress(FileNotFoundError):  # somebody else was quicker
            size = file.stat().st_size
            file.unlink()
        self._used = max(0, self._used - size)
        with suppress(OSError):  # others lie there
            file.parent.rmdir()
        return size


def _existing(place: Path) -> Path:
    return next(each for each in (place, *place.parents) if each.exists())
