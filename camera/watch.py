"""Notices a live camera that gives pictures and yet sees nothing."""

from collections import deque
from collections.abc import Callable

import numpy as np

from camera.camera import Camera, CameraError
from models.frame import Frame
from models.health import Condition, Health, Part

PATIENCE_S = 2.0
STILL_S = 10.0  # without any change, and a person is told, though it may just be a still scene
LEAST_IN_PATIENCE = 4  # pictures; with fewer, a casting may pass unseen
BLACK_BELOW = 8  # grey level that nine pixels of ten stay below when the lens is covered


class FrameWatch:
    """Looks at every frame of a live camera; knows no clock but the frames' own.

    Equal pictures are no proof of a dead camera: video that codes changes alone gives them of
    every still scene, and strong compression of single pictures may, too. Where pictures are
    coded one by one, the camera is opened anew once: a stuck driver gives another picture then,
    a still scene the same. From there on, stillness is told and the camera left alone.
    """

    def __init__(self) -> None:
        self._last: Frame | None = None
        self._changed_at = 0.0
        self._frozen: Frame | None = None  # what a camera showed that was closed for it
        self._has_been_tried = False  # whether opening it anew has given the same picture
        self._lit_at: float | None = None
        self._recent: deque[float] = deque()
        self._began_at: float | None = None

    def begin(self) -> None:
        """The camera was opened anew; one that saw black is not trusted until it sees more."""
        self._last = self._began_at = None
        self._recent.clear()

    def fault(
        self, frame: Frame, camera: str, *, codes_changes: bool = False
    ) -> CameraError | None:
        """Return what has been wrong with the camera for two seconds, if anything.

        `codes_changes` tells of video that codes what changes from picture to picture.
        """
        still_s, black, slow = self._still(frame), self._is_black(frame), self._is_slow(frame)
        if black:
            return CameraError(
                "The camera {camera} sees only black; is its lens covered?", camera=camera
            )
        if still_s >= PATIENCE_S and not codes_changes and not self._has_been_tried:
            self._frozen = frame
            return CameraError("The camera {camera} keeps sending one picture.", camera=camera)
        if slow:
            return CameraError("The camera {camera} is too slow to see all.", camera=camera)
        return None

    def still_s(self) -> float:
        """Return for how long the picture has not changed at all, seconds."""
        return self._last.taken_at - self._changed_at if self._last else 0.0

    def _still(self, frame: Frame) -> float:
        last, self._last = self._last or self._frozen, frame
        is_same = last is not None and np.array_equal(frame.pixels, last.pixels)
        if self._frozen is not None:
            self._has_been_tried |= is_same
            self._frozen = None
        if not is_same:
            self._changed_at = frame.taken_at
        return self.still_s()

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

    def __init__(self, camera: Camera, codes_changes: Callable[[], bool] = lambda: False) -> None:
        """`codes_changes` tells, of the open camera, how its video is coded."""
        self._camera = camera
        self._codes_changes = codes_changes
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
        fault = self._watch.fault(frame, self.name, codes_changes=self._codes_changes())
        if fault:
            self.close()
            raise fault
        return frame

    def check_alive(self) -> Health:
        """Tell of a picture that has not changed for long. Raises CameraError."""
        if (still_s := self._watch.still_s()) < STILL_S:
            return self._camera.check_alive()
        why = CameraError(
            "The camera {camera} has sent the same picture for {seconds} s; if something has moved"
            " in front of it, switch it off and on.",
            camera=self.name,
            seconds=int(still_s // STILL_S * STILL_S),
        )
        return Health(Part.CAMERA, Condition.WAITING, why)

    def close(self) -> None:
        """Let go of the camera."""
        self._camera.close()
