"""Cycle after cycle a station runs, something happens to it or its broker, and all is checked.

The database, the pictures and the topic are kept from cycle to cycle.
"""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import broker_faults
from tests.faults.line import Line
from tests.faults.station_faults import StationFaults
from tests.system.kafka_broker import KafkaBroker

CASTINGS_PER_MINUTE = 1200  # 20 a second
BROKER_SHARE = 0.35  # of the cycles something happens to the broker in


@dataclass(slots=True)
class Tally:
    """What has happened so far."""

    station_faults: Counter[str] = field(default_factory=Counter)
    broker_faults: Counter[str] = field(default_factory=Counter)
    kills: int = 0  # how many times the station was killed
    inspections: int = 0
    twice: int = 0
    set_apart: int = 0  # messages that the topic did not take at first


class Campaign:
    """One line under faults; the same seed draws the same faults."""

    def __init__(
        self, folder: Path, broker: KafkaBroker, seed: int, only: str | None = None
    ) -> None:
        self._broker = broker
        self._random = random.Random(seed)
        self._line = Line(folder, broker, seed, CASTINGS_PER_MINUTE)
        self._station_faults = StationFaults(self._line, self._random, only)
        self.tally = Tally()

    def cycle(self) -> None:
        """One run of the station with one fault of its own, and maybe one of the broker."""
        with self._broker_fault():
            self._station_run()
        self._broker.ensure_running()
        self.prove()

    def prove(self, *, anew: bool = False) -> None:
        """Nothing lost, nothing out of order, nothing damaged so far."""
        if self._line.database.exists():  # else it was killed before it was made
            faults = self.tally.station_faults.total() + self.tally.broker_faults.total()
            self.tally.inspections, self.tally.twice = self._line.prove(faults, anew=anew)
        self.tally.kills, self.tally.set_apart = self._line.kills, self._line.set_apart

    def _station_run(self) -> None:
        fault = self._station_faults.draw()
        self.tally.station_faults[fault] += 1
        self._station_faults.strike(fault)

    @contextmanager
    def _broker_fault(self) -> Iterator[None]:
        """One time of three something happens to the broker, mostly while the station runs."""
        if self._random.random() > BROKER_SHARE:
            yield
            return
        at_the_start = broker_faults.at_the_start(self._broker, self._line)
        meanwhile = broker_faults.meanwhile(self._broker)
        meanwhile["only small messages"] = self._line.take_only_small_messages
        fault = self._random.choice([*at_the_start, *meanwhile])
        self.tally.broker_faults[fault] += 1
        if fault in at_the_start:
            at_the_start[fault]()
            yield
            return
        timer = threading.Timer(self._random.uniform(0.5, 4), meanwhile[fault])
        timer.start()
        try:
            yield
        finally:
            timer.join()
