import numpy as np
import pytest

from inference.calibration import Calibration


def test_without_a_fit_a_logit_is_its_own_probability() -> None:
    scores = np.array([[-2.0, 0.0], [2.0, 5.0]], np.float32)
    probabilities = Calibration()(scores)
    assert probabilities.shape == scores.shape
    np.testing.assert_allclose(np.log(probabilities / (1 - probabilities)), scores, atol=1e-6)


def test_slope_and_offset_move_the_log_odds() -> None:
    (probability,) = Calibration(slope=2, offset=-1)(np.array([1.5]))
    assert probability == pytest.approx(1 / (1 + np.exp(-2)))


def test_a_wild_score_overflows_nothing() -> None:
    sound, defective = Calibration(slope=3)(np.array([-1e30, 1e30], np.float32))
    assert 0 < sound < 1e-20
    assert defective == pytest.approx(1)
