"""From what a person writes to a camera."""

from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError

from camera.camera import Camera, CameraError
from camera.config import (
    CameraConfig,
    DeviceConfig,
    FolderConfig,
    StreamConfig,
    SyntheticConfig,
    VideoConfig,
)
from camera.folder_camera import FolderCamera
from camera.opencv_camera import LiveCamera, VideoCamera
from camera.region import RegionCamera
from camera.shown_files import ShownFiles
from camera.synthetic_camera import SyntheticCamera
from camera.watch import WatchedCamera
from models.errors import KnownError
from models.pictures import SUFFIXES


def parse_spec(text: str) -> CameraConfig:
    """Understand `synthetic`, a device number, a URL, a video file or a folder of pictures.

    Raises CameraError.
    """
    if text == "synthetic":
        return SyntheticConfig()
    if text.isascii() and text.isdecimal():
        return _device(text)
    if "://" in text:
        return _stream(text)
    return _path(Path(text).expanduser(), text)


def make_camera(
    config: CameraConfig,
    shown: ShownFiles | None = None,
    tell: Callable[[KnownError], None] = lambda _: None,
) -> Camera:
    """The camera of a configuration, not yet opened.

    `shown` keeps the place in a folder; without it a folder is shown from its beginning.
    `tell` hears of what a person should know and stops nothing, on the thread that reads.
    """
    camera = _whole(config, shown, tell)
    return camera if config.region is None else RegionCamera(camera, config.region)


def _whole(
    config: CameraConfig, shown: ShownFiles | None, tell: Callable[[KnownError], None]
) -> Camera:
    match config:
        case SyntheticConfig():
            return SyntheticCamera(config)
        case FolderConfig():
            return FolderCamera(config, shown, tell)
        case VideoConfig():
            return VideoCamera(config)
        case DeviceConfig() | StreamConfig():
            live = LiveCamera(config)
            return WatchedCamera(live, lambda: live.codes_changes)


def _device(text: str) -> DeviceConfig:
    if len(text) > 2 or int(text) > 63:
        raise CameraError("{spec} is no device number; they go from 0 to 63.", spec=text)
    return DeviceConfig(index=int(text))


def _stream(text: str) -> StreamConfig:
    try:
        return StreamConfig(url=text)
    except ValidationError as error:
        if error.errors(include_input=False)[0]["type"] == "unclear_address":
            raise CameraError(
                "Host and port of the camera's address are unclear; in a user name or password"
                " write / as %2F, ? as %3F, # as %23, % as %25 and a space as %20."
            ) from None
        raise CameraError(
            "A camera's address is written like rtsp://host/path or http://host/path."
        ) from None


def _path(path: Path, text: str) -> FolderConfig | VideoConfig:
    if text and path.is_dir():
        return FolderConfig(path=path)
    if not path.is_file():
        raise CameraError(
            "“{spec}” is no camera: give synthetic, a device number, an address, a video file"
            " or a folder of pictures.",
            spec=text,
        )
    if path.suffix.lower() in SUFFIXES:
        raise CameraError("{file} is a single picture; give its folder.", file=text)
    return VideoConfig(path=path)
