"""Writing: what this API has judged, and what Kafka tells of all stations, each once.

Every transaction first takes the row of the arrival counter and holds it until its commit. So
numbers of arrival are given out in the order of the commits, whoever writes: what was read up
to a number is never joined by something older. Sequence numbers have no gaps for the same
reason: a number is given out, recorded and made a message in one transaction, or not at all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from models.events import PredictionResult
from plant.warehouse.database import writing
from plant.warehouse.errors import in_words
from plant.warehouse.statements import Place, advance, insert_facts, settle, unknown
from plant.warehouse.tables import OutboxRow, PositionRow

_ARRIVALS = "arrivals"


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
            arrivals = advance(connection, _ARRIVALS, len(make))
            last = advance(connection, _sequence(self._station), len(make))
            first = last - len(make) + 1
            events = tuple(made(first + place) for place, made in enumerate(make))
            insert_facts(connection, events, arrivals - len(make))
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
            last = advance(connection, _ARRIVALS, 0)
            new = unknown(connection, events)
            if new:
                advance(connection, _ARRIVALS, len(new))
                insert_facts(connection, new, last)
                self._go_on_after(connection, new)
            settle(connection, positions)
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
            .where(OutboxRow.station == self._station, OutboxRow.refused.is_(None))
            .order_by(OutboxRow.sequence)
            .limit(limit)
        )
        with self._reading() as connection:
            return tuple(Waiting(*row) for row in connection.execute(oldest))

    def count_waiting(self) -> int:
        """How many own messages wait for Kafka."""
        own = select(func.count()).where(
            OutboxRow.station == self._station, OutboxRow.refused.is_(None)
        )
        with self._reading() as connection:
            return connection.scalar(own) or 0

    def refuse(self, sequence: int, reason: str) -> None:
        """Kafka will never take that own message; it stays, and those behind it go on."""
        with self._writing() as connection:
            connection.execute(
                update(OutboxRow)
                .where(OutboxRow.station == self._station, OutboxRow.sequence == sequence)
                .values(refused=reason)
            )

    def count_refused(self) -> int:
        """How many own messages Kafka will never take."""
        own = select(func.count()).where(
            OutboxRow.station == self._station, OutboxRow.refused.is_not(None)
        )
        with self._reading() as connection:
            return connection.scalar(own) or 0

    def retire(self, up_to: int) -> None:
        """Kafka has acknowledged own messages up to that sequence number."""
        with self._writing() as connection:
            connection.execute(
                delete(OutboxRow).where(
                    OutboxRow.station == self._station,
                    OutboxRow.sequence <= up_to,
                    OutboxRow.refused.is_(None),
                )
            )

    def _go_on_after(self, connection: Connection, new: Sequence[PredictionResult]) -> None:
        """In a new warehouse Kafka still knows how far our own numbers went."""
        own = [event.sequence for event in new if event.station == self._station]
        if own:
            last = advance(connection, _sequence(self._station), 0)
            advance(connection, _sequence(self._station), max(0, max(own) - last))

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
