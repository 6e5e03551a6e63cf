from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.decision import combine, decide
from models.judgement import Thresholds, Verdict

THRESHOLDS = Thresholds(review=0.3, reject=0.7)
probabilities = st.floats(0, 1)


@pytest.mark.parametrize(
    ("probability", "verdict"),
    [
        (0.0, Verdict.PASS),
        (0.2999, Verdict.PASS),
        (0.3, Verdict.REVIEW),
        (0.6999, Verdict.REVIEW),
        (0.7, Verdict.REJECT),
        (1.0, Verdict.REJECT),
        (nan, Verdict.REVIEW),
    ],
)
def test_the_thresholds_belong_to_the_graver_verdict(probability: float, verdict: Verdict) -> None:
    assert decide(probability, THRESHOLDS) is verdict


@pytest.mark.parametrize(
    ("probability", "novelty", "verdict"),
    [
        (0.0, 0.99, Verdict.PASS),
        (0.0, 1.0, Verdict.REVIEW),
        (0.0, nan, Verdict.REVIEW),
        (0.5, 7.0, Verdict.REVIEW),
        (0.9, 7.0, Verdict.REJECT),
    ],
)
def test_what_is_unlike_all_that_is_known_does_not_pass(
    probability: float, novelty: float, verdict: Verdict
) -> None:
    assert decide(probability, THRESHOLDS, novelty) is verdict


def test_equal_thresholds_leave_nothing_to_review() -> None:
    one = Thresholds(review=0.5, reject=0.5)
    assert decide(0.4999, one) is Verdict.PASS
    assert decide(0.5, one) is Verdict.REJECT


@given(st.floats(0.001, 0.999), st.integers(1, 20))
def test_frames_that_agree_are_no_surer_together(probability: float, frames: int) -> None:
    assert combine([probability] * frames) == pytest.approx(probability, rel=1e-6)


@given(st.lists(probabilities, min_size=1, max_size=20))
def test_the_whole_lies_among_its_frames_in_any_order(each: list[float]) -> None:
    together = combine(each)
    assert min(each) - 1e-5 <= together <= max(each) + 1e-5
    assert combine(each[::-1]) == pytest.approx(together, rel=1e-9)


@given(st.lists(probabilities, min_size=1, max_size=20))
def test_defect_and_soundness_are_weighed_alike(each: list[float]) -> None:
    assert combine([1 - one for one in each]) == pytest.approx(1 - combine(each), abs=1e-9)


def test_one_frame_that_is_sure_is_outvoted_by_two_that_are_surer() -> None:
    assert combine([0.9, 0.01, 0.01]) < 0.1
    assert combine([0.9, 0.9, 0.01]) > 0.4
