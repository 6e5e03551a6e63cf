"""What the tests of the record have in common."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection

from app.settings import RecordSettings
from app.storage.database import writing
from app.storage.store import Store
from models.canonical_json import canonical
from models.inspection import Inspection
from models.judgement import Finding, Occasion, Verdict
from models.seal import VERSION, record_hash
from models.shift import Shift
from tests.fakes import judgement

MORNING = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
DAY = Shift("Day", MORNING, MORNING + timedelta(hours=8))
LATE = Shift("Late", DAY.ends_at, DAY.ends_at + timedelta(hours=8))


def finding(verdict: Verdict = Verdict.PASS, of: str | None = None, **more: Any) -> Finding:
    """A finding with a small picture and a smaller map; `more` goes to its judgement."""
    return Finding(
        judgement(verdict, **more),
        Occasion.REINSPECTION if of else Occasion.LINE,
        np.arange(96 * 96, dtype=np.uint8).reshape(96, 96),
        np.full((24, 24), 0.5, np.float32),
        reinspection_of=of,
    )


def settings(folder: Path, **more: Any) -> RecordSettings:
    """Settings of a record in `folder`."""
    return RecordSettings(database=folder / "castwatch.db", **more)


def keep(store: Store, *verdicts: Verdict, shift: Shift = DAY) -> list[Inspection]:
    """Record findings of these verdicts, a second apart."""
    return keep_all(store, map(finding, verdicts), shift)


def keep_all(store: Store, findings: Iterable[Finding], shift: Shift = DAY) -> list[Inspection]:
    """Record findings, a second apart."""
    return [
        store.keep(one, shift, shift.starts_at + timedelta(seconds=number))
        for number, one in enumerate(findings)
    ]


def multiply(store: Store, count: int, *, is_sent: bool = True, apart_s: int = 0) -> None:
    """Let the first inspection stand so many times, each with its message and some seal;
    where messages wait, with one that fits.

    `apart_s` seconds apart, from MORNING on, in shifts of eight hours.
    """
    at_a_time = 100_000
    for start in range(2, count + 1, at_a_time):
        end = min(start + at_a_time - 1, count)
        numbers = (
            f"WITH RECURSIVE numbers(n) AS"
            f" (SELECT {start} UNION ALL SELECT n + 1 FROM numbers WHERE n < {end})"
        )
        with writing(store.engine).begin() as connection:
            run = connection.exec_driver_sql
            own = {"number": "n", "sequence": "n", "id": "printf('%036d', n)"}
            if apart_s:
                own["inspected_at"] = _moment(f"n * {apart_s}")
                own["shift_started_at"] = _moment(f"n * {apart_s} / 28800 * 28800")
            columns = [
                own.get(str(row[1]), str(row[1])) for row in run("PRAGMA table_info(inspections)")
            ]
            run(
                f"INSERT INTO inspections {numbers}"
                f" SELECT {', '.join(columns)} FROM numbers, inspections WHERE number = 1"
            )
            if not is_sent:
                _add_waiting(connection, range(start, end + 1))
                continue
            run(
                "INSERT INTO seals (number, seal)"
                f" {numbers} SELECT n, printf('%064d', n) FROM numbers"
            )
            run(
                "INSERT INTO outbox"
                " (number, id, station, sequence, state, queued_at, settled_at, payload)"
                f" {numbers} SELECT n, printf('%036d', n), station, n,"
                " 'sent', queued_at, queued_at, NULL FROM numbers, outbox WHERE number = 1"
            )


def _add_waiting(connection: Connection, numbers: range) -> None:
    """Messages as the first and in its form, each with its own id, sequence and hashes."""
    run = connection.exec_driver_sql
    station, queued_at, payload = run(
        "SELECT station, queued_at, payload FROM outbox WHERE number = 1"
    ).one()
    said = json.loads(payload)
    for number in numbers:
        previous = {"previous_hash": said["seal"]}
        said |= {"id": f"{number:036d}", "sequence": number} | previous
        said["seal"] = record_hash(said)
        run("INSERT INTO seals VALUES (?, ?, ?)", (number, said["seal"], VERSION))
        row = number, said["id"], station, number, "waiting", queued_at, canonical(said).decode()
        run(
            "INSERT INTO outbox (number, id, station, sequence, state, queued_at, payload)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            row,
        )


def _moment(seconds: str) -> str:
    """SQL for the time so many seconds after MORNING."""
    start = int(MORNING.timestamp())
    return f"strftime('%Y-%m-%dT%H:%M:%S.000000Z', {start} + {seconds}, 'unixepoch')"
