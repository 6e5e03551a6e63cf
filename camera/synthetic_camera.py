"""The synthetic rig as a camera: castings that come along a line, filmed free-running."""

import time
from collections.abc import Callable
from threading import Lock

from camera.camera import ALIVE, CameraError
from camera.config import SyntheticConfig
from camera.pacing import Pace
from camera.rig.line import CastingTruth, Line
from camera.rig.stage import Stage
from models.frame import Frame
from models.health import Health


class SyntheticCamera:
    """Films rendered castings; the same seed brings the same castings in the same order."""

    name = "synthetic rig"
    is_triggered = False

    def __init__(
        self, config: SyntheticConfig, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._config = config
        self._clock = clock
        self._pace = Pace(1 / config.frames_per_second, clock)
        self._line: Line | None = None
        self._filming = Lock()  # no casting is asked for once the line has stopped
        self._number = 0

    def open(self) -> None:
        """Start the line with the first casting."""
        self.close()
        config = self._config
        stage = Stage(config.seed, config.size, config.defective_share)
        self._line = Line(stage, 60 / config.castings_per_minute)
        self._pace.start()

    def read(self) -> Frame:
        """Wait for the next picture, `size` pixels square. Raises CameraError once closed."""
        self._pace.wait()
        with self._filming:
            if self._line is None or not self._pace.is_running:
                raise CameraError("The camera {camera} is closed.", camera=self.name)
            self._number += 1
            taken_at = self._clock()
            return Frame(self._number, taken_at, self._line.film(taken_at))

    def check_alive(self) -> Health:
        """Its frames show that."""
        return ALIVE

    def close(self) -> None:
        """Stop the line; what was true of its castings can still be asked."""
        self._pace.stop()
        with self._filming:
            if self._line:
                self._line.stop()

    def truth(self, at: float) -> CastingTruth | None:
        """The casting that was on the rig at a time (as `Frame.taken_at`), for tests."""
        castings = tuple(self._line.truths) if self._line else ()
        on_rig = (truth for truth in castings if truth.visit.began_at <= at < truth.visit.ends_at)
        return next(on_rig, None)
