from pathlib import Path

import cv2
import numpy as np
import pytest

from camera.camera import CameraError, EndOfPicturesError
from camera.config import FolderConfig
from camera.folder_camera import FolderCamera
from models.pictures import PictureError
from tests.camera.stamped import stamped


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    for name in ("b/2.png", "a/1.jpeg", "b/10.PNG", "3.png"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(cv2.imencode(file.suffix.lower(), stamped(1))[1].tobytes())
    (tmp_path / "notes.txt").write_text("no picture")
    return tmp_path


def quick(folder: Path, *, loop: bool = False) -> FolderCamera:
    camera = FolderCamera(FolderConfig(path=folder, castings_per_minute=6000, loop=loop))
    camera.open()
    return camera


def test_every_picture_below_is_shown_once_in_the_order_of_the_paths(pictures: Path) -> None:
    camera = quick(pictures)
    frames = [camera.read() for _ in range(4)]
    shown = [Path(frame.source or "").relative_to(pictures).as_posix() for frame in frames]
    assert shown == ["3.png", "a/1.jpeg", "b/10.PNG", "b/2.png"]
    with pytest.raises(EndOfPicturesError):
        camera.read()


def test_opened_anew_it_goes_on_where_it_was(pictures: Path) -> None:
    camera = quick(pictures)
    shown = [camera.read().source for _ in range(2)]
    camera.open()
    shown += [camera.read().source for _ in range(2)]
    assert len(set(shown)) == 4
    with pytest.raises(EndOfPicturesError):
        camera.read()


def test_in_a_loop_the_parts_are_counted_on(pictures: Path) -> None:
    camera = quick(pictures, loop=True)
    frames = [camera.read() for _ in range(5)]
    assert [frame.part for frame in frames] == [1, 2, 3, 4, 5]
    assert frames[4].source == frames[0].source


def test_a_damaged_picture_is_told_and_the_next_one_shown(pictures: Path) -> None:
    (pictures / "a/1.jpeg").write_text("no picture")
    camera = quick(pictures)
    camera.read()
    with pytest.raises(PictureError, match=r"1\.jpeg"):
        camera.read()
    frame = camera.read()
    assert Path(frame.source or "").name == "10.PNG"
    assert frame.part == 3


def test_colour_becomes_grey(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "red.png"), np.full((80, 90, 3), (0, 0, 255), np.uint8))
    frame = quick(tmp_path).read()
    assert frame.pixels.shape == (80, 90)
    assert frame.pixels[0, 0] == pytest.approx(76, abs=1)


def test_a_folder_without_pictures_refuses_to_open(tmp_path: Path) -> None:
    with pytest.raises(CameraError, match="no pictures in the folder"):
        quick(tmp_path)


def test_a_folder_that_is_not_there_refuses_to_open(tmp_path: Path) -> None:
    with pytest.raises(CameraError, match="no folder"):
        quick(tmp_path / "gone")


def test_the_real_pictures_are_shown(castings: Path) -> None:
    frame = quick(castings / "casting_512x512").read()
    assert frame.pixels.shape == (512, 512)
