"""Training and station see the same strip: these values may not change unnoticed."""

import numpy as np
import pytest
from numpy.typing import NDArray

from inference.ellipses import directions, points_on
from inference.ring import rewrap, unwrap
from models.judgement import Ellipse, RingOutline
from models.network_card import RingGeometry

GEOMETRY = RingGeometry(height=64, width=448, inner=-0.12, outer=1.32)
TILTED = RingOutline(
    rim=Ellipse(x=151.3, y=148.6, semi_major=123.0, semi_minor=112.0, degrees=25.0),
    annulus=Ellipse(x=149.0, y=151.5, semi_major=69.0, semi_minor=62.0, degrees=28.0),
)
GOLDEN = np.array(
    [
        [83, 175, 41, 157, 60, 62, 143],
        [134, 204, 70, 168, 97, 86, 150],
        [143, 140, 131, 176, 158, 126, 113],
        [107, 73, 177, 152, 147, 127, 61],
    ]
)  # every 16th row, every 64th column


def drawn(side: int = 300) -> NDArray[np.uint8]:
    """Smooth waves of light, the same in a picture of any side."""
    y, x = (np.indices((side, side)) + 0.5) / side * 300 - 0.5
    light = 128 + 60 * np.sin(x / 17) * np.cos(y / 23) + 40 * np.sin((x + 2 * y) / 31)
    return np.asarray(light.round(), np.uint8)


def test_the_strip_is_the_golden_one() -> None:
    strip = unwrap(drawn(), TILTED, GEOMETRY)
    assert strip.shape == (64, 448)
    assert strip.dtype == np.uint8
    np.testing.assert_allclose(strip[::16, ::64], GOLDEN, atol=2)
    assert strip.mean() == pytest.approx(130.85, abs=0.1)
    assert strip.std() == pytest.approx(39.97, abs=0.1)


@pytest.mark.parametrize("factor", [2, 4])
def test_a_larger_camera_gives_the_same_strip(factor: int) -> None:
    def larger(ellipse: Ellipse) -> Ellipse:
        return Ellipse(
            (ellipse.x + 0.5) * factor - 0.5,
            (ellipse.y + 0.5) * factor - 0.5,
            ellipse.semi_major * factor,
            ellipse.semi_minor * factor,
            ellipse.degrees,
        )

    outline = RingOutline(larger(TILTED.rim), larger(TILTED.annulus))
    strip = unwrap(drawn(300 * factor), outline, GEOMETRY).astype(int)
    assert np.abs(strip - unwrap(drawn(), TILTED, GEOMETRY)).max() <= 3


def test_what_lies_beyond_the_picture_is_its_edge_drawn_out() -> None:
    strip = unwrap(np.full((120, 120), 77, np.uint8), TILTED, GEOMETRY)
    assert (strip == 77).all()


@pytest.mark.parametrize("depth", [0.05, 0.4, 0.95])
@pytest.mark.parametrize("turn", [0.0, 0.13, 0.5, 0.999])
def test_a_spot_on_the_strip_goes_back_to_its_place(depth: float, turn: float) -> None:
    strip = np.zeros((64, 448), np.float32)
    row = round((depth - GEOMETRY.inner) / (GEOMETRY.outer - GEOMETRY.inner) * 64 - 0.5)
    column = round(turn * 448) % 448
    for around in (-1, 0, 1):
        strip[row - 1 : row + 2, (column + around) % 448] = 1
    laid = rewrap(strip, TILTED, GEOMETRY, (300, 300))
    rows, columns = np.nonzero(laid > 0.5)
    expected = _place(GEOMETRY.inner + (row + 0.5) / 64 * 1.44, column)
    assert np.hypot(columns.mean() - expected[0], rows.mean() - expected[1]) < 0.7


def _place(depth: float, column: int) -> tuple[float, float]:
    rays = directions(448)[:, column : column + 1]
    inner, outer = points_on(TILTED.annulus, rays), points_on(TILTED.rim, rays)
    x, y = (inner + depth * (outer - inner))[:, 0]
    return float(x), float(y)


def test_there_and_back_again_is_the_picture() -> None:
    strip = unwrap(drawn(), TILTED, GEOMETRY).astype(np.float32)
    laid = rewrap(strip, TILTED, GEOMETRY, (300, 300))
    on_ring = laid > 0
    assert 0.35 < on_ring.mean() < 0.75
    assert np.abs(laid - drawn())[on_ring].mean() < 1.5


def test_off_the_strip_there_is_nothing() -> None:
    laid = rewrap(np.ones((16, 64), np.float32), TILTED, GEOMETRY, (300, 300))
    assert laid[150, 150] == 0  # the hub
    assert laid[2, 2] == 0  # the ground
    assert laid[:, 149][laid[:, 149] > 0].min() == pytest.approx(1)
