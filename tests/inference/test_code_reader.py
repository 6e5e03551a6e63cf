"""Serial numbers on rendered castings."""

import re

import cv2
import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from camera.rig import render_casting
from inference.code_reader import read_serial

Picture = NDArray[np.uint8]
SERIAL = "IMP-004711"
CODES = {
    name: getattr(zxingcpp.BarcodeFormat, name) for name in ("QRCode", "DataMatrix", "Code128")
}


def anything(_: str) -> bool:
    return True


def code(kind: str, text: str = SERIAL) -> Picture:
    made = zxingcpp.create_barcode(text, CODES[kind])
    scale = 2 if kind == "Code128" else 6  # pixels of a module
    drawn = np.array(zxingcpp.write_barcode_to_image(made, scale=scale, add_quiet_zones=True))
    return np.where(drawn > 127, 200, 30).astype(np.uint8)


def marked(*codes: Picture, degrees: float = 0.0, size: int = 768) -> Picture:
    """A casting with codes beside it, each turned."""
    picture = render_casting(np.random.default_rng(3), size, defective=False).pixels.copy()
    for place, each in enumerate(codes):
        across, down = (max(each.shape) + 40 - side for side in reversed(each.shape))
        edges = (down // 2, down - down // 2, across // 2, across - across // 2)
        framed = cv2.copyMakeBorder(each, *edges, cv2.BORDER_CONSTANT, value=200)
        height, width = framed.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
        whole = cv2.warpAffine(framed, turn, (width, height), borderValue=200)
        top = place * (size - height)
        picture[top : top + height, :width] = whole
    return picture


@pytest.mark.parametrize("kind", CODES)
@pytest.mark.parametrize("degrees", [0, 15, 90])
def test_a_code_beside_the_casting_is_read_however_it_is_turned(kind: str, degrees: float) -> None:
    assert read_serial(marked(code(kind), degrees=degrees), anything) == SERIAL


def test_a_dim_and_soft_picture_is_read() -> None:
    picture = cv2.GaussianBlur(marked(code("QRCode")), (0, 0), 1.0) * 0.6
    assert read_serial(picture.astype(np.uint8), anything) == SERIAL


def test_a_casting_without_a_code_has_no_number() -> None:
    assert read_serial(marked(), anything) is None


def test_of_several_codes_the_one_that_fits_counts() -> None:
    picture = marked(code("QRCode"), code("DataMatrix", "order 12"))
    assert read_serial(picture, re.compile(r"IMP-\d{6}").fullmatch) == SERIAL  # type: ignore[arg-type]


def test_two_numbers_that_fit_are_none() -> None:
    assert read_serial(marked(code("QRCode"), code("QRCode", "IMP-004712")), anything) is None


def test_a_gs1_code_is_read_as_a_scanner_types_it() -> None:
    made = zxingcpp.create_barcode("(01)04912345123459(21)ABC", CODES["DataMatrix"], gs1=True)
    drawn = np.array(zxingcpp.write_barcode_to_image(made, scale=6, add_quiet_zones=True))
    picture = marked(np.where(drawn > 127, 200, 30).astype(np.uint8))
    assert read_serial(picture, anything) == "010491234512345921ABC"
