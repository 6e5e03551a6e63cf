"""OpenCV's cameras made safe: closed from any thread, the newest picture on demand, silent."""

import os
import time
from collections.abc import Callable
from threading import Event, Lock

import cv2
import numpy as np
from numpy.typing import NDArray

from camera.camera import CameraError
from camera.interlaced import is_interlaced

OPEN_TIMEOUT_MS = 5000  # a network camera may have to wait for its next whole picture
SILENT_S = 1.7  # after such a wait the decoder may hand out an old picture that it had kept
BUFFERED_S = 0.004  # a picture that comes sooner was not waited for: it lay in a buffer
MOST_BUFFERED = 60  # pictures that are passed over at a time
_CODE_CHANGES = frozenset(  # FOURCCs of video that codes what changes from picture to picture
    {"h264", "avc1", "hevc", "hev1", "hvc1", "mpg1", "mpg2", "mp4v", "fmp4", "vp80", "vp90", "av01"}
)
_OTHER_BITS = frozenset({9, 10, 12, 14, 15, 16})
_NOT_8_BITS = frozenset(  # grey, RGB of 48 and 64 bits, one bit
    {
        "Y10 ",
        "Y12 ",
        "Y14 ",
        "Y16 ",
        "RGB0",
        "0RGB",
        "BGR0",
        "0BGR",
        "RBA@",
        "BRA@",
        "@RBA",
        "@BRA",
        "B0W1",
        "B1W0",
    }
)


class Capturing:
    """A `cv2.VideoCapture` that any thread may close while another one reads.

    OpenCV's own `release` during a `read` takes the process down: who reads lets go.
    """

    def __init__(self, name: str, connect: Callable[[], cv2.VideoCapture]) -> None:
        self.name = name
        self._connect = connect
        self._device: cv2.VideoCapture | None = None
        self._codec = self._pixels = ""
        self._in_use = Lock()
        self._closed = Event()

    def open(self) -> cv2.VideoCapture:
        """Open it, or raise CameraError; what was open before is closed."""
        self.close()
        silence_libraries()
        self._closed.clear()
        began_at = time.monotonic()
        device, is_open, header = self._connected()
        self._let_go_if_closed()
        if not is_open:
            self.close()
            raise self._not_opened(time.monotonic() - began_at)
        if is_interlaced(self._codec, header):
            self.close()
            raise CameraError(
                "The camera {camera} sends interlaced video, which cannot be judged; set it to"
                " progressive.",
                camera=self.name,
            )
        if _is_cut(self._pixels):
            self.close()
            raise CameraError(
                "The camera {camera} does not send 8 bits for each grey or colour value; set it to"
                " 8 bits.",
                camera=self.name,
            )
        return device

    @property
    def codes_changes(self) -> bool:
        """Whether its video codes what changes, so that a still scene gives equal pictures."""
        return self._codec in _CODE_CHANGES

    def _connected(self) -> tuple[cv2.VideoCapture, bool, bytes]:
        """What was opened, whether it was, and the header of its video."""
        try:
            with self._in_use:
                device = self._device = self._connect()
                self._codec = _letters(device, cv2.CAP_PROP_FOURCC).lower()
                self._pixels = _letters(device, cv2.CAP_PROP_CODEC_PIXEL_FORMAT)
                return device, device.isOpened(), _header(device)
        except cv2.error as error:
            raise CameraError(
                "The camera {camera} fails: {reason}.", camera=self.name, reason=_reason(error)
            ) from error

    def _not_opened(self, waited_s: float) -> CameraError:
        if waited_s * 1000 >= OPEN_TIMEOUT_MS:
            return CameraError("The camera {camera} does not answer.", camera=self.name)
        return CameraError("The camera {camera} cannot be opened.", camera=self.name)

    def read(self, *, newest: bool) -> NDArray[np.uint8] | None:
        """The next picture as grey, or the newest one; None when none came.

        Raises CameraError when it is not open, or was closed meanwhile.
        """
        try:
            with self._in_use:
                pixels = _read(self._device, newest=newest) if self._device else None
        except cv2.error as error:
            self.close()
            raise CameraError(
                "The camera {camera} fails: {reason}.", camera=self.name, reason=_reason(error)
            ) from error
        self._let_go_if_closed()
        return pixels

    def close(self) -> None:
        """Let go at once, or as soon as the thread that reads comes back."""
        self._closed.set()
        self._release()

    def _let_go_if_closed(self) -> None:
        if self._closed.is_set():
            self._release()
            raise CameraError("The camera {camera} is closed.", camera=self.name)

    def _release(self) -> None:
        if self._in_use.acquire(blocking=False):
            try:
                if self._device:
                    self._device.release()
                self._device = None
            finally:
                self._in_use.release()


def silence_libraries() -> None:
    """What goes wrong is told as a CameraError, and not on standard error besides."""
    cv2.utils.logging.setLogLevel(0)
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")


def _reason(error: cv2.error) -> str:
    return error.err or str(error)


def _letters(device: cv2.VideoCapture, of: int) -> str:
    """The four letters that FFmpeg or the driver has for a codec or a kind of pixels."""
    number = int(device.get(of)) & 0xFFFFFFFF
    return number.to_bytes(4, "little").decode("latin-1")


def _is_cut(pixels: str) -> bool:
    """Whether OpenCV makes 8 bits of more, or of fewer, which would be a guess.

    The number of bits is one of FFmpeg's letters, as in Y1, 0, 16 for 16-bit grey.
    """
    return pixels in _NOT_8_BITS or not _OTHER_BITS.isdisjoint(map(ord, pixels))


def _header(device: cv2.VideoCapture) -> bytes:
    """The header of a stream's video; empty where there is none."""
    place = int(device.get(cv2.CAP_PROP_CODEC_EXTRADATA_INDEX))
    found, header = device.retrieve(flag=place) if place > 0 else (False, None)
    return np.asarray(header, np.uint8).tobytes() if found and header is not None else b""


def _read(device: cv2.VideoCapture, *, newest: bool) -> NDArray[np.uint8] | None:
    if not (_grab_newest(device) if newest else device.grab()):
        return None
    came, pixels = device.retrieve()
    return _grey(np.asarray(pixels, np.uint8)) if came else None


def _grab_newest(device: cv2.VideoCapture) -> bool:
    for _ in range(MOST_BUFFERED):
        asked_at = time.monotonic()
        if not device.grab():
            return False
        waited_s = time.monotonic() - asked_at
        if waited_s > BUFFERED_S:
            return waited_s < SILENT_S
    return True


def _grey(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if pixels.ndim == 2:
        return pixels
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8)
