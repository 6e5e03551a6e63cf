"""Dead letters of the record: results that cannot be stored, kept aside until a person acts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.judgement import Verdict


class UnrecordedState(StrEnum):
    """What became of a result that could not be stored."""

    WAITING = "waiting"  # a person must retry or discard it
    RECORDED = "recorded"  # a retry has stored it
    DISCARDED = "discarded"  # a person has given it up, and said why


@dataclass(frozen=True, slots=True)
class UnrecordedResult:
    """A result, or an image that was not judged, that could not be stored."""

    number: int  # what it is listed, retried and discarded by
    set_apart_at: datetime  # UTC, aware
    verdict: Verdict | None  # None for an image that was not judged
    source: str | None  # the file, printable; None where there is none
    reason: str  # why it could not be stored
