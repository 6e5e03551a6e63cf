"""The serial number that a casting carries as a code, read from its picture."""

from collections.abc import Callable

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from models.text import code

FORMATS = zxingcpp.barcode_formats_from_str("QRCode,DataMatrix,Code128,Code39")
_MOST_CODES = 16  # of one picture: a sheet of labels is no casting


def read_serial(pixels: NDArray[np.uint8], fits: Callable[[str], bool]) -> str | None:
    """The one number that fits in a grey picture, (height, width); None for none, or several.

    Read as a scanner types it: the plain text, not with the brackets that GS1 prints for people.
    Raises what `fits` raises.
    """
    found = zxingcpp.read_barcodes(pixels, formats=FORMATS, text_mode=zxingcpp.TextMode.Plain)
    texts = {text for each in found[:_MOST_CODES] if (text := code(each.text)) and fits(text)}
    return texts.pop() if len(texts) == 1 else None
