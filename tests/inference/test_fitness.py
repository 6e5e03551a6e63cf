from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from camera.rig import RenderedCasting, render_casting
from inference.fitness import light_of, unfit_light
from inference.sight import look
from models.judgement import RingOutline
from models.light import Light
from models.sight import Sight, Unfit

Picture = NDArray[np.uint8]


@pytest.fixture(scope="module", params=[300, 512])
def casting(request: pytest.FixtureRequest) -> RenderedCasting:
    return render_casting(np.random.default_rng(6), request.param, defective=False)


def brightened(picture: Picture, gain: float, more: float = 0) -> Picture:
    return np.asarray(np.clip(picture * gain + more, 0, 255), np.uint8)


def blurred(picture: Picture) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), len(picture) / 90), np.uint8)


def too_dark(picture: Picture) -> Picture:
    return brightened(picture, 0.3)


def too_bright(picture: Picture) -> Picture:
    return brightened(picture, 2.2, 40)


@pytest.mark.parametrize(
    ("degrade", "reason"),
    [(too_dark, Unfit.DARK), (too_bright, Unfit.BRIGHT), (blurred, Unfit.BLURRED)],
)
def test_a_bad_picture_is_refused_for_the_right_reason(
    casting: RenderedCasting, degrade: Callable[[Picture], Picture], reason: Unfit
) -> None:
    assert look(degrade(casting.pixels)).unfit is reason


def test_a_good_picture_is_fit(casting: RenderedCasting) -> None:
    sight = look(casting.pixels)
    assert sight.outline
    assert sight.unfit is None


@pytest.mark.parametrize("grey", [0, 20])
def test_with_the_lens_covered_it_is_dark(grey: int) -> None:
    assert look(np.full((200, 200), grey, np.uint8)) == Sight(None, Unfit.DARK)


def test_a_flood_of_light_is_bright() -> None:
    assert unfit_light(np.full((200, 200), 255, np.uint8)) is Unfit.BRIGHT


def test_an_evenly_grey_picture_is_empty() -> None:
    assert look(np.full((200, 200), 160, np.uint8)) == Sight(None, Unfit.NO_CASTING)


def lit(casting: RenderedCasting, half_width: float, half_height: float) -> Picture:
    """A saturated spot on the ring, in radii of the rim."""
    picture, rim = casting.pixels.copy(), casting.outline.rim
    centre = (round(rim.x + 0.83 * rim.semi_minor), round(rim.y))
    axes = (round(half_width * rim.semi_major), round(half_height * rim.semi_major))
    cv2.ellipse(picture, centre, axes, 0, 0, 360, 255, cv2.FILLED)
    return picture


@pytest.mark.parametrize("radius", [0.08, 0.12, 0.16])
def test_a_blob_of_light_on_the_ring_is_glare(casting: RenderedCasting, radius: float) -> None:
    picture = lit(casting, radius, radius)
    assert light_of(picture, casting.outline) is Unfit.GLARE


def test_a_narrow_fan_is_no_glare(casting: RenderedCasting) -> None:
    picture = lit(casting, 0.14, 0.03)
    assert isinstance(light_of(picture, casting.outline), Light)


def cut(casting: RenderedCasting, kept: float) -> tuple[Picture, RingOutline]:
    """The picture from `kept` radii left of the casting's middle, and what is seen in it."""
    left = round(casting.outline.rim.x - kept * casting.outline.rim.semi_major)
    picture = np.ascontiguousarray(casting.pixels[:, left:])
    outline = look(picture).outline
    assert isinstance(outline, RingOutline)
    return picture, outline


def test_a_casting_that_is_cut_off_is_not_whole(casting: RenderedCasting) -> None:
    picture, outline = cut(casting, 0.76)
    assert light_of(picture, outline) is Unfit.NOT_WHOLE


def test_a_casting_that_touches_the_edge_is_whole_enough(casting: RenderedCasting) -> None:
    picture, outline = cut(casting, 0.96)
    assert isinstance(light_of(picture, outline), Light)


def light(picture: Picture) -> Light:
    found = look(picture).light
    assert found
    return found


def test_a_darker_lamp_and_a_softer_lens_are_measured(casting: RenderedCasting) -> None:
    at_first = light(casting.pixels)
    darker = light((casting.pixels * 0.8).astype(np.uint8))
    softer = light(cv2.GaussianBlur(casting.pixels, (0, 0), 1.2).astype(np.uint8))
    assert darker.brightness == pytest.approx(0.8 * at_first.brightness, rel=0.01)
    assert darker.sharpness == pytest.approx(at_first.sharpness, rel=0.05)
    assert softer.sharpness < 0.8 * at_first.sharpness
    assert softer.brightness == pytest.approx(at_first.brightness, rel=0.01)


def test_the_place_is_a_share_of_the_picture(casting: RenderedCasting) -> None:
    height, width = casting.pixels.shape
    rim = casting.outline.rim
    found = light(casting.pixels)
    assert found.x == pytest.approx(rim.x / width, abs=0.01)
    assert found.y == pytest.approx(rim.y / height, abs=0.01)
