"""From a folder of labelled pictures to a network that a station can judge with."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import keras  # type: ignore[import-untyped]

from inference.network_folder import CARD_FILE, NETWORK_FILE, sha256
from inference.training.baselines import baselines
from inference.training.calibrate import Costs
from inference.training.card import Measured, Origin, in_words, made_card
from inference.training.crossvalidation import HeldOut, cross_validate, fingerprint
from inference.training.dataset import DatasetError
from inference.training.detection import tried
from inference.training.export import to_litert
from inference.training.fit import Recipe, fit
from inference.training.judged import UNSETTLED, judged, settled
from inference.training.keras_file import keras_bytes, save_keras
from inference.training.memory import keep_freed_memory
from inference.training.novelty import acquaintance, with_novelty
from inference.training.plots import plot_detection, plot_history
from inference.training.report import draw_report
from inference.training.samples import Samples, unwrapped
from inference.training.sources import ALL, Selection, gather
from models.atomic_file import SHARED, file_errors, write_file, write_files
from models.network_card import NetworkCard

Progress = Callable[[str, float], None]
"""Hears what is being done and how much of the whole is, 0 .. 1; may raise to end it."""

KERAS_FILE = "network.keras"
_UNWRAPPING, _MEASURING = 0.05, 0.03  # their shares of the whole


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made, from what."""

    dataset: Path
    output: Path
    groups: Path | None = None
    extra: Sequence[Path] = ()  # folders in the same layout that are only trained on
    selection: Selection = ALL
    folds: int = 5  # 0 holds nothing out, and gives neither figures nor fitted thresholds
    recipe: Recipe = field(default_factory=Recipe)
    costs: Costs = field(default_factory=Costs)
    origin: Origin = field(default_factory=Origin)


def train(order: Order, progress: Progress, on_problem: Callable[[str], None]) -> NetworkCard:
    """Make a network and write it, with its card and plots, to the output folder.

    Each fold's castings are held out in turn, for the figures, the calibration and the
    thresholds; the network itself is then made from all. What is done is kept, so that
    the same order takes up where it was interrupted. `on_problem` hears one sentence for
    each thing to know about the pictures, before the training starts. Raises DatasetError
    and FileError; whatever `progress` raises ends the training and comes out.
    """
    keep_freed_memory()
    pictures, problems = gather(order.dataset, order.groups, order.extra, order.selection)
    samples, unfit = unwrapped(
        pictures,
        order.recipe.geometry,
        lambda share: progress("Unwrapping the pictures", _UNWRAPPING * share),
    )
    for problem in problems + unfit:
        on_problem(problem)
    _check(samples, order)
    kept = order.output / "kept" / fingerprint(samples, order.recipe)
    with file_errors(kept):
        kept.mkdir(parents=True, exist_ok=True)
    made = _trained(order, samples, kept, progress)
    measured = _measured(order, made.held_out, progress) if made.held_out else None
    progress("Writing the network", 1.0)
    return _written(order, samples, made, measured)


@dataclass(frozen=True, slots=True, eq=False)
class _Made:
    """A network, and what was held out on the way to it."""

    network: keras.Model
    losses: list[float]  # epoch by epoch
    held_out: HeldOut | None


def _measured(order: Order, held_out: HeldOut, progress: Progress) -> Measured:
    geometry, costs = order.recipe.geometry, order.costs

    def tell(share: float) -> None:
        progress("Trying how small a defect is found", 1 - _MEASURING * (1 - share / 2))

    trials = tried(held_out, geometry, costs, tell)
    progress("Guessing by light and ground", 1 - _MEASURING / 2)
    guesses = baselines(held_out, geometry)
    return Measured(judged(held_out, costs), held_out.folds, trials, guesses)


def _check(samples: Samples, order: Order) -> None:
    """Each fold needs a casting of either label."""
    real = samples[~samples.extra]
    least = min(len(set(real.castings[real.labels == label])) for label in (False, True))
    if least < max(order.folds, 1):
        raise DatasetError(
            "The folder {folder} shows only {count} castings of one kind that can be judged;"
            " with {folds} folds at least as many are needed of each.",
            folder=str(order.dataset),
            count=least,
            folds=order.folds,
        )


def _trained(order: Order, samples: Samples, kept: Path, progress: Progress) -> _Made:
    epochs, runs = order.recipe.epochs, order.folds + 1

    def tell(run: int, epoch: int, loss: float) -> None:
        what = "all castings" if run == order.folds else f"without fold {run + 1}"
        share = (run * epochs + epoch) / (runs * epochs)
        progress(
            f"Training {what}, loss {loss:.3f}",
            _UNWRAPPING + (1 - _UNWRAPPING - _MEASURING) * share,
        )

    held_out = (
        cross_validate(samples, order.recipe, order.folds, kept, tell) if order.folds else None
    )
    file = kept / KERAS_FILE
    if file.exists():
        losses = json.loads((kept / "losses.json").read_text("utf-8"))
        return _Made(keras.saving.load_model(file, compile=False), losses, held_out)
    network, losses = fit(samples, order.recipe, lambda epoch, loss: tell(order.folds, epoch, loss))
    with file_errors(kept):
        write_file(kept / "losses.json", json.dumps(losses), SHARED)
    save_keras(network, file)
    return _Made(network, losses, held_out)


def _written(order: Order, samples: Samples, made: _Made, measured: Measured | None) -> NetworkCard:
    network, held_out, how = made.network, made.held_out, UNSETTLED
    if held_out and measured:
        how, pictures = settled(held_out, order.costs), held_out.samples.pictures
        draw_report(order.output, measured.predictions, pictures, how.thresholds)
        if measured.trials:
            plot_detection(measured.trials, order.output / "detection.png")
    plot_history(
        [*(held_out.losses if held_out else []), made.losses],
        [*(f"without fold {fold + 1}" for fold in range(order.folds)), "all castings"],
        order.output / "training_history.png",
    )
    if how.limit is not None:
        network = with_novelty(network, acquaintance(network, samples), how.limit)
    exported = to_litert(network)
    card = made_card(
        order.output.name,
        sha256(exported),
        origin=order.origin,
        samples=samples,
        recipe=order.recipe,
        how=how,
        measured=measured,
    )
    contents = {
        NETWORK_FILE: exported,
        KERAS_FILE: keras_bytes(network),
        "README.md": in_words(card).encode(),
        CARD_FILE: f"{card.model_dump_json(indent=2)}\n".encode(),
    }
    with file_errors(order.output):
        write_files({order.output / name: each for name, each in contents.items()}, SHARED)
    return card
