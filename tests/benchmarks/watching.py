"""A station at work, and how promptly its window follows."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import cv2
import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from app.screen import Screen
from app.station import Station
from camera.capturing import silence_libraries
from camera.rig import render_casting
from models.details import RecentPart
from models.judgement import Finding

AWAY_MS = 50.0  # the GUI thread, at most
LIMIT_MS = 90_000  # for what is waited for


@dataclass(frozen=True, slots=True)
class Line:
    """A station at work on a film, with its window."""

    station: Station
    screen: Screen
    watch: "Watch"


OpenLine = Callable[..., Line]
"""Opens one; takes further settings by name."""


class Watch(QObject):
    """Notes when verdicts are painted, and how long the GUI thread was away."""

    def __init__(self, banner: QWidget) -> None:
        super().__init__()
        self.latencies_ms: list[float] = []
        self.away_ms: list[float] = []
        self._waiting: list[float] = []
        self._wanted = 0
        self._loop = QEventLoop()
        self._taken_at: list[float] = []
        self._last = time.monotonic()
        self._ticks = QTimer(self, interval=5)
        self._ticks.timeout.connect(self._on_tick)
        self._ticks.start()
        self._limit = QTimer(self, interval=LIMIT_MS, singleShot=True)
        self._limit.timeout.connect(self._loop.quit)
        self._banner = banner
        banner.installEventFilter(self)

    def note(self, finding: Finding) -> None:
        """On the judge's thread: when the last frame of the casting was taken."""
        self._taken_at.append(time.monotonic() - finding.judgement.judged_ms / 1000)

    @Slot(object)
    def on_inspected(self, _: RecentPart) -> None:
        self._waiting.append(self._taken_at.pop(0))

    @Slot()
    def _on_tick(self) -> None:
        now = time.monotonic()
        self.away_ms.append((now - self._last) * 1000 - 5)
        self._last = now

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint and watched is self._banner:
            self.latencies_ms += [(time.monotonic() - at) * 1000 for at in self._waiting]
            self._waiting.clear()
            if len(self.latencies_ms) >= self._wanted:
                self._loop.quit()
        return False

    def wait_for(self, count: int) -> None:
        """Let Qt run as in the program: pytest-qt's own waiting keeps Python busy."""
        self.latencies_ms.clear()
        self.away_ms.clear()
        self._wanted = count
        self._limit.start()
        self._loop.exec()
        self._limit.stop()  # or it would end the next round
        assert len(self.latencies_ms) >= count

    def stop(self) -> None:
        self._ticks.stop()
        self._banner.removeEventFilter(self)


class Lateness:
    """A process that only sleeps a millisecond at a time: how late this machine is by itself."""

    SCRIPT = (
        "import sys, time\nlast = time.monotonic(); worst = 0.0\n"
        "import threading; threading.Thread(target=lambda: (sys.stdin.read(), end.set())).start()\n"
        "end = threading.Event()\n"
        "while not end.is_set():\n"
        "    time.sleep(0.001); now = time.monotonic()\n"
        "    worst = max(worst, now - last); last = now\n"
        "print(worst * 1000)"
    )

    def __enter__(self) -> Self:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            [sys.executable, "-c", self.SCRIPT], stdin=pipe, stdout=pipe, text=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.worst_ms = float(self._process.communicate()[0])


def film_of_castings(file: Path) -> None:
    """Eight castings that come, lie still and go, at 30 frames/s; nothing is rendered meanwhile."""
    rng = np.random.default_rng(3)
    fourcc = cv2.VideoWriter.fourcc(*"MJPG")
    silence_libraries()  # the film would else load FFmpeg before the camera says so
    film = cv2.VideoWriter(str(file), fourcc, 30, (512, 512), isColor=False)
    empty = np.full((512, 512), 150.0)
    for number in range(8):
        casting = render_casting(rng, 512, defective=number % 4 == 0).pixels
        for pixels in [empty] * 15 + [casting] * 20:
            noisy = pixels + 2 * rng.standard_normal((512, 512))
            film.write(np.clip(noisy, 0, 255).astype(np.uint8))
    film.release()
