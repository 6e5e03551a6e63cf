"""Keeps a camera giving frames, whatever becomes of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread

import structlog
from PySide6.QtCore import QObject, Signal

from app.workers.session import Session
from app.workers.slot import FrameSlot
from camera.camera import Camera, CameraError, EndOfPicturesError
from models.errors import KnownError
from models.frame import Frame
from models.health import Condition, Health, Part

PATIENCE_S = 2.0  # what a live camera may take for a picture
OPENING_PATIENCE_S = 6.0  # a network camera may have to wait for its next whole picture
PULSE_PATIENCE_S = 1.4  # what a triggered camera may take to say that it is alive
LEAVING_S = 10.0  # after so long it is left behind for another one
ENDING_S = 2.0  # what a camera may take to end when it is closed
MOST_LEFT = 3  # cameras that are left behind stuck; another one is made when one of them ends
GLANCE_S = 0.1  # how often the patience is looked at
PAUSES_S = (0.5, 1.0, 2.0, 4.0, 8.0, 10.0)  # before each try; the last one for ever
log = structlog.get_logger()


class Capture(QObject):
    """Runs a camera on threads of its own, and opens it anew when it is lost.

    ::

        opening ──▶ flowing ──▶ lost: said, a pause ──▶ opening …
                        └─────▶ end of the pictures: ended

    A camera that does not answer is said to be so after two seconds; it is left behind with
    its threads, and another one is made: what it may still send goes nowhere, but for the casting
    of a triggered camera. When `MOST_LEFT` are left behind, no other one is made until one of
    them ends. The signals come from threads of this object's own.
    """

    health_changed = Signal(Health)
    picture_refused = Signal(object)  # PictureError: a file of a folder, passed over
    told = Signal(object)  # KnownError that stops nothing
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
        self._left: list[Session] = []  # stuck ones
        self._told: tuple[Condition, str] | None = None  # of the session
        self._tries = 0  # without a frame
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
        camera: Camera | None = None
        while not self._stopped.is_set():
            try:
                camera = camera or self._make_one()
                end = self._use(camera)
            except KnownError as error:
                end = _End(CameraError(error.template, **error.values))
            except Exception as error:
                log.exception("the camera cannot be supervised")
                end = _End(CameraError("The camera failed: {reason}.", reason=str(error)))
            if isinstance(end.error, EndOfPicturesError):
                self._finish(end.error)
                return
            camera = end.camera
            self._await_next(end.error)

    def _make_one(self) -> Camera:
        camera = self._make()
        if self._session is None:
            opening = CameraError("The camera {camera} is being opened.", camera=camera.name)
            self._tell(Condition.WAITING, opening)
        return camera

    def _use(self, camera: Camera) -> "_End":
        """Have the camera opened and read, until that ends."""
        self._told = None
        session = self._session = Session(
            camera, self._deliver, self.picture_refused.emit, self._clock
        )
        if self._stopped.is_set():
            session.end()
        error = self._watch(session)
        is_over = session.over.is_set()
        session.end()
        if not camera.is_triggered:
            self._judge.take()  # what it saw before it was lost is not to be judged now
        if not is_over:
            self._left.append(session)
        self._tries = 0 if session.frames else self._tries
        return _End(error or session.error, None if error else camera)

    def _watch(self, session: Session) -> CameraError | None:
        """Wait until the session is over; returns why it was not waited for any longer."""
        while not session.over.wait(GLANCE_S):
            if self._stopped.is_set():
                session.over.wait(ENDING_S)
                return None
            self._tell_of(session)
            if session.silent_s() > _leaving_s(session):
                return _silence(session)
            if (lost := session.lost) is not None and not session.is_delivering:
                session.end()
                session.over.wait(ENDING_S)
                return lost
        self._tell_of(session)
        return None

    def _tell_of(self, session: Session) -> None:
        """Say how the camera is, when that has changed."""
        health = self._health_of(session)
        if health is not None and (health.condition, str(health.why)) != self._told:
            self._tell(health.condition, health.why)

    def _health_of(self, session: Session) -> Health | None:
        """None as long as it is being opened."""
        is_silent = session.silent_s() > _patience_s(session)
        if is_silent or session.lost is not None:
            return Health(Part.CAMERA, Condition.FAULT, session.lost or _silence(session))
        if session.health is not None:
            return session.health
        return Health(Part.CAMERA, Condition.OK) if session.frames else None

    def _await_next(self, error: CameraError | None) -> None:
        """Say what was wrong, and wait for the next try."""
        if error and not self._stopped.is_set() and self._told != (Condition.FAULT, str(error)):
            self._tell(Condition.FAULT, error)
        self._pause(self._stopped, PAUSES_S[min(self._tries, len(PAUSES_S) - 1)])
        self._tries += 1
        while not self._stopped.is_set():
            self._left = [session for session in self._left if not session.join(0)]
            if len(self._left) < MOST_LEFT:
                return
            self._stopped.wait(GLANCE_S)

    def _deliver(self, frame: Frame) -> None:
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
        self._told = condition, str(why)
        self.health_changed.emit(Health(Part.CAMERA, condition, why))


@dataclass(frozen=True, slots=True)
class _End:
    """How the use of a camera ended, and which one to open next; None: a new one."""

    error: CameraError | None
    camera: Camera | None = None


def _silence(session: Session) -> CameraError:
    return CameraError("The camera {camera} does not answer.", camera=session.camera.name)


def _patience_s(session: Session) -> float:
    is_asked_for_life = session.is_open and session.camera.is_triggered
    return PULSE_PATIENCE_S if is_asked_for_life else PATIENCE_S


def _leaving_s(session: Session) -> float:
    if not session.is_open:
        return OPENING_PATIENCE_S
    return LEAVING_S if session.camera.is_triggered else PATIENCE_S
