"""Pictures from the disk, judged as the station judges them."""

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.settings import JudgingSettings
from inference.heatmap import write_heatmap
from inference.inspector import Inspector
from inference.litert_classifier import LitertClassifier
from models.errors import KnownError
from models.judgement import Verdict
from models.pictures import SUFFIXES, read_picture


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of one picture: a verdict, or an error."""

    path: str
    error: str | None = None
    verdict: Verdict | None = None
    defect_probability: float = 0.0
    milliseconds: float = 0.0

    def to_json(self) -> str:
        """One JSON object on one line."""
        said: dict[str, str | float | None] = {"path": self.path}
        if self.error is not None:
            said |= {"error": self.error}
        else:
            said |= {
                "verdict": self.verdict,
                "defect_probability": round(self.defect_probability, 6),
                "milliseconds": round(self.milliseconds, 2),
            }
        return json.dumps(said)


def inspect(
    paths: Iterable[Path], judging: JudgingSettings, heatmaps: Path | None
) -> Iterator[Line]:
    """Judge pictures, and those in folders; what is wrong with one stands in its own line.

    Raises NetworkError before the first.
    """
    classifier = LitertClassifier(judging.network)
    thresholds = judging.thresholds(classifier.card.thresholds.as_thresholds())
    inspector = Inspector(classifier, thresholds)
    for path in _pictures(paths):
        try:
            yield _judged(path, inspector, heatmaps)
        except KnownError as error:
            yield Line(str(path), error=str(error))


def _pictures(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = [file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES]
            yield from sorted(inside) or [path]
        else:
            yield path


def _judged(path: Path, inspector: Inspector, heatmaps: Path | None) -> Line:
    pixels = read_picture(path)
    started = time.perf_counter()
    classification, verdict = inspector.judge(pixels)
    elapsed_s = time.perf_counter() - started
    if heatmaps is not None:
        write_heatmap(heatmaps, path, pixels, classification.defect_map)
    return Line(
        str(path),
        verdict=verdict,
        defect_probability=classification.defect_probability,
        milliseconds=elapsed_s * 1000,
    )
