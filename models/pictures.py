"""Picture files, read the same way by the cameras, the commands, the training and the plant."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from models.errors import KnownError

SUFFIXES = frozenset({".jpeg", ".jpg", ".png", ".bmp", ".tif", ".tiff", ".webp"})
"""What counts as a picture in a folder, in lower case."""

FORMATS = ("JPEG", "PNG", "BMP", "TIFF", "WEBP")
"""What is taken from strangers, by their content; Pillow knows more, and riskier ones."""

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
    with _in_words(path.name), path.open("rb") as file, _opened(file, path.name, None) as picture:
        return _grey(picture, path.name, MOST_PIXELS)


def decode_picture(content: bytes, name: str, most_pixels: int = MOST_PIXELS) -> NDArray[np.uint8]:
    """The same of a file's content, whatever its name says it is. Raises PictureError."""
    with _in_words(name), _opened(BytesIO(content), name, FORMATS) as picture:
        return _grey(picture, name, most_pixels)


def _opened(file: BinaryIO, name: str, formats: tuple[str, ...] | None) -> Image.Image:
    if not file.read(1):
        raise PictureError("The file {file} is empty.", file=name)
    file.seek(0)
    return Image.open(file, formats=formats)


@contextmanager
def _in_words(name: str) -> Iterator[None]:
    try:
        yield
    except UnidentifiedImageError as error:
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


def _grey(picture: Image.Image, name: str, most_pixels: int) -> NDArray[np.uint8]:
    _check(picture, name, most_pixels)
    grey = ImageOps.exif_transpose(picture).convert("L")
    return np.asarray(grey, dtype=np.uint8)


def _check(picture: Image.Image, name: str, most_pixels: int) -> None:
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
    if width * height > most_pixels:
        raise PictureError(
            "The picture {file} is too large: {width} x {height} pixels, at most {most} million"
            " are taken.",
            file=name,
            width=width,
            height=height,
            most=most_pixels // 1_000_000,
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
