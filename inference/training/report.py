"""The plots that a training and an evaluation have in common, and the worst mistakes to look at."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from inference.training.dataset import Picture
from inference.training.figures import PASS, REJECT, Predictions
from inference.training.plots import (
    plot_confusion,
    plot_reliability,
    plot_roc,
    plot_scores,
    save,
)
from models.judgement import Thresholds
from models.pictures import read_picture

_SHEET = (4, 6)  # rows and columns of pictures


def draw_report(
    folder: Path, predictions: Predictions, pictures: Sequence[Picture], thresholds: Thresholds
) -> None:
    """Write all plots; `pictures` are those of the predictions, in their order.

    Plots that compare sound with defective need both. Raises PictureError.
    """
    if predictions.labels.any() and not predictions.labels.all():
        plot_roc(predictions, folder / "roc.png")
        plot_confusion(predictions, folder / "confusion.png")
        plot_scores(predictions, thresholds, folder / "scores.png")
        plot_reliability(predictions, folder / "reliability.png")
    draw_mistakes(predictions, pictures, folder / "mistakes.png")


def draw_mistakes(predictions: Predictions, pictures: Sequence[Picture], file: Path) -> None:
    """A sheet of the castings judged worst, each as its worst picture; nothing if all are right.

    The worst are first: those farthest from what they should be judged as.
    """
    rows, columns = _SHEET
    worst = _worst(predictions)[: rows * columns]
    if not len(worst):
        file.unlink(missing_ok=True)
        return
    figure = Figure(figsize=(2.2 * columns, 2.5 * rows), layout="constrained")
    cells = figure.subplots(rows, columns, squeeze=False).ravel()
    for cell in cells:
        cell.axis("off")
    for cell, place in zip(cells, worst, strict=False):
        picture = pictures[place]
        cell.imshow(read_picture(picture.path), cmap="gray", vmin=0, vmax=255)
        truth = "defective" if picture.is_defective else "sound"
        cell.set_title(
            f"{truth}, said {predictions.probabilities[place]:.3f}\ncasting {picture.casting}",
            fontsize=7,
        )
    save(figure, file)


def _worst(predictions: Predictions) -> NDArray[np.int64]:
    """Places of the pictures that were not judged rightly, one of each casting, worst first."""
    labels, said = predictions.labels, predictions.probabilities
    wrong = predictions.verdicts != np.where(labels, REJECT, PASS)
    order = np.argsort(np.where(labels, said, 1 - said), kind="stable")
    order = order[wrong[order]]
    first = np.unique(predictions.castings[order], return_index=True)[1]
    return np.asarray(order[np.sort(first)], np.int64)
