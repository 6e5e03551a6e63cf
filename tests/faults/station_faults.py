"""What happens to one station while it runs, each once a cycle."""

import errno
import os
import random
import resource
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from app.storage.checking import check_seals
from app.storage.errors import StorageError
from tests.faults.damage import black, changed_by_hand, read_only
from tests.faults.line import PATIENCE_S, Line, wait
from tests.faults.struck_station import CLOSED, DEATHS, FROZEN

_DAY_S = 86_400
_EUC_KR = "주물.png".encode("euc-kr")  # no UTF-8
DEATHS_SHARE = 0.5  # of the cycles it is killed in for certain; in the others often enough


class StationFaults:
    """The faults of one line's station; `draw` takes one."""

    def __init__(self, line: Line, chance: random.Random, only: str | None = None) -> None:
        """With `only` that one fault is drawn each time."""
        self._line = line
        self._random = chance
        self._only = only
        self._others: dict[str, Callable[[], None]] = {
            "killed at any instant": self._killed,
            "terminated": self._terminated,
            CLOSED: self._window_closed,
            "clock a day on": lambda: self._clock_set(_DAY_S),
            "clock a day back": lambda: self._clock_set(-_DAY_S),
            "clock five years on": lambda: self._clock_set(5 * 366 * _DAY_S),
            "clock of 1970 at the start": self._clock_lost,
            "disk error at writing": lambda: self._disk_fails(self._line.shim.writes_fail()),
            "disk error at flushing": lambda: self._disk_fails(self._line.shim.syncs_fail()),
            "disk without room": lambda: self._disk_fails(
                self._line.shim.writes_fail(errno.ENOSPC)
            ),
            "disk slow": self._disk_slow,
            "locked out": self._locked_out,
            "disk full": self._disk_full,
            "read-only at the start": self._read_only_at_the_start,
            "read-only from one instant on": self._read_only_meanwhile,
            "log torn": self._log_torn,
            "row changed by hand": self._row_changed,
            "memory short": self._memory_short,
            "camera away": self._camera_away,
            "camera black": self._camera_black,
            FROZEN: self._camera_frozen,
            "file that is no image": lambda: self._poisoned(b"odd.png", b"%!PS-Adobe-3.0"),
            "file with a Korean name in EUC-KR": lambda: self._poisoned(_EUC_KR, None),
        }

    def draw(self) -> str:
        """The name of one."""
        if self._only is not None:
            return self._only
        deaths = [*DEATHS, "killed at any instant"]
        is_death = self._random.random() < DEATHS_SHARE
        return self._random.choice(deaths if is_death else [*DEATHS, *self._others])

    def strike(self, fault: str) -> None:
        """Run the station, and let it happen to it."""
        if fault in DEATHS:
            self._dies_at_border(fault)
        else:
            self._others[fault]()

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

    def _clock_set(self, seconds: int) -> None:
        """In the middle of the castings, once, and right again at the next start."""
        with self._recording_station() as process:
            jumps = self._line.count("clock_jumps")  # with that of a clock that was lost before
            with self._line.shim.clock_ahead(seconds):
                wanted = self._line.recorded() + self._random.randint(2, 6)
                wait(
                    lambda: self._line.recorded() >= wanted or process.poll() is not None,
                    PATIENCE_S,
                )
                assert process.poll() is None, "it has ended"
                assert self._line.count("clock_jumps") == jumps + 1
                process.send_signal(self._random.choice([signal.SIGTERM, signal.SIGKILL]))
                process.wait(PATIENCE_S)

    def _clock_lost(self) -> None:
        """The computer's clock begins in 1970, as with an empty battery."""
        with self._line.shim.clock_ahead(-round(time.time())), self._recording_station() as process:
            time.sleep(self._random.uniform(0.5, 3))
            process.send_signal(self._random.choice([signal.SIGTERM, signal.SIGKILL]))
            process.wait(PATIENCE_S)

    def _disk_fails(self, fault: AbstractContextManager[None]) -> None:
        """Nothing is recorded while the disk refuses; without a screen the station ends with 1."""
        with self._recording_station() as process, fault:
            assert process.wait(PATIENCE_S) == 1, "nobody was told"
            before = self._line.recorded()
            with self._line.running() as again:
                wait(lambda: again.poll() is not None, seconds=self._random.uniform(0.5, 3))
                again.kill()
            assert self._line.recorded() == before, "it was recorded on a disk that fails"

    def _disk_slow(self) -> None:
        """Whoever is asked to end records what was judged, however long the disk takes."""
        slow = self._line.shim.slow(self._random.uniform(0.05, 0.2))
        with self._recording_station() as process, slow:
            time.sleep(self._random.uniform(1, 4))
            process.terminate()
            assert process.wait(PATIENCE_S) == 0, "judged castings were given up"

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
            self._goes_on(process)
            process.terminate()

    def _camera_black(self) -> None:
        """Nothing is judged of what nobody could see."""
        with self._recording_station() as process:
            with black(self._line.castings):
                time.sleep(1)  # pictures that were under way
                before = self._line.recorded()
                time.sleep(self._random.uniform(0.5, 2))
                assert self._line.recorded() == before, "it judged black pictures"
            self._goes_on(process)
            process.terminate()

    def _camera_frozen(self) -> None:
        """Its driver does not answer for seconds."""
        with self._struck_station(FROZEN, self._random.randint(2, 40)) as process:
            wait(lambda: process.poll() is not None, seconds=self._random.uniform(3, 9))
            self._goes_on(process)
            process.send_signal(self._random.choice([signal.SIGTERM, signal.SIGKILL]))

    def _poisoned(self, name: bytes, content: bytes | None) -> None:
        """One file that no decoder reads, or no text names, costs no other its verdict."""
        good = (self._line.castings / "00.png").read_bytes()
        path = Path(os.fsdecode(os.path.join(os.fsencode(self._line.castings), name)))  # noqa: PTH118
        with self._recording_station() as process:
            path.write_bytes(good if content is None else content)
            try:
                rounds = self._line.recorded() + 30  # more than two rounds of the folder
                wait(lambda: self._line.recorded() >= rounds or process.poll() is not None)
                assert process.poll() is None, "it has ended"
                assert self._line.recorded() >= rounds, "it does not go on"
                process.send_signal(self._random.choice([signal.SIGTERM, signal.SIGKILL]))
                process.wait(PATIENCE_S)
            finally:
                path.unlink()

    def _goes_on(self, process: subprocess.Popen[bytes]) -> None:
        before = self._line.recorded()
        wait(lambda: self._line.recorded() > before or process.poll() is not None, PATIENCE_S)
        assert process.poll() is None, "it has ended"
        assert self._line.recorded() > before, "it does not go on"

    def _read_only_at_the_start(self) -> None:
        with read_only(self._line.database, self._line.log), self._line.running() as process:
            wait(lambda: process.poll() is not None, seconds=self._random.uniform(1, 4))
            process.kill()

    def _read_only_meanwhile(self) -> None:
        files = self._line.database, self._line.log
        with self._recording_station() as process, read_only(*files):
            time.sleep(0.5)  # what was written already may still become visible
            before = self._line.recorded()
            time.sleep(self._random.uniform(0.5, 3))
            assert self._line.recorded() == before, "it was not read-only"
            process.send_signal(self._random.choice([signal.SIGTERM, signal.SIGKILL]))
            process.wait(PATIENCE_S)

    def _row_changed(self) -> None:
        """Past the triggers, by somebody who knows how: it is noticed, and nothing else suffers."""
        with self._recording_station() as process:
            process.kill()
        number = self._random.randint(1, self._line.recorded())
        with changed_by_hand(self._line.database, number):
            with pytest.raises(StorageError, match=f"inspection no. {number} "):
                check_seals(self._line.database)
            self._killed()
        check_seals(self._line.database)

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
