"""Plots of a training or an evaluation, as PNG files."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray
from sklearn.metrics import precision_recall_curve, roc_curve  # type: ignore[import-untyped]

from inference.training.confidence import reliability
from inference.training.detection import CONTRASTS, SIZES, Trial, fitted_curve
from inference.training.figures import Predictions
from inference.training.likeness import ALIKE
from models.atomic_file import SHARED, file_errors, replacing
from models.judgement import Thresholds

mpl.use("Agg")  # no display is needed, and none is asked for
SOUND, DEFECTIVE = "#1f5c99", "#b01218"
OTHER, FAINT = "#c77700", "#7a7a7a"


def plot_history(losses: Sequence[Sequence[float]], names: Sequence[str], file: Path) -> None:
    """The loss of each run, epoch by epoch."""
    figure, axes = _figure()
    for loss, name in zip(losses, names, strict=True):
        axes.plot(range(1, len(loss) + 1), loss, marker=".", label=name)
    axes.set(xlabel="epoch", ylabel="training loss", yscale="log")
    axes.legend()
    save(figure, file)


def plot_roc(predictions: Predictions, file: Path) -> None:
    """How many sound castings are rejected for how many defective ones found; the other way too."""
    figure = Figure(figsize=(10, 4.5), layout="constrained")
    left, right = figure.subplots(1, 2)
    false, true, _ = roc_curve(predictions.labels, predictions.probabilities)
    left.plot(false, true, color=SOUND)
    left.set(xlabel="sound pictures rejected", ylabel="defective pictures found", title="ROC")
    precision, recall, _ = precision_recall_curve(predictions.labels, predictions.probabilities)
    right.plot(recall, precision, color=SOUND)
    right.set(xlabel="recall", ylabel="precision", title="precision and recall")
    for axes in (left, right):
        axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
        axes.grid(alpha=0.3)
    save(figure, file)


def plot_detection(trials: Sequence[Trial], file: Path) -> None:
    """How often a defect of each kind and contrast is rejected, over its size."""
    kinds = sorted({trial.kind for trial in trials})
    figure = Figure(figsize=(4 * len(kinds), 3.6), layout="constrained")
    for number, kind in enumerate(kinds):
        axes = figure.add_subplot(1, len(kinds), number + 1)
        for contrast, colour in zip(CONTRASTS, (SOUND, OTHER, FAINT), strict=True):
            chosen = [each for each in trials if (each.kind, each.contrast) == (kind, contrast)]
            if chosen:
                _draw_curve(axes, chosen, colour, f"contrast {100 * contrast:.0f} %")
        axes.axhline(0.9, color="grey", linewidth=1)
        axes.set(xscale="log", ylim=(-0.02, 1.02), title=kind, xlabel="size, % of the diameter")
        axes.set_xticks([0.5, 1, 2, 4, 8], ["0.5", "1", "2", "4", "8"])
        axes.minorticks_off()
        axes.grid(alpha=0.3)
        if number == 0:
            axes.set_ylabel("rejected; dashed: 95 % at least")
            axes.legend(fontsize=8)
    save(figure, file)


def _draw_curve(axes: Axes, trials: Sequence[Trial], colour: str, label: str) -> None:
    fine = np.geomspace(SIZES[0], SIZES[-1], 200)
    curve = fitted_curve(trials)
    shares = [
        np.mean([trial.is_found for trial in trials if np.isclose(trial.size, size)])
        for size in SIZES
    ]
    axes.plot(100 * SIZES, shares, "o", color=colour, markersize=4)
    axes.plot(100 * fine, curve(fine), color=colour, label=label)
    axes.plot(100 * fine, curve.at_least(fine), "--", color=colour, linewidth=1)


def plot_scores(predictions: Predictions, thresholds: Thresholds, file: Path) -> None:
    """Where the probabilities of sound and defective pictures lie, beside the thresholds."""
    figure, axes = _figure()
    bins = np.linspace(-8, 8, 65)
    odds = _log_odds(predictions.probabilities).clip(-8, 8)
    for of_label, colour, name in (
        (~predictions.labels, SOUND, "sound"),
        (predictions.labels, DEFECTIVE, "defective"),
    ):
        axes.hist(odds[of_label], bins.tolist(), color=colour, alpha=0.6, label=name)
    limits = np.array([thresholds.review, thresholds.reject])
    for limit, name in zip(_log_odds(limits), ("review", "reject"), strict=True):
        axes.axvline(float(limit), color="black", linestyle="--", linewidth=1)
        axes.annotate(name, (float(limit), 0.98), xycoords=("data", "axes fraction"), rotation=90,
                      va="top", ha="right")  # fmt: skip
    axes.set(xlabel="log odds of a defect", ylabel="pictures", yscale="log")
    axes.legend()
    save(figure, file)


def plot_confusion(predictions: Predictions, file: Path) -> None:
    """Sound and defective against pass, review and reject, in pictures."""
    figure, axes = _figure(5.5, 3.6)
    table = np.array(
        [
            [
                np.sum((predictions.labels == label) & (predictions.verdicts == verdict))
                for verdict in range(3)
            ]
            for label in (False, True)
        ]
    )
    axes.imshow(table / table.sum(axis=1, keepdims=True).clip(1), cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(table):
        is_dark = count > 0.5 * table[row].sum()
        colour = "white" if is_dark else "black"
        axes.text(column, row, f"{count:,}", ha="center", va="center", color=colour, fontsize=14)
    axes.set_xticks(range(3), ["pass", "review", "reject"])
    axes.set_yticks(range(2), ["sound", "defective"])
    save(figure, file)


def plot_reliability(predictions: Predictions, file: Path) -> None:
    """How often a defect comes where one is said to be so likely; on the diagonal it is true."""
    figure, axes = _figure(5.0, 4.5)
    said, came, share = reliability(predictions.probabilities, predictions.labels)
    axes.plot((0, 1), (0, 1), color="black", linestyle="--", linewidth=1)
    axes.plot(said, came, color=SOUND)
    axes.scatter(said, came, 20 + 400 * np.sqrt(share), color=SOUND, alpha=0.7)
    axes.set(xlabel="defect probability", ylabel="share that is defective")
    axes.set(xlim=(-0.05, 1.05), ylim=(-0.05, 1.05), aspect="equal")
    axes.grid(alpha=0.3)
    save(figure, file)


def plot_likeness(likeness: NDArray[np.float64], file: Path) -> None:
    """How alike each picture is to the one most like it, beside where one casting begins."""
    figure, axes = _figure()
    axes.hist(likeness.clip(0, 1), np.linspace(0, 1, 51).tolist(), color=SOUND)
    axes.axvline(ALIKE, color="black", linestyle="--", linewidth=1)
    axes.set(xlabel="correlation with the most alike picture", ylabel="pictures", yscale="log")
    save(figure, file)


def _log_odds(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    clipped = probabilities.clip(1e-9, 1 - 1e-9)
    return np.asarray(np.log(clipped / (1 - clipped)), np.float64)


def _figure(width: float = 7.0, height: float = 4.5) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def save(figure: Figure, file: Path) -> None:
    """Write a figure as PNG, whole or not at all. Raises FileError."""
    with file_errors(file), replacing(file, SHARED) as part:
        figure.savefig(part, dpi=120, format="png")
