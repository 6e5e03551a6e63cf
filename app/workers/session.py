"""One camera at work, from its opening to the error that ends it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread

import structlog

from camera.camera import Camera, CameraError
from models.frame import Frame
from models.health import Health
from models.pictures import PictureError

PULSE_S = 0.5  # between two looks whether a triggered camera is alive
log = structlog.get_logger()


class Session:
    """Opens and reads a camera on a thread of its own, which may be left behind stuck.

    A triggered camera may have nothing to show for hours: another thread asks it meanwhile
    whether it is alive. `deliver` and `refuse` are called on the thread that reads; after `end`
    only with a casting of a triggered camera that was on its way, since it comes once.
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
        self.frames = 0  # that it gave so far
        self.is_delivering = False  # a frame waits for whoever judges: the camera is not asked
        self.over = Event()
        self.error: CameraError | None = None  # why it is over; None when it was ended
        self.health: Health | None = None  # of a triggered camera, as it said last
        self.lost: CameraError | None = None  # it said that it must be opened anew
        self._deliver = deliver
        self._refuse = refuse
        self._clock = clock
        self._asked_at: float | None = None  # when the camera was last asked, until it answers
        self._pulse_asked_at: float | None = None  # the same, of whether it is alive
        self._ended = Event()
        self._ending = Lock()
        self._thread = Thread(target=self._run, name=f"camera {camera.name}", daemon=True)
        self._pulse = Thread(target=self._watch_pulse, name=f"pulse {camera.name}", daemon=True)
        self._thread.start()

    def silent_s(self) -> float:
        """For how long the camera has been asked for what it must answer at once.

        A triggered camera may be asked for a frame for ever, but not whether it is alive. Once
        the session was ended, whoever ended it knows how long to wait.
        """
        is_patient = self.is_open and self.camera.is_triggered
        asked = self._pulse_asked_at if is_patient else self._asked_at
        return 0.0 if asked is None or self._ended.is_set() else self._clock() - asked

    def end(self) -> None:
        """Let nothing more through, and close the camera; does not wait, not even for that."""
        with self._ending:
            if self._ended.is_set():
                return
            self._ended.set()
        if not self.over.is_set():
            Thread(target=self._close, name=f"closing {self.camera.name}", daemon=True).start()

    def join(self, timeout_s: float) -> bool:
        """Wait for the threads; False when the camera still holds one."""
        deadline = time.monotonic() + timeout_s
        self._thread.join(timeout_s)
        if self._pulse.is_alive():
            self._pulse.join(max(0.0, deadline - time.monotonic()))
        return not self._thread.is_alive() and not self._pulse.is_alive()

    def _run(self) -> None:
        try:
            with self._asking():
                self.camera.open()
            self.is_open = True
            if self.camera.is_triggered:
                self._pulse.start()
            while not self._ended.is_set():
                self._read()
        except CameraError as error:
            self.error = error
        except Exception as error:
            log.exception("the camera failed", camera=self.camera.name)
            self.error = self._failed(error)
        finally:
            self.is_open = False
            with self._asking():
                self._close()
            self.over.set()

    def _read(self) -> None:
        try:
            with self._asking():
                frame = self.camera.read()
        except PictureError as error:
            if self.camera.is_triggered or not self._ended.is_set():
                self._refuse(error)
        else:
            if not self.camera.is_triggered:
                self.health = self.camera.check_alive()
            if self.camera.is_triggered or not self._ended.is_set():
                self._hand_over(frame)

    def _hand_over(self, frame: Frame) -> None:
        self.is_delivering = True
        self.frames += 1
        try:
            self._deliver(frame)
        finally:
            self.is_delivering = False

    def _watch_pulse(self) -> None:
        while not self.over.is_set() and not self._ended.wait(PULSE_S):
            self._pulse_asked_at = self._clock()
            try:
                self.health, self.lost = self.camera.check_alive(), None
            except CameraError as error:
                self.lost = error
            except Exception as error:
                log.exception("the camera failed", camera=self.camera.name)
                self.lost = self._failed(error)
            finally:
                self._pulse_asked_at = None

    def _close(self) -> None:
        try:
            self.camera.close()
        except Exception:
            log.exception("the camera cannot be closed", camera=self.camera.name)

    def _failed(self, error: Exception) -> CameraError:
        return CameraError(
            "The camera {camera} failed: {reason}.", camera=self.camera.name, reason=str(error)
        )

    @contextmanager
    def _asking(self) -> Iterator[None]:
        self._asked_at = self._clock()
        try:
            yield
        finally:
            self._asked_at = None
