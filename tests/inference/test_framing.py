"""The whole picture, as a network sees it."""

import numpy as np
import pytest

from inference.framing import framed, unframed
from models.network_card import PictureGeometry

SQUARE = PictureGeometry(height=48, width=48)


@pytest.mark.parametrize("shape", [(300, 300), (512, 512), (64, 64), (30, 30)])
def test_a_square_picture_fills_a_square(shape: tuple[int, int]) -> None:
    pixels = np.zeros(shape, np.uint8)
    pixels[:, shape[1] // 2 :] = 200
    seen = framed(pixels, SQUARE)
    assert seen.shape == (48, 48)
    assert (seen[:, :22] < 20).all()
    assert (seen[:, 26:] > 180).all()


def test_a_wide_picture_is_not_stretched_its_edges_go_on() -> None:
    pixels = np.full((100, 200), 50, np.uint8)
    pixels[0], pixels[-1] = 90, 130
    pixels[40:60, 90:110] = 250
    seen = framed(pixels, SQUARE)
    rows, columns = np.nonzero(seen > 150)
    assert np.ptp(rows) == np.ptp(columns)
    assert set(seen[:12].ravel()) == {seen[12, 0]}
    assert set(seen[36:].ravel()) == {seen[35, 0]}


@pytest.mark.parametrize("shape", [(128, 128), (90, 128), (128, 50)])
def test_a_map_is_laid_back_where_it_was_seen(shape: tuple[int, int]) -> None:
    pixels = np.zeros(shape, np.uint8)
    row, column = shape[0] * 3 // 4, shape[1] // 4
    pixels[row - 8 : row + 8, column - 8 : column + 8] = 255
    coarse = framed(pixels, SQUARE).reshape(8, 6, 8, 6).mean(axis=(1, 3)).astype(np.float32)
    laid = unframed(coarse, SQUARE, shape)
    assert laid.shape == shape
    middle = np.average(np.indices(shape).reshape(2, -1), axis=1, weights=laid.ravel())
    assert np.abs(middle - (row, column)).max() < 4
