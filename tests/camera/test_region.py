"""A part of a camera's pictures."""

from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from camera.camera import CameraError
from camera.config import FolderConfig, SyntheticConfig
from camera.open import make_camera
from camera.region import RegionCamera
from models.frame import Frame


class Still:
    """A camera whose every pixel says where it is."""

    name, is_triggered = "still", True
    is_open = False

    def open(self) -> None:
        self.is_open = True

    def read(self) -> Frame:
        rows, columns = np.mgrid[0:200, 0:400]
        return Frame(7, 1.5, (rows // 2 + columns // 4).astype(np.uint8), part=3, source="a.png")

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
    camera = RegionCamera(still, (0, 0, 10, 100))
    camera.open()
    with pytest.raises(CameraError, match=r"is too small: 40 x 200 pixels, and 64 are needed"):
        camera.read()
    assert not still.is_open


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
