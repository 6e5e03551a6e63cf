"""The tables: facts of inspections and of hours, their dimensions, and what still goes to Kafka.

docs/warehouse.md tells what each column means, and the views that are meant for reading.
"""

from datetime import UTC, date, datetime
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
    serial: Mapped[str | None]
    epoch: Mapped[str | None] = mapped_column(String(36))  # that `sequence` counts in


class RecipeRow(Row):
    """Dimension: what judges."""

    __tablename__ = "recipes"

    network_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    network: Mapped[str]


class HourRow(Row):
    """Fact: an hour of a station, of one shift and one network, as the archive tells it."""

    __tablename__ = "hours"
    __table_args__ = (Index("ix_hours_day", "local_day", "station"),)

    station: Mapped[str] = mapped_column(String(64), ForeignKey("stations.name"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)  # UTC: the archive's, computed as a whole
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)  # an hour of the plant's clocks
    shift: Mapped[str] = mapped_column(primary_key=True)
    shift_started_at: Mapped[datetime] = mapped_column(primary_key=True)
    network_sha256: Mapped[str] = mapped_column(
        String(64), ForeignKey("recipes.network_sha256"), primary_key=True
    )
    local_day: Mapped[date]  # of starts_at, in the plant's zone
    castings: Mapped[int]
    passed: Mapped[int]
    rejected: Mapped[int]
    review: Mapped[int]
    reinspected: Mapped[int]  # castings
    overridden: Mapped[int]  # castings of which a person said the contrary
    score_sum: Mapped[float]  # defect probabilities of the first inspections
    score_median: Mapped[float]
    score_p90: Mapped[float]
    lit: Mapped[int] = mapped_column(server_default="0")  # castings whose light was measured
    brightness_sum: Mapped[float] = mapped_column(server_default="0")  # of those
    sharpness_sum: Mapped[float] = mapped_column(server_default="0")
    judged_ms_median: Mapped[float]
    judged_ms_p95: Mapped[float]
    judged_ms_p99: Mapped[float]


class DefectRow(Row):
    """Fact: castings that people called defective, by shift and kind."""

    __tablename__ = "defects"

    station: Mapped[str] = mapped_column(String(64), ForeignKey("stations.name"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)  # UTC, as in HourRow
    local_day: Mapped[date] = mapped_column(primary_key=True)
    shift: Mapped[str] = mapped_column(primary_key=True)
    shift_started_at: Mapped[datetime] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)  # "unnamed" where nobody said
    castings: Mapped[int]


class ChartPointRow(Row):
    """Fact: an hour on the p-chart of a station's week."""

    __tablename__ = "chart_points"

    station: Mapped[str] = mapped_column(String(64), ForeignKey("stations.name"), primary_key=True)
    week: Mapped[date] = mapped_column(primary_key=True)  # its Monday, in the plant's zone
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    castings: Mapped[int]
    rejected: Mapped[int]
    centre: Mapped[float]  # share of rejects, 0 .. 1
    lower: Mapped[float | None]  # none where the hour is too small to be judged
    upper: Mapped[float | None]
    rules: Mapped[str] = mapped_column(String(16))  # Nelson's numbers, e.g. "1,3"


class SourceRow(Row):
    """Which files of the archive a day of a station was computed from."""

    __tablename__ = "statistics_sources"

    dataset: Mapped[str] = mapped_column(String(16), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)  # UTC
    station: Mapped[str] = mapped_column(String(64), primary_key=True)
    files: Mapped[str] = mapped_column(String(64))  # SHA-256 over their names


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
    refused: Mapped[str | None]  # why Kafka will never take it; None while it waits
