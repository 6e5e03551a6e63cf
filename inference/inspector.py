"""A picture's whole way from pixels to verdict, as the commands and re-inspection take it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.classifier import Classification, Classifier
from inference.decision import decide
from inference.refusal import refusal
from inference.sight import look_of
from models.judgement import Thresholds, Verdict
from models.sight import Sight, Unfit


@dataclass(frozen=True, slots=True, eq=False)
class Examination:
    """What came of one picture; nothing but `sight` where it could not be judged."""

    sight: Sight
    classification: Classification | None = None
    verdict: Verdict | None = None


class Inspector:
    """Looks, classifies and decides with the very parts that the station judges by."""

    def __init__(self, classifier: Classifier, thresholds: Thresholds | None = None) -> None:
        """Without `thresholds` the network's own are taken."""
        self.classifier = classifier
        self._look = look_of(classifier.card.geometry)
        self.thresholds = thresholds or classifier.card.thresholds.as_thresholds()

    def examine(self, pixels: NDArray[np.uint8]) -> Examination:
        """Examine one grey picture, (height, width), at least 64 pixels each way."""
        sight = self._look(pixels)
        if sight.unfit is not None:
            return Examination(sight)
        said = self.classifier.classify(pixels, sight.outline)
        verdict = decide(said.defect_probability, self.thresholds, said.novelty)
        return Examination(sight, said, verdict)

    def judge(self, pixels: NDArray[np.uint8]) -> tuple[Classification, Verdict]:
        """What came of one picture that must be fit to judge by. Raises UnfitError."""
        examination = self.examine(pixels)
        if examination.classification is None or examination.verdict is None:
            raise refusal(examination.sight.unfit or Unfit.NO_CASTING)
        return examination.classification, examination.verdict
