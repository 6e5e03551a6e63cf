import json

import numpy as np
import pytest

from inference.decision import decide
from inference.training.figures import (
    PASS,
    REJECT,
    Predictions,
    figures,
    figures_by_fold,
    verdicts_of,
)
from models.judgement import Thresholds, Verdict

THRESHOLDS = Thresholds(0.2, 0.8)


def _predictions(rows: list[tuple[str, bool, float]]) -> Predictions:
    castings, labels, probabilities = zip(*rows, strict=True)
    said = np.array(probabilities)
    return Predictions(said, verdicts_of(said, THRESHOLDS), np.array(labels), np.array(castings))


def test_a_casting_counts_by_its_worst_picture() -> None:
    result = figures(
        _predictions(
            [
                ("a", True, 0.9),
                ("a", True, 0.1),
                ("b", True, 0.95),
                ("c", False, 0.05),
                ("c", False, 0.5),
                ("d", False, 0.85),
            ]
        )
    )
    assert result["per_picture"] == {
        "sound": 3,
        "defective": 3,
        "auc": pytest.approx(7 / 9),
        "escapes": 1,
        "false_rejects": 1,
        "reviews": 1,
        "auc_95": [pytest.approx(0, abs=0.5), 1.0],
        "calibration_error": pytest.approx((0.85 + 0.1 + 0.1 + 0.95 + 0.05 + 0.05 + 0.5) / 6, 1),
    }
    per_casting = result["per_casting"]
    assert (per_casting["escapes"], per_casting["false_rejects"]) == (1, 1)
    assert per_casting["reviews"] == 1
    assert {each["casting"] for each in result["wrong_castings"]} == {"a", "d"}


def test_limits_are_those_of_clopper_and_pearson() -> None:
    rows = [(str(number), True, 0.9) for number in range(100)]
    limits = figures(_predictions(rows))["per_casting"]["escape_share_95"]
    assert limits == pytest.approx([0, 1 - 0.025 ** (1 / 100)])


def test_figures_of_one_label_alone_go_into_json() -> None:
    result = json.loads(json.dumps(figures(_predictions([("a", False, 0.1)]))))
    assert result["per_picture"]["auc"] is None
    assert result["per_casting"]["escape_share_95"] is None


@pytest.mark.parametrize("probability", [0.0, 0.199999, 0.2, 0.5, 0.8, 1.0])
def test_verdicts_are_those_of_the_station(probability: float) -> None:
    names = (Verdict.PASS, Verdict.REVIEW, Verdict.REJECT)
    (verdict,) = verdicts_of(np.array([probability]), THRESHOLDS)
    assert names[verdict] == decide(probability, THRESHOLDS)
    assert (names[PASS], names[REJECT]) == (Verdict.PASS, Verdict.REJECT)


def test_each_fold_has_its_own_counts() -> None:
    predictions = _predictions([("a", True, 0.9), ("b", False, 0.1), ("c", True, 0.1)])
    first, second = figures_by_fold(predictions, np.array([0, 0, 3]))
    assert (first["auc"], first["escapes"]) == (1.0, 0)
    assert (second["auc"], second["escapes"]) == (None, 1)
