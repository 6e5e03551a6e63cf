"""Writing statistics: a day of a station as a whole, with the charts that it changes.

All in one transaction: whoever reads sees the figures of before, or those of after. Computed
again from the same archive, the tables are the same again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, tuple_

from models.control_chart import Sample, control_chart
from plant.warehouse.database import writing
from plant.warehouse.errors import in_words
from plant.warehouse.statements import meet, upsert
from plant.warehouse.tables import ChartPointRow, DefectRow, HourRow, RecipeRow, SourceRow

AT_A_TIME = 500  # rows of one statement
Source = tuple[str, date, str]  # dataset, day (UTC), station
StationDay = tuple[str, date]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was computed, as rows of the tables of those names."""

    computed: frozenset[StationDay]  # nothing else is touched
    hours: tuple[Mapping[str, Any], ...]
    defects: tuple[Mapping[str, Any], ...]
    recipes: Mapping[str, str]  # network by SHA-256
    seen: Mapping[str, tuple[datetime, datetime]]  # stations' first and last inspection


class FiguresLedger:
    """The statistics in the warehouse. Every method may raise WarehouseError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def sources(self) -> dict[Source, str]:
        """From which files each day of each station was computed."""
        with in_words(self._engine.url), self._engine.connect() as connection:
            rows = connection.execute(
                select(SourceRow.dataset, SourceRow.day, SourceRow.station, SourceRow.files)
            )
            return {(dataset, day, station): files for dataset, day, station, files in rows}

    def replace(self, figures: Figures, sources: Mapping[Source, str]) -> None:
        """Put these figures in the place of those of the same days and stations."""
        with in_words(self._engine.url), writing(self._engine).begin() as connection:
            meet(connection, figures.seen)
            for sha256, network in figures.recipes.items():
                known = upsert(connection, RecipeRow).values(network_sha256=sha256, network=network)
                connection.execute(known.on_conflict_do_nothing())
            weeks = _weeks(connection, figures.computed)
            for table, rows in ((HourRow, figures.hours), (DefectRow, figures.defects)):
                _remove(connection, table, figures.computed)
                _insert(connection, table, rows)
            weeks |= _weeks(connection, figures.computed)
            for station, week in sorted(weeks):
                _draw(connection, station, week)
            for (dataset, day, station), files in sources.items():
                read = upsert(connection, SourceRow).values(
                    dataset=dataset, day=day, station=station, files=files
                )
                connection.execute(
                    read.on_conflict_do_update(
                        index_elements=[SourceRow.dataset, SourceRow.day, SourceRow.station],
                        set_={"files": files},
                    )
                )


def _insert(connection: Connection, table: type, rows: Iterable[Mapping[str, Any]]) -> None:
    if made := [dict(row) for row in rows]:
        connection.execute(insert(table), made)


def _remove(
    connection: Connection, table: type[HourRow | DefectRow], days: frozenset[StationDay]
) -> None:
    for some in _portions(days):
        connection.execute(delete(table).where(tuple_(table.station, table.day).in_(some)))


def _weeks(connection: Connection, days: frozenset[StationDay]) -> set[StationDay]:
    """The Mondays of the weeks, by the plant's clocks, in which the hours of these days lie."""
    found: set[StationDay] = set()
    for some in _portions(days):
        local = select(HourRow.station, HourRow.local_day).distinct()
        rows = connection.execute(local.where(tuple_(HourRow.station, HourRow.day).in_(some)))
        found |= {(station, day - timedelta(days=day.weekday())) for station, day in rows}
    return found


def _draw(connection: Connection, station: str, week: date) -> None:
    """The p-chart of a station's week, hour by hour."""
    connection.execute(
        delete(ChartPointRow).where(ChartPointRow.station == station, ChartPointRow.week == week)
    )
    hours = connection.execute(
        select(HourRow.starts_at, func.sum(HourRow.castings), func.sum(HourRow.rejected))
        .where(
            HourRow.station == station,
            HourRow.local_day >= week,
            HourRow.local_day < week + timedelta(days=7),
        )
        .group_by(HourRow.starts_at)
        .order_by(HourRow.starts_at)
    ).all()
    if not hours:
        return
    chart = control_chart([Sample(int(castings), int(rejected)) for _, castings, rejected in hours])
    points = []
    for number, ((starts_at, castings, rejected), limits) in enumerate(
        zip(hours, chart.limits, strict=True)
    ):
        rules = [str(int(each.rule)) for each in chart.signals if each.last == number]
        points.append(
            {
                "station": station,
                "week": week,
                "starts_at": starts_at,
                "castings": int(castings),
                "rejected": int(rejected),
                "centre": chart.centre,
                "lower": limits.lower if limits else None,
                "upper": limits.upper if limits else None,
                "rules": ",".join(rules),
            }
        )
    connection.execute(insert(ChartPointRow), points)


def _portions(days: frozenset[StationDay]) -> Iterable[list[StationDay]]:
    numbered = enumerate(sorted(days))
    for _, some in groupby(numbered, key=lambda each: each[0] // AT_A_TIME):
        yield [day for _, day in some]
