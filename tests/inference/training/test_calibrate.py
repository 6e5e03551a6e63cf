import numpy as np
import pytest

from inference.training.calibrate import (
    Costs,
    casting_weights,
    cheapest_thresholds,
    fitted_calibration,
)

LABELS = np.repeat([False, True], 200)


def _scores(apart: float) -> np.ndarray:
    random = np.random.default_rng(5)
    return random.standard_normal(400) + np.where(LABELS, apart, -apart)


def test_a_casting_weighs_the_same_however_often_it_was_photographed() -> None:
    castings = np.array(["a", "a", "a", "b", "c"])
    labels = np.array([False, False, False, False, True])
    weights = casting_weights(castings, labels)
    assert weights == pytest.approx([1 / 12, 1 / 12, 1 / 12, 1 / 4, 1 / 2])


def test_probabilities_tell_how_often_a_score_means_a_defect() -> None:
    scores = _scores(0.5)
    calibration = fitted_calibration(scores, LABELS, np.full(400, 1 / 400))
    probabilities = calibration(scores)
    for low, high in ((0.1, 0.4), (0.4, 0.6), (0.6, 0.9)):
        inside = (probabilities > low) & (probabilities < high)
        assert LABELS[inside].mean() == pytest.approx(probabilities[inside].mean(), abs=0.08)


def test_wide_apart_scores_leave_a_review_band_in_the_empty_valley() -> None:
    scores = _scores(5)
    weights = np.full(400, 1 / 400)
    probabilities = fitted_calibration(scores, LABELS, weights)(scores)
    thresholds = cheapest_thresholds(probabilities, LABELS, weights, Costs())
    assert thresholds.review < thresholds.reject
    assert np.mean(probabilities[~LABELS] < thresholds.review) > 0.99
    assert np.mean(probabilities[LABELS] >= thresholds.reject) > 0.99


def test_dearer_escapes_lower_the_review_threshold() -> None:
    scores = _scores(1.5)
    weights = np.full(400, 1 / 400)
    probabilities = fitted_calibration(scores, LABELS, weights)(scores)
    reviews = [
        cheapest_thresholds(probabilities, LABELS, weights, Costs(escape=escape)).review
        for escape in (5, 50, 500)
    ]
    assert reviews == sorted(reviews, reverse=True)
    assert reviews[0] > reviews[-1]
