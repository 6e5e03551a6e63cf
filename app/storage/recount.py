"""Counting anew what triggers have counted, to see whether anybody has changed the counts.

The tables `counts`, `decided` and `scores` follow from the inspections and decisions: nothing
vouches for them but counting. The times of a stretch, which may be wider than its inspections,
must hold them all.
"""

# ruff: noqa: S608 - the names and numbers are our own

from collections.abc import Iterator
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.storage.errors import StorageError
from app.storage.tables import BLOCK, SCORES, SPAN

_Counted = dict[tuple[Any, ...], tuple[Any, ...]]

_BLOCKS_AT_A_TIME = SPAN  # so that little is sorted at once
_OF_CASTING = "decisions.casting_id IN (one.id, one.reinspection_of)"
_IS_DECIDED = f"EXISTS (SELECT 1 FROM decisions WHERE {_OF_CASTING})"
_NEWEST = (
    "coalesce((SELECT again.verdict FROM inspections AS again WHERE again.reinspection_of = one.id"
    " ORDER BY again.number DESC LIMIT 1), one.verdict)"
)
_PLACE = f"one.number / {BLOCK} AS block, one.shift, one.shift_started_at"
_AMONG = "one.number BETWEEN :first AND :last"
_COUNTS_ANEW = text(
    "SELECT block, shift, shift_started_at, verdict, sum(i), sum(c), sum(u), sum(uc),"
    f" min(at), max(at) FROM (SELECT {_PLACE}, one.verdict, 1 AS i, 0 AS c,"
    f" NOT {_IS_DECIDED} AS u, 0 AS uc, one.inspected_at AS at FROM inspections AS one"
    f" WHERE {_AMONG} UNION ALL SELECT {_PLACE}, {_NEWEST}, 0, 1, 0, NOT {_IS_DECIDED},"
    f" one.inspected_at FROM inspections AS one WHERE one.reinspection_of IS NULL AND {_AMONG})"
    " GROUP BY 1, 2, 3, 4"
)
_COUNTS = text(
    "SELECT block, shift, shift_started_at, verdict, inspections, castings, undecided,"
    " undecided_castings, first_at, last_at FROM counts"
    f" WHERE block BETWEEN :first / {BLOCK} AND :last / {BLOCK}"
)
_DECIDED_ANEW = text(f"SELECT number FROM inspections AS one WHERE {_AMONG} AND {_IS_DECIDED}")
_DECIDED = text(f"SELECT number FROM decided AS one WHERE {_AMONG}")
_SCORES_ANEW = text(
    f"SELECT :span, number / (:span * {BLOCK}), shift, verdict,"
    f" CAST(defect_probability * {SCORES} AS INTEGER), count(*) FROM inspections AS one"
    f" WHERE {_AMONG} GROUP BY 2, 3, 4, 5"
)
_SCORES = text(
    "SELECT span, place, shift, verdict, score, inspections FROM scores WHERE span = :span"
    f" AND place BETWEEN :first / (:span * {BLOCK}) AND :last / (:span * {BLOCK})"
)


def check_counts(session: Session) -> None:
    """Compare what is counted with what counting gives. Raises StorageError where it differs."""
    for stretch in _stretches(session):
        _check_counts(session, stretch)
        decided, anew = (set(session.execute(each, stretch)) for each in (_DECIDED, _DECIDED_ANEW))
        if decided != anew:
            raise _miscounted("decided")
        for span in (1, SPAN):
            of_span = stretch | {"span": span}
            scores, anew = (set(session.execute(each, of_span)) for each in (_SCORES, _SCORES_ANEW))
            if scores != anew:
                raise _miscounted("scores")
        session.rollback()  # the log of a station that records meanwhile must not grow


def _check_counts(session: Session, stretch: dict[str, int]) -> None:
    anew = _by_cell(session, _COUNTS_ANEW, stretch)
    counts = _by_cell(session, _COUNTS, stretch)
    for cell, (*numbers, first_at, last_at) in anew.items():
        *counted, earliest, latest = counts.pop(cell, (None, first_at, last_at))
        if counted != numbers or earliest > first_at or latest < last_at:
            raise _miscounted("counts")
    if any(any(numbers[:4]) for numbers in counts.values()):
        raise _miscounted("counts")


def _by_cell(session: Session, question: Any, stretch: dict[str, int]) -> _Counted:
    return {tuple(row[:4]): tuple(row[4:]) for row in session.execute(question, stretch)}


def _stretches(session: Session) -> Iterator[dict[str, int]]:
    """First and last numbers of what is counted together, as far as anything is counted."""
    last = session.scalar(
        text(
            "SELECT max((SELECT coalesce(max(number), 0) FROM inspections),"
            " (SELECT coalesce(max(number), 0) FROM decided),"
            f" (SELECT coalesce(max(block), 0) FROM counts) * {BLOCK},"
            f" (SELECT coalesce(max(place * span), 0) FROM scores) * {BLOCK})"
        )
    )
    size = _BLOCKS_AT_A_TIME * BLOCK
    for first in range(0, (last or 0) + 1, size):
        yield {"first": first, "last": first + size - 1}


def _miscounted(table: str) -> StorageError:
    return StorageError(
        "The record was changed by hand: the table {table} does not count what is recorded.",
        table=table,
    )
