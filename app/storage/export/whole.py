"""An exported file that is there whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.storage.errors import in_words
from models.atomic_file import replacing


@contextmanager
def whole_file(path: Path, check: Callable[[Path], None] | None = None) -> Iterator[Path]:
    """A file beside `path` to write to, which takes its place at the end; after an error it goes.

    It is there from the beginning, so that a folder that refuses files is told alike for all
    kinds. `check` looks at it once it is on the disk, and raises StorageError where it is not
    what it should be. Only the owner may read a new file. Raises StorageError.
    """
    with in_words(path), replacing(path, check=check) as part:
        yield part
