import numpy as np
import pytest

from inference.training.confidence import (
    auc_interval,
    calibration_error,
    interval,
    reliability,
    share_at_most,
)


def test_with_nothing_seen_the_limit_is_the_rule_of_three() -> None:
    of = np.ones(300, np.bool_)
    assert share_at_most(~of, of) == pytest.approx(3 / 300, rel=0.02)
    assert share_at_most(~of[:0], of[:0]) is None


def test_the_one_sided_limit_is_the_tighter() -> None:
    of = np.ones(100, np.bool_)
    events = np.arange(100) < 3
    both_sides = interval(events, of)
    at_most = share_at_most(events, of)
    assert both_sides is not None
    assert at_most is not None
    assert 0.03 < at_most < both_sides[1]


def test_more_pictures_of_the_same_castings_make_nothing_surer() -> None:
    random = np.random.default_rng(2)
    labels = np.arange(40) % 2 == 0
    said = np.clip(0.5 + 0.3 * (labels - 0.5) + 0.2 * random.standard_normal(40), 0.01, 0.99)
    castings = np.array([str(number) for number in range(40)])
    once = auc_interval(said, labels, castings)
    often = auc_interval(said.repeat(9), labels.repeat(9), castings.repeat(9))
    assert once is not None
    assert once == pytest.approx(often)
    assert once[1] - once[0] > 0.1


def test_one_label_alone_has_no_auc() -> None:
    assert auc_interval(np.array([0.5]), np.array([True]), np.array(["a"])) is None


def test_the_calibration_error_is_how_far_words_and_deeds_lie_apart() -> None:
    said = np.array([0.25] * 4 + [0.95] * 2)
    came = np.array([True, False, False, False, True, False])
    assert calibration_error(said, came) == pytest.approx(2 / 6 * 0.45)
    mean, share, weight = reliability(said, came)
    assert mean == pytest.approx([0.25, 0.95])
    assert share == pytest.approx([0.25, 0.5])
    assert weight == pytest.approx([4 / 6, 2 / 6])
