"""The views for BI: each a plain table to read, on PostgreSQL and SQLite alike.

docs/warehouse.md tells what every column means. Percentages are 0 to 100.
"""

_SUMS = """
    sum(hours.castings) AS castings,
    sum(hours.passed) AS passed,
    sum(hours.rejected) AS rejected,
    sum(hours.review) AS review,
    sum(hours.reinspected) AS reinspected,
    sum(hours.overridden) AS overridden,
    100.0 * sum(hours.passed) / sum(hours.castings) AS yield_percent,
    100.0 * sum(hours.rejected) / sum(hours.castings) AS reject_percent,
    100.0 * sum(hours.review) / sum(hours.castings) AS review_percent
"""

_TIMES = """,
    max(hours.judged_ms_median) AS judged_ms_median,
    max(hours.judged_ms_p95) AS judged_ms_p95,
    max(hours.judged_ms_p99) AS judged_ms_p99
"""


def _summed(by: str, of: str = "hours", more: str = "") -> str:
    return f"SELECT {by}, {_SUMS}{more} FROM {of} GROUP BY {by}"  # noqa: S608 - no values in it


FIRST_VIEWS = {
    "bi_shifts": _summed("hours.station, hours.shift, hours.shift_started_at"),
    "bi_hours": _summed("hours.station, hours.starts_at, hours.local_day", more=_TIMES),
    "bi_recipes": _summed(
        "hours.station, hours.local_day, recipes.network, recipes.network_sha256",
        of="hours JOIN recipes ON recipes.network_sha256 = hours.network_sha256",
    ),
    "bi_p_chart": """
        SELECT station, week, starts_at, castings, rejected,
            1.0 * rejected / castings AS share, centre, lower, upper, rules
        FROM chart_points
    """,
    "bi_pareto": """
        SELECT station, local_day, shift, shift_started_at, kind, sum(castings) AS castings
        FROM defects
        GROUP BY station, local_day, shift, shift_started_at, kind
    """,
    "bi_score_drift": """
        SELECT station, local_day, castings, score,
            score_before, score - score_before AS drift
        FROM (
            SELECT station, local_day, castings, score_sum / castings AS score,
                sum(score_sum) OVER week / sum(castings) OVER week AS score_before
            FROM (
                SELECT station, local_day, sum(castings) AS castings, sum(score_sum) AS score_sum
                FROM hours
                GROUP BY station, local_day
            ) AS days
            WINDOW week AS (
                PARTITION BY station ORDER BY local_day ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING
            )
        ) AS drifts
    """,
    "bi_stations": """
        SELECT stations.name AS station, stations.first_inspected_at, stations.last_inspected_at,
            coalesce(sum(hours.castings), 0) AS castings
        FROM stations LEFT JOIN hours ON hours.station = stations.name
        GROUP BY stations.name, stations.first_inspected_at, stations.last_inspected_at
    """,
}

LIGHT_VIEWS = {
    "bi_light_drift": """
        SELECT station, local_day, castings,
            brightness, brightness_before, brightness - brightness_before AS brightness_drift,
            sharpness, sharpness_before, sharpness - sharpness_before AS sharpness_drift
        FROM (
            SELECT station, local_day, castings,
                brightness_sum / castings AS brightness,
                sum(brightness_sum) OVER week / sum(castings) OVER week AS brightness_before,
                sharpness_sum / castings AS sharpness,
                sum(sharpness_sum) OVER week / sum(castings) OVER week AS sharpness_before
            FROM (
                SELECT station, local_day, sum(lit) AS castings,
                    sum(brightness_sum) AS brightness_sum, sum(sharpness_sum) AS sharpness_sum
                FROM hours
                WHERE lit > 0
                GROUP BY station, local_day
            ) AS days
            WINDOW week AS (
                PARTITION BY station ORDER BY local_day ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING
            )
        ) AS drifts
    """,
}

VIEWS = FIRST_VIEWS | LIGHT_VIEWS
