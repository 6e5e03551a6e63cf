"""Cameras that OpenCV opens: of this machine, of the network, and video files."""

import os
import time

import cv2

from camera.camera import ALIVE, CameraError, EndOfPicturesError
from camera.capturing import Capturing
from camera.config import DeviceConfig, StreamConfig, VideoConfig
from camera.pacing import Pace
from models.frame import Frame
from models.health import Health
from models.redaction import shown_url

OPEN_TIMEOUT_MS = 5000  # a network camera may have to wait for its next whole picture
READ_TIMEOUT_MS = 1800


class LiveCamera:
    """A camera of this machine or of the network; what it has buffered is passed over."""

    is_triggered = False

    def __init__(self, config: DeviceConfig | StreamConfig) -> None:
        if isinstance(config, DeviceConfig):
            self._capturing = Capturing(f"{config.index}", lambda: _connect_device(config))
        else:
            self._capturing = Capturing(shown_url(config.url), lambda: _connect_stream(config.url))
        self._number = 0

    @property
    def name(self) -> str:
        """The device's number, or the scheme and host of the address."""
        return self._capturing.name

    def open(self) -> None:
        """Connect within five seconds. Raises CameraError."""
        self._capturing.open()

    def read(self) -> Frame:
        """Wait for the newest picture, two seconds at most. Raises CameraError."""
        pixels = self._capturing.read(newest=True)
        if pixels is None:
            self.close()
            raise CameraError("The camera {camera} sends no pictures.", camera=self.name)
        self._number += 1
        return Frame(self._number, time.monotonic(), pixels)

    def check_alive(self) -> Health:
        """Its frames show that."""
        return ALIVE

    def close(self) -> None:
        """Let go of the camera."""
        self._capturing.close()


class VideoCamera:
    """A video file, played at its own pace."""

    is_triggered = False

    def __init__(self, config: VideoConfig) -> None:
        self._config = config
        self._capturing = Capturing(self.name, lambda: cv2.VideoCapture(str(config.path)))
        self._pace = Pace(1.0)
        self._number = 0

    @property
    def name(self) -> str:
        """The file's name."""
        return self._config.path.name

    def open(self) -> None:
        """Start at the first picture. Raises CameraError."""
        if not self._config.path.is_file():
            raise CameraError("There is no video {file}.", file=str(self._config.path))
        rate = self._capturing.open().get(cv2.CAP_PROP_FPS)
        self._pace = Pace(1 / min(max(rate, 1), 240))
        self._pace.start()

    def read(self) -> Frame:
        """Wait for the next picture. Raises CameraError, EndOfPicturesError after the last."""
        if not self._pace.wait():
            raise CameraError("The camera {camera} is closed.", camera=self.name)
        pixels = self._capturing.read(newest=False)
        if pixels is None and self._config.loop:
            self._capturing.open()
            pixels = self._capturing.read(newest=False)
        if pixels is None:
            self.close()
            raise EndOfPicturesError("The video {file} is over.", file=self.name)
        self._number += 1
        return Frame(self._number, time.monotonic(), pixels)

    def check_alive(self) -> Health:
        """Its frames show that."""
        return ALIVE

    def close(self) -> None:
        """Let go of the file."""
        self._pace.stop()
        self._capturing.close()


def _connect_device(config: DeviceConfig) -> cv2.VideoCapture:
    device = cv2.VideoCapture(config.index)
    for setting, value in (
        (cv2.CAP_PROP_FRAME_WIDTH, config.width),
        (cv2.CAP_PROP_FRAME_HEIGHT, config.height),
        (cv2.CAP_PROP_BUFFERSIZE, 1),
    ):
        if value is not None:
            device.set(setting, value)
    return device


def _connect_stream(url: str) -> cv2.VideoCapture:
    # OpenCV takes FFmpeg's options from nowhere else; over UDP a lost packet smears a picture
    os.environ.setdefault("OPENCV_FFMPEG_CAPTURE_OPTIONS", "rtsp_transport;tcp")
    opening = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_TIMEOUT_MS]
    reading = [cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_TIMEOUT_MS]
    no_delay = [cv2.CAP_PROP_N_THREADS, 1]  # each further thread decodes a picture behind
    return cv2.VideoCapture(url, cv2.CAP_FFMPEG, opening + reading + no_delay)
