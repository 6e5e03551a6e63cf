import numpy as np
import pytest

from camera.rig import RenderedCasting, render_casting
from inference.inspector import Inspector
from models.judgement import Thresholds, Verdict
from models.sight import Unfit
from tests.fakes import ScriptedClassifier


@pytest.fixture(scope="module")
def casting() -> RenderedCasting:
    return render_casting(np.random.default_rng(3), 300, defective=False)


@pytest.mark.parametrize(
    ("probability", "verdict"),
    [(0.1, Verdict.PASS), (0.5, Verdict.REVIEW), (0.9, Verdict.REJECT)],
)
def test_a_fit_picture_is_judged(
    casting: RenderedCasting, probability: float, verdict: Verdict
) -> None:
    examination = Inspector(ScriptedClassifier(probability)).examine(casting.pixels)
    assert examination.verdict is verdict
    assert examination.sight.outline
    assert examination.classification
    assert examination.classification.defect_probability == probability


def test_other_thresholds_take_the_place_of_the_networks_own(casting: RenderedCasting) -> None:
    strict = Inspector(ScriptedClassifier(0.1), Thresholds(review=0.05, reject=0.08))
    assert strict.examine(casting.pixels).verdict is Verdict.REJECT


@pytest.mark.parametrize(("grey", "unfit"), [(10, Unfit.DARK), (150, Unfit.NO_CASTING)])
def test_what_cannot_be_judged_never_reaches_the_network(grey: int, unfit: Unfit) -> None:
    classifier = ScriptedClassifier(0.0)
    examination = Inspector(classifier).examine(np.full((200, 200), grey, np.uint8))
    assert examination.sight.unfit is unfit
    assert examination.verdict is None
    assert examination.classification is None
    assert not classifier.seen


def test_a_casting_in_an_unfit_picture_is_outlined_but_not_judged(casting: RenderedCasting) -> None:
    cut_off = np.ascontiguousarray(casting.pixels[:, round(casting.outline.rim.x - 78) :])
    examination = Inspector(ScriptedClassifier(0.0)).examine(cut_off)
    assert examination.sight.unfit is Unfit.NOT_WHOLE
    assert examination.sight.outline
    assert examination.verdict is None
