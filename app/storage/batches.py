"""Reading many rows without holding a reading transaction for long.

While anybody reads, what is committed meanwhile piles up in the write-ahead log. So a long
reading is many short ones: rows of record never change, and come in the order of their number.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session


def in_batches(
    session: Session,
    rows: Select[*tuple[Any, ...]],
    number: InstrumentedAttribute[int],
    at_a_time: int,
) -> Iterator[Sequence[Any]]:
    """Read rows in the order of `number`, `at_a_time` in memory; each with `number` as its last.

    No transaction is open while a batch is out; objects in it belong to no session.
    """
    ordered, after = rows.add_columns(number).order_by(number).limit(at_a_time), None
    while True:
        found = session.execute(ordered if after is None else ordered.where(number > after)).all()
        session.expunge_all()
        session.rollback()
        if found:
            yield found
        if len(found) < at_a_time:
            return
        after = found[-1][-1]
