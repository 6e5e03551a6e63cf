"""Cameras that OpenCV opens: of this machine, of the network, and video files."""

import os
import time
from pathlib import Path
from typing import Never

import cv2

from camera.camera import ALIVE, CameraError, EndOfPicturesError
from camera.capturing import OPEN_TIMEOUT_MS, Capturing
from camera.config import DeviceConfig, StreamConfig, VideoConfig
from camera.pacing import Pace
from camera.resolving import RESOLVER
from models.frame import Frame
from models.health import Health
from models.redaction import shown_url

WHOLE_SHARE = 0.9  # of the pictures that a file says it has: some count by their duration
READ_TIMEOUT_MS = 1800
CONTAINERS = (  # FFmpeg's names; none of them names other files or addresses, as playlists do
    "mov,mp4,m4a,3gp,3g2,mj2,avi,matroska,webm,mpegts,mpeg,mpegvideo,flv,asf,ogg,mxf,h264,hevc,m4v"
    ",mjpeg,mpjpeg,rtsp"
)
PROTOCOLS = "file,http,https,tcp,tls,udp,rtp,srtp,rtsp,rtsps,httpproxy"
_FFMPEG_OPTIONS = "OPENCV_FFMPEG_CAPTURE_OPTIONS"


class LiveCamera:
    """A camera of this machine or of the network; what it has buffered is passed over."""

    is_triggered = False

    def __init__(self, config: DeviceConfig | StreamConfig) -> None:
        if isinstance(config, DeviceConfig):
            self._capturing = Capturing(f"{config.index}", lambda: _connect_device(config))
        else:
            name = shown_url(config.url)
            self._capturing = Capturing(name, lambda: _connect_stream(config.url, name))
        self._number = 0

    @property
    def codes_changes(self) -> bool:
        """Whether its video codes what changes, so that a still scene gives equal pictures."""
        return self._capturing.codes_changes

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
    """A video file, played at its own pace; after an error it goes on where it was."""

    is_triggered = False

    def __init__(self, config: VideoConfig) -> None:
        self._config = config
        self._capturing = Capturing(self.name, lambda: _connect_file(config.path))
        self._pace = Pace(1.0)
        self._number = 0
        self._played = 0  # pictures since the beginning of the file
        self._expected = 0.0  # pictures in the file, as it says; may be far from true

    @property
    def name(self) -> str:
        """The file's name."""
        return self._config.path.name

    def open(self) -> None:
        """Start at the first picture, or after the last one before an error. Raises CameraError."""
        if not self._config.path.is_file():
            raise CameraError("There is no video {file}.", file=str(self._config.path))
        device = self._capturing.open()
        rate = device.get(cv2.CAP_PROP_FPS)
        self._expected = device.get(cv2.CAP_PROP_FRAME_COUNT)
        if self._played:
            device.set(cv2.CAP_PROP_POS_FRAMES, self._played)
        self._pace = Pace(1 / min(max(1, rate), 240))  # a rate that is no number is 1
        self._pace.start()

    def read(self) -> Frame:
        """Wait for the next picture. Raises CameraError, EndOfPicturesError after the last."""
        if not self._pace.wait():
            raise CameraError("The camera {camera} is closed.", camera=self.name)
        pixels = self._capturing.read(newest=False)
        if pixels is None and self._config.loop and self._played and self._config.path.is_file():
            self._played = 0
            self._capturing.open()
            pixels = self._capturing.read(newest=False)
        if pixels is None:
            self._end()
        self._number += 1
        self._played += 1
        return Frame(self._number, time.monotonic(), pixels)

    def _end(self) -> Never:
        self.close()
        if not self._config.path.is_file():  # its share is away: it goes on when that is back
            raise CameraError("There is no video {file}.", file=str(self._config.path))
        played, self._played = self._played, 0
        if not played:
            raise CameraError("The video {file} has no pictures.", file=self.name)
        if played < WHOLE_SHARE * self._expected:
            raise EndOfPicturesError(
                "The video {file} breaks off after {count} of {expected} pictures.",
                file=self.name,
                count=played,
                expected=round(self._expected),
            )
        raise EndOfPicturesError("The video {file} is over.", file=self.name)

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


def _connect_file(path: Path) -> cv2.VideoCapture:
    place = str(path.absolute())  # a relative one may look like a URL
    if not _is_text(place):
        raise CameraError("The name of the video {file} is not UTF-8; rename it.", file=path.name)
    _restrict_ffmpeg()
    return cv2.VideoCapture(place, cv2.CAP_FFMPEG)


def _is_text(name: str) -> bool:
    """Whether OpenCV may be given a name: one that is no text takes the whole process down."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in name


def _connect_stream(url: str, name: str) -> cv2.VideoCapture:
    RESOLVER.check(url, name)
    _restrict_ffmpeg()
    opening = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_TIMEOUT_MS]
    reading = [cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_TIMEOUT_MS]
    no_delay = [cv2.CAP_PROP_N_THREADS, 1]  # each further thread decodes a picture behind
    return cv2.VideoCapture(url, cv2.CAP_FFMPEG, opening + reading + no_delay)


def _restrict_ffmpeg() -> None:
    """Let FFmpeg open no playlist, whatever the file is called; OpenCV has no other way to say it.

    Over UDP a lost packet smears a picture, so TCP is asked for unless somebody chose otherwise.
    """
    chosen = os.environ.get(_FFMPEG_OPTIONS, "rtsp_transport;tcp").split("|")
    ours = {"format_whitelist": CONTAINERS, "protocol_whitelist": PROTOCOLS}
    kept = [option for option in chosen if option.partition(";")[0] not in ours]
    wanted = "|".join([*kept, *(f"{name};{value}" for name, value in ours.items())])
    if os.environ.get(_FFMPEG_OPTIONS) != wanted:
        os.environ[_FFMPEG_OPTIONS] = wanted
