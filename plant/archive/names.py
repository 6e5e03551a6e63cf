"""How the archive's files are called, and what their names tell.

`TOPIC-PARTITION-FIRST-LAST.parquet` holds messages of one partition of a topic, from offset FIRST
to LAST. In one folder no message is in two such files, but for those that were put together into
a larger one: a file whose offsets lie within those of another is superseded by it.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

_NAME = re.compile(r"(?P<topic>.+)-(?P<partition>\d+)-(?P<first>\d+)-(?P<last>\d+)\.parquet")
WRITING = "_writing"  # readers pass over names that begin with an underscore


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A partition of a topic."""

    topic: str
    partition: int

    def __str__(self) -> str:
        return f"{self.topic}-{self.partition}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The offsets, from `first` to `last`, of the messages in a file."""

    place: Place
    first: int
    last: int

    @property
    def name(self) -> str:
        """The file's."""
        return f"{self.place}-{self.first:019d}-{self.last:019d}.parquet"

    @classmethod
    def of(cls, name: str) -> Self | None:
        """What a file's name tells; None where it is no file of ours."""
        found = _NAME.fullmatch(name)
        if found is None:
            return None
        place = Place(found["topic"], int(found["partition"]))
        return cls(place, int(found["first"]), int(found["last"]))

    def is_superseded_by(self, other: "Span") -> bool:
        """Whether all that is in it is in the other file, too."""
        within = other.first <= self.first and self.last <= other.last
        return other != self and other.place == self.place and within


@dataclass(frozen=True, slots=True, order=True)
class Folder:
    """Where the messages of one station and day lie."""

    dataset: str
    day: date
    station: str

    @property
    def path(self) -> str:
        """Below the archive's root."""
        return f"{self.dataset}/date={self.day:%Y-%m-%d}/station={self.station}"


def live(spans: list[Span]) -> list[Span]:
    """Those that hold each message once, in order."""
    return sorted(
        span for span in spans if not any(span.is_superseded_by(other) for other in spans)
    )
