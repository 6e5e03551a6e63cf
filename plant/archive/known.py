"""Which messages the archive holds already.

Stations send at least once, with the same `id` each time, and an archiver that was killed reads
some messages again. Whether one is known is always decided by its id, in the folder where it
would lie. That folder is read only where a message may be known: a station counts up, so what is
numbered above all that the archive has of it is new.
"""

from collections import defaultdict
from datetime import UTC, date

from plant.archive.datasets import Dataset, Row
from plant.archive.names import Folder
from plant.archive.shelf import Shelf

_SEQUENCE = 1  # the column, after the id
_DAYS_BACK = 7  # are looked at for the highest sequences: clocks may jump


class Known:
    """For one partition of a topic, from the moment on at which it became ours.

    Every method may raise ShelfError.
    """

    def __init__(self, shelf: Shelf, dataset: Dataset) -> None:
        self._shelf = shelf
        self._dataset = dataset
        self._at = dataset.schema.names.index(dataset.at)
        self._has_sequence = dataset.has_sequence
        self._highest: dict[str, int] = {}  # sequence of each station
        self._days: dict[str, list[date]] | None = None  # of each station; of this round

    def sort(self, rows: list[tuple[str, Row]]) -> dict[Folder, list[Row]]:
        """Those of the rows, each with its station, that are new, by where they belong."""
        new: dict[Folder, list[Row]] = defaultdict(list)
        ids: dict[Folder, set[str]] = {}
        fresh: dict[Folder, set[str]] = defaultdict(set)
        folders: dict[tuple[str, date], Folder] = {}
        self._days = None  # others may have written meanwhile
        for station, row in rows:
            day = row[self._at].astimezone(UTC).date()
            folder = folders.get((station, day))
            if folder is None:
                folder = folders[station, day] = Folder(self._dataset.name, day, station)
            id_ = row[0]
            if self._may_be_known(station, row):
                if folder not in ids:
                    ids[folder] = self._shelf.ids(folder)
                if id_ in ids[folder] or id_ in fresh[folder]:
                    continue
            fresh[folder].add(id_)
            new[folder].append(row)
        return new

    def _may_be_known(self, station: str, row: Row) -> bool:
        if not self._has_sequence:
            return True
        if station not in self._highest:
            days = self._days_of(station)
            self._highest[station] = self._shelf.highest_sequence(self._dataset, station, days)
        highest, sequence = self._highest[station], row[_SEQUENCE]
        self._highest[station] = max(highest, sequence)
        return bool(sequence <= highest)

    def _days_of(self, station: str) -> list[date]:
        """The last days on which there was anything of any station, as far as of this one."""
        if self._days is None:
            self._days = defaultdict(list)
            for day in self._shelf.days(self._dataset)[:_DAYS_BACK]:
                for each in self._shelf.stations(self._dataset, day):
                    self._days[each].append(day)
        return self._days.get(station, [])
