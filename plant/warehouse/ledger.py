"""Writing: what this API has judged, and what Kafka tells of all stations, each once.

Every transaction first takes the row of the arrival counter and holds it until its commit. So
numbers of arrival are given out in the order of the commits, whoever writes: what was read up
to a number is never joined by something older. Sequence numbers have no gaps for the same
reason: a number is given out, recorded and made a message in one transaction, or not at all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, case, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from models.events import PredictionResult
from plant.warehouse.database import writing
from plant.warehouse.errors import in_words
from plant.warehouse.tables import CounterRow, InspectionRow, OutboxRow, PositionRow, StationRow

_ARRIVALS = "arrivals"
Place = tuple[str, int]  # a topic and its partition


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message of the API's own that Kafka has yet to acknowledge."""

    sequence: int
    payload: str


class Ledger:
    """The warehouse as it is written to; from any thread. Every method may raise WarehouseError."""

    def __init__(self, engine: Engine, station: str) -> None:
        """`station` is the name of the API's own predictions."""
        self._engine = engine
        self._station = station

    def record(
        self, make: Sequence[Callable[[int], PredictionResult]]
    ) -> tuple[PredictionResult, ...]:
        """Record own inspections and their messages, all or none; each is made of its sequence."""
        with self._writing() as connection:
            arrivals = _advance(connection, _ARRIVALS, len(make))
            last = _advance(connection, _sequence(self._station), len(make))
            first = last - len(make) + 1
            events = tuple(made(first + place) for place, made in enumerate(make))
            _insert(connection, events, arrivals - len(make))
            connection.execute(
                insert(OutboxRow),
                [
                    {
                        "station": event.station,
                        "sequence": event.sequence,
                        "payload": event.model_dump_json(),
                    }
                    for event in events
                ],
            )
            return events

    def take(self, events: Sequence[PredictionResult], positions: Mapping[Place, int]) -> int:
        """Record what is not here yet, and how far Kafka was read; returns how many were new."""
        with self._writing() as connection:
            last = _advance(connection, _ARRIVALS, 0)
            new = _unknown(connection, events)
            if new:
                _advance(connection, _ARRIVALS, len(new))
                _insert(connection, new, last)
                self._go_on_after(connection, new)
            for (topic, partition), offset in positions.items():
                _settle(connection, topic, partition, offset)
            return len(new)

    def positions(self) -> dict[Place, int]:
        """How far Kafka was read."""
        with self._reading() as connection:
            rows = connection.execute(
                select(PositionRow.topic, PositionRow.partition, PositionRow.next_offset)
            )
            return {(topic, partition): offset for topic, partition, offset in rows}

    def waiting(self, limit: int) -> tuple[Waiting, ...]:
        """The oldest own messages that Kafka has yet to acknowledge, in order."""
        oldest = (
            select(OutboxRow.sequence, OutboxRow.payload)
            .where(OutboxRow.station == self._station)
            .order_by(OutboxRow.sequence)
            .limit(limit)
        )
        with self._reading() as connection:
            return tuple(Waiting(*row) for row in connection.execute(oldest))

    def count_waiting(self) -> int:
        """How many own messages wait for Kafka."""
        own = select(func.count()).where(OutboxRow.station == self._station)
        with self._reading() as connection:
            return connection.scalar(own) or 0

    def retire(self, up_to: int) -> None:
        """Kafka has acknowledged own messages up to that sequence number."""
        with self._writing() as connection:
            connection.execute(
                delete(OutboxRow).where(
                    OutboxRow.station == self._station, OutboxRow.sequence <= up_to
                )
            )

    def _go_on_after(self, connection: Connection, new: Sequence[PredictionResult]) -> None:
        """In a new warehouse Kafka still knows how far our own numbers went."""
        own = [event.sequence for event in new if event.station == self._station]
        if own:
            last = _advance(connection, _sequence(self._station), 0)
            _advance(connection, _sequence(self._station), max(0, max(own) - last))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with in_words(self._engine.url), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with in_words(self._engine.url), writing(self._engine).begin() as connection:
            yield connection


def _sequence(station: str) -> str:
    return f"sequence of {station}"


def _upsert(connection: Connection, table: type) -> sqlite.Insert | postgresql.Insert:
    postgres = connection.dialect.name == "postgresql"
    return postgresql.insert(table) if postgres else sqlite.insert(table)


def _advance(connection: Connection, name: str, by: int) -> int:
    """Raise a counter and hold it until the commit; returns what it is now."""
    raised = (
        _upsert(connection, CounterRow)
        .values(name=name, last=by)
        .on_conflict_do_update(
            index_elements=[CounterRow.name], set_={"last": CounterRow.last + by}
        )
        .returning(CounterRow.last)
    )
    return int(connection.execute(raised).scalar_one())


def _unknown(
    connection: Connection, events: Sequence[PredictionResult]
) -> tuple[PredictionResult, ...]:
    each = {event.id: event for event in events}
    here = connection.scalars(select(InspectionRow.id).where(InspectionRow.id.in_(each)))
    for known in here.all():
        del each[known]
    return tuple(each.values())


def _insert(connection: Connection, events: Sequence[PredictionResult], last: int) -> None:
    """Write facts; the first one's number is the one after `last`."""
    times: dict[str, list[datetime]] = {}
    for event in events:
        times.setdefault(event.station, []).append(event.inspected_at)
    for station, each in times.items():
        _meet(connection, station, min(each), max(each))
    rows = [_fact(event, last + place) for place, event in enumerate(events, 1)]
    connection.execute(insert(InspectionRow), rows)


def _meet(connection: Connection, station: str, from_time: datetime, to_time: datetime) -> None:
    """The station is known, from when to when."""
    met = _upsert(connection, StationRow).values(
        name=station, first_inspected_at=from_time, last_inspected_at=to_time
    )
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
        )
    )


def _settle(connection: Connection, topic: str, partition: int, offset: int) -> None:
    read = _upsert(connection, PositionRow).values(
        topic=topic, partition=partition, next_offset=offset
    )
    connection.execute(
        read.on_conflict_do_update(
            index_elements=[PositionRow.topic, PositionRow.partition],
            set_={"next_offset": offset},
        )
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
    }
