import numpy as np
import pytest

from camera.rig import render_casting
from models.casting_size import TOLERANCE, is_of_size, size_of
from models.judgement import Ellipse, Outline


def outline(diameter: float) -> Outline:
    rim = Ellipse(150, 150, diameter / 2, diameter / 2, 0)
    return Outline(rim)


def test_it_is_a_share_of_the_shorter_side() -> None:
    assert size_of(outline(240), (300, 400)) == pytest.approx(80)
    assert size_of(outline(240), (400, 300)) == pytest.approx(80)


@pytest.mark.parametrize(
    ("diameter", "taught", "is_right"),
    [(240, 80, True), (299, 80, True), (301, 80, False), (181, 80, True), (179, 80, False),
     (30, 0, True)],
)  # fmt: skip
def test_a_quarter_more_or_less_is_the_same_size(
    diameter: float, taught: float, is_right: bool
) -> None:
    assert is_of_size(outline(diameter), (300, 300), taught) is is_right


def test_castings_as_they_come_to_lie_are_all_of_the_size_of_one() -> None:
    """Some aslant, some a little nearer: none of the rig's may be taken for another part."""
    random = np.random.default_rng(8)
    sizes = [
        size_of(casting.outline, casting.pixels.shape)
        for casting in (render_casting(random, 300, defective=False) for _ in range(40))
    ]
    taught = float(np.median(sizes))
    assert max(abs(size / taught - 1) for size in sizes) < TOLERANCE
