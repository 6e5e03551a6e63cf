"""Which messages the archive holds already.

Stations send at least once, with the same `id` each time, and an archiver that was killed reads
some messages again. Whether one is known is always decided by its id, in the folder where it
would lie. That folder is read only where a message may be known: a station counts up within an
epoch, so what is numbered above all that the archive has of station and epoch is new. Where it has
nothing of them in the last days, the ids of a whole round are looked up.
"""

from collections import defaultdict
from datetime import UTC, date

from plant.archive.datasets import Dataset, Row
from plant.archive.names import Folder
from plant.archive.shelf import Shelf

_SEQUENCE = 1  # the column, after the id
_Counted = tuple[str, str | None]
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
        self._epoch = dataset.schema.names.index("epoch") if dataset.has_sequence else 0
        self._highest: dict[_Counted, int] = {}  # sequence of each station and epoch
        self._unknown: set[_Counted] = set()  # that nothing was known of as this round began
        self._days: dict[str, list[date]] | None = None  # of each station; of this round

    def sort(self, rows: list[tuple[str, Row]]) -> dict[Folder, list[Row]]:
        """Those of the rows, each with its station, that are new, by where they belong."""
        new: dict[Folder, list[Row]] = defaultdict(list)
        ids: dict[Folder, set[str]] = {}
        fresh: dict[Folder, set[str]] = defaultdict(set)
        folders: dict[tuple[str, date], Folder] = {}
        self._days = None  # others may have written meanwhile
        self._unknown.clear()
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
        counted = station, row[self._epoch]
        if counted not in self._highest:
            days = self._days_of(station)
            highest = self._shelf.highest_sequence(self._dataset, station, days, row[self._epoch])
            self._highest[counted] = highest
            if not highest:
                self._unknown.add(counted)
        highest, sequence = self._highest[counted], row[_SEQUENCE]
        self._highest[counted] = max(highest, sequence)
        return counted in self._unknown or bool(sequence <= highest)

    def _days_of(self, station: str) -> list[date]:
        """The last days on which there was anything of any station, as far as of this one."""
        if self._days is None:
            self._days = defaultdict(list)
            for day in self._shelf.days(self._dataset)[:_DAYS_BACK]:
                for each in self._shelf.stations(self._dataset, day):
                    self._days[each].append(day)
        return self._days.get(station, [])
