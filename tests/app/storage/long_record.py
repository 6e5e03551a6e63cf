"""A record as long as one likes, varied as a line's is, made by SQLite in little time.

A casting every two seconds and three shifts a day; 93 % pass, 5 % are rejected, 2 % are to be
reviewed, each with scores of its own; one inspection in 200 is a second look at a casting,
and of three reviews in five a person has decided.
"""

from sqlalchemy import Engine

from app.storage.database import writing
from tests.app.storage.recording import MORNING

SECONDS_APART = 2
TURN = 14_400  # inspections of a shift
AGAIN = 200
_AT_A_TIME = 200_000
_IN_NO_ORDER = ("ix_inspections_score", "ix_inspections_verdict", "ix_inspections_turn")
_START = int(MORNING.timestamp())


def lengthen(engine: Engine, count: int) -> None:
    """Let the first inspection, which is there, be followed by so many others less one.

    Indexes that are filled in no order are made afterwards.
    """
    late = [(name, sql) for name, sql in _indexes(engine) if name in _IN_NO_ORDER]
    _run(engine, *(f"DROP INDEX {name}" for name, _ in late))
    for start in range(2, count + 1, _AT_A_TIME):
        _run(engine, _insert(engine, start, min(start + _AT_A_TIME - 1, count)))
    _run(engine, *(sql for _, sql in late), _DECIDE)


def _run(engine: Engine, *statements: str) -> None:
    with writing(engine).begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def _indexes(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        )
        return [(str(name), str(sql)) for name, sql in found]


def _insert(engine: Engine, start: int, end: int) -> str:
    with engine.connect() as connection:
        there = connection.exec_driver_sql("PRAGMA table_info(inspections)")
        columns = [_COLUMNS.get(str(row[1]), str(row[1])) for row in there]
    return (
        "INSERT INTO inspections WITH RECURSIVE numbers(n) AS"
        f" (SELECT {start} UNION ALL SELECT n + 1 FROM numbers WHERE n < {end}), varied AS"
        " (SELECT n, (n * 2654435761) % 4294967296 % 99991 % 1000 AS dice,"
        " ((n * 40503 + 7) * 7919 % 1000003) / 1000003.0 AS share FROM numbers)"
        f" SELECT {', '.join(columns)}"
        " FROM varied, (SELECT * FROM inspections WHERE number = 1)"
    )


def _time(number: str) -> str:
    seconds = f"{_START} + {SECONDS_APART} * ({number} - 1)"
    return f"strftime('%Y-%m-%dT%H:%M:%S', {seconds}, 'unixepoch') || '.000000Z'"


def _id(number: str) -> str:
    """As a UUIDv7: it begins with the time."""
    time = f"printf('%012x', 1000 * ({_START} + {SECONDS_APART} * ({number} - 1)))"
    rest = f"printf('-7000-8000-%012x', {number})"
    return f"substr({time}, 1, 8) || '-' || substr({time}, 9) || {rest}"


_COLUMNS = {
    "number": "n",
    "sequence": "n",
    "id": _id("n"),
    "inspected_at": _time("n"),
    "shift": f"CASE (n - 1) / {TURN} % 3 WHEN 0 THEN 'Day' WHEN 1 THEN 'Late' ELSE 'Night' END",
    "shift_started_at": _time(f"(n - 1) / {TURN} * {TURN} + 1"),
    "verdict": "CASE WHEN dice < 930 THEN 'pass' WHEN dice < 980 THEN 'reject' ELSE 'review' END",
    "defect_probability": (
        "CASE WHEN dice < 930 THEN 0.2 * share * share * share"
        " WHEN dice < 980 THEN 0.8 + 0.2 * share ELSE 0.2 + 0.6 * share END"
    ),
    "occasion": f"CASE WHEN n % {AGAIN} = {AGAIN - 1} THEN 'reinspection' ELSE 'line' END",
    "reinspection_of": f"CASE WHEN n % {AGAIN} = {AGAIN - 1} THEN {_id('n - 50')} END",
}
_DECIDE = (
    "INSERT INTO decisions (number, id, station, decided_at, inspection_id, casting_id,"
    " verdict, ruling, defect_kind, reason, decided_by, seal)"
    " SELECT number, substr(id, 1, 24) || 'd' || substr(id, 26), station, inspected_at, id, id,"
    " verdict, iif(number % 3 = 0, 'sound', 'defective'), iif(number % 3 = 0, NULL, 'blow_hole'),"
    " '', 'Kim', printf('%064d', number)"
    " FROM inspections WHERE verdict = 'review' AND reinspection_of IS NULL AND number % 5 < 3"
)
