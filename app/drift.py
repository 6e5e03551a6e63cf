"""When a person should come though each casting could be judged: the light is not as taught."""

from collections import deque
from collections.abc import Iterator

from models.drift import WATCHED, Baseline, Drift, Look, Measure, drifts
from models.errors import KnownError
from models.inspection import Inspection
from models.judgement import Verdict


class DriftError(KnownError):
    """Castings do not lie or look as they were taught; somebody should find out why."""


class DriftWatch:
    """Looks at castings as they come, and says nothing without a baseline; used by one thread."""

    def __init__(self) -> None:
        self._baseline: Baseline | None = None
        self._looks: deque[Look] = deque(maxlen=WATCHED)
        self._told: set[Measure] = set()  # until they are back in their bands

    def know(self, baseline: Baseline | None) -> None:
        """What was taught last; castings are counted anew."""
        self._baseline = baseline
        self._looks.clear()
        self._told.clear()

    def add(self, inspection: Inspection) -> Iterator[DriftError]:
        """What to tell after this casting; each drift once, until it has gone by."""
        judgement = inspection.judgement
        if judgement.light is None:
            return
        self._looks.append(Look(judgement.light, judgement.verdict is Verdict.REVIEW))
        if self._baseline is None or len(self._looks) < WATCHED:
            return
        found = {drift.measure: drift for drift in drifts(self._baseline, self._looks)}
        new = found.keys() - self._told
        self._told = set(found)
        for measure in Measure:
            if measure in new:
                yield _in_words(found[measure])


def _in_words(drift: Drift) -> DriftError:
    now, taught = _written(drift.measure, drift.now), _written(drift.measure, drift.taught)
    match drift.measure, drift.now > drift.taught:
        case Measure.BRIGHTNESS, False:
            return DriftError(
                "Castings have become darker: {now} instead of {taught}. Check the lamp and the"
                " lens.",
                now=now,
                taught=taught,
            )
        case Measure.BRIGHTNESS, True:
            return DriftError(
                "Castings have become brighter: {now} instead of {taught}. Check the lamp, the"
                " exposure and stray light.",
                now=now,
                taught=taught,
            )
        case Measure.SHARPNESS, False:
            return DriftError(
                "Pictures have become less sharp: {now} instead of {taught}. Clean the lens and"
                " check the focus.",
                now=now,
                taught=taught,
            )
        case Measure.SHARPNESS, True:
            return DriftError(
                "Pictures have become sharper or noisier: {now} instead of {taught}. If that is"
                " right, teach anew.",
                now=now,
                taught=taught,
            )
        case Measure.REVIEW, _:
            return DriftError(
                "More castings need a person: {now} instead of {taught}. Call the engineer.",
                now=now,
                taught=taught,
            )
        case _:
            return DriftError(
                "Castings lie elsewhere than taught: their centre is at {now} of the picture"
                " instead of {taught}. Check the stop and the camera's mount.",
                now=now,
                taught=taught,
            )


def _written(measure: Measure, value: float) -> str:
    match measure:
        case Measure.BRIGHTNESS:
            return f"{value:.0f}"
        case Measure.SHARPNESS:
            return f"{value:.2f}"
        case _:
            return f"{100 * value:.0f} %"
