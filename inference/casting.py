"""The frames of one casting, gathered until it can be judged."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean

from inference.classifier import Classification
from inference.decision import combine, decide
from models.frame import Frame
from models.judgement import Finding, Judgement, Occasion, Thresholds, nearest_frame
from models.network_card import NetworkCard
from models.sight import Sight


@dataclass(slots=True)
class Casting:
    """What has been seen of the casting on the rig so far."""

    occasion: Occasion
    reinspection_of: str | None = None
    _seen: list[tuple[Frame, Sight, Classification]] = field(default_factory=list)

    def add(self, frame: Frame, sight: Sight, classification: Classification) -> None:
        """Take note of one more frame, and of what it shows."""
        self._seen.append((frame, sight, classification))

    def judge(self, card: NetworkCard, thresholds: Thresholds, now: float) -> Finding:
        """Combine all frames into one finding; `now` is time.monotonic(), seconds."""
        each = tuple(seen[2].defect_probability for seen in self._seen)
        probability = combine(each)
        frame, sight, classification = self._seen[nearest_frame(each, probability)]
        novelty = _mean([seen[2].novelty for seen in self._seen])
        judgement = Judgement(
            verdict=decide(probability, thresholds, novelty),
            defect_probability=probability,
            frame_probabilities=each,
            taken_at=self._seen[0][0].taken_at,
            judged_ms=(now - self._seen[-1][0].taken_at) * 1000,
            thresholds=thresholds,
            network=card.name,
            network_sha256=card.network_sha256,
            part=frame.part,
            source=frame.source,
            outline=sight.outline,
            light=sight.light,
            novelty=novelty,
        )
        return Finding(
            judgement=judgement,
            occasion=self.occasion,
            pixels=frame.pixels,
            defect_map=classification.defect_map,
            reinspection_of=self.reinspection_of,
            frames=tuple(seen[0].pixels for seen in self._seen),
            file=frame.file,
        )


def _mean(novelties: Sequence[float | None]) -> float | None:
    told = [each for each in novelties if each is not None]
    return fmean(told) if told else None
