"""Files that are written whole or not at all.

A file is written beside its target under another name, brought to the disk, checked, and only
then put in the target's place, which is one step of the file system. Whatever fails or is killed
before that step leaves the target as it was.
"""

import errno
import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from models.errors import KnownError

if sys.platform != "win32":
    import fcntl

PRIVATE = 0o600
"""Mode of a new file that only its owner may read, whatever the umask is."""

SHARED = 0o666
"""Mode of a new file whose readers the umask decides on."""

_LONGEST_NAME = 240  # bytes; most file systems take 255
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.EBADF, errno.ENOTSUP})  # of some file systems


class FileError(KnownError):
    """A file that cannot be written; what was there before is unchanged."""


class AtomicFile:
    """A file under way. `part` is what is written to; `seal`, then `switch`, or `discard`.

    A target that is a symbolic link is followed. A target that exists keeps its mode, and its
    owner where this process may set it; a new one gets `mode`. A part that a killed process has
    left is removed; one that another process still writes is refused. Every method may raise
    OSError, which names the target.
    """

    def __init__(self, path: Path, mode: int = PRIVATE) -> None:
        """Make the part, empty."""
        self._path = path
        self._target = Path(os.path.realpath(path))
        self.part = self._target.with_name(_part_name(self._target.name))
        with self._naming_target():
            before = _regular(self._target)
            self._file = _exclusive(self.part, mode)
        try:
            with self._naming_target():
                _set_access(self._file, before, mode)
        except BaseException:
            self.discard()
            raise

    def seal(self, check: Callable[[Path], None] | None = None) -> None:
        """Bring the part to the disk and let `check` look at it; it may raise what it likes."""
        with self._naming_target():
            os.fsync(self._file)
        if check is not None:
            check(self.part)

    def switch(self) -> None:
        """Put the part in the target's place, for good."""
        with self._naming_target():
            if os.fstat(self._file).st_ino != self.part.stat().st_ino:
                raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), str(self.part))
            self._close()
            self.part.replace(self._target)
            sync_folder(self._target.parent)

    def discard(self) -> None:
        """Remove the part, where there still is one."""
        if self._file >= 0:
            with suppress(OSError):
                self.part.unlink()
            self._close()

    def _close(self) -> None:
        file, self._file = self._file, -1
        os.close(file)

    @contextmanager
    def _naming_target(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.filename in {None, str(self.part), str(self._target)}:
                error.filename = str(self._path)
            raise


@contextmanager
def replacing(
    path: Path, mode: int = PRIVATE, check: Callable[[Path], None] | None = None
) -> Iterator[Path]:
    """A part to write to, which takes the place of `path` at the end; after an error it goes.

    `check` is called with the part before that. Raises OSError, and what `check` raises.
    """
    file = AtomicFile(path, mode)
    try:
        yield file.part
        file.seal(check)
        file.switch()
    except OSError as error:
        if error.filename == str(file.part):
            error.filename = str(path)
        raise
    finally:
        file.discard()


def write_file(path: Path, content: bytes | str, mode: int = PRIVATE) -> None:
    """Replace the file, or make it; text is written as UTF-8. Raises OSError."""
    with replacing(path, mode) as part:
        part.write_bytes(content.encode() if isinstance(content, str) else content)


def write_files(contents: Mapping[Path, bytes], mode: int = PRIVATE) -> None:
    """Replace files that belong together: none before all of them are on the disk.

    They are put in place in the order given. Raises OSError.
    """
    with ExitStack() as stack:
        files = []
        for path, content in contents.items():
            file = AtomicFile(path, mode)
            stack.callback(file.discard)
            file.part.write_bytes(content)
            file.seal()
            files.append(file)
        for file in files:
            file.switch()


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Raise what the disk says of `path` as a FileError."""
    try:
        yield
    except OSError as error:
        raise _in_words(error, path) from error


def make_private_folder(folder: Path) -> None:
    """Make the folder and those above it that are missing, each for its owner alone.

    A folder that exists stays as it is. Raises OSError.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        with suppress(FileExistsError):
            each.mkdir()
            each.chmod(0o700)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def sync_file(file: Path) -> None:
    """Bring a file that somebody else has written to the disk. Raises OSError."""
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; where it cannot be, there is nothing to do."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)


def _in_words(error: OSError, path: Path) -> FileError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return FileError("The disk is full: {file} was not written.", file=str(path))
    return FileError(
        "The file {file} cannot be written: {reason}.",
        file=str(error.filename or path),
        reason=error.strerror or str(error),
    )


def _part_name(name: str) -> str:
    """Always the same for a target, so that what a killed process leaves is found again."""
    raw = os.fsencode(name)
    if len(raw) > _LONGEST_NAME:
        name = hashlib.sha256(raw).hexdigest()
    return f".{name}.part"


def _regular(target: Path) -> os.stat_result | None:
    """What is known of the target; None where there is none. Raises OSError if it cannot go."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "It is a device or a pipe", str(target))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return found


def _exclusive(part: Path, mode: int) -> int:
    """A descriptor of the new part, which tells other processes that it is being written."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        file = os.open(part, flags, mode)
    except FileExistsError:
        _remove_abandoned(part)
        file = os.open(part, flags, mode)
    if sys.platform != "win32":
        with suppress(OSError):  # a file system without locks
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return file


def _remove_abandoned(part: Path) -> None:
    """Remove what a killed process left. Raises OSError where somebody writes it still."""
    if sys.platform != "win32" and stat.S_ISREG(part.lstat().st_mode):
        file = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OSError(errno.EBUSY, "Another program is writing it", str(part)) from error
        finally:
            os.close(file)
    part.unlink()  # on Windows a file that somebody writes cannot be removed


def _set_access(file: int, before: os.stat_result | None, mode: int) -> None:
    """Let the same people read it as before; a new private file is its owner's alone."""
    if sys.platform == "win32":
        return
    if before is None:
        if mode == PRIVATE:
            os.fchmod(file, PRIVATE)
        return
    kept, mine = stat.S_IMODE(before.st_mode), os.fstat(file)
    if (before.st_uid, before.st_gid) != (mine.st_uid, mine.st_gid):
        try:
            os.fchown(file, before.st_uid, before.st_gid)
        except PermissionError:  # another's file: it becomes ours, and no other group's
            kept &= ~stat.S_IRWXG
    os.fchmod(file, kept)
