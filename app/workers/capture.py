"""Keeps a camera giving frames, whatever becomes of it."""

import time
from collections.abc import Callable
from threading import Event, Thread

from PySide6.QtCore import QObject, Signal

from app.workers.session import Session
from app.workers.slot import FrameSlot
from camera.camera import Camera, CameraError, EndOfPicturesError
from models.errors import KnownError
from models.frame import Frame
from models.health import Condition, Health, Part

PATIENCE_S = 2.0  # what a live camera may take for a picture
OPENING_PATIENCE_S = 6.0  # a network camera may have to wait for its next whole picture
GLANCE_S = 0.1  # how often the patience is looked at
PAUSES_S = (0.5, 1.0, 2.0, 4.0, 8.0, 10.0)  # before each try; the last one for ever


class Capture(QObject):
    """Runs a camera on threads of its own, and opens it anew when it is lost.

    ::

        opening ──▶ flowing ──▶ lost: said, a pause ──▶ opening …
                        └─────▶ end of the pictures: ended

    A camera that does not answer is said to be so after two seconds; it is left behind with
    its thread, and another one is made: what it may still send goes nowhere. The signals come
    from threads of this object's own.
    """

    health_changed = Signal(Health)
    picture_refused = Signal(object)  # PictureError: a file of a folder, passed over
    ended = Signal()  # a folder or video has shown its last picture

    def __init__(
        self,
        make: Callable[[], Camera],
        eye: FrameSlot,
        judge: FrameSlot,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[Event, float], object] = Event.wait,
    ) -> None:
        super().__init__()
        self._make = make
        self._eye = eye
        self._judge = judge
        self._clock = clock
        self._pause = pause
        self._stopped = Event()
        self._session: Session | None = None
        self._flowing = False  # since the camera was last opened
        self._thread = Thread(target=self._run, name="capture", daemon=True)

    def start(self) -> None:
        """Begin; returns at once, however long the camera takes to open."""
        self._thread.start()

    def stop(self, timeout_s: float) -> bool:
        """Close the camera and wait; False when it still holds its thread."""
        deadline = time.monotonic() + timeout_s
        self._stopped.set()
        if self._session:
            self._session.end()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        left_s = max(0.0, deadline - time.monotonic())
        return not self._thread.is_alive() and (not self._session or self._session.join(left_s))

    def _run(self) -> None:
        camera, tries = self._make(), 0
        opening = CameraError("The camera {camera} is being opened.", camera=camera.name)
        self._tell(Condition.WAITING, opening)
        while not self._stopped.is_set():
            self._flowing = False
            error = self._use(camera)
            if isinstance(error, EndOfPicturesError):
                self._finish(error)
                return
            if isinstance(error, _SilentError):
                camera = self._make()
            if error and not self._stopped.is_set():
                self._tell(Condition.FAULT, error)
            tries = 0 if self._flowing else tries
            self._pause(self._stopped, PAUSES_S[min(tries, len(PAUSES_S) - 1)])
            tries += 1

    def _use(self, camera: Camera) -> CameraError | None:
        """Have the camera opened and read; returns what ended that."""
        session = self._session = Session(
            camera, self._deliver, self.picture_refused.emit, self._clock
        )
        if self._stopped.is_set():
            session.end()
        silence = self._watch(session)
        session.end()
        if not camera.is_triggered:
            self._judge.take()  # what it saw before it was lost is not to be judged now
        return silence or session.error

    def _watch(self, session: Session) -> CameraError | None:
        """Wait until the session is over, or the camera has been silent for too long."""
        silence = _SilentError("The camera {camera} does not answer.", camera=session.camera.name)
        said = False
        while not session.over.wait(GLANCE_S):
            if session.silent_s() <= PATIENCE_S:
                continue
            if not said:
                self._tell(Condition.FAULT, silence)
                said = True
            if session.is_open or session.silent_s() > OPENING_PATIENCE_S:
                return silence
        return None

    def _deliver(self, frame: Frame) -> None:
        if not self._flowing:
            self._flowing = True
            self._tell(Condition.OK)
        if frame.part is None:
            self._judge.offer(frame)
        elif not self._judge.hand_over(frame, self._stopped):
            return
        self._eye.offer(frame)

    def _finish(self, end: EndOfPicturesError) -> None:
        if self._judge.wait_until_taken(self._stopped):
            self._tell(Condition.WAITING, end)
            self.ended.emit()

    def _tell(self, condition: Condition, why: KnownError | None = None) -> None:
        self.health_changed.emit(Health(Part.CAMERA, condition, why))


class _SilentError(CameraError):
    """The camera holds its thread for ever."""
