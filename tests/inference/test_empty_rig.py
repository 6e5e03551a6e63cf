"""What lies on a rig that is known empty, for parts that have no ring."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from camera.rig.stage import Stage
from inference.empty_rig import EmptyRig, EmptyRigError
from inference.sight import look_at_whole, look_of
from models.judgement import Ellipse
from models.network_card import PictureGeometry, RingGeometry
from models.pictures import PictureError
from models.sight import Unfit

Grey = NDArray[np.uint8]
GEOMETRY = PictureGeometry(height=48, width=48)


def rig(width: int = 320, height: int = 240, seed: int = 0) -> Grey:
    """A brushed plate, unevenly lit."""
    light = np.linspace(110, 170, width)[None] + np.linspace(-10, 10, height)[:, None]
    return noisy(light, seed)


def noisy(grey: NDArray[np.floating[Any]], seed: int) -> Grey:
    noise = np.random.default_rng(seed).normal(0, 3, grey.shape)
    return np.clip(grey + noise, 0, 255).astype(np.uint8)


def with_bar(picture: Grey, x: int, y: int, grey: int = 225) -> Grey:
    """A flat bar, 120 x 40 pixels, at a slant."""
    corners = cv2.boxPoints(((x, y), (120, 40), 30)).astype(np.int32)
    return np.asarray(cv2.fillPoly(picture.copy(), [corners], grey), np.uint8)


def test_what_differs_from_the_empty_rig_is_the_casting() -> None:
    found = EmptyRig(rig()).casting_on(with_bar(rig(seed=1), 150, 120))
    assert isinstance(found, Ellipse)
    assert (found.x, found.y) == pytest.approx((150, 120), abs=2)
    assert found.degrees == pytest.approx(30, abs=3)
    assert (found.semi_major, found.semi_minor) == pytest.approx((69, 23), rel=0.12)


@pytest.mark.parametrize("lamp", [0.8, 1.0, 1.2])
def test_a_brighter_lamp_is_no_casting(lamp: float) -> None:
    lit = noisy(rig() * lamp, 2)
    assert EmptyRig(rig()).casting_on(lit) is Unfit.NO_CASTING


def test_dirt_is_no_casting() -> None:
    dirty = rig(seed=3)
    dirty[100:108, 200:208] = 20
    assert EmptyRig(rig()).casting_on(dirty) is Unfit.NO_CASTING


def test_a_casting_at_the_edge_is_not_whole() -> None:
    assert EmptyRig(rig()).casting_on(with_bar(rig(), 30, 120)) is Unfit.NOT_WHOLE


def test_it_lies_still_while_the_sensor_is_noisy() -> None:
    empty = EmptyRig(rig())
    seen = [empty.casting_on(noisy(with_bar(rig(), 150, 120) * 1.0, seed)) for seed in range(8)]
    places = np.array([(each.x, each.y) for each in seen if isinstance(each, Ellipse)])
    assert len(places) == 8
    assert np.ptp(places, axis=0).max() < 1


def test_a_picture_of_another_size_calls_for_teaching_anew() -> None:
    with pytest.raises(EmptyRigError, match="320 x 240 pixels, the camera's 640 x 480"):
        EmptyRig(rig()).casting_on(rig(640, 480))


def test_without_an_empty_rig_every_picture_shows_a_casting() -> None:
    sight = look_of(GEOMETRY)(with_bar(rig(), 150, 120))
    assert sight.unfit is None
    assert sight.outline is None
    assert sight.light
    assert sight.light.brightness > 100


def test_a_dark_picture_is_not_judged_whatever_the_part() -> None:
    assert look_at_whole(np.zeros((100, 100), np.uint8), None).unfit is Unfit.DARK


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    file = tmp_path / "empty.png"
    cv2.imwrite(str(file), rig())
    return file


def test_with_an_empty_rig_there_is_an_outline_or_no_casting(empty: Path) -> None:
    look = look_of(GEOMETRY, empty)
    assert look(rig(seed=1)).unfit is Unfit.NO_CASTING
    sight = look(with_bar(rig(), 150, 120))
    assert sight.unfit is None
    assert sight.outline
    assert sight.light
    assert sight.light.x == pytest.approx(150 / 320, abs=0.01)


def test_a_picture_of_the_empty_rig_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match=r"gone\.png"):
        look_of(GEOMETRY, tmp_path / "gone.png")


def test_a_ring_is_looked_for_whether_or_not_the_rig_is_known(empty: Path) -> None:
    ring = RingGeometry(height=32, width=64, inner=0, outer=1)
    assert look_of(ring, empty)(with_bar(rig(), 150, 120)).unfit is Unfit.NO_CASTING


def test_of_the_synthetic_rig_each_casting_that_lies_still_is_judged() -> None:
    stage = Stage(1, 512, 0.3)
    empty = EmptyRig(stage.with_noise(stage.empty))
    assert empty.casting_on(stage.with_noise(stage.empty)) is Unfit.NO_CASTING
    for number in range(1, 13):
        item = stage.casting(number)
        found = empty.casting_on(stage.with_noise(stage.film(item, 0, 0)))
        assert isinstance(found, Ellipse), number
        coming = empty.casting_on(stage.with_noise(stage.film(item, 0.5, 0)))
        assert coming in {Unfit.NOT_WHOLE, Unfit.NO_CASTING}, number
