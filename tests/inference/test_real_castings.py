"""On the real pictures: every casting is found where it lies, and a spoilt picture is refused."""

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from inference.ellipses import mean_radius
from inference.sight import look
from models.judgement import Outline, RingOutline
from models.pictures import read_picture
from models.sight import Unfit

Picture = NDArray[np.uint8]
EVERY = {"casting_300x300": 29, "casting_512x512": 11}  # one in so many


def sampled(castings: Path, sparser: int = 1) -> Iterator[tuple[Path, Picture]]:
    for folder, step in EVERY.items():
        for file in sorted((castings / folder).rglob("*.jpeg"))[:: step * sparser]:
            yield file, read_picture(file)


def is_sane(outline: Outline | None, picture: Picture) -> bool:
    if not isinstance(outline, RingOutline):
        return False
    height, width = picture.shape
    rim = outline.rim
    near_middle = max(abs(rim.x / width - 0.5), abs(rim.y / height - 0.5)) < 0.2
    of_size = 0.3 < mean_radius(rim) / min(height, width) < 0.55
    return near_middle and of_size and 1.7 < mean_radius(rim) / mean_radius(outline.annulus) < 1.93


def test_every_casting_is_found_and_fit(castings: Path) -> None:
    sights = {file: (picture, look(picture)) for file, picture in sampled(castings)}
    assert len(sights) > 200
    assert {file.name: sight.unfit for file, (_, sight) in sights.items() if sight.unfit} == {}
    outlines = [(sight.outline, picture) for picture, sight in sights.values()]
    assert all(is_sane(outline, picture) for outline, picture in outlines)


@pytest.mark.parametrize("gain", [0.75, 1.15])
@pytest.mark.parametrize("noise", [0, 8])
def test_another_exposure_hides_none(castings: Path, gain: float, noise: float) -> None:
    rng = np.random.default_rng(0)
    for file, picture in sampled(castings, sparser=6):
        lit = picture * gain + rng.normal(0, noise, picture.shape)
        assert look(np.clip(lit, 0, 255).astype(np.uint8)).outline, file.name


def dark(picture: Picture) -> Picture:
    return np.asarray(picture * 0.3, np.uint8)


def bright(picture: Picture) -> Picture:
    return np.asarray(np.clip(picture * 1.9 + 40.0, 0, 255), np.uint8)


def blurred(picture: Picture) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), len(picture) / 100), np.uint8)


def glaring(picture: Picture) -> Picture:
    outline = look(picture).outline
    assert outline
    spot = (round(outline.rim.x), round(outline.rim.y - 0.8 * outline.rim.semi_minor))
    lit = cv2.circle(np.zeros_like(picture), spot, round(0.1 * mean_radius(outline.rim)), 255, -1)
    return np.asarray(cv2.max(picture, cv2.GaussianBlur(lit, (5, 5), 0)), np.uint8)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (dark, Unfit.DARK),
        (bright, Unfit.BRIGHT),
        (blurred, Unfit.BLURRED),
        (glaring, Unfit.GLARE),
    ],
)
def test_a_spoilt_picture_is_refused_for_the_right_reason(
    castings: Path, spoil: Callable[[Picture], Picture], reason: Unfit
) -> None:
    for file, picture in sampled(castings, sparser=6):
        assert look(spoil(picture)).unfit is reason, file.name


def test_a_casting_that_is_cut_off_is_not_judged(castings: Path) -> None:
    for file, picture in sampled(castings, sparser=6):
        outline = look(picture).outline
        assert outline
        left = round(outline.rim.x - 0.5 * outline.rim.semi_major)
        assert look(np.ascontiguousarray(picture[:, left:])).unfit, file.name
