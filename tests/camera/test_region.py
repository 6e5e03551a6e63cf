"""A part of a camera's pictures."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from pydantic import ValidationError

from camera.camera import ALIVE, CameraError, UnjudgedFileError
from camera.config import FolderConfig, SyntheticConfig
from camera.open import make_camera
from camera.region import RegionCamera
from models.frame import Frame
from models.health import Health


class Still:
    """A camera whose every pixel says where it is."""

    name, is_triggered = "still", True
    is_open = False
    source: str | None = "a.png"

    def open(self) -> None:
        self.is_open = True

    def read(self) -> Frame:
        rows, columns = np.mgrid[0:200, 0:400]
        return Frame(
            7, 1.5, (rows // 2 + columns // 4).astype(np.uint8), part=3, source=self.source
        )

    def check_alive(self) -> Health:
        return ALIVE

    def close(self) -> None:
        self.is_open = False


def test_the_rest_is_cut_away_and_what_is_known_of_the_picture_stays() -> None:
    still = Still()
    camera = RegionCamera(still, (25, 10, 50, 80))
    camera.open()
    whole, cut = still.read(), camera.read()
    assert np.array_equal(cut.pixels, whole.pixels[20:180, 100:300])
    assert cut.pixels.flags.c_contiguous
    assert (cut.number, cut.taken_at, cut.part, cut.source) == (7, 1.5, 3, "a.png")
    assert (camera.name, camera.is_triggered) == ("still", True)
    camera.close()
    assert not still.is_open


def test_a_region_that_is_too_small_is_told_and_the_camera_closed() -> None:
    still = Still()
    still.source = None
    camera = RegionCamera(still, (0, 0, 10, 100))
    camera.open()
    with pytest.raises(CameraError, match=r"is too small: 40 x 200 pixels, and 64 are needed"):
        camera.read()
    assert not still.is_open


def test_a_file_that_is_too_small_for_the_region_is_passed_and_the_next_one_shown(
    tmp_path: Path,
) -> None:
    for number, size in enumerate((300, 100, 300)):
        cv2.imwrite(str(tmp_path / f"{number}.png"), np.full((size, size), 9, np.uint8))
    camera = make_camera(
        FolderConfig(path=tmp_path, castings_per_minute=6000, region=(0, 0, 50, 50))
    )
    camera.open()
    assert camera.read().part == 1
    with pytest.raises(UnjudgedFileError, match="too small: 50 x 50 pixels") as passed:
        camera.read()
    assert (passed.value.source, passed.value.part) == (str(tmp_path / "1.png"), 2)
    assert passed.value.file is not None
    assert camera.read().part == 3
    camera.close()


@pytest.mark.parametrize(
    "region", [(60, 0, 50, 100), (0, 30, 100, 80), (0, 0, 0, 50), (0, 0, 101, 9)]
)
def test_a_region_beyond_the_picture_is_refused(region: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValidationError):
        SyntheticConfig(region=region)


def test_a_camera_is_cut_where_its_settings_say_so(tmp_path: Path) -> None:
    assert isinstance(make_camera(FolderConfig(path=tmp_path, region=(0, 0, 50, 50))), RegionCamera)
    camera = make_camera(SyntheticConfig(size=256, region=(0, 0, 100, 50)))
    camera.open()
    assert camera.read().pixels.shape == (128, 256)
    camera.close()
