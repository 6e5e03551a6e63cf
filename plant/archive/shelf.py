"""The files of the archive: on HDFS, S3 or a disk, through fsspec.

A file is written aside, below `_writing/PLACE`, and then renamed: so it is there as a whole or not
at all. On a disk of this machine both are brought to the disk before Kafka is told that it may
forget. Whoever takes a place over empties that folder first, and thereby takes from whoever wrote
there before what that one has not yet renamed.
"""

import io
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import fsspec  # type: ignore[import-untyped]
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
from fsspec.implementations.local import LocalFileSystem  # type: ignore[import-untyped]

from models.atomic_file import sync_file, sync_folder
from models.errors import KnownError
from models.redaction import shown_url
from plant.archive import webhdfs  # noqa: F401 - fsspec finds it by its protocol from now on
from plant.archive.datasets import Dataset
from plant.archive.names import WRITING, Folder, Place, Span, live


class ShelfError(KnownError):
    """The archive cannot be reached, or refuses."""


class Shelf:
    """The archive's files; for several threads. Every method may raise ShelfError."""

    def __init__(self, url: str) -> None:
        """`url` is that of the root folder, e.g. file:///srv/castwatch, webhdfs://user@host/path."""
        self._shown = shown_url(url)
        self._made: set[str] = set()  # folders that are there, for all we know
        with self._in_words():
            self._files, root = fsspec.core.url_to_fs(url, use_listings_cache=False)
            self._root = root.rstrip("/")
            self._is_local = isinstance(self._files, LocalFileSystem)

    def check(self) -> None:
        """See whether it can be reached."""
        self._names(self._root)

    def write_aside(self, place: Place, table: pa.Table) -> str:
        """Write a file where no reader looks; its path."""
        buffer = io.BytesIO()
        pq.write_table(table, buffer, compression="zstd")
        path = f"{self._aside(place)}/{uuid.uuid4().hex}.parquet"
        with self._in_words():
            self._make(self._aside(place))
            self._files.pipe_file(path, buffer.getvalue())
            if self._is_local:
                sync_file(Path(path))
        return path

    def put(self, aside: str, folder: Folder, span: Span) -> None:
        """Let a file that was written aside be seen, at once and as a whole, and for good."""
        target = f"{self._path(folder)}/{span.name}"
        with self._in_words():
            self._make(self._path(folder))
            self._files.mv(aside, target)
            if self._is_local:
                sync_folder(Path(target).parent)

    def empty_aside(self, place: Place) -> None:
        """Take away what was written aside for a place and not yet put."""
        with self._in_words(), suppress(FileNotFoundError):
            self._made.discard(self._aside(place))
            self._files.rm(self._aside(place), recursive=True)

    def days(self, dataset: Dataset) -> list[date]:
        """Those that there is anything of, the newest first."""
        names = self._names(f"{self._root}/{dataset.name}")
        found = (name.removeprefix("date=") for name in names if name.startswith("date="))
        return sorted(map(date.fromisoformat, found), reverse=True)

    def stations(self, dataset: Dataset, day: date) -> list[str]:
        """Those that there is anything of on that day."""
        names = self._names(f"{self._root}/{dataset.name}/date={day:%Y-%m-%d}")
        return sorted(
            name.removeprefix("station=") for name in names if name.startswith("station=")
        )

    def spans(self, folder: Folder) -> list[Span]:
        """All files of a folder, superseded ones, too."""
        found = (Span.of(name) for name in self._names(self._path(folder)))
        return [span for span in found if span is not None]

    def read(self, folder: Folder, spans: list[Span], columns: list[str] | None = None) -> pa.Table:
        """Some files of a folder, one after the other."""
        with self._in_words():
            return pa.concat_tables(
                (
                    _table(self._files.cat_file(f"{self._path(folder)}/{span.name}"), columns)
                    for span in spans
                ),
                promote_options="default",  # older files lack the columns that came later
            )

    def ids(self, folder: Folder) -> set[str]:
        """Of all messages in a folder."""
        return self.ids_in(folder, live(self.spans(folder)))

    def ids_in(self, folder: Folder, spans: list[Span]) -> set[str]:
        """Of the messages in some files of a folder."""
        return set(self.read(folder, spans, ["id"])["id"].to_pylist()) if spans else set()

    def highest_sequence(
        self, dataset: Dataset, station: str, days: list[date], epoch: str | None = None
    ) -> int:
        """Of a station and epoch on these days; 0 where there is nothing."""
        highest = 0
        for day in days:
            folder = Folder(dataset.name, day, station)
            if spans := live(self.spans(folder)):
                rows = self.read(folder, spans, ["sequence", "epoch"]).to_pylist()
                numbers = (row["sequence"] for row in rows if row.get("epoch") == epoch)
                highest = max(highest, *numbers, 0)
        return highest

    def now(self, place: Place) -> datetime:
        """The time by the clock that dates the archive's files, which is not that of this computer.

        That of a file which is written aside for the place this moment, and removed.
        """
        path = f"{self._aside(place)}/{uuid.uuid4().hex}.now"
        with self._in_words():
            self._make(self._aside(place))
            self._files.pipe_file(path, b"now")
            try:
                return _changed_at(self._files.info(path))
            finally:
                self._files.rm(path)

    def age_s(self, folder: Folder, span: Span, now: datetime) -> float:
        """How long ago a file was put there, at a time by the archive's clock (`now`)."""
        with self._in_words():
            info = self._files.info(f"{self._path(folder)}/{span.name}")
        return (now - _changed_at(info)).total_seconds()

    def remove(self, folder: Folder, span: Span) -> None:
        """Remove one file; no error if it is gone."""
        with self._in_words(), suppress(FileNotFoundError):
            self._files.rm(f"{self._path(folder)}/{span.name}")

    def _make(self, folder: str) -> None:
        if folder not in self._made:
            self._files.makedirs(folder, exist_ok=True)
            if self._is_local:
                self._sync_names(Path(folder))
            self._made.add(folder)

    def _sync_names(self, folder: Path) -> None:
        """Bring the names of new folders to the disk, from above the archive's root on."""
        above = [each for each in folder.parents if each.is_relative_to(self._root)]
        for each in (*above, Path(self._root).parent):
            sync_folder(each)

    def _names(self, path: str) -> list[str]:
        with self._in_words():
            try:
                found = self._files.ls(path, detail=False)
            except FileNotFoundError:
                return []
        return [name.rstrip("/").rpartition("/")[2] for name in found]

    def _path(self, folder: Folder) -> str:
        return f"{self._root}/{folder.path}"

    def _aside(self, place: Place) -> str:
        return f"{self._root}/{WRITING}/{place}"

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        # What file systems raise besides: RuntimeError for what HDFS refuses, ValueError and
        # ImportError for a URL that nobody understands.
        except (OSError, RuntimeError, ValueError, ImportError, pa.ArrowException) as error:
            self._made.clear()  # others may have removed some
            raise ShelfError(
                "The archive {url} cannot be used: {reason}.",
                url=self._shown,
                reason=str(error).partition("\n")[0].rstrip(" .") or type(error).__name__,
            ) from error


def _table(content: bytes, columns: list[str] | None) -> pa.Table:
    """A file's columns, as far as it has them."""
    file = pq.ParquetFile(io.BytesIO(content))
    there = file.schema_arrow.names
    return file.read(
        columns=None if columns is None else [each for each in columns if each in there]
    )


def _changed_at(info: dict[str, Any]) -> datetime:
    """When a file was last changed, as the file systems tell it in their different ways."""
    if "modificationTime" in info:  # HDFS, milliseconds
        return datetime.fromtimestamp(info["modificationTime"] / 1000, UTC)
    if "LastModified" in info:  # S3
        changed: datetime = info["LastModified"]
        return changed
    return datetime.fromtimestamp(info.get("mtime", 0.0), UTC)
