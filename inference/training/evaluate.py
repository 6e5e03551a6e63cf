"""How well a network judges a folder of labelled pictures."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from inference.inspector import Inspector
from inference.litert_classifier import LitertClassifier
from inference.refusal import refusal
from inference.training.card import figures_in_words
from inference.training.dataset import Picture
from inference.training.disturb import flips
from inference.training.figures import Predictions, figures, verdicts_of
from inference.training.report import draw_report
from inference.training.sources import ALL, Selection, gather
from models.atomic_file import SHARED, file_errors, replacing, write_file
from models.errors import KnownError
from models.judgement import Thresholds
from models.pictures import read_picture


@dataclass(frozen=True, slots=True)
class Judged:
    """One picture, and what was said of it."""

    picture: Picture
    probability: float | None  # None where it could not be judged
    novelty: float | None = None  # None where the network does not tell, too
    error: str | None = None


def evaluate(
    dataset: Path,
    groups: Path | None,
    network: Path,
    report: Path | None,
    progress: Callable[[str, float], None],
    *,
    selection: Selection = ALL,
    disturb: bool = False,
) -> dict[str, Any]:
    """Judge all pictures as the station would, one by one; figures that JSON can hold.

    With `report`, tables and plots are written to that folder. Pictures that the network
    was trained on flatter it: the figures are worth what the castings are new. `disturb`
    adds how many verdicts other light, another lens and another place would turn. Raises
    DatasetError, NetworkError and FileError; whatever `progress` raises comes out.
    """
    inspector = Inspector(LitertClassifier(network))
    pictures, problems = gather(dataset, groups, selection=selection)
    if report is not None:
        with file_errors(report):  # before an hour of judging
            report.mkdir(parents=True, exist_ok=True)
    all_judged = list(judge_pictures(pictures, inspector, progress))
    predictions = predictions_of(all_judged, inspector.thresholds)
    card = inspector.classifier.card
    result = {
        "network": card.name,
        "network_sha256": card.network_sha256,
        "thresholds": card.thresholds.model_dump(),
        "pictures": len(pictures),
        "not_judged": [f"{each.picture.name}: {each.error}" for each in all_judged if each.error],
        "problems": problems,
        **figures(predictions),
    }
    if disturb:
        result["disturbances"] = flips(pictures, inspector, progress)
    if report is not None:
        _write(report, result, all_judged, predictions, inspector.thresholds)
    return result


def judge_pictures(
    pictures: Sequence[Picture], inspector: Inspector, progress: Callable[[str, float], None]
) -> Iterator[Judged]:
    """Each picture as the station would judge it; whatever `progress` raises comes out."""
    for number, picture in enumerate(pictures, start=1):
        try:
            examination = inspector.examine(read_picture(picture.path))
            if examination.sight.unfit is not None:
                raise refusal(examination.sight.unfit)
        except KnownError as error:
            yield Judged(picture, None, error=str(error))
        else:
            if (said := examination.classification) is not None:
                yield Judged(picture, said.defect_probability, said.novelty)
        progress("Judging the pictures", number / len(pictures))


def predictions_of(all_judged: Sequence[Judged], thresholds: Thresholds) -> Predictions:
    """What was said of those that could be judged."""
    known = [each for each in all_judged if each.probability is not None]
    probabilities = np.array([each.probability for each in known], np.float64)
    novelties = np.array([each.novelty or 0.0 for each in known], np.float64)
    return Predictions(
        probabilities=probabilities,
        verdicts=verdicts_of(probabilities, thresholds, novelties),
        labels=np.array([each.picture.is_defective for each in known], np.bool_),
        castings=np.array([each.picture.casting for each in known], np.str_),
    )


def _write(
    report: Path,
    result: dict[str, Any],
    all_judged: Sequence[Judged],
    predictions: Predictions,
    thresholds: Thresholds,
) -> None:
    words = [f"# {result['network']} on {result['pictures']:,} pictures", *figures_in_words(result)]
    figures_file = json.dumps(result, indent=2, ensure_ascii=False)
    with file_errors(report):
        write_file(report / "README.md", "\n\n".join(words) + "\n", SHARED)
        write_file(report / "figures.json", figures_file, SHARED)
        _write_predictions(report / "predictions.csv", all_judged)
    judged = [each.picture for each in all_judged if each.probability is not None]
    draw_report(report, predictions, judged, thresholds)


def _write_predictions(file: Path, all_judged: Sequence[Judged]) -> None:
    with (
        replacing(file, SHARED) as part,
        part.open("w", encoding="utf-8", newline="") as stream,
    ):
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("path", "casting", "is_defective", "defect_probability", "error"))
        for each in all_judged:
            picture = each.picture
            writer.writerow(
                (picture.name, picture.casting, picture.is_defective, each.probability, each.error)
            )
