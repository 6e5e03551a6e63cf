"""Stand-ins that obey the same interfaces as the real parts, and values made short."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Slot

from camera.camera import ALIVE, CameraError, EndOfPicturesError
from inference.classifier import Classification
from models.audit import Known
from models.challenge import (
    ChallengeCause,
    ChallengeOutcome,
    ChallengeReport,
    ChallengeStep,
    KnownCasting,
)
from models.decision import Decision, Ruling
from models.frame import Frame
from models.health import Health
from models.inspection import Inspection
from models.judgement import Ellipse, Judgement, Occasion, Outline, RingOutline, Thresholds, Verdict
from models.network_card import CardThresholds, NetworkCard, RingGeometry

OUTLINE = RingOutline(
    rim=Ellipse(x=64, y=64, semi_major=50, semi_minor=50, degrees=0),
    annulus=Ellipse(x=64, y=64, semi_major=38, semi_minor=38, degrees=0),
)
CARD = NetworkCard(
    name="fake_v1",
    made_at="2026-01-01T00:00:00Z",
    network_sha256="0" * 64,
    geometry=RingGeometry(height=32, width=256, inner=0.6, outer=1.0),
    thresholds=CardThresholds(review=0.3, reject=0.7),
    licence="MIT",
)


def frame(number: int = 0, *, grey: int = 128, taken_at: float = 0.0, **more: Any) -> Frame:
    """A small, evenly grey frame."""
    return Frame(number, taken_at, np.full((128, 128), grey, np.uint8), **more)


def judgement(verdict: Verdict = Verdict.PASS, **more: Any) -> Judgement:
    """A judgement whose probability goes with its verdict."""
    probability = {Verdict.PASS: 0.05, Verdict.REVIEW: 0.5, Verdict.REJECT: 0.95}[verdict]
    made = Judgement(
        verdict=verdict,
        defect_probability=probability,
        frame_probabilities=(probability,),
        taken_at=0.0,
        judged_ms=4.0,
        thresholds=Thresholds(review=0.3, reject=0.7),
        network=CARD.name,
        network_sha256=CARD.network_sha256,
        outline=OUTLINE,
    )
    return replace(made, **more)


def inspection(sequence: int = 1, verdict: Verdict = Verdict.PASS, **more: Any) -> Inspection:
    """An inspection as it would stand on record; the id counts like a UUIDv7 does."""
    made = Inspection(
        id=f"01980000-0000-7000-8000-{sequence:012d}",
        station="station-1",
        sequence=sequence,
        inspected_at=datetime(2026, 1, 1, 8, tzinfo=UTC),
        shift="Day",
        shift_started_at=datetime(2026, 1, 1, 6, tzinfo=UTC),
        occasion=Occasion.LINE,
        judgement=judgement(verdict),
        reinspection_of=None,
        picture=None,
    )
    return replace(made, **more)


def decision(**more: Any) -> Decision:
    """A person says that the first casting, which was rejected, is sound."""
    made = Decision(
        id="01980000-0000-7000-8000-00000000d001",
        station="station-1",
        decided_at=datetime(2026, 1, 1, 8, 5, tzinfo=UTC),
        inspection_id=inspection(1).id,
        casting_id=inspection(1).id,
        verdict=Verdict.REJECT,
        ruling=Ruling.SOUND,
        defect_kind=None,
        reason="A stain.",
        decided_by="Kim",
    )
    return replace(made, **more)


def challenge_report(outcome: ChallengeOutcome = ChallengeOutcome.PASSED) -> ChallengeReport:
    """Of a challenge with one sound and one defective casting."""
    good, bad = KnownCasting("G-1", Verdict.PASS), KnownCasting("B-1", Verdict.REJECT)
    said = Verdict.PASS if outcome is ChallengeOutcome.FAILED else Verdict.REJECT
    is_bypass = outcome is ChallengeOutcome.BYPASSED
    return ChallengeReport(
        began_at=datetime(2026, 1, 1, 8, tzinfo=UTC),
        cause=ChallengeCause.SHIFT,
        outcome=outcome,
        steps=(ChallengeStep(good, Verdict.PASS, 0.02), ChallengeStep(bad, said, 0.9)),
        network="castings_v1",
        network_sha256="a" * 64,
        reason="The lamp is being mended." if is_bypass else "",
        bypassed_by="Kim" if is_bypass else "",
        known=Known.TYPED if is_bypass else None,
    )


class Recorder(QObject):
    """Keeps what a signal brought, on the thread of the test: wait with `qtbot.waitUntil`."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Any] = []

    @Slot(object)
    def take(self, value: Any) -> None:
        """Connect a signal of one value here."""
        self.seen.append(value)


@dataclass
class ManualClock:
    """A monotonic clock that only the test moves; call it for the time in seconds."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


class ScriptedCamera:
    """Plays a script: frames are given, errors are raised, its end is the end of the pictures."""

    name = "script"
    is_triggered = False

    def __init__(self, script: Iterable[Frame | CameraError]) -> None:
        self._script: Iterator[Frame | CameraError] = iter(script)
        self.is_open = False
        self.times_opened = 0

    def open(self) -> None:
        """Count the opening."""
        self.is_open = True
        self.times_opened += 1

    def read(self) -> Frame:
        """The script's next line."""
        line = next(self._script, None) or EndOfPicturesError("The script is over.")
        if isinstance(line, CameraError):
            self.close()
            raise line
        return line

    def check_alive(self) -> Health:
        """Always."""
        return ALIVE

    def close(self) -> None:
        """May be called any number of times."""
        self.is_open = False


class ScriptedClassifier:
    """Says one probability after the other, and the last one for ever."""

    card = CARD

    def __init__(self, *probabilities: float) -> None:
        self._probabilities = list(probabilities)
        self.seen: list[NDArray[np.uint8]] = []

    def classify(self, pixels: NDArray[np.uint8], outline: Outline | None) -> Classification:
        """Judge without looking."""
        self.seen.append(pixels)
        more = len(self._probabilities) > 1
        probability = self._probabilities.pop(0) if more else self._probabilities[0]
        return Classification(probability, defect_map=None)
