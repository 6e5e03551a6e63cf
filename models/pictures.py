"""Picture files, read the same way by the cameras, the commands and the training."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from models.errors import KnownError

SUFFIXES = frozenset({".jpeg", ".jpg", ".png", ".bmp", ".tif", ".tiff", ".webp"})
"""What counts as a picture in a folder, in lower case."""

LEAST_SIDE = 64  # pixels
MOST_PIXELS = 50_000_000
Image.MAX_IMAGE_PIXELS = None  # our own bound, on the header alone, is the stricter one
_PLAIN_MODES = frozenset({"L", "RGB"})  # the only ones whose grey needs no guess of ours


class PictureError(KnownError):
    """A file that is no picture, or not one that can be judged."""


def read_picture(path: Path) -> NDArray[np.uint8]:
    """Read a picture file as grey, (height, width).

    Only plain 8-bit grey and colour pictures are taken: what 16 bits, inks, transparency
    or several frames mean in grey would be a guess, and a guess must not pass a casting.
    Raises PictureError.
    """
    name = path.name
    try:
        with Image.open(path) as picture:
            _check(picture, name)
            grey = ImageOps.exif_transpose(picture).convert("L")
            return np.asarray(grey, dtype=np.uint8)
    except UnidentifiedImageError as error:
        if path.stat().st_size == 0:
            raise PictureError("The file {file} is empty.", file=name) from error
        raise PictureError("The file {file} is not a picture.", file=name) from error
    except OSError as error:
        if error.errno is not None:
            raise PictureError(
                "The file {file} cannot be read: {reason}.",
                file=name,
                reason=error.strerror or str(error),
            ) from error
        raise PictureError("The picture {file} is damaged.", file=name) from error
    except (SyntaxError, ValueError, EOFError, IndexError) as error:  # broken PNG and TIFF headers
        raise PictureError("The picture {file} is damaged.", file=name) from error


def _check(picture: Image.Image, name: str) -> None:
    width, height = picture.size
    if min(width, height) < LEAST_SIDE:
        raise PictureError(
            "The picture {file} is too small: {width} x {height} pixels, at least {least} each way"
            " are needed.",
            file=name,
            width=width,
            height=height,
            least=LEAST_SIDE,
        )
    if width * height > MOST_PIXELS:
        raise PictureError(
            "The picture {file} is too large: {width} x {height} pixels, at most {most} million"
            " are taken.",
            file=name,
            width=width,
            height=height,
            most=MOST_PIXELS // 1_000_000,
        )
    if getattr(picture, "n_frames", 1) > 1:
        raise PictureError(
            "The picture {file} is animated or has several pages; save one picture a file.",
            file=name,
        )
    if picture.mode not in _PLAIN_MODES or "transparency" in picture.info:
        raise PictureError(
            "The picture {file} is of the kind {kind}; save it as 8-bit grey or colour without"
            " transparency.",
            file=name,
            kind=picture.mode,
        )
