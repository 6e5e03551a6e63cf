"""A file that is there whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.storage.errors import in_words


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to, which takes its place at the end; after an error it goes.

    It is there from the beginning, so that a folder that refuses files is told alike for all
    kinds. Raises StorageError.
    """
    part = path.with_name(f".{path.name}.part")
    with in_words(path):
        part.touch()
        try:
            yield part
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
