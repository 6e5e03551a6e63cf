"""Epochs of sequence numbers: another one begins where a number might be given out again.

A database that was restored from a backup, or copied to a second computer, knows nothing of what
was recorded elsewhere since. From then on its numbers count in another epoch, and whoever keeps the
highest number of a station keeps it for each epoch.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import uuid_utils

_TIME_BITS = 80  # of a UUIDv7, below its 48 bits of milliseconds


class EpochCause(StrEnum):
    """Why an epoch began."""

    NEW = "new"  # the database is new, or from before there were epochs
    OLDER = "older"  # the database lacks what was recorded last: an older copy, or one cut off
    OTHER = "other"  # it holds something else where the anchor knows what was recorded
    COPY = "copy"  # it is another file in another place
    NO_ANCHOR = "no anchor"  # nothing outside the database tells what was recorded last
    BAD_ANCHOR = "bad anchor"  # what tells it was changed, or its key is another one


@dataclass(frozen=True, slots=True)
class Epoch:
    """An epoch of a station's record. Nothing of it ever changes."""

    id: str  # UUIDv7; that of a later epoch is larger, whatever the clock says
    began_at: datetime  # UTC, aware
    cause: EpochCause
    first_sequence: int  # that is given out in it
    known_sequence: int | None = None  # highest one given out before; None where nothing tells it


def new_epoch_id(after: str | None) -> str:
    """Return a UUIDv7 that sorts behind that of the epoch before, though the clock was set back."""
    made = str(uuid_utils.uuid7())
    if after is None or made > after:
        return made
    time_ms = (UUID(after).int >> _TIME_BITS) + 1
    return str(UUID(int=(time_ms << _TIME_BITS) | (UUID(made).int & ((1 << _TIME_BITS) - 1))))
