"""The serial number that a casting carries as a code, read from its picture."""

from collections.abc import Callable

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from models.judgement import LONGEST_SERIAL

FORMATS = zxingcpp.barcode_formats_from_str("QRCode,DataMatrix,Code128,Code39")


def read_serial(pixels: NDArray[np.uint8], fits: Callable[[str], bool]) -> str | None:
    """The one number that fits in a grey picture, (height, width); None for none, or several."""
    found = zxingcpp.read_barcodes(pixels, formats=FORMATS)
    texts = {text for each in found if (text := cleaned(each.text)) and fits(text)}
    return texts.pop() if len(texts) == 1 else None


def cleaned(text: str) -> str | None:
    """A number as it is kept: without space around it and what cannot be printed."""
    plain = "".join(letter for letter in text if letter.isprintable()).strip()
    return plain if 0 < len(plain) <= LONGEST_SERIAL else None
