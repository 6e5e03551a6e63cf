"""From castings to the figures of hours and defects."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as f

from models.decision import Ruling
from models.judgement import Verdict
from plant.warehouse.figures import Figures, StationDay

_SHIFT = ("station", "date", "local_day", "shift", "shift_started_at")


def figures_of(castings: DataFrame, computed: set[StationDay]) -> Figures:
    """Everything that the warehouse is told of these castings."""
    seen: dict[str, list[datetime]] = defaultdict(list)
    recipes: dict[str, str] = {}
    hours = []
    for row in _hours(castings).collect():
        each = _plain(row.asDict())
        recipes[each["network_sha256"]] = each.pop("network")
        seen[each["station"]] += [each.pop("first_at"), each.pop("last_at")]
        hours.append(each)
    defects = [_plain(row.asDict()) for row in _defects(castings).collect()]
    return Figures(
        frozenset(computed),
        tuple(hours),
        tuple(defects),
        recipes,
        {station: (min(times), max(times)) for station, times in seen.items()},
    )


def _hours(castings: DataFrame) -> DataFrame:
    score, took = "defect_probability", "judged_ms"
    return (
        castings.groupBy(*_SHIFT, "starts_at", "network", "network_sha256")
        .agg(
            f.count("*").alias("castings"),
            _count(f.col("final") == Verdict.PASS.value).alias("passed"),
            _count(f.col("final") == Verdict.REJECT.value).alias("rejected"),
            _count(f.col("final") == Verdict.REVIEW.value).alias("review"),
            f.count("newest_verdict").alias("reinspected"),
            _count(f.col("is_override")).alias("overridden"),
            _sum(score).alias("score_sum"),
            f.count("brightness").alias("lit"),
            f.coalesce(_sum("brightness"), f.lit(0.0)).alias("brightness_sum"),
            f.coalesce(_sum("sharpness"), f.lit(0.0)).alias("sharpness_sum"),
            f.percentile(score, f.lit(0.5)).alias("score_median"),
            f.percentile(score, f.lit(0.9)).alias("score_p90"),
            f.percentile(took, f.lit(0.5)).alias("judged_ms_median"),
            f.percentile(took, f.lit(0.95)).alias("judged_ms_p95"),
            f.percentile(took, f.lit(0.99)).alias("judged_ms_p99"),
            f.unix_micros(f.min("inspected_at")).alias("first_at"),
            f.unix_micros(f.max("inspected_at")).alias("last_at"),
        )
        .withColumns(_as_micros("starts_at", "shift_started_at"))
    )


def _defects(castings: DataFrame) -> DataFrame:
    return (
        castings.where(f.col("ruling") == Ruling.DEFECTIVE.value)
        .groupBy(*_SHIFT, "kind")
        .agg(f.count("*").alias("castings"))
        .withColumns(_as_micros("shift_started_at"))
    )


def _count(condition: Column) -> Column:
    return f.sum(f.when(condition, 1).otherwise(0))


def _sum(name: str) -> Column:
    """Added up as decimals, whose sum is the same in whatever order Spark takes them."""
    return f.sum(f.col(name).cast("decimal(18, 9)")).cast("double")


def _as_micros(*names: str) -> dict[str, Column]:
    """Times as numbers: PySpark would hand them over by this machine's clocks, without a zone."""
    return {name: f.unix_micros(name) for name in names}


_TIMES = ("starts_at", "shift_started_at", "first_at", "last_at")


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the warehouse takes it."""
    values = dict(row)
    values["day"] = date.fromisoformat(values.pop("date"))
    for name in _TIMES:
        if name in values:
            values[name] = datetime.fromtimestamp(values[name] / 1e6, UTC)
    return values
