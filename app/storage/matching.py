"""A filter's conditions on inspections.

None of them may use an index: they only look at what the one index or stretch gives that
leads to the rows. Left to itself SQLite would take a shift's index to a third of the record.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from app.storage.tables import BLOCK, DecidedRow, InspectionRow
from models.history import HistoryFilter
from models.search import Sought
from models.text import code, forms


def plain(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """The column's value, not to be looked up on an index."""
    return UnaryExpression(column.expression, operator=custom_op("+"), type_=column.type)


def in_block(block: int) -> ColumnElement[bool]:
    """The numbers of a block."""
    return InspectionRow.number.between(block * BLOCK, (block + 1) * BLOCK - 1)


def matching(wanted: HistoryFilter) -> list[ColumnElement[bool]]:
    """What must hold of an inspection that the filter lets through."""
    return list(_conditions(wanted))


def _conditions(wanted: HistoryFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.from_time is not None:
        yield plain(InspectionRow.inspected_at) >= wanted.from_time
    if wanted.to_time is not None:
        yield plain(InspectionRow.inspected_at) < wanted.to_time
    if wanted.shift is not None:
        yield plain(InspectionRow.shift) == wanted.shift
    if wanted.shift_started_at is not None:
        yield plain(InspectionRow.shift_started_at) == wanted.shift_started_at
    if wanted.verdict is not None:
        yield plain(InspectionRow.verdict) == wanted.verdict
    if wanted.undecided:
        yield ~exists().where(DecidedRow.number == InspectionRow.number)
    if wanted.sought is not None:
        yield InspectionRow.number.in_(_found(wanted.sought))


def _found(sought: Sought) -> Any:
    """The numbers of all that fit one of the ways to read what was typed, each on its index."""
    row = aliased(InspectionRow)
    ways: list[ColumnElement[bool]] = []
    if sought.id_start is not None:
        ways.append((row.id >= sought.id_start) & (row.id < f"{sought.id_start}~"))
    if sought.sequence is not None:
        ways.append(row.station.in_(_stations()) & (row.sequence == sought.sequence))
    if sought.part is not None:
        ways.append(row.part == sought.part)
    if sought.source is not None:
        names = forms(sought.source)
        is_of_name = or_(*(_is_of_name(row.source, name) for name in names))
        ways.append(row.source.is_not(None) & is_of_name)
        serials = {*names, code(sought.source) or sought.source}
        ways.append(row.serial.in_(sorted(serials)))
    return union(*(select(row.number).where(way) for way in ways))


def _is_of_name(source: InstrumentedAttribute[Any], name: str) -> ColumnElement[bool]:
    """Whether a file has that name, with or without its folder and its ending."""
    return or_(
        source == name,
        source.endswith(f"/{name}", autoescape=True),
        source.contains(f"/{name}.", autoescape=True),
    )


def _stations() -> Any:
    """The stations on record, found with one step on the index for each."""
    names = select(func.min(InspectionRow.station).label("name")).cte("stations", recursive=True)
    following = select(func.min(InspectionRow.station)).where(InspectionRow.station > names.c.name)
    more = select(following.scalar_subquery()).where(names.c.name.is_not(None))
    return select(names.union_all(more).c.name)
