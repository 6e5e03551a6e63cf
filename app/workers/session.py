"""One camera at work, from its opening to the error that ends it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import structlog

from camera.camera import Camera, CameraError
from models.frame import Frame
from models.pictures import PictureError

log = structlog.get_logger()


class Session:
    """Opens and reads a camera on a thread of its own, which may be left behind stuck.

    `deliver` and `refuse` are called on that thread, and never after `end`.
    """

    def __init__(
        self,
        camera: Camera,
        deliver: Callable[[Frame], None],
        refuse: Callable[[PictureError], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.camera = camera
        self.is_open = False
        self.over = Event()
        self.error: CameraError | None = None  # why it is over; None when it was ended
        self._deliver = deliver
        self._refuse = refuse
        self._clock = clock
        self._asked_at: float | None = None  # when the camera was last asked, until it answers
        self._ended = Event()
        self._thread = Thread(target=self._run, name=f"camera {camera.name}", daemon=True)
        self._thread.start()

    def silent_s(self) -> float:
        """How long a live camera has been asked without an answer; a triggered one may wait."""
        asked_at = self._asked_at
        if asked_at is None or (self.is_open and self.camera.is_triggered):
            return 0.0
        return self._clock() - asked_at

    def end(self) -> None:
        """Let nothing more through, and close the camera; does not wait."""
        self._ended.set()
        self.camera.close()

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread; False when the camera still holds it."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            with self._asking():
                self.camera.open()
            self.is_open = True
            while not self._ended.is_set():
                self._read()
        except CameraError as error:
            self.error = error
        except Exception as error:
            log.exception("the camera failed", camera=self.camera.name)
            self.error = CameraError(
                "The camera {camera} failed: {reason}.",
                camera=self.camera.name,
                reason=str(error),
            )
        finally:
            self.camera.close()
            self.over.set()

    def _read(self) -> None:
        try:
            with self._asking():
                frame = self.camera.read()
        except PictureError as error:
            if not self._ended.is_set():
                self._refuse(error)
        else:
            if not self._ended.is_set():
                self._deliver(frame)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        self._asked_at = self._clock()
        try:
            yield
        finally:
            self._asked_at = None
