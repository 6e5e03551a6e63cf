"""What the ledger is written with; on PostgreSQL and SQLite alike."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, case, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from models.events import PredictionResult
from plant.warehouse.tables import CounterRow, InspectionRow, PositionRow, StationRow

Place = tuple[str, int]  # a topic and its partition


def upsert(connection: Connection, table: type) -> sqlite.Insert | postgresql.Insert:
    """An insert that may tell what to do where the row is there already."""
    postgres = connection.dialect.name == "postgresql"
    return postgresql.insert(table) if postgres else sqlite.insert(table)


def advance(connection: Connection, name: str, by: int) -> int:
    """Raise a counter and hold it until the commit; returns what it is now."""
    raised = (
        upsert(connection, CounterRow)
        .values(name=name, last=by)
        .on_conflict_do_update(
            index_elements=[CounterRow.name], set_={"last": CounterRow.last + by}
        )
        .returning(CounterRow.last)
    )
    return int(connection.execute(raised).scalar_one())


def unknown(
    connection: Connection, events: Sequence[PredictionResult]
) -> tuple[PredictionResult, ...]:
    """Those that are not on record yet, each once."""
    each = {event.id: event for event in events}
    here = connection.scalars(select(InspectionRow.id).where(InspectionRow.id.in_(each)))
    for known in here.all():
        del each[known]
    return tuple(each.values())


def insert_facts(connection: Connection, events: Sequence[PredictionResult], last: int) -> None:
    """Write facts; the first one's number is the one after `last`."""
    times: dict[str, list[datetime]] = {}
    for event in events:
        times.setdefault(event.station, []).append(event.inspected_at)
    meet(connection, {station: (min(each), max(each)) for station, each in times.items()})
    rows = [_fact(event, last + place) for place, event in enumerate(events, 1)]
    connection.execute(insert(InspectionRow), rows)


def meet(connection: Connection, seen: Mapping[str, tuple[datetime, datetime]]) -> None:
    """Stations are known, from when to when; in order, so that no two writers lock crosswise."""
    if not seen:
        return
    met = upsert(connection, StationRow)
    first, last = StationRow.first_inspected_at, StationRow.last_inspected_at
    said = met.excluded
    connection.execute(
        met.on_conflict_do_update(
            index_elements=[StationRow.name],
            set_={
                "first_inspected_at": case(
                    (said.first_inspected_at < first, said.first_inspected_at), else_=first
                ),
                "last_inspected_at": case(
                    (said.last_inspected_at > last, said.last_inspected_at), else_=last
                ),
            },
        ),
        [
            {"name": name, "first_inspected_at": from_time, "last_inspected_at": to_time}
            for name, (from_time, to_time) in sorted(seen.items())
        ],
    )


def settle(connection: Connection, positions: Mapping[Place, int]) -> None:
    """Partitions were read up to these offsets."""
    if not positions:
        return
    read = upsert(connection, PositionRow)
    connection.execute(
        read.on_conflict_do_update(
            index_elements=[PositionRow.topic, PositionRow.partition],
            set_={"next_offset": read.excluded.next_offset},
        ),
        [
            {"topic": topic, "partition": partition, "next_offset": offset}
            for (topic, partition), offset in positions.items()
        ],
    )


def _fact(event: PredictionResult, number: int) -> dict[str, object]:
    return {
        "number": number,
        "id": event.id,
        "casting_id": event.reinspection_of or event.id,
        "station": event.station,
        "sequence": event.sequence,
        "inspected_at": event.inspected_at,
        "shift": event.shift.name,
        "shift_started_at": event.shift.started_at,
        "occasion": event.occasion,
        "verdict": event.verdict,
        "defect_probability": event.defect_probability,
        "review_threshold": event.thresholds.review,
        "reject_threshold": event.thresholds.reject,
        "network": event.network.name,
        "network_sha256": event.network.sha256,
        "judged_ms": event.judged_ms,
        "part": event.part,
        "source": event.source,
        "serial": event.serial,
        "epoch": event.epoch,
    }
