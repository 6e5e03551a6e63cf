"""Hours of line time in minutes: `python -m tests.faults.soak --castings 100000 --report soak.md`.

One station judges castings as fast as it can while things happen to its broker, and is
watched: nothing of it may grow but the record.
"""

import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Annotated, Self

import psutil
import typer

from tests.faults.broker_faults import meanwhile
from tests.faults.line import PATIENCE_S, Line
from tests.faults.report import conditions
from tests.system.kafka_broker import KafkaBroker, libraries

WARM = 1_000  # castings, after which nothing may grow any more
MEMORY_MB, HANDLES, THREADS = 40.0, 24, 4  # more than when it was warm, at most
RECORD_BYTES = 4_000  # of the database for each inspection, at most, its message included
LOG_MB = 128.0  # of the write-ahead log, at most
PICTURES_MB = 60  # the quota
PRUNED_LATE_MB = 300  # it is looked to once a minute, in which many come at this pace
PACE = 6_000  # castings a minute that the camera offers


@dataclass(frozen=True, slots=True)
class Sample:
    """The station at one moment."""

    castings: int
    memory_mb: float
    handles: int
    threads: int
    log_mb: float


@dataclass(slots=True)
class Soaked:
    """What was seen."""

    samples: list[Sample] = field(default_factory=list)
    broker_faults: Counter[str] = field(default_factory=Counter)
    inspections: int = 0
    twice: int = 0
    record_bytes: float = 0.0  # of the database for each inspection
    pictures_mb: float = 0.0

    def growth(self) -> Sample:
        """The most that each figure has grown by since the station was warm."""
        warm = [sample for sample in self.samples if sample.castings >= WARM]
        first = warm[0]
        return Sample(
            warm[-1].castings - first.castings,
            max(sample.memory_mb for sample in warm) - first.memory_mb,
            max(sample.handles for sample in warm) - first.handles,
            max(sample.threads for sample in warm) - first.threads,
            max(sample.log_mb for sample in warm),
        )

    def check(self) -> None:
        """Raises AssertionError for what has grown beyond its bound."""
        growth = self.growth()
        assert growth.memory_mb < MEMORY_MB, f"{growth.memory_mb:.1f} MB more"
        assert growth.handles < HANDLES, f"{growth.handles} handles more"
        assert growth.threads < THREADS, f"{growth.threads} threads more"
        assert growth.log_mb < LOG_MB, f"a log of {growth.log_mb:.1f} MB"
        assert self.record_bytes < RECORD_BYTES, f"{self.record_bytes:.0f} bytes for each"
        bound_mb = PICTURES_MB + PRUNED_LATE_MB
        assert self.pictures_mb < bound_mb, f"{self.pictures_mb:.0f} MB of pictures"


class Weather:
    """Something happens to the broker now and then, and it recovers."""

    def __init__(self, broker: KafkaBroker, seed: int, every_s: float) -> None:
        self.faults: Counter[str] = Counter()
        self._broker = broker
        self._random = random.Random(seed)
        self._every_s = every_s
        self._ended = Event()
        self._thread = Thread(target=self._run, name="weather")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self._broker.ensure_running()

    def _run(self) -> None:
        faults = meanwhile(self._broker)
        while not self._ended.wait(self._random.uniform(0.5, 1.5) * self._every_s):
            fault = self._random.choice(list(faults))
            self.faults[fault] += 1
            faults[fault]()
            self._ended.wait(self._random.uniform(1, 12))
            self._broker.ensure_running()


def soak(folder: Path, broker: KafkaBroker, castings: int, seed: int, every_s: float) -> Soaked:
    """Let a station judge so many castings, and see what becomes of it."""
    line, soaked = Line(folder, broker, seed, PACE, PICTURES_MB), Soaked()
    with Weather(broker, seed, every_s) as weather, line.running() as process:
        station, last, since = psutil.Process(process.pid), 0, time.monotonic()
        while (count := line.recorded()) < castings:
            assert process.poll() is None, "the station has ended"
            if count > last:
                last, since = count, time.monotonic()
            assert time.monotonic() - since < PATIENCE_S, "it records nothing any more"
            soaked.samples.append(_sample(station, line, count))
            time.sleep(0.5)
        process.terminate()
        process.wait(PATIENCE_S)
    soaked.broker_faults = weather.faults
    faults = 1 + weather.faults.total()
    soaked.inspections, soaked.twice = line.prove(faults)
    soaked.record_bytes = line.database.stat().st_size / soaked.inspections
    pictures = line.pictures.rglob("*.png")
    soaked.pictures_mb = sum(file.stat().st_size for file in pictures) / 1e6
    return soaked


def _sample(station: psutil.Process, line: Line, count: int) -> Sample:
    return Sample(
        count,
        station.memory_info().rss / 1e6,
        station.num_fds(),
        station.num_threads(),
        line.log.stat().st_size / 1e6 if line.log.exists() else 0.0,
    )


def run(
    castings: Annotated[int, typer.Option(min=2 * WARM)] = 100_000,
    seed: int = 1,
    report: Annotated[Path | None, typer.Option(help="Markdown.")] = None,
) -> None:
    """Soak a station, and tell what has grown."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        broker = KafkaBroker(Path(name), libraries())
        broker.start()
        try:
            soaked = soak(Path(name) / "station", broker, castings, seed, every_s=60)
        finally:
            broker.close()
    page = _page(soaked, seed, time.monotonic() - began)
    if report is not None:
        report.write_text(page, "utf-8")
    typer.echo(page)
    soaked.check()


def _page(soaked: Soaked, seed: int, seconds: float) -> str:
    growth, faults = soaked.growth(), soaked.broker_faults
    return f"""{conditions(seed, seconds)}

{soaked.inspections:,} castings judged, recorded and delivered, **0 lost, 0 out of order**,
{soaked.twice} sent twice; {faults.total()} faults of the broker
({", ".join(f"{count} {fault}" for fault, count in sorted(faults.items()))}).

| figure | came to | bound |
| --- | ---: | ---: |
| memory, growth after {WARM:,} castings | {growth.memory_mb:.1f} MB | {MEMORY_MB:.0f} MB |
| handles, growth | {growth.handles} | {HANDLES} |
| threads, growth | {growth.threads} | {THREADS} |
| write-ahead log, largest | {growth.log_mb:.1f} MB | {LOG_MB:.0f} MB |
| database for each inspection | {soaked.record_bytes:,.0f} bytes | {RECORD_BYTES:,} bytes |
| evidence pictures | {soaked.pictures_mb:.1f} MB | {PICTURES_MB} + {PRUNED_LATE_MB} MB |
"""


if __name__ == "__main__":
    typer.run(run)
