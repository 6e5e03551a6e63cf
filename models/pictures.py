"""Image files, read the same way by the cameras, the commands, the training and the plant.

No other module opens an image file that came from outside; `tests/test_layers.py` holds that.
"""

import os
import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, TiffImagePlugin, UnidentifiedImageError

from models.errors import KnownError

SUFFIXES = frozenset({".jpeg", ".jpg", ".png", ".bmp", ".tif", ".tiff", ".webp"})
"""What counts as a picture in a folder, in lower case."""

FORMATS = ("JPEG", "PNG", "BMP", "TIFF", "WEBP")
"""The only decoders that get a file, chosen by its content, whatever its name says.

Pillow has more, and riskier ones: it hands PostScript to whatever program is called `gs`.
"""

LEAST_SIDE = 64  # pixels
MOST_PIXELS = 50_000_000
MOST_BYTES = 4 * MOST_PIXELS + 1_000_000  # of a file: that many pixels uncompressed, and a header
MOST_SCANS = 100  # of a progressive JPEG; encoders write a dozen, and each is a pass over all of it
MOST_READS = 250_000  # by a decoder in one file; only one of endless empty chunks needs more
warnings.filterwarnings("ignore", module=r"PIL\.")  # what is wrong is told as a PictureError
Image.MAX_IMAGE_PIXELS = None  # our own bound, on the header alone, is the stricter one

_PLAIN_MODES = frozenset({"L", "RGB"})  # the only ones whose grey needs no guess of ours
_BEGINNINGS = {  # of the files that the decoders are for
    "JPEG": (b"\xff\xd8\xff",),
    "PNG": (b"\x89PNG",),
    "BMP": (b"BM",),
    "TIFF": (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
    "WEBP": (b"RIFF",),
}
_START_OF_SCAN = b"\xff\xda"
_BITS_PER_SAMPLE, _SAMPLE_FORMAT = 258, 339  # TIFF's tags


class PictureError(KnownError):
    """A file that is no picture, or not one that can be judged."""


def read_picture(path: Path, least_side: int = LEAST_SIDE) -> NDArray[np.uint8]:
    """Read an image file as grey, (height, width), turned upright by its EXIF data.

    Only plain 8-bit grey and colour images are taken: what 16 or 4 bits, inks, transparency
    or several frames mean in grey would be a guess, and a guess must not pass a casting. Colour
    profiles and gamma are ignored: the numbers in the file are judged as they are.

    Time and memory are bounded, whatever the file holds; a pipe or a device is not waited for.
    Raises PictureError, and nothing else.
    """
    return decode_picture(_content(path), path.name, least_side=least_side)


def decode_picture(
    content: bytes, name: str, most_pixels: int = MOST_PIXELS, least_side: int = LEAST_SIDE
) -> NDArray[np.uint8]:
    """Do the same with the content of a file; `name` is for the errors. Raises PictureError."""
    if not content:
        raise PictureError("The file {file} is empty.", file=name)
    with _damage_told(content, name):
        with Image.open(_Bounded(content), formats=FORMATS) as picture:
            _check_size(picture, name, least_side, most_pixels)
            _check_kind(picture, content, name)
            picture.load()
            upright = _upright(picture, name)
        return np.asarray(upright.convert("L"), dtype=np.uint8)


class _Bounded(BytesIO):
    """The content of a file, for a decoder that comes to an end."""

    _left = MOST_READS

    def read(self, size: int | None = -1, /) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise ValueError("more reads than any sound file needs")
        return super().read(size)


def _content(path: Path) -> bytes:
    try:
        with open(path, "rb", opener=_open_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise PictureError("{file} is a pipe or a device, not a file.", file=path.name)
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: the path holds a null character
        raise PictureError(
            "The file {file} cannot be read: {reason}.",
            file=path.name,
            reason=getattr(error, "strerror", None) or str(error),
        ) from error
    if len(content) > MOST_BYTES:
        raise PictureError(
            "The file {file} is too large: more than {most} MB.",
            file=path.name,
            most=MOST_BYTES // 1_000_000,
        )
    return content


def _open_without_waiting(path: str, flags: int) -> int:
    """Open as `open` does, but return at once for a pipe that nobody writes to."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


@contextmanager
def _damage_told(content: bytes, name: str) -> Iterator[None]:
    """Turn whatever a decoder raises for the bytes of a file into a PictureError.

    Decoders raise far more than they document: struct.error, TypeError, AttributeError,
    OverflowError, RecursionError, ... for damaged headers.
    """
    try:
        yield
    except PictureError:
        raise
    except MemoryError as error:
        raise PictureError(
            "There is too little memory for the picture {file}.", file=name
        ) from error
    except UnidentifiedImageError as error:
        raise _not_decodable(content, name) from error
    except Exception as error:
        raise PictureError("The picture {file} is damaged.", file=name) from error


def _not_decodable(content: bytes, name: str) -> PictureError:
    if content.startswith(sum(_BEGINNINGS.values(), ())):
        return PictureError(
            "The picture {file} is damaged, or of a kind that cannot be judged; save it as 8-bit"
            " grey or colour.",
            file=name,
        )
    if b"\0" not in content and not content.startswith(b"%!PS"):  # a text
        return PictureError("The file {file} is not a picture.", file=name)
    return PictureError(
        "The file {file} is not a picture in one of the formats {formats}.",
        file=name,
        formats=", ".join(FORMATS),
    )


def _upright(picture: Image.Image, name: str) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except MemoryError:
        raise
    except Exception as error:
        raise PictureError(
            "The EXIF data of the picture {file} are damaged, so which side is up is unknown; save"
            " it without them.",
            file=name,
        ) from error


def _check_kind(picture: Image.Image, content: bytes, name: str) -> None:
    if _has_several_frames(picture):
        raise PictureError(
            "The picture {file} is animated or has several pages; save one picture a file.",
            file=name,
        )
    if (kind := _kind(picture, content)) is not None:
        raise PictureError(
            "The picture {file} is of the kind {kind}; save it as 8-bit grey or colour without"
            " transparency.",
            file=name,
            kind=kind,
        )
    if picture.format == "JPEG" and content.count(_START_OF_SCAN) > MOST_SCANS:
        raise PictureError("The picture {file} is damaged.", file=name)


def _check_size(picture: Image.Image, name: str, least_side: int, most_pixels: int) -> None:
    width, height = picture.size
    if min(width, height) < least_side:
        raise PictureError(
            "The picture {file} is too small: {width} x {height} pixels, at least {least} each way"
            " are needed.",
            file=name,
            width=width,
            height=height,
            least=least_side,
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


def _has_several_frames(picture: Image.Image) -> bool:
    """Return whether there is a second one; a TIFF's are not counted, there may be millions."""
    if isinstance(picture, TiffImagePlugin.TiffImageFile):
        return bool(picture.tag_v2.next != 0)
    return bool(getattr(picture, "n_frames", 1) > 1)


def _kind(picture: Image.Image, content: bytes) -> str | None:
    """Return what the picture is, where that is not 8-bit grey or colour."""
    if picture.mode not in _PLAIN_MODES or "transparency" in picture.info:
        return picture.mode
    bits = _bits(picture, content)
    return None if bits == "8" else f"{picture.mode}, {bits} bits"


def _bits(picture: Image.Image, content: bytes) -> str:
    """Return the bits of each value in the file; Pillow makes 8 of 2, 4 and 16 without a word.

    JPEG and WebP have 8, or are not decoded.
    """
    if isinstance(picture, TiffImagePlugin.TiffImageFile):
        bits = set(picture.tag_v2.get(_BITS_PER_SAMPLE, (1,)))
        kinds = set(picture.tag_v2.get(_SAMPLE_FORMAT, (1,))) - {1}
        return "/".join(map(str, sorted(bits))) + " signed" * bool(kinds)
    if picture.format == "PNG":
        return str(content[24])
    if picture.format == "BMP":
        per_pixel = content[24] if content[14] == 12 else content[28]  # by the header's length
        return {24: "8", 32: "8", 16: "5"}.get(per_pixel, str(per_pixel))
    return "8"
