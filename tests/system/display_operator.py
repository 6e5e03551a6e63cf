"""An operator at a real display: keys and mouse that come from the X server, and a camera."""

import os
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

STANDS_S = 3.0  # longer than a camera's silence is noticed after


class Operator:
    """Works at the one window on a display."""

    def __init__(self, display: str, shots: Path) -> None:
        self._environment = os.environ | {"DISPLAY": display}
        self._shots = shots
        self._taken = 0
        shots.mkdir(parents=True, exist_ok=True)

    def press(self, *keys: str) -> None:
        """Press keys by their X names, e.g. "space" or "ctrl+q"."""
        self._xdotool("key", "--delay", "60", *keys)

    def type(self, text: str, each_ms: int = 120) -> None:
        """Type on the keyboard, as a person does; a scanner takes 30 ms and less for each key."""
        self._xdotool("type", "--delay", str(each_ms), text)

    def scan(self, code: str, each_ms: int = 12) -> None:
        """Type as a hand scanner does, with Enter at the end."""
        self._xdotool("type", "--delay", str(each_ms), f"{code}\n")

    def click(self, x: int, y: int) -> None:
        """Click at a place of the display, in pixels."""
        self._xdotool("mousemove", str(x), str(y), "click", "1")

    def shoot(self, name: str) -> Path:
        """Take a numbered picture of the whole display."""
        self._taken += 1
        file = self._shots / f"{self._taken:02d}_{name}.png"
        grab = ["-f", "x11grab", "-i", self._environment["DISPLAY"], "-frames:v", "1"]
        subprocess.run(
            ["ffmpeg", "-loglevel", "error", "-y", *grab, str(file)],
            check=True,
            env=self._environment,
            timeout=30,
        )
        return file

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], check=True, env=self._environment, timeout=30)


class Record:
    """What the station has put on record by now."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._stood = (0.0, -1)

    def count(self, table: str, condition: str = "1") -> int:
        try:
            with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as connection:
                query = f"SELECT count(*) FROM {table} WHERE {condition}"
                return int(connection.execute(query).fetchone()[0])
        except sqlite3.OperationalError:  # not made yet
            return 0

    def value(self, of: str, condition: str = "1") -> int:
        """A figure of the inspections."""
        with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as connection:
            query = f"SELECT {of} FROM inspections WHERE {condition}"
            return int(connection.execute(query).fetchone()[0])

    def wait(self, is_so: Callable[[], bool], seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < deadline, "it does not come about"
            time.sleep(0.05)  # between two looks

    def grows(self, by: int = 2) -> None:
        before = self.count("inspections")
        self.wait(lambda: self.count("inspections") >= before + by)

    def stands(self, seconds: float = STANDS_S) -> None:
        """It does not grow for so long: longer than a camera's silence is noticed after."""
        last, since = self.count("inspections"), time.monotonic()
        deadline = since + 60
        while time.monotonic() - since < seconds:
            assert time.monotonic() < deadline, "it grows and grows"
            if (now := self.count("inspections")) != last:
                last, since = now, time.monotonic()
            time.sleep(0.05)

    def has_grown(self, by: int) -> Callable[[], bool]:
        """Whether there are so many inspections more than now, for whoever looks again."""
        before = self.count("inspections")
        return lambda: self.count("inspections") >= before + by

    def stands_now(self) -> bool:
        """Whether it has not grown between two looks that are as far apart as `stands` asks."""
        now, count = time.monotonic(), self.count("inspections")
        if count != self._stood[1]:
            self._stood = (now, count)
        return now - self._stood[0] >= STANDS_S
