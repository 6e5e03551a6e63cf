"""A file of a folder of images: what tells it from every other one, now and after a restart."""

import os
from dataclasses import dataclass

from models.text import stored

UNKNOWN = -1
"""Size and time of a file that did not answer when it was asked for them."""

_LARGEST = 2**63 - 1  # that a database can hold


@dataclass(frozen=True, slots=True)
class FolderFile:
    """One file that a folder shows in one round.

    Paths are bytes, as the file system keeps them: a name need not be text. A file that is
    written anew under the same name has another size or time, and is another file.
    """

    folder: bytes  # the folder that is shown: an absolute path
    directory: bytes  # of the file, from there on; empty for the folder itself
    name: bytes
    size: int  # bytes
    modified_ns: int  # nanoseconds since 1970, by the clock of the file's disk
    round: int = 1  # of showing the whole folder, from 1

    @property
    def path(self) -> bytes:
        """Where it lies."""
        return os.path.join(self.folder, self.directory, self.name)  # noqa: PTH118 - bytes

    @property
    def relative(self) -> str:
        """Where it lies below the folder, as text."""
        return as_text(os.path.join(self.directory, self.name))  # noqa: PTH118 - bytes

    @property
    def state(self) -> tuple[int, int]:
        """Size and time of change: with its place, all that identifies it."""
        return self.size, self.modified_ns


def as_text(path: bytes) -> str:
    """A path as it goes on record and is shown, whatever its bytes are."""
    return stored(os.fsdecode(path))


def state_of(status: os.stat_result) -> tuple[int, int]:
    """Size and time of change of a file, as far as a database can hold them."""
    return status.st_size, status.st_mtime_ns & _LARGEST
