import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.region import WHOLE, region_of, within

REGIONS = st.tuples(*[st.integers(0, 60)] * 2, *[st.integers(5, 40)] * 2)


@pytest.mark.parametrize("text", ["", "1, 2, 3", "a, b, c, d", "25.5, 10, 50, 80"])
def test_what_is_no_region_is_the_whole_picture(text: str) -> None:
    assert region_of(text) == WHOLE


def test_a_region_is_read_as_it_is_written() -> None:
    assert region_of("25, 10,50 ,80") == (25, 10, 50, 80)


def test_a_region_of_a_region_is_one_of_the_whole() -> None:
    assert within((20, 40, 50, 40), (10, 50, 80, 50)) == (25, 60, 40, 20)


@given(REGIONS, REGIONS)
def test_it_lies_in_the_outer_one(outer: tuple[int, ...], inner: tuple[int, ...]) -> None:
    left, top, width, height = within(outer, inner)  # type: ignore[arg-type]
    assert outer[0] <= left < left + width <= outer[0] + outer[2] + 1
    assert outer[1] <= top < top + height <= outer[1] + outer[3] + 1


@given(REGIONS)
def test_of_the_whole_picture_it_is_itself(inner: tuple[int, int, int, int]) -> None:
    assert within(WHOLE, inner) == inner
