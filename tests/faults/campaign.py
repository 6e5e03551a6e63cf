"""Cycle after cycle a station runs, something happens to it or its broker, and all is checked.

The database, the pictures and the topic are kept from cycle to cycle.
"""

import random
import resource
import signal
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.line import PATIENCE_S, Line, wait
from tests.faults.struck_station import CLOSED, DEATHS, SET_BACK, SET_FORWARD
from tests.system.kafka_broker import KafkaBroker

CASTINGS_PER_MINUTE = 1200  # 20 a second
DEATHS_SHARE = 0.5  # of the cycles it is killed in for certain; in the others often enough
BROKER_SHARE = 0.35  # of the cycles something happens to the broker in


@dataclass(slots=True)
class Tally:
    """What has happened so far."""

    station_faults: Counter[str] = field(default_factory=Counter)
    broker_faults: Counter[str] = field(default_factory=Counter)
    kills: int = 0  # how many times the station was killed
    inspections: int = 0
    twice: int = 0


class Campaign:
    """One line under faults; the same seed draws the same faults."""

    def __init__(self, folder: Path, broker: KafkaBroker, seed: int) -> None:
        self._broker = broker
        self._random = random.Random(seed)
        self._line = Line(folder, broker, seed, CASTINGS_PER_MINUTE)
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
        self.tally.kills = self._line.kills

    def _station_run(self) -> None:
        others = {
            "killed at any instant": self._killed,
            "terminated": self._terminated,
            CLOSED: self._window_closed,
            SET_FORWARD: lambda: self._clock_set(SET_FORWARD),
            SET_BACK: lambda: self._clock_set(SET_BACK),
            "locked out": self._locked_out,
            "disk full": self._disk_full,
            "log torn": self._log_torn,
            "memory short": self._memory_short,
            "camera away": self._camera_away,
        }
        deaths = [*DEATHS, "killed at any instant"]
        kinds = deaths if self._random.random() < DEATHS_SHARE else [*DEATHS, *others]
        fault = self._random.choice(kinds)
        self.tally.station_faults[fault] += 1
        if fault in DEATHS:
            self._dies_at_border(fault)
        else:
            others[fault]()

    def _killed(self) -> None:
        with self._line.running() as process:
            time.sleep(self._random.uniform(0.2, 4.0))  # the fault comes when it comes
            process.kill()

    def _terminated(self) -> None:
        with self._line.running() as process:
            time.sleep(self._random.uniform(0.2, 4.0))
            process.terminate()

    def _dies_at_border(self, border: str) -> None:
        with self._struck_station(border, self._random.randint(1, 12)) as process:
            # With the broker away the border may never be reached: then it is killed here.
            wait(lambda: process.poll() is not None, seconds=self._random.uniform(4, 8))
            process.kill()

    def _window_closed(self) -> None:
        with self._struck_station(CLOSED, self._random.randint(1, 60)) as process:
            assert process.wait(PATIENCE_S) == 0, "closing the window is no fault"

    def _clock_set(self, fault: str) -> None:
        """By a day, in the middle of the castings."""
        count = self._random.randint(1, 10)
        before, jumps = self._line.recorded(), self._line.count("clock_jumps")
        with self._struck_station(fault, count) as process:
            wanted = before + count + self._random.randint(1, 5)
            wait(lambda: self._line.recorded() >= wanted or process.poll() is not None, PATIENCE_S)
            process.send_signal(self._random.choice([signal.SIGTERM, signal.SIGKILL]))
        assert self._line.count("clock_jumps") == jumps + (self._line.recorded() > before + count)

    def _log_torn(self) -> None:
        """A power cut in the middle of a commit: the log ends in what makes no sense."""
        with self._recording_station() as process:
            time.sleep(self._random.uniform(0, 1))
            process.kill()
        if self._line.log.exists():
            with self._line.log.open("ab") as tail:
                tail.write(self._random.randbytes(self._random.randint(1, 9000)))

    def _memory_short(self) -> None:
        """From one instant on it gets little more memory than it has; it may die of it."""
        with self._recording_station() as process:
            pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[0])
            limit = pages * resource.getpagesize() + self._random.randint(0, 20_000_000)
            resource.prlimit(process.pid, resource.RLIMIT_AS, (limit, limit))
            time.sleep(self._random.uniform(0.5, 3))
            process.kill()

    def _camera_away(self) -> None:
        """Unplugged, and plugged in again."""
        away = self._line.castings.with_name("away")
        with self._recording_station() as process:
            self._line.castings.rename(away)
            time.sleep(self._random.uniform(0.5, 3))
            away.rename(self._line.castings)
            before = self._line.recorded()
            wait(lambda: self._line.recorded() > before or process.poll() is not None, PATIENCE_S)
            assert process.poll() is not None or self._line.recorded() > before, "it does not go on"
            process.terminate()

    def _locked_out(self) -> None:
        """Another process holds the database's write lock for longer than the station waits."""
        with self._recording_station() as process:
            with closing(sqlite3.connect(self._line.database, isolation_level=None)) as other:
                other.execute("PRAGMA busy_timeout = 10000")
                other.execute("BEGIN IMMEDIATE")
                time.sleep(self._random.uniform(1, 7))
                other.execute("ROLLBACK")
            process.send_signal(signal.SIGTERM)

    def _disk_full(self) -> None:
        """From one instant on no file of the station can grow, and then it is killed or ended."""
        with self._recording_station() as process:
            files = [self._line.database, self._line.log]
            limit = max(file.stat().st_size for file in files if file.exists())
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (limit, limit))
            time.sleep(self._random.uniform(0.5, 3))
            process.send_signal(self._random.choice([signal.SIGTERM, signal.SIGKILL]))

    @contextmanager
    def _recording_station(self) -> Iterator[subprocess.Popen[bytes]]:
        before = self._line.recorded()
        with self._line.running() as process:
            wait(lambda: self._line.recorded() > before or process.poll() is not None, PATIENCE_S)
            yield process

    def _struck_station(
        self, fault: str, count: int
    ) -> AbstractContextManager[subprocess.Popen[bytes]]:
        return self._line.running("tests.faults.struck_station", fault, str(count))

    @contextmanager
    def _broker_fault(self) -> Iterator[None]:
        """One time of three something happens to the broker, mostly while the station runs."""
        strikes = {
            "away": self._broker.stop,
            "killed": self._broker.kill,
            "frozen": self._broker.freeze,
            "restarted": self._restart,
            "connection cut": self._broker.line.cut,
            "connection half open": self._broker.line.stall,
            "connection slow": self._broker.line.slow,
        }
        if self._random.random() > BROKER_SHARE:
            yield
            return
        fault = self._random.choice(list(strikes))
        self.tally.broker_faults[fault] += 1
        strike = strikes[fault]
        delay_s = 0 if fault == "away" else self._random.uniform(0.5, 4)
        timer = threading.Timer(delay_s, strike)
        timer.start()
        try:
            yield
        finally:
            timer.join()

    def _restart(self) -> None:
        self._broker.stop()
        self._broker.start()
