"""Castings and what became of them, as Spark reads them from the archive.

A casting is counted once: at the time, and for the shift and the network, of its first inspection;
with the verdict of its newest inspection; and with what a person has decided last. So do the
station's own history and the API.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as f

from plant.archive.datasets import DECISIONS, INSPECTIONS, Dataset
from plant.statistics.sources import Holdings
from plant.warehouse.figures import StationDay

_INSPECTION = (
    "id string, sequence bigint, inspected_at timestamp, shift string, shift_started_at timestamp,"
    " reinspection_of string, verdict string, defect_probability double, network string,"
    " network_sha256 string, judged_ms double, brightness double, sharpness double,"
    " epoch string, date string, station string"
)
_DECISION = (
    "id string, decided_at timestamp, casting_id string, ruling string, is_override boolean,"
    " defect_kind string, date string, station string"
)
UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Archive:
    """What Spark reads."""

    spark: SparkSession
    url: str  # of the root, as Hadoop wants it
    holdings: Holdings

    def castings(self, days: set[StationDay]) -> DataFrame:
        """The castings first inspected on these days: a row each."""
        first = self._inspections(self.holdings.paths(INSPECTIONS, days)).where(_is_first())
        since = self.holdings.paths(INSPECTIONS, self.holdings.since(INSPECTIONS, days))
        again = _newest_verdicts(self._inspections(since).where(~_is_first()))
        decided = self.holdings.paths(DECISIONS, self.holdings.since(DECISIONS, days))
        return (
            first.join(f.broadcast(again), first.id == again.casting, "left")
            .drop("casting")
            .join(f.broadcast(_newest_decisions(self._decisions(decided))), "id", "left")
            .withColumn("final", f.coalesce("newest_verdict", "verdict"))
            .withColumn("starts_at", f.date_trunc("hour", "inspected_at"))
            .withColumn("local_day", f.to_date("starts_at"))
        )

    def castings_named_in(
        self, inspections: set[StationDay], decisions: set[StationDay]
    ) -> set[tuple[str, str]]:
        """Stations and ids of castings that were inspected again, or decided on, in these files."""
        again = (
            self._inspections(self.holdings.paths(INSPECTIONS, inspections))
            .where(~_is_first())
            .select("station", f.col("reinspection_of").alias("casting"))
        )
        decided = self._decisions(self.holdings.paths(DECISIONS, decisions)).select(
            "station", f.col("casting_id").alias("casting")
        )
        return {(row.station, row.casting) for row in again.union(decided).distinct().collect()}

    def _inspections(self, paths: Sequence[str]) -> DataFrame:
        return self._read(INSPECTIONS, _INSPECTION, paths)

    def _decisions(self, paths: Sequence[str]) -> DataFrame:
        return self._read(DECISIONS, _DECISION, paths)

    def _read(self, dataset: Dataset, schema: str, paths: Sequence[str]) -> DataFrame:
        if not paths:
            return self.spark.createDataFrame([], schema)
        reader = self.spark.read.schema(schema).option("basePath", f"{self.url}/{dataset.name}")
        return reader.parquet(*(f"{self.url}/{path}" for path in paths))


def _is_first() -> Column:
    return f.col("reinspection_of").isNull()


def _newest_verdicts(again: DataFrame) -> DataFrame:
    order = f.struct(f.coalesce("epoch", f.lit("")).alias("epoch"), "sequence")
    newest = f.max_by("verdict", order).alias("newest_verdict")
    return again.groupBy(f.col("reinspection_of").alias("casting")).agg(newest)


def _newest_decisions(decisions: DataFrame) -> DataFrame:
    newest = f.max_by(
        f.struct("ruling", "is_override", f.coalesce("defect_kind", f.lit(UNNAMED)).alias("kind")),
        f.struct("decided_at", "id"),
    )
    return (
        decisions.groupBy(f.col("casting_id").alias("id"))
        .agg(newest.alias("decision"))
        .select("id", "decision.ruling", "decision.is_override", "decision.kind")
    )
