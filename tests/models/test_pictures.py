"""A picture file is read as grey, or refused in one sentence."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from models.pictures import PictureError, decode_picture, read_picture

GREY = np.tile(np.arange(100, dtype=np.uint8), (80, 1))


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
