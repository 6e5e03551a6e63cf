"""The tables: a fact for each inspection, a dimension of stations, and what still goes to Kafka."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, String, TypeDecorator, text
from sqlalchemy import Enum as EnumColumn
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine

from models.judgement import Occasion, Verdict


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime; SQLite, which has none, gets text of one width that sorts as it reads."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """What the column is."""
        as_text = dialect.name == "sqlite"
        return dialect.type_descriptor(String(27) if as_text else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Write it."""
        if value is None or dialect.name != "sqlite":
            return value
        return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Read it."""
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        return value.astimezone(UTC) if isinstance(value, datetime) else None


def _words(kind: type[StrEnum]) -> EnumColumn:
    return EnumColumn(
        kind,
        native_enum=False,
        create_constraint=False,
        length=16,
        values_callable=lambda words: [word.value for word in words],
    )


class Row(DeclarativeBase):
    """The base of all tables."""

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it off the class
        int: BigInteger,
        datetime: UtcTime,
        Verdict: _words(Verdict),
        Occasion: _words(Occasion),
    }


class StationRow(Row):
    """Dimension: who inspects."""

    __tablename__ = "stations"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    first_inspected_at: Mapped[datetime]
    last_inspected_at: Mapped[datetime]


class InspectionRow(Row):
    """Fact: one inspection, as its message told it. None is ever changed."""

    __tablename__ = "inspections"
    __table_args__ = (
        Index("ix_inspections_time", "inspected_at"),
        Index("ix_inspections_station", "station", "inspected_at"),
        Index("ix_inspections_casting", "casting_id", "sequence"),
        Index(
            "ix_inspections_flagged",
            "number",
            sqlite_where=text("verdict != 'pass'"),
            postgresql_where=text("verdict != 'pass'"),
        ),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # of arrival here
    id: Mapped[str] = mapped_column(String(36), unique=True)
    casting_id: Mapped[str] = mapped_column(String(36))  # id of the casting's first inspection
    station: Mapped[str] = mapped_column(String(64), ForeignKey("stations.name"))
    sequence: Mapped[int]
    inspected_at: Mapped[datetime]
    shift: Mapped[str]
    shift_started_at: Mapped[datetime]
    occasion: Mapped[Occasion]
    verdict: Mapped[Verdict]
    defect_probability: Mapped[float]
    review_threshold: Mapped[float]
    reject_threshold: Mapped[float]
    network: Mapped[str]
    network_sha256: Mapped[str] = mapped_column(String(64))
    judged_ms: Mapped[float]
    part: Mapped[int | None]
    source: Mapped[str | None]


class CounterRow(Row):
    """The last number given out; who raises it holds its row until the commit."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    last: Mapped[int]


class PositionRow(Row):
    """How far a partition of a topic was read, as of the facts that are here."""

    __tablename__ = "positions"

    topic: Mapped[str] = mapped_column(String(249), primary_key=True)
    partition: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    next_offset: Mapped[int]


class OutboxRow(Row):
    """A message of the API's own that Kafka has not acknowledged."""

    __tablename__ = "outbox"

    station: Mapped[str] = mapped_column(String(64), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    payload: Mapped[str]  # JSON, see models.events
