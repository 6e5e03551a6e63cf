"""An archive as many stations would have filled it: `python -m tests.load.archive FOLDER`.

A station judges a casting a second, day and night, and its lamp ages; one of 200 castings passes
only when it is inspected again, and a person finds a defect on it. Ids carry their time, as real
ones do.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import typer

from plant.archive.datasets import DECISIONS, INSPECTIONS, Dataset
from plant.archive.names import Folder, Place, Span
from plant.archive.shelf import Shelf

START = date(2026, 10, 19)  # a Monday; Europe's clocks change on the Sunday after it
PER_DAY = 86_400
AGAIN_EVERY = 200
REJECTS, REVIEWS = 0.03, 0.01
KINDS = ("blow_hole", "blow_hole", "burr", "blow_hole", "shrinkage", "burr", "pinhole")
NETWORK, SHA256 = "castings_v1", "ab" * 32
PLACE = Place("prediction_results", 0)


@dataclass(frozen=True, slots=True)
class StationDay:
    """What one station judges on one day, from inspection number `start` on, counted from 0."""

    station: str
    day: date
    start: int
    count: int
    per_day: int

    @property
    def numbers(self) -> range:
        return range(self.start, self.start + self.count)

    @property
    def brightness(self) -> float:
        """The lamp loses a grey level a day."""
        return 130.0 - (self.day - START).days

    def at(self, number: int) -> datetime:
        midnight = datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)
        return midnight + timedelta(seconds=(number % self.per_day) * 86_400 / self.per_day)

    def id(self, number: int, kind: int = 0) -> str:
        milliseconds = f"{int(self.at(number).timestamp() * 1000):012x}"
        end = f"{self.station[-3:]:0>12}"
        return f"{milliseconds[:8]}-{milliseconds[8:]}-7{kind:03x}-8000-{end}"


def is_again(number: int) -> bool:
    """Whether an inspection is of the casting before, once more."""
    return number % AGAIN_EVERY == AGAIN_EVERY - 1


def fill(shelf: Shelf, events: int, stations: int, per_day: int = PER_DAY) -> int:
    """Write so many inspections, and their decisions; returns of how many castings."""
    each = events // stations
    for number in range(stations):
        rng = np.random.default_rng(number)
        for start in range(0, each, per_day):
            day = START + timedelta(days=start // per_day)
            count = min(per_day, each - start)
            made = StationDay(f"line-{number + 1:03d}", day, start, count, per_day)
            put(shelf, INSPECTIONS, made, inspections(made, rng))
            if decided := _decisions(made):
                put(shelf, DECISIONS, made, pa.Table.from_pylist(decided, DECISIONS.schema))
    return stations * sum(not is_again(number) for number in range(each))


def inspections(made: StationDay, rng: np.random.Generator) -> pa.Table:
    """The day as the archive has it."""
    numbers, count = made.numbers, made.count
    times = [made.at(number) for number in numbers]
    shifts = [each.replace(hour=each.hour // 8 * 8, minute=0, second=0) for each in times]
    drawn = rng.random(count)
    judged = np.where(drawn < REJECTS + REVIEWS, "review", "pass")
    judged = np.where(drawn < REJECTS, "reject", judged).tolist()
    scores = np.round(np.where(drawn < REJECTS + REVIEWS, 0.8, 0.1) * rng.random(count), 6)
    columns: dict[str, Any] = {
        "id": [made.id(number) for number in numbers],
        "sequence": [number + 1 for number in numbers],
        "inspected_at": times,
        "shift": [("Night", "Day", "Late")[each.hour // 8] for each in times],
        "shift_started_at": [each.replace(microsecond=0) for each in shifts],
        "occasion": ["reinspection" if is_again(number) else "line" for number in numbers],
        "reinspection_of": [made.id(n - 1) if is_again(n) else None for n in numbers],
        "verdict": ["pass" if is_again(n) else judged[n - made.start] for n in numbers],
        "defect_probability": scores,
        "frame_probabilities": [[score] for score in scores.tolist()],
        "review_threshold": np.full(count, 0.3),
        "reject_threshold": np.full(count, 0.7),
        "network": [NETWORK] * count,
        "network_sha256": [SHA256] * count,
        "brightness": np.round(made.brightness + rng.normal(0, 3, count), 3),
        "sharpness": np.round(0.4 + rng.normal(0, 0.01, count), 4),
        "x": np.full(count, 0.5),
        "y": np.full(count, 0.5),
        "judged_ms": np.round(20 + 10 * rng.random(count), 3),
        "kafka_partition": np.zeros(count, np.int32),
        "kafka_offset": np.arange(made.start, made.start + count),
    }
    absent = set(INSPECTIONS.schema.names) - set(columns)
    return pa.table(columns | dict.fromkeys(absent, [None] * count), schema=INSPECTIONS.schema)


def put(shelf: Shelf, dataset: Dataset, made: StationDay, table: pa.Table) -> None:
    """Let the archive have it."""
    offsets = table["kafka_offset"]
    span = Span(PLACE, offsets[0].as_py(), offsets[-1].as_py())
    folder = Folder(dataset.name, made.day, made.station)
    shelf.put(shelf.write_aside(PLACE, table), folder, span)


def _decisions(made: StationDay) -> list[dict[str, Any]]:
    return [
        {
            "id": made.id(number - 1, kind=1),
            "decided_at": made.at(number - 1) + timedelta(seconds=5),
            "inspection_id": made.id(number - 1),
            "casting_id": made.id(number - 1),
            "verdict": "pass",
            "ruling": "defective",
            "is_override": True,
            "defect_kind": KINDS[number // AGAIN_EVERY % len(KINDS)],
            "reason": "seen by hand",
            "decided_by": "Kim Min-jun",
            "seal": None,
            "kafka_partition": 0,
            "kafka_offset": number,
        }
        for number in made.numbers
        if is_again(number)
    ]


def run(
    folder: Path,
    events: Annotated[int, typer.Option(min=1)] = 1_000_000,
    stations: Annotated[int, typer.Option(min=1, max=999)] = 10,
) -> None:
    """Fill a folder."""
    castings = fill(Shelf(f"file://{folder.resolve()}"), events, stations)
    typer.echo(f"{castings:,} castings")


if __name__ == "__main__":
    typer.run(run)
