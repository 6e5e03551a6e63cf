"""What a person types to find an inspection again, read in every way that it can be meant."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise

from models.text import LONGEST_PATH, line

LEAST_OF_ID = 8
"""Characters of an id that are enough to look for: they stand for about a minute."""

_NUMBER = re.compile(r"(?:no\.?|nr\.?|#|번호)\s*([\d.,\s]+)", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(r"\d{1,3}(?:[,.\s]\d{3})+|\d+")
_ID = re.compile(r"[0-9a-f]+")
_MOST = 2**63 - 1  # what SQLite takes for a whole number
_SPANS = (
    (re.compile(r"\d{4}-\d\d?-\d\d?"), "%Y-%m-%d", timedelta(days=1)),
    (re.compile(r"\d{4}-\d\d?-\d\d?[ T]\d\d?:\d\d"), "%Y-%m-%d %H:%M", timedelta(minutes=1)),
    (
        re.compile(r"\d{4}-\d\d?-\d\d?[ T]\d\d?:\d\d:\d\d"),
        "%Y-%m-%d %H:%M:%S",
        timedelta(seconds=1),
    ),
    (re.compile(r"\d\d?:\d\d"), "%H:%M", timedelta(minutes=1)),
    (re.compile(r"\d\d?:\d\d:\d\d"), "%H:%M:%S", timedelta(seconds=1)),
)


@dataclass(frozen=True, slots=True)
class Sought:
    """Whatever fits one of these is found; None is no way to read it."""

    id_start: str | None = None  # of a UUID in lower case, with its hyphens
    sequence: int | None = None
    part: int | None = None
    source: str | None = None  # a picture's file, its name with or without the ending; a serial


@dataclass(frozen=True, slots=True)
class Span:
    """A day, a minute or a second."""

    start: datetime  # aware, inclusive
    end: datetime  # aware, exclusive


def read_search(text: str, zone: tzinfo | None, now: datetime) -> Sought | Span | None:
    """What `text` may mean; None where it is empty.

    Times are those of the `zone`, None the machine's own; a time of day without a day is the
    last such before `now` (aware).
    """
    text = line(text, LONGEST_PATH)
    if not text:
        return None
    return _span(text, zone, now) or _sought(text)


def _sought(text: str) -> Sought:
    if named := _NUMBER.fullmatch(text):
        return Sought(sequence=_whole(named[1]))
    number = _whole(text) if _PLAIN_NUMBER.fullmatch(text) else None
    return Sought(_id_start(text), number, number, text)


def _whole(digits: str) -> int | None:
    number = int("".join(filter(str.isdecimal, digits)) or -1)
    return number if 0 <= number <= _MOST else None


def _id_start(text: str) -> str | None:
    characters = text.lower().replace("-", "")
    if not _ID.fullmatch(characters) or not LEAST_OF_ID <= len(characters) <= 32:
        return None
    ends = (0, 8, 12, 16, 20, 32)
    written = "-".join(filter(None, (characters[a:b] for a, b in pairwise(ends))))
    return written if text.lower() in {characters, written} else None


def _span(text: str, zone: tzinfo | None, now: datetime) -> Span | None:
    for pattern, form, lasts in _SPANS:
        if pattern.fullmatch(text):
            try:
                naive = datetime.strptime(text.replace("T", " "), form)  # noqa: DTZ007 - below
            except ValueError:
                return None
            return _placed(naive, lasts, zone, now)
    return None


def _placed(naive: datetime, lasts: timedelta, zone: tzinfo | None, now: datetime) -> Span:
    local = now.astimezone(zone)
    if naive.year == 1900:  # strptime's, where no day was given
        day = local.date()
        if naive.time() > local.time():
            day -= timedelta(days=1)
        naive = datetime.combine(day, naive.time())
    # The hour that comes twice when clocks are put back is meant both times.
    return Span(_aware(naive, zone), _aware((naive + lasts).replace(fold=1), zone))


def _aware(naive: datetime, zone: tzinfo | None) -> datetime:
    return naive.replace(tzinfo=zone) if zone else naive.astimezone()
