"""The images below a folder in the order of their paths, however many there are.

The names of a directory are never all held: the next `CHUNK` are picked in order, and the
directory is read again for those after them. So half a million files cost a few megabytes.
"""

import os
from collections.abc import Callable, Iterable, Iterator

from camera.activity import Activity
from models.folder_file import UNKNOWN, FolderFile, state_of
from models.pictures import SUFFIXES

CHUNK = 100_000  # names of a directory that are held at a time
BATCH = 500  # files that are looked up together
_SIGN_EVERY = 512  # entries, between two signs of progress
ANSWER_S = 1.2  # for one answer of the file system
_SUFFIXES = tuple(os.fsencode(suffix) for suffix in SUFFIXES)

_Named = tuple[bytes, bool]  # name, and whether it is a directory


class FolderListing:
    """Walks through a folder on the thread of its camera; each answer is bounded by `activity`.

    Links to directories are not followed, so that no link leads in a circle.
    """

    def __init__(
        self,
        folder: bytes,
        activity: Activity,
        is_passed_over: Callable[[bytes], bool],
        unlisted: Callable[[bytes, OSError | None], None],
    ) -> None:
        """`is_passed_over` names the paths that are not to be asked for anything.

        `unlisted` hears of a directory that is left out: with what the system says, or None
        for a link. It may raise what is then raised by the walk.
        """
        self.found = 0  # files that were looked up so far
        self._folder = folder
        self._activity = activity
        self._is_passed_over = is_passed_over
        self._unlisted = unlisted

    def batches(self, round_: int) -> Iterator[list[FolderFile]]:
        """All images, some of one directory at a time, in order."""
        self.found = 0
        walk = [(b"", self._names(b""))]
        while walk:
            directory, names = walk[-1]
            files: list[bytes] = []
            below = None
            for name, is_directory in names:
                if is_directory:
                    below = _joined(directory, name)
                    break
                files.append(name)
                if len(files) == BATCH:
                    yield self.look_up(directory, files, round_)
                    files = []
            if files:
                yield self.look_up(directory, files, round_)
            if below is None:
                walk.pop()
            elif not self._is_passed_over(_joined(self._folder, below)):
                walk.append((below, self._names(below)))

    def has_images(self, goes_on: Callable[[], bool]) -> bool | None:
        """Whether there is any image; None when `goes_on` said no before that was known."""
        directories = [b""]
        while directories:
            directory = directories.pop()
            for entry in self._entries(directory):
                is_directory = self._is_directory(entry)
                if is_directory is False:
                    return True
                if is_directory:
                    directories.append(_joined(directory, entry.name))
                if not goes_on():
                    return None
        return False

    def look_up(self, directory: bytes, names: list[bytes], round_: int) -> list[FolderFile]:
        """The files of these names that are there, as they are now."""
        files = []
        for name in names:
            state = self._state(_joined(self._folder, _joined(directory, name)))
            if state is not None:
                files.append(FolderFile(self._folder, directory, name, *state, round_))
        self.found += len(files)
        return files

    def _state(self, path: bytes) -> tuple[int, int] | None:
        """Size and time; None for a file that was removed meanwhile."""
        if self._is_passed_over(path):
            return UNKNOWN, UNKNOWN
        with self._activity.waiting_for(path, ANSWER_S):
            try:
                return state_of(os.stat(path))  # noqa: PTH116 - bytes
            except OSError:
                return _state_of_link(path)

    def _names(self, directory: bytes) -> Iterator[_Named]:
        last: bytes | None = None
        while True:
            picked = _smallest(CHUNK, self._scanned(directory, last))
            yield from picked
            if len(picked) < CHUNK:
                return
            last = picked[-1][0]

    def _scanned(self, directory: bytes, after: bytes | None) -> Iterator[_Named]:
        """Directories and images of a directory whose names come after `after`, unordered."""
        for entry in self._entries(directory):
            if after is not None and entry.name <= after:
                continue
            if (is_directory := self._is_directory(entry)) is not None:
                yield entry.name, is_directory

    def _entries(self, directory: bytes) -> Iterator[os.DirEntry[bytes]]:
        path = _joined(self._folder, directory)
        try:
            with self._activity.waiting_for(path, ANSWER_S), os.scandir(path) as entries:
                for number, entry in enumerate(entries):
                    if number % _SIGN_EVERY == 0:
                        self._activity.progress()
                    yield entry
        except OSError as error:
            self._unlisted(path, error)

    def _is_directory(self, entry: os.DirEntry[bytes]) -> bool | None:
        """None for what is neither a directory nor an image."""
        if entry.is_dir(follow_symlinks=False):
            return True
        if is_image(entry.name):
            return False
        if entry.is_symlink() and not self._is_passed_over(entry.path):
            with self._activity.waiting_for(entry.path, ANSWER_S):
                leads_to_directory = entry.is_dir()
            if leads_to_directory:
                self._unlisted(entry.path, None)
        return None


def _smallest(count: int, named: Iterable[_Named]) -> list[_Named]:
    """The first ones in order; at no time are more than twice as many held."""
    picked: list[_Named] = []
    limit: _Named | None = None  # what comes behind it is not among them
    for each in named:
        if limit is None or each < limit:
            picked.append(each)
            if len(picked) >= 2 * count:
                picked.sort()
                del picked[count:]
                limit = picked[-1]
    picked.sort()
    return picked[:count]


def is_image(name: bytes) -> bool:
    """Whether a file counts as an image, by the end of its name."""
    return name.lower().endswith(_SUFFIXES)


def _joined(directory: bytes, name: bytes) -> bytes:
    return os.path.join(directory, name) if name else directory  # noqa: PTH118 - bytes


def _state_of_link(path: bytes) -> tuple[int, int] | None:
    """Of a link that leads nowhere its own; unknown of a file that cannot be asked."""
    try:
        return state_of(os.lstat(path))
    except FileNotFoundError:
        return None
    except OSError:
        return UNKNOWN, UNKNOWN
