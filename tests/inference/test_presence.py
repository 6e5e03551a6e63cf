from dataclasses import astuple

import cv2
import numpy as np
import pytest

from camera.rig import RenderedCasting, render_casting
from inference.ellipses import mean_radius, scaled_outline
from inference.presence import find_casting
from models.judgement import Ellipse, RingOutline


@pytest.fixture(scope="module")
def casting() -> RenderedCasting:
    return render_casting(np.random.default_rng(4), 512, defective=False)


def assert_near(found: Ellipse, true: Ellipse, pixels: float) -> None:
    assert np.hypot(found.x - true.x, found.y - true.y) < pixels
    assert abs(found.semi_major - true.semi_major) < pixels
    assert abs(found.semi_minor - true.semi_minor) < pixels


@pytest.mark.parametrize("size", [200, 300, 512, 900])
@pytest.mark.parametrize("seed", range(5))
def test_a_rendered_casting_is_found_where_it_lies(size: int, seed: int) -> None:
    casting = render_casting(np.random.default_rng([size, seed]), size, defective=seed % 2 == 0)
    outline = find_casting(casting.pixels)
    assert outline
    assert_near(outline.rim, casting.outline.rim, 0.02 * size)
    assert 1.7 < mean_radius(outline.rim) / mean_radius(outline.annulus) < 1.9


def test_a_large_picture_gives_the_outline_of_a_small_one(casting: RenderedCasting) -> None:
    large = cv2.resize(casting.pixels, None, fx=2.5, fy=2.5, interpolation=cv2.INTER_CUBIC)
    small_outline, outline = find_casting(casting.pixels), find_casting(large.astype(np.uint8))
    assert small_outline
    assert outline
    assert_near(outline.rim, scaled_outline(small_outline, 2.5).rim, 6)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_casting_may_lie_at_any_angle(casting: RenderedCasting, turns: int) -> None:
    assert find_casting(np.ascontiguousarray(np.rot90(casting.pixels, turns)))


def test_a_wide_picture_is_searched_to_its_ends(casting: RenderedCasting) -> None:
    wide = cv2.copyMakeBorder(casting.pixels, 0, 0, 300, 150, cv2.BORDER_REPLICATE)
    outline = find_casting(wide.astype(np.uint8))
    assert outline
    assert_near(
        outline.rim,
        Ellipse(casting.outline.rim.x + 300, *astuple(casting.outline.rim)[1:]),
        0.02 * 512,
    )


@pytest.mark.parametrize("gain", [0.6, 0.8, 1.2])
@pytest.mark.parametrize("noise", [0, 10])
def test_light_and_noise_do_not_hide_it(
    casting: RenderedCasting, gain: float, noise: float
) -> None:
    grain = np.random.default_rng(0).normal(0, noise, casting.pixels.shape)
    lit = np.clip(casting.pixels * gain + grain, 0, 255).astype(np.uint8)
    assert find_casting(lit)


def test_of_two_castings_neither_is_taken(casting: RenderedCasting) -> None:
    assert find_casting(np.hstack([casting.pixels, casting.pixels])) is None


def test_a_picture_that_ends_at_the_hub_shows_no_casting(casting: RenderedCasting) -> None:
    assert find_casting(np.ascontiguousarray(casting.pixels[:, :256])) is None


def test_the_smallest_picture_is_looked_at() -> None:
    assert find_casting(np.zeros((64, 64), np.uint8)) is None


def test_an_outline_scales_with_its_picture() -> None:
    ellipse = Ellipse(9.5, 19.5, 8, 6, 30)
    assert scaled_outline(RingOutline(ellipse, ellipse), 2).rim == Ellipse(19.5, 39.5, 16, 12, 30)
