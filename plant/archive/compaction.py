"""Putting the many small files of a day together, once the day is some days old.

The larger file is put first and the smaller ones are removed by the next compaction, an hour later
at the earliest: so whoever listed a folder can still read what stood in it. Meanwhile names tell
which files are superseded (`names.live`); killed anywhere in between, nothing is lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

import pyarrow as pa  # type: ignore[import-untyped]
import structlog

from plant.archive.datasets import DATASETS
from plant.archive.names import Folder, Place, Span, live
from plant.archive.shelf import Shelf

KEPT_S = 3_600.0  # superseded files, for whoever reads them just now
ASIDE = Place("_compaction", 0)
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Compacted:
    """What one run has done."""

    merged: int = 0  # files that were put together
    made: int = 0  # into so many
    removed: int = 0

    def __add__(self, other: "Compacted") -> "Compacted":
        return Compacted(
            self.merged + other.merged, self.made + other.made, self.removed + other.removed
        )


def compact(
    shelf: Shelf, before: date, kept_s: float = KEPT_S
) -> Iterator[tuple[Folder, Compacted]]:
    """Put together what lies in folders of days before that one. Raises ShelfError."""
    shelf.empty_aside(ASIDE)
    now = shelf.now(ASIDE)
    for folder in _folders(shelf, before):
        removed = _remove_superseded(shelf, folder, now, kept_s)
        yield folder, removed + _merge(shelf, folder)


def _folders(shelf: Shelf, before: date) -> Iterator[Folder]:
    for dataset in DATASETS:
        for day in shelf.days(dataset):
            if day < before:
                for station in shelf.stations(dataset, day):
                    yield Folder(dataset.name, day, station)


def _remove_superseded(shelf: Shelf, folder: Folder, now: datetime, kept_s: float) -> Compacted:
    """Remove the smaller files whose messages a larger one holds: that is seen, not assumed."""
    spans = shelf.spans(folder)
    removed = 0
    for span in set(spans) - set(live(spans)):
        larger = [other for other in spans if span.is_superseded_by(other)]
        if not all(shelf.age_s(folder, other, now) >= kept_s for other in larger):
            continue
        if shelf.ids_in(folder, [span]) <= shelf.ids_in(folder, larger):
            shelf.remove(folder, span)
            removed += 1
        else:
            _log.warning("a larger file lacks messages", folder=folder.path, smaller=span.name)
    return Compacted(removed=removed)


def _merge(shelf: Shelf, folder: Folder) -> Compacted:
    done = Compacted()
    spans = live(shelf.spans(folder))
    for place, group in groupby(spans, key=lambda span: span.place):
        parts = list(group)
        if len(parts) > 1:
            table: pa.Table = shelf.read(folder, parts)
            whole = Span(place, parts[0].first, parts[-1].last)
            shelf.put(shelf.write_aside(ASIDE, table), folder, whole)
            done += Compacted(merged=len(parts), made=1)
    return done
