"""Pictures of castings that the synthetic rig renders, as files' contents."""

from functools import cache
from io import BytesIO

import numpy as np
from PIL import Image

from camera.rig import render_casting
from tests.inference.oddities import lit_washers


@cache
def casting(seed: int = 3, *, defective: bool = False, side: int = 300) -> bytes:
    """PNG of a casting."""
    pixels = render_casting(np.random.default_rng(seed), side, defective).pixels
    return png(Image.fromarray(pixels))


@cache
def unlike() -> bytes:
    """PNG of washers that pass for a casting's outline, and have no defect."""
    return png(Image.fromarray(lit_washers(np.random.default_rng(0), 200)))


def png(picture: Image.Image) -> bytes:
    """A picture as PNG."""
    content = BytesIO()
    picture.save(content, "png")
    return content.getvalue()
