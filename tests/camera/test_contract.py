"""What every camera does, real or simulated."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest

from camera.camera import Camera, CameraError
from camera.config import FolderConfig, SyntheticConfig, VideoConfig
from camera.folder_camera import FolderCamera
from camera.open import make_camera, parse_spec
from camera.opencv_camera import VideoCamera
from camera.synthetic_camera import SyntheticCamera
from tests.camera.mjpeg_server import MjpegServer
from tests.camera.stamped import stamped

Making = Callable[[Path], Iterator[Camera]]


def synthetic(_: Path) -> Iterator[Camera]:
    yield SyntheticCamera(SyntheticConfig(size=128))


def folder(path: Path) -> Iterator[Camera]:
    for number in range(3):
        cv2.imwrite(str(path / f"{number}.png"), stamped(number))
    yield FolderCamera(FolderConfig(path=path, castings_per_minute=1800, loop=True))


def video(path: Path) -> Iterator[Camera]:
    file = path / "line.avi"
    writer = cv2.VideoWriter(
        str(file), cv2.CAP_OPENCV_MJPEG, cv2.VideoWriter.fourcc(*"MJPG"), 30, (320, 240)
    )
    for number in range(10):
        writer.write(cv2.cvtColor(stamped(number), cv2.COLOR_GRAY2BGR))
    writer.release()
    yield VideoCamera(VideoConfig(path=file, loop=True))


def stream(_: Path) -> Iterator[Camera]:
    with MjpegServer() as server:
        yield make_camera(parse_spec(server.url))


@pytest.fixture(params=[synthetic, folder, video, stream])
def camera(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Camera]:
    making: Making = request.param
    for made in making(tmp_path):
        yield made
        made.close()


@pytest.fixture
def opened(camera: Camera) -> Camera:
    camera.open()
    return camera


def test_frames_are_grey_and_come_in_order(opened: Camera) -> None:
    frames = [opened.read() for _ in range(12)]
    for frame in frames:
        assert frame.pixels.dtype == np.uint8
        assert frame.pixels.ndim == 2
        assert min(frame.pixels.shape) >= 128
    assert np.all(np.diff([frame.number for frame in frames]) > 0)
    assert np.all(np.diff([frame.taken_at for frame in frames]) > 0)


def test_a_frame_tells_when_it_was_taken(opened: Camera) -> None:
    asked_at = time.monotonic()
    frame = opened.read()
    assert asked_at <= frame.taken_at <= time.monotonic()


def test_a_frame_once_given_never_changes(opened: Camera) -> None:
    first = opened.read()
    kept = first.pixels.copy()
    for _ in range(5):
        opened.read()
    np.testing.assert_array_equal(first.pixels, kept)


def test_only_a_triggered_camera_numbers_the_parts(opened: Camera) -> None:
    parts = [opened.read().part for _ in range(3)]
    assert parts == ([1, 2, 3] if opened.is_triggered else [None, None, None])


def test_reading_before_opening_is_an_error(camera: Camera) -> None:
    with pytest.raises(CameraError):
        camera.read()


def test_reading_after_closing_is_an_error(opened: Camera) -> None:
    opened.read()
    opened.close()
    with pytest.raises(CameraError):
        opened.read()


def test_it_may_be_closed_twice_and_before_it_was_opened(camera: Camera) -> None:
    camera.close()
    camera.open()
    camera.close()
    camera.close()


def test_it_may_be_opened_anew(opened: Camera) -> None:
    before = opened.read()
    opened.close()
    opened.open()
    assert opened.read().taken_at > before.taken_at


def test_closing_ends_a_read_that_is_under_way(opened: Camera) -> None:
    def read_on() -> None:
        while True:
            opened.read()

    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(read_on)
        opened.close()
        with pytest.raises(CameraError):
            reading.result(timeout=3)


def test_its_name_is_short_and_hides_the_password(camera: Camera) -> None:
    assert 0 < len(camera.name) < 80
    assert "secret" not in camera.name
    assert "operator" not in camera.name
