"""A picture file is read as grey, or refused in one sentence."""

import os
import struct
import time
import warnings
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from models.pictures import MOST_BYTES, PictureError, decode_picture, read_picture

GREY = np.tile(np.arange(100, dtype=np.uint8), (80, 1))
FORMATS = ("JPEG", "PNG", "BMP", "TIFF", "WEBP")
ORIENTATION, SOFTWARE = 274, 305  # EXIF's tags


def test_a_grey_picture_is_read_as_it_is(tmp_path: Path) -> None:
    Image.fromarray(GREY).save(tmp_path / "grey.png")
    assert np.array_equal(read_picture(tmp_path / "grey.png"), GREY)


def test_three_equal_channels_are_the_same_grey(tmp_path: Path) -> None:
    Image.fromarray(np.dstack([GREY] * 3)).save(tmp_path / "colour.png")
    assert np.array_equal(read_picture(tmp_path / "colour.png"), GREY)


def _truncated(path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (200, 200), np.uint8)
    Image.fromarray(noise).save(path, "jpeg")
    path.write_bytes(path.read_bytes()[:4000])


def _broken_png(path: Path) -> None:
    Image.fromarray(GREY).save(path, "png")
    data = bytearray(path.read_bytes())
    data[20] ^= 0xFF
    path.write_bytes(data)


def _animated(path: Path) -> None:
    frames = [Image.fromarray(GREY + i) for i in range(3)]
    frames[0].save(path, "webp", save_all=True, append_images=frames[1:], lossless=True)


def _saved(picture: Image.Image, form: str) -> Callable[[Path], None]:
    return lambda path: picture.save(path, form)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_text("no picture"), "is not a picture"),
        (lambda path: None, "cannot be read: No such file"),
        (_truncated, "is damaged"),
        (_broken_png, "is not a picture|is damaged"),
        (_saved(Image.new("L", (1, 1)), "png"), "too small: 1 x 1"),
        (_saved(Image.new("1", (10_000, 5_001)), "png"), "too large: 10000 x 5001"),
        (_saved(Image.new("I;16", (100, 100)), "png"), "of the kind I;16"),
        (_saved(Image.new("CMYK", (100, 100)), "jpeg"), "of the kind CMYK"),
        (_saved(Image.new("RGBA", (100, 100)), "png"), "of the kind RGBA"),
        (_animated, "animated"),
    ],
)
def test_what_cannot_be_judged_gets_one_sentence(
    make: Callable[[Path], object], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "picture.jpeg"
    make(path)
    with pytest.raises(PictureError, match=said) as error:
        read_picture(path)
    assert "\n" not in str(error.value)
    assert "picture.jpeg" in str(error.value)


def test_a_folder_is_not_a_picture(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="cannot be read"):
        read_picture(tmp_path)


def test_the_content_of_a_file_is_read_like_the_file(tmp_path: Path) -> None:
    Image.fromarray(GREY).save(tmp_path / "grey.png")
    content = (tmp_path / "grey.png").read_bytes()
    assert np.array_equal(decode_picture(content, "anything.txt"), GREY)


@pytest.mark.parametrize("form", ["gif", "ppm", "ico", "eps"])
def test_of_strangers_few_formats_are_taken(tmp_path: Path, form: str) -> None:
    Image.fromarray(GREY).save(tmp_path / "picture", form)
    with pytest.raises(PictureError, match="is not a picture"):
        decode_picture((tmp_path / "picture").read_bytes(), "picture.png")


def test_fewer_pixels_may_be_taken(tmp_path: Path) -> None:
    Image.fromarray(GREY).save(tmp_path / "grey.png")
    content = (tmp_path / "grey.png").read_bytes()
    with pytest.raises(PictureError, match="too large: 100 x 80"):
        decode_picture(content, "grey.png", most_pixels=7_999)


def _bytes_of(picture: Image.Image, form: str, **more: Any) -> bytes:
    file = BytesIO()
    picture.save(file, form, **more)
    return file.getvalue()


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def _png(depth: int, colour: int, row: bytes, before: bytes = b"") -> bytes:
    """A PNG, 100 x 80, of equal rows."""
    head = struct.pack(">IIBBBBB", 100, 80, depth, colour, 0, 0, 0)
    data = zlib.compress((b"\0" + row) * 80)
    parts = _chunk(b"IHDR", head), before, _chunk(b"IDAT", data), _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _bmp(bits: int, palette: bytes, row: bytes) -> bytes:
    """A BMP, 64 x 64, of equal rows."""
    start = 54 + len(palette)
    head = struct.pack("<2sIHHI", b"BM", start + 64 * len(row), 0, 0, start)
    colours = len(palette) // 4
    info = struct.pack("<IiiHHIIiiII", 40, 64, 64, 1, bits, 0, 0, 0, 0, colours, colours)
    return head + info + palette + row * 64


def _greys(count: int) -> bytes:
    return b"".join(bytes([grey, grey, grey, 0]) for grey in range(count))


def _tiff_tag(content: bytes, tag: int, value: int) -> bytes:
    """The TIFF with one of its short tags set."""
    at = content.index(struct.pack("<HHI", tag, 3, 1)) + 8
    return content[:at] + struct.pack("<H", value) + content[at + 2 :]


def _signed_tiff() -> bytes:
    content = _bytes_of(Image.fromarray(GREY), "TIFF", tiffinfo={339: 1})
    return _tiff_tag(content, 339, 2)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (_png(1, 0, b"\x55" * 13), "of the kind 1"),
        (_png(2, 0, b"\x55" * 25), r"of the kind \w+, 2 bits;"),
        (_png(4, 0, b"\x55" * 50), r"of the kind \w+, 4 bits;"),
        (_png(16, 0, b"\x12\x34" * 100), "of the kind I;16"),
        (_png(16, 2, b"\x12\x34" * 300), r"of the kind \w+, 16 bits;"),
        (_png(16, 4, b"\x12\x34" * 200), "of the kind"),
        (_png(16, 6, b"\x12\x34" * 400), "of the kind"),
        (_png(8, 0, b"\x55" * 100, _chunk(b"tRNS", b"\0\x55")), "of the kind L"),
        (_bytes_of(Image.fromarray(GREY).convert("P"), "PNG"), "of the kind P"),
        (_bytes_of(Image.fromarray(GREY).convert("LA"), "PNG"), "of the kind LA"),
        (_bytes_of(Image.new("RGBA", (100, 80), (9, 9, 9, 99)), "WEBP"), "of the kind RGBA"),
        (_bytes_of(Image.new("RGBA", (100, 80)), "TIFF"), "of the kind RGBA"),
        (_bytes_of(Image.fromarray(GREY).convert("I"), "TIFF"), "of the kind I"),
        (_bytes_of(Image.fromarray(GREY).convert("F"), "TIFF"), "of the kind F"),
        (_bytes_of(Image.new("LAB", (100, 80)), "TIFF"), "of the kind LAB"),
        (_bytes_of(Image.new("CMYK", (100, 80)), "TIFF"), "of the kind CMYK"),
        (_signed_tiff(), "of the kind L, 8 signed bits"),
        (_bmp(4, _greys(16), b"\x12" * 32), r"of the kind \w+, 4 bits;"),
        (_bmp(16, b"", b"\x12\x34" * 64), r"of the kind \w+, 5 bits;"),
        (_bmp(1, _greys(2), b"\x55" * 8), "of the kind P|of the kind 1"),
        (_bytes_of(Image.new("L", (100, 80)), "TIFF", save_all=True, append_images=[
            Image.new("L", (100, 80))]), "several pages"),
        (_bytes_of(Image.new("L", (100, 80)), "PNG", save_all=True, append_images=[
            Image.new("L", (100, 80), 9)]), "animated"),
        (_bytes_of(Image.new("L", (100, 80)), "MPO", save_all=True, append_images=[
            Image.new("L", (100, 80), 9)]), "several pages"),
        (_bytes_of(Image.new("L", (100, 80)), "JPEG").replace(b"\xff\xc0\0\x0b\x08",
            b"\xff\xc1\0\x0b\x0c"), "cannot be judged"),
    ],
)  # fmt: skip
def test_what_would_be_a_guess_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(PictureError, match=said):
        decode_picture(content, "guess.png")


@pytest.mark.parametrize(
    "content",
    [
        *(_bytes_of(Image.fromarray(GREY), form) for form in ("PNG", "BMP", "TIFF")),
        *(
            _bytes_of(Image.fromarray(GREY), "TIFF", compression=packed)
            for packed in ("tiff_lzw", "tiff_adobe_deflate", "packbits")
        ),
        _bytes_of(Image.fromarray(GREY), "WEBP", lossless=True),
        _bytes_of(Image.fromarray(GREY), "PNG", icc_profile=b"no profile at all"),
        _png(8, 0, bytes(range(100)), _chunk(b"gAMA", struct.pack(">I", 100_000))),
    ],
)
def test_plain_pictures_are_read_as_they_are(content: bytes) -> None:
    np.testing.assert_array_equal(decode_picture(content, "plain"), GREY)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_a_picture_is_turned_as_its_exif_data_say(form: str) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    more = {"lossless": True} if form == "WEBP" else {}
    read = decode_picture(_bytes_of(Image.fromarray(GREY), form, exif=exif, **more), "turned")
    assert read.shape == (100, 80)
    assert np.abs(read.astype(int) - np.rot90(GREY, -1)).max() <= 3


def _exif(*tags: tuple[int, int, int, bytes]) -> bytes:
    """EXIF data of these tags: number, type, count and the four bytes of the value."""
    entries = b"".join(struct.pack("<HHI4s", *tag) for tag in tags)
    head = b"Exif\0\0II*\0" + struct.pack("<I", 8)
    return head + struct.pack("<H", len(tags)) + entries + bytes(4)


@pytest.mark.parametrize(
    "tag",
    [
        (SOFTWARE, 3, 1, b"\1\0\0\0"),  # a number where a text belongs
        (282, 2, 4, b"abc\0"),  # a text where a fraction belongs
        (282, 5, 1, b"\xff\xff\xff\x7f"),  # a fraction far behind the end
        (34665, 2, 4, b"abc\0"),  # a text where the place of more tags belongs
        (34665, 4, 1, b"\xff\xff\xff\xff"),
        (34853, 12, 1, b"\0\0\0\0"),
        (ORIENTATION, 2, 4, b"abc\0"),
        (ORIENTATION, 5, 1, b"\0\0\0\0"),
        (259, 2, 4, b"\xff\xfe\xfd\0"),
        (33723, 4, 1, b"\xff\xff\xff\xff"),
    ],
)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_odd_exif_data_are_no_mistake_of_ours(form: str, tag: tuple[int, int, int, bytes]) -> None:
    exif = _exif((ORIENTATION, 3, 1, b"\6\0\0\0"), tag)
    content = _bytes_of(Image.fromarray(GREY), form, exif=exif)
    assert _read_or_refused(content) in {None, (100, 80), (80, 100)}


@pytest.mark.parametrize(
    "odd",
    [
        (282, 1, 1, b"abc\0"),  # TypeError
        (282, 6, 1, b"\xff\xfe\xfd\0"),  # struct.error
        (282, 11, 1, b"\xff\xff\xff\xff"),  # ValueError
        (SOFTWARE, 5, 1, b"\1\0\0\0"),  # AttributeError
    ],
)
def test_odd_exif_data_are_told(odd: tuple[int, int, int, bytes]) -> None:
    exif = _exif((ORIENTATION, 3, 1, b"\6\0\0\0"), odd)
    content = _bytes_of(Image.fromarray(GREY), "JPEG", exif=exif)
    with pytest.raises(PictureError, match=r"EXIF data of the picture odd\.jpeg are damaged"):
        decode_picture(content, "odd.jpeg")


def _read_or_refused(content: bytes) -> tuple[int, ...] | None:
    """The shape of what was read; None where it was refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as it is outside of tests, where they raise nothing
        pixels = _pixels(content)
    return None if pixels is None else pixels.shape


def _seeds() -> list[bytes]:
    exif = Image.Exif()
    exif[ORIENTATION], exif[SOFTWARE] = 6, "a camera"
    exif.get_ifd(34665)[36867] = "2026:01:01 00:00:00"
    grey = Image.fromarray(GREY)
    made = [_bytes_of(grey, form, exif=exif) for form in ("JPEG", "PNG", "TIFF", "WEBP")]
    made += [_bytes_of(grey.convert("RGB"), form, exif=exif) for form in ("JPEG", "TIFF", "WEBP")]
    made += [_bytes_of(grey, "TIFF", compression=packed) for packed in ("tiff_lzw", "jpeg")]
    made += [_bytes_of(grey, "BMP"), _bytes_of(grey.convert("P"), "BMP"), _animation()]
    return [*made, _bytes_of(grey, "JPEG", progressive=True)]


def _animation() -> bytes:
    return _bytes_of(
        Image.new("L", (100, 80)), "MPO", save_all=True, append_images=[Image.new("L", (100, 80))]
    )


SEEDS = _seeds()


@settings(max_examples=300, deadline=5000)
@given(st.sampled_from(SEEDS), st.data())
def test_no_bytes_of_a_file_raise_anything_else(seed: bytes, data: st.DataObject) -> None:
    content = bytearray(seed)
    near = st.integers(0, min(len(seed), 600) - 1)  # headers and EXIF data come first, or last
    places = near | near.map(lambda place: len(seed) - 1 - place) | st.integers(0, len(seed) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=8)):
        content[place] = data.draw(st.sampled_from([0, 1, 2, 255, 127, 128]) | st.integers(0, 255))
    _read_or_refused(bytes(content))


@pytest.mark.parametrize("seed", range(len(SEEDS)))
def test_a_truncated_file_is_refused_or_whole(seed: int) -> None:
    content = SEEDS[seed]
    whole = _pixels(content)
    for length in {
        *range(1, 200),
        *range(200, len(content), 37),
        *range(len(content) - 40, len(content)),
    }:
        read = _pixels(content[:length])
        assert read is None or (whole is not None and np.array_equal(read, whole)), length


def _pixels(content: bytes) -> NDArray[np.uint8] | None:
    try:
        return decode_picture(content, "cut")
    except PictureError:
        return None


def _jpeg_of_many_scans() -> bytes:
    picture = Image.new("L", (6000, 6000))
    content = _bytes_of(picture, "JPEG", progressive=True)
    start = content.rindex(b"\xff\xda")
    (length,) = struct.unpack(">H", content[start + 2 : start + 4])
    scan = content[start : start + 2 + length] + b"\0"
    return content[:-2] + scan * 50_000 + content[-2:]


def _tiff_of_tags_that_share_their_data() -> bytes:
    shared = 1_000_000
    count = 60_000
    tags = b"".join(struct.pack("<HHII", 1000 + number, 7, shared, 8) for number in range(count))
    return (
        b"II*\0" + struct.pack("<I", 8 + shared) + bytes(shared) + struct.pack("<H", count) + tags
    )


def _webp_of_a_huge_canvas() -> bytes:
    inside = _bytes_of(Image.fromarray(GREY), "WEBP", lossless=True)[12:]
    canvas = struct.pack("<I", 16382)[:3]
    chunks = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + canvas * 2 + inside
    return b"RIFF" + struct.pack("<I", len(chunks)) + chunks


@pytest.mark.parametrize(
    "make",
    [
        lambda: _png(8, 0, bytes(100), _chunk(b"prVt", b"") * 1_000_000),
        lambda: _png(8, 0, bytes(100), _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(10**8)))),
        lambda: _png(8, 0, bytes(100), _chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(10**8)))),
        lambda: SEEDS[0][:2] + b"\xff\xfe\0\2" * 1_000_000 + SEEDS[0][2:],
        _jpeg_of_many_scans,
        _tiff_of_tags_that_share_their_data,
        _webp_of_a_huge_canvas,
    ],
)
def test_a_bomb_is_refused_soon(make: Callable[[], bytes]) -> None:
    content = make()
    began_at = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pixels = _pixels(content)
    assert pixels is None or pixels.shape == (80, 100)
    assert time.process_time() - began_at < 5


def test_postscript_reaches_no_other_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = tmp_path / "called"
    ghostscript = tmp_path / "gs"
    ghostscript.write_text(f"#!/bin/sh\ntouch {called}\n")
    ghostscript.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    Image.fromarray(GREY).save(tmp_path / "script.eps")
    picture = (tmp_path / "script.eps").rename(tmp_path / "picture.png")
    with pytest.raises(PictureError, match="not a picture in one of the formats JPEG, PNG"):
        read_picture(picture)
    assert not called.exists()


@pytest.mark.parametrize("form", ["gif", "ppm", "ico", "eps", "avif", "jpeg2000", "tga", "pdf"])
def test_few_formats_are_read_whatever_the_name_says(tmp_path: Path, form: str) -> None:
    Image.fromarray(GREY).save(tmp_path / "picture.png", form)
    with pytest.raises(PictureError, match="is not a picture"):
        read_picture(tmp_path / "picture.png")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(PictureError, match="is a pipe or a device"):
        read_picture(tmp_path / "pipe.png")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "endless.png").symlink_to("/dev/zero")
    with pytest.raises(PictureError, match="is a pipe or a device"):
        read_picture(tmp_path / "endless.png")


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "huge.png").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(PictureError, match="too large: more than 201 MB"):
        read_picture(tmp_path / "huge.png")


def test_a_name_that_cannot_be_a_files_is_told() -> None:
    with pytest.raises(PictureError, match="cannot be read"):
        read_picture(Path("nul\0.png"))
