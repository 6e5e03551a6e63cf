"""A video file that is not what it says."""

from contextlib import closing
from pathlib import Path

import cv2
import pytest

from camera.camera import CameraError, EndOfPicturesError
from camera.config import VideoConfig
from camera.opencv_camera import VideoCamera
from tests.camera.stamped import stamped

PICTURES = 20


@pytest.fixture
def video(tmp_path: Path) -> Path:
    file = tmp_path / "line.avi"
    fourcc = cv2.VideoWriter.fourcc(*"MJPG")
    writer = cv2.VideoWriter(str(file), cv2.CAP_OPENCV_MJPEG, fourcc, 200, (320, 240))
    for number in range(PICTURES):
        writer.write(cv2.cvtColor(stamped(number), cv2.COLOR_GRAY2BGR))
    writer.release()
    return file


def played(camera: VideoCamera) -> tuple[int, str]:
    """How many pictures come until the end, and what is then said."""
    count = 0
    try:
        while True:
            camera.read()
            count += 1
    except EndOfPicturesError as end:
        return count, str(end)


def opened_and_read(camera: VideoCamera) -> None:
    camera.open()
    camera.read()


def test_a_whole_video_ends_as_such(video: Path) -> None:
    camera = VideoCamera(VideoConfig(path=video))
    camera.open()
    assert played(camera) == (PICTURES, "The video line.avi is over.")


def test_a_video_that_breaks_off_is_told(video: Path) -> None:
    content = video.read_bytes()
    video.write_bytes(content[: len(content) // 2])
    camera = VideoCamera(VideoConfig(path=video))
    camera.open()
    count, said = played(camera)
    assert 0 < count < PICTURES
    assert said == f"The video line.avi breaks off after {count} of {PICTURES} pictures."


@pytest.mark.parametrize("loop", [True, False])
def test_a_video_without_pictures_is_an_error_and_no_loop_that_never_ends(
    video: Path, loop: bool
) -> None:
    content = video.read_bytes()
    video.write_bytes(content[: content.index(b"movi") + 4])
    camera = VideoCamera(VideoConfig(path=video, loop=loop))
    with closing(camera), pytest.raises(CameraError, match=r"no pictures|cannot be opened"):
        opened_and_read(camera)


def test_a_video_goes_on_where_it_was_lost(video: Path) -> None:
    camera = VideoCamera(VideoConfig(path=video))
    camera.open()
    for _ in range(7):
        camera.read()
    camera.close()
    camera.open()
    assert played(camera)[0] == PICTURES - 7
    camera.open()  # it was over: it starts anew
    assert played(camera)[0] == PICTURES


def test_a_video_in_a_loop_begins_again(video: Path) -> None:
    camera = VideoCamera(VideoConfig(path=video, loop=True))
    with closing(camera):
        camera.open()
        numbers = [camera.read().number for _ in range(2 * PICTURES + 3)]
    assert numbers == list(range(1, 2 * PICTURES + 4))
