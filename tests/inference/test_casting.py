"""What several frames of one casting say together."""

import pytest

from inference.casting import Casting
from inference.classifier import Classification
from models.judgement import Judgement, Occasion, Thresholds, Verdict
from models.sight import Sight
from tests.fakes import CARD, OUTLINE, frame

THRESHOLDS = Thresholds(review=0.3, reject=0.7)


def judged(*said: tuple[float, float | None]) -> Judgement:
    """Of frames with these defect probabilities and novelties."""
    casting = Casting(Occasion.LINE)
    for number, (probability, novelty) in enumerate(said):
        outcome = Classification(probability, None, novelty)
        casting.add(frame(number), Sight(OUTLINE, None), outcome)
    return casting.judge(CARD, THRESHOLDS, now=1.0).judgement


def test_a_casting_unlike_all_that_are_known_does_not_pass() -> None:
    strange = judged((0.01, 1.5), (0.02, 0.9), (0.01, 1.2))
    assert strange.novelty == pytest.approx(1.2)
    assert strange.is_unfamiliar
    assert strange.verdict is Verdict.REVIEW


def test_one_strange_frame_of_three_is_outvoted() -> None:
    usual = judged((0.01, 1.1), (0.02, 0.6), (0.01, 0.5))
    assert not usual.is_unfamiliar
    assert usual.verdict is Verdict.PASS


def test_a_network_that_does_not_tell_leaves_it_open() -> None:
    plain = judged((0.01, None), (0.02, None))
    assert plain.novelty is None
    assert not plain.is_unfamiliar
    assert plain.verdict is Verdict.PASS
