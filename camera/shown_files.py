"""Which files of a folder were shown: on record before this run, or handed out in it."""

from collections import OrderedDict, deque
from collections.abc import Sequence
from threading import Lock
from typing import Any, Protocol

from models.folder_file import FolderFile

MOST_CLAIMED = 256  # files are handed out between two looks at which of them are on record
KEPT_PATHS = 4  # of files that were read last, to see whether the disk still answers
MOST_REMEMBERED = 10_000  # files that cannot be judged, so that they are told once

State = tuple[int, int, int]  # size, time of change, round


class FolderRecord(Protocol):
    """What is on record of folders; any thread may ask. Each method may raise a KnownError."""

    def newest_round(self, folder: bytes) -> int:
        """The last round that anything was shown in; 0 when nothing was."""
        ...

    def count(self, folder: bytes, round_: int) -> int:
        """How many files were shown in a round."""
        ...

    def shown(
        self, folder: bytes, directory: bytes, first: bytes, last: bytes
    ) -> dict[bytes, State]:
        """The files of a directory with names from `first` to `last` that were shown."""
        ...


class NothingOnRecord:
    """The record of a folder that is only tried, or shown without a station."""

    def newest_round(self, _folder: bytes) -> int:
        """Nothing was shown."""
        return 0

    def count(self, _folder: bytes, _round: int) -> int:
        """Nothing was shown."""
        return 0

    def shown(
        self, _folder: bytes, _directory: bytes, _first: bytes, _last: bytes
    ) -> dict[bytes, State]:
        """Nothing was shown."""
        return {}


class ShownFiles:
    """The place in one folder, which outlives the cameras that are lost and made anew.

    A file is shown once in each round: whoever reads it claims it, and what is claimed is not
    given out again in this run. That it was judged is written with its result, so after a kill
    exactly the files without a result are shown again. Any thread may call every method.
    """

    def __init__(self, record: FolderRecord | None = None, *, start_over: bool = False) -> None:
        """With `start_over` the first opening begins a new round."""
        self._record = record or NothingOnRecord()
        self._starts_over = start_over
        self._lock = Lock()
        self.round = 0  # 0: no folder was opened yet
        self.claimed = 0  # in this run
        self.recently_read: deque[bytes] = deque(maxlen=KEPT_PATHS)  # files that could be read
        self._claims: OrderedDict[tuple[bytes, bytes], FolderFile] = OrderedDict()
        self._refused: OrderedDict[tuple[bytes, bytes], tuple[int, int]] = OrderedDict()
        self._failures: OrderedDict[bytes, int] = OrderedDict()
        self._passed_over: set[bytes] = set()

    def resume(self, folder: bytes) -> int:
        """Go on in a folder; returns how many files of this round are on record."""
        newest = self._record.newest_round(folder)
        with self._lock:
            if not self.round:
                self.round = max(newest, 1) + (self._starts_over and newest > 0)
        return self._record.count(folder, self.round)

    def begin_round(self) -> None:
        """Show every file once more, but for those that could not be judged."""
        with self._lock:
            self.round += 1

    def unshown(self, files: Sequence[FolderFile]) -> list[FolderFile]:
        """Those of one directory, sorted by name, that were not shown in this round."""
        if not files:
            return []
        first, last = files[0], files[-1]
        shown = self._record.shown(first.folder, first.directory, first.name, last.name)
        with self._lock:
            return [file for file in files if not self._is_shown(file, shown.get(file.name))]

    def claim(self, file: FolderFile) -> int | None:
        """Give a file to whoever has read it; returns its number in this run, from 1.

        None when it was given out, or is on record, already.
        """
        if not self.unshown([file]):
            return None
        self._forget_recorded()
        with self._lock:
            if self._is_shown(file, None):
                return None
            self._claims[file.directory, file.name] = file
            self._failures.pop(file.path, None)
            self.claimed += 1
            return self.claimed

    def claims(self) -> list[tuple[tuple[bytes, bytes], FolderFile]]:
        """What was given out in this run, as far as it may not be on record yet."""
        with self._lock:
            return list(self._claims.items())

    def refuse(self, file: FolderFile) -> int | None:
        """Claim a file that cannot be judged; as long as it is the same it is told once."""
        number = self.claim(file)
        with self._lock:
            self._refused[file.directory, file.name] = file.state
            _shorten(self._refused)
        return number

    def count_failure(self, path: bytes) -> int:
        """How many times a file could not be read so far, this time included."""
        with self._lock:
            self._failures[path] = self._failures.get(path, 0) + 1
            _shorten(self._failures)
            return self._failures[path]

    def pass_over(self, path: bytes) -> None:
        """Do not touch a path any more in this run: it does not answer."""
        self._passed_over.add(path)

    def is_passed_over(self, path: bytes) -> bool:
        """Whether a path did not answer."""
        return path in self._passed_over

    def _is_shown(self, file: FolderFile, recorded: State | None) -> bool:
        key = file.directory, file.name
        claim = self._claims.get(key)
        return (
            recorded == (*file.state, file.round)
            or (claim is not None and (claim.state, claim.round) == (file.state, file.round))
            or self._refused.get(key) == file.state
        )

    def _forget_recorded(self) -> None:
        """Let go of claims that are on record by now."""
        with self._lock:
            if self.claimed % MOST_CLAIMED != MOST_CLAIMED - 1:
                return
            claims = list(self._claims.items())
        for key, file in claims:
            shown = self._record.shown(file.folder, file.directory, file.name, file.name)
            if shown.get(file.name) == (*file.state, file.round):
                with self._lock:
                    self._claims.pop(key, None)


def _shorten(remembered: OrderedDict[Any, Any]) -> None:
    while len(remembered) > MOST_REMEMBERED:
        remembered.popitem(last=False)
