"""Which days of which stations must be computed again.

A day is computed from the files that it was found in. Where they are others than last time,
something has come late, or was put together. And what has come may be about another day: a
casting counts where it was first inspected, with the verdict of its newest inspection.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from plant.archive.datasets import DECISIONS, INSPECTIONS, Dataset
from plant.archive.names import Folder, Span, live
from plant.archive.shelf import Shelf
from plant.warehouse.figures import Source, StationDay

_NEAR_MIDNIGHT = timedelta(minutes=5)  # between a casting's time and its id's
COUNTED = (INSPECTIONS, DECISIONS)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the archive holds, by where it lies."""

    files: dict[Source, tuple[Span, ...]]

    @classmethod
    def of(cls, shelf: Shelf) -> "Holdings":
        """Look. Raises ShelfError."""
        return cls(
            {
                (dataset.name, day, station): tuple(
                    live(shelf.spans(Folder(dataset.name, day, station)))
                )
                for dataset in COUNTED
                for day in shelf.days(dataset)
                for station in shelf.stations(dataset, day)
            }
        )

    def fingerprints(self) -> dict[Source, str]:
        """A hash over the names of the files of each."""
        return {
            source: hashlib.sha256("\n".join(span.name for span in spans).encode()).hexdigest()
            for source, spans in self.files.items()
        }

    def paths(self, dataset: Dataset, wanted: set[StationDay] | None = None) -> list[str]:
        """Below the root; of all days and stations, or of these."""
        return [
            f"{Folder(*source).path}/{span.name}"
            for source, spans in sorted(self.files.items())
            if source[0] == dataset.name and (wanted is None or (source[2], source[1]) in wanted)
            for span in spans
        ]

    def since(self, dataset: Dataset, days: set[StationDay]) -> set[StationDay]:
        """The days of a dataset on which something may be said of castings of these days."""
        first: dict[str, date] = {}
        for station, day in days:
            first[station] = min(day, first.get(station, day))
        return {
            (station, day)
            for name, day, station in self.files
            if name == dataset.name and station in first and day >= first[station]
        }


def days_of(casting_id: str) -> set[date]:
    """On which days (UTC) a casting may first have been inspected, by its id, a UUIDv7."""
    milliseconds = int(casting_id[:8] + casting_id[9:13], 16)
    at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return {(at - _NEAR_MIDNIGHT).date(), (at + _NEAR_MIDNIGHT).date()}
