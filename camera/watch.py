"""Notices a live camera that gives pictures and yet sees nothing."""

from collections import deque

import numpy as np

from camera.camera import Camera, CameraError
from models.frame import Frame
from models.health import Health

PATIENCE_S = 2.0
LEAST_IN_PATIENCE = 4  # pictures; with fewer, a casting may pass unseen
BLACK_BELOW = 8  # grey level that nine pixels of ten stay below when the lens is covered


class FrameWatch:
    """Looks at every frame of a live camera; knows no clock but the frames' own."""

    def __init__(self) -> None:
        self._last: Frame | None = None
        self._changed_at = 0.0
        self._lit_at: float | None = None
        self._recent: deque[float] = deque()
        self._began_at: float | None = None

    def begin(self) -> None:
        """The camera was opened anew; one that saw black is not trusted until it sees more."""
        self._last = self._began_at = None
        self._recent.clear()

    def fault(self, frame: Frame, camera: str) -> CameraError | None:
        """What has been wrong with the camera for two seconds, if anything."""
        frozen, black, slow = self._is_frozen(frame), self._is_black(frame), self._is_slow(frame)
        if black:
            return CameraError(
                "The camera {camera} sees only black; is its lens covered?", camera=camera
            )
        if frozen:
            return CameraError("The camera {camera} keeps sending one picture.", camera=camera)
        if slow:
            return CameraError("The camera {camera} is too slow to see all.", camera=camera)
        return None

    def _is_frozen(self, frame: Frame) -> bool:
        last, self._last = self._last, frame
        if last is None or not np.array_equal(frame.pixels, last.pixels):
            self._changed_at = frame.taken_at
        return frame.taken_at - self._changed_at >= PATIENCE_S

    def _is_black(self, frame: Frame) -> bool:
        sample = frame.pixels[::4, ::4]
        lit = np.count_nonzero(sample >= BLACK_BELOW) > 0.1 * sample.size
        if lit or self._lit_at is None:
            self._lit_at = frame.taken_at
        return frame.taken_at - self._lit_at >= PATIENCE_S

    def _is_slow(self, frame: Frame) -> bool:
        now = frame.taken_at
        if self._began_at is None:
            self._began_at = now
        self._recent.append(now)
        while self._recent[0] <= now - PATIENCE_S:
            self._recent.popleft()
        return now - self._began_at >= PATIENCE_S and len(self._recent) < LEAST_IN_PATIENCE


class WatchedCamera:
    """A live camera whose frozen, black and slow pictures are CameraErrors."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._watch = FrameWatch()

    @property
    def name(self) -> str:
        """The camera's own."""
        return self._camera.name

    @property
    def is_triggered(self) -> bool:
        """The camera's own."""
        return self._camera.is_triggered

    def open(self) -> None:
        """Open the camera and begin to watch it. Raises CameraError."""
        self._camera.open()
        self._watch.begin()

    def read(self) -> Frame:
        """Wait for the next picture that is worth looking at. Raises CameraError."""
        frame = self._camera.read()
        fault = self._watch.fault(frame, self.name)
        if fault:
            self.close()
            raise fault
        return frame

    def check_alive(self) -> Health:
        """As the camera is. Raises CameraError."""
        return self._camera.check_alive()

    def close(self) -> None:
        """Let go of the camera."""
        self._camera.close()
