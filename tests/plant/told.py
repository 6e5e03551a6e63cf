"""What stations tell, made short."""

from datetime import UTC, datetime
from typing import Any

from models.events import NetworkInMessage, PredictionResult, ShiftInMessage, ThresholdsInMessage
from models.judgement import Occasion, Verdict

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
_PROBABILITY = {Verdict.PASS: 0.05, Verdict.REVIEW: 0.5, Verdict.REJECT: 0.95}


def told(
    sequence: int = 1, verdict: Verdict = Verdict.PASS, station: str = "line-1", **more: Any
) -> PredictionResult:
    """A message of a station; the id goes with its name and its sequence."""
    values: dict[str, Any] = {
        "id": f"01980000-0000-7000-8{sum(station.encode()) % 4096:03x}-{sequence:012d}",
        "station": station,
        "sequence": sequence,
        "inspected_at": NOON,
        "shift": ShiftInMessage(name="Day", started_at=NOON),
        "occasion": Occasion.LINE,
        "reinspection_of": None,
        "verdict": verdict,
        "defect_probability": _PROBABILITY[verdict],
        "frame_probabilities": (_PROBABILITY[verdict],),
        "thresholds": ThresholdsInMessage(review=0.3, reject=0.7),
        "network": NetworkInMessage(name="fake_v1", sha256="0" * 64),
        "judged_ms": 4.0,
        "part": None,
        "source": None,
        "picture": None,
    }
    return PredictionResult(**values | more)
