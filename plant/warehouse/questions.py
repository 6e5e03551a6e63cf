"""Asking the warehouse: pages of inspections, totals by casting, and what needs a person."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Engine,
    ScalarSelect,
    String,
    case,
    cast,
    func,
    select,
    text,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from models.control_chart import Sample
from models.judgement import Verdict
from models.shift import Tally
from plant.warehouse.errors import in_words
from plant.warehouse.tables import CounterRow, InspectionRow, StationRow

_SHOWN = (
    InspectionRow.number,
    InspectionRow.id,
    InspectionRow.casting_id,
    InspectionRow.station,
    InspectionRow.sequence,
    InspectionRow.inspected_at,
    InspectionRow.shift,
    InspectionRow.occasion,
    InspectionRow.verdict,
    InspectionRow.defect_probability,
    InspectionRow.network,
    InspectionRow.network_sha256,
    InspectionRow.source,
    InspectionRow.serial,
    InspectionRow.epoch,
)

# Written out, not bound: only so does the database see that its partial index serves.
_FLAGGED = text("inspections.verdict != 'pass'")


@dataclass(frozen=True, slots=True)
class StoredInspection:
    """An inspection as the warehouse tells it."""

    number: int  # of arrival in the warehouse: 1, 2, 3, …
    id: str
    casting_id: str
    station: str
    sequence: int
    inspected_at: datetime  # UTC, aware
    shift: str
    occasion: str
    verdict: Verdict
    defect_probability: float
    network: str
    network_sha256: str
    source: str | None
    serial: str | None
    epoch: str | None = None  # that `sequence` counts in; None in older messages


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which inspections are asked for; None means all."""

    station: str | None = None
    verdict: Verdict | None = None
    from_time: datetime | None = None  # aware, inclusive
    to_time: datetime | None = None  # aware, exclusive


@dataclass(frozen=True, slots=True)
class StationTotal:
    """What a station has made of its castings in the time asked for."""

    station: str
    last_inspected_at: datetime  # UTC, aware; of all time
    tally: Tally


@dataclass(frozen=True, slots=True)
class Subgroup:
    """What was cast in a stretch of time."""

    starts_at: datetime  # UTC, aware
    sample: Sample


class Questions:
    """The warehouse as it is read; from any thread. Every method may raise WarehouseError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def page(self, wanted: Wanted, before: int | None, limit: int) -> tuple[StoredInspection, ...]:
        """The newest by arrival, or the newest before a number of arrival."""
        newest = select(*_SHOWN).where(*_conditions(wanted)).order_by(InspectionRow.number.desc())
        if before is not None:
            newest = newest.where(InspectionRow.number < before)
        with self._reading() as connection:
            found = connection.execute(newest.limit(limit)).mappings()
            return tuple(StoredInspection(**row) for row in found)

    def totals(self, wanted: Wanted) -> tuple[StationTotal, ...]:
        """Castings by station, each counted once.

        A casting belongs to the time of its first inspection and has the verdict of its newest;
        the verdict that is wanted plays no part.
        """
        castings = (
            select(InspectionRow.station, _newest_verdict().label("verdict"))
            .where(
                InspectionRow.id == InspectionRow.casting_id,
                *_conditions(replace(wanted, verdict=None)),
            )
            .subquery()
        )
        counted = select(castings.c.station, castings.c.verdict, func.count()).group_by(
            castings.c.station, castings.c.verdict
        )
        stations = select(StationRow.name, StationRow.last_inspected_at).order_by(StationRow.name)
        if wanted.station is not None:
            stations = stations.where(StationRow.name == wanted.station)
        with self._reading() as connection:
            count = {(name, verdict): n for name, verdict, n in connection.execute(counted)}
            return tuple(
                StationTotal(name, last, _tally(name, count))
                for name, last in connection.execute(stations)
            )

    def subgroups(self, wanted: Wanted, seconds: int) -> tuple[Subgroup, ...]:
        """Castings of each stretch of time in which there were any, in order; as in `totals`."""
        castings = (
            select(
                self._stretch(InspectionRow.inspected_at, seconds).label("stretch"),
                _newest_verdict().label("verdict"),
            )
            .where(
                InspectionRow.id == InspectionRow.casting_id,
                *_conditions(replace(wanted, verdict=None)),
            )
            .subquery()
        )
        rejected = func.sum(case((castings.c.verdict == Verdict.REJECT, 1), else_=0))
        counted = (
            select(castings.c.stretch, func.count(), rejected)
            .group_by(castings.c.stretch)
            .order_by(castings.c.stretch)
        )
        with self._reading() as connection:
            return tuple(
                Subgroup(
                    datetime.fromtimestamp(int(stretch) * seconds, UTC),
                    Sample(castings=int(count), rejects=int(rejects)),
                )
                for stretch, count, rejects in connection.execute(counted)
            )

    def _stretch(self, moment: InstrumentedAttribute[datetime], seconds: int) -> ColumnElement[Any]:
        """The number of the stretch since 1970; each kind of database counts in its own way."""
        if self._engine.dialect.name == "postgresql":
            return func.floor(func.extract("epoch", moment) / seconds)
        return cast(func.strftime("%s", cast(moment, String)), BigInteger) // seconds

    def newest_number(self) -> int:
        """The number of arrival that was given out last."""
        last = select(CounterRow.last).where(CounterRow.name == "arrivals")
        with self._reading() as connection:
            return connection.scalar(last) or 0

    def flagged(self, after: int, up_to: int, limit: int) -> tuple[StoredInspection, ...]:
        """What did not pass, of arrivals after one number and up to another, in order."""
        between = select(*_SHOWN).where(
            InspectionRow.number > after,
            InspectionRow.number <= up_to,
            _FLAGGED,
        )
        with self._reading() as connection:
            found = connection.execute(between.order_by(InspectionRow.number).limit(limit))
            return tuple(StoredInspection(**row) for row in found.mappings())

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with in_words(self._engine.url), self._engine.connect() as connection:
            yield connection


def _newest_verdict() -> ScalarSelect[Verdict]:
    newest = aliased(InspectionRow)
    return (
        select(newest.verdict)
        .where(newest.casting_id == InspectionRow.casting_id)
        .order_by(func.coalesce(newest.epoch, "").desc(), newest.sequence.desc())
        .limit(1)
        .correlate(InspectionRow)
        .scalar_subquery()
    )


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.station is not None:
        yield InspectionRow.station == wanted.station
    if wanted.verdict is not None:
        yield InspectionRow.verdict == wanted.verdict
    if wanted.from_time is not None:
        yield InspectionRow.inspected_at >= wanted.from_time
    if wanted.to_time is not None:
        yield InspectionRow.inspected_at < wanted.to_time


def _tally(station: str, count: dict[tuple[str, Verdict], int]) -> Tally:
    return Tally(
        passed=count.get((station, Verdict.PASS), 0),
        rejected=count.get((station, Verdict.REJECT), 0),
        review=count.get((station, Verdict.REVIEW), 0),
    )
