"""The committed network says on the station what it said when it was trained."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("tensorflow", reason="the extra “training” is not installed")
import keras  # type: ignore[import-untyped]

from inference.calibration import Calibration
from inference.inspector import Inspector
from inference.litert_classifier import LitertClassifier
from inference.preprocess import strip_of
from inference.training.figures import verdicts_of
from inference.training.predict import predicted, scores
from models.judgement import Verdict
from models.pictures import read_picture

FOLDER = Path(__file__).parents[3] / "models" / "networks" / "castings_v1"
VERDICTS = (Verdict.PASS, Verdict.REVIEW, Verdict.REJECT)


@pytest.mark.timeout(300)
def test_keras_and_litert_give_the_same_verdicts_on_real_castings(castings: Path) -> None:
    network = keras.saving.load_model(FOLDER / "network.keras", compile=False)
    classifier = LitertClassifier(FOLDER)
    inspector = Inspector(classifier)
    for file in sorted(castings.glob("casting_*/**/*.jpeg"))[::200]:
        pixels = read_picture(file)
        examination = inspector.examine(pixels)
        assert examination.sight.outline is not None, file
        assert examination.classification is not None, file
        strip = strip_of(pixels, examination.sight.outline, classifier.card.geometry)
        score = scores(network, strip[None])
        assert classifier.judge_strip(strip)[0] == pytest.approx(float(score[0]), abs=1e-3)
        probability = Calibration(**classifier.card.calibration)(score)
        assert examination.classification.defect_probability == pytest.approx(
            float(probability[0]), abs=1e-3
        )
        novelty = predicted(network, strip[None], "novelty")
        assert examination.classification.novelty == pytest.approx(novelty[0], rel=1e-3)
        verdict = verdicts_of(probability, inspector.thresholds, novelty)[0]
        assert VERDICTS[verdict] == examination.verdict
        assert np.isfinite(score).all()
