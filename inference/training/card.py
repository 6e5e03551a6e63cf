"""What is written beside a network: its card, and the same in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.training.detection import Trial, smallest_found
from inference.training.figures import Predictions, figures, figures_by_fold
from inference.training.fit import Recipe
from inference.training.judged import Settled
from inference.training.samples import Samples
from models.network_card import CardThresholds, NetworkCard, escape_bound_of

_LIMITS = {
    "ring": "It knows this part and this kind of picture: top views of the whole casting, in"
    " focus. It sees the ring from the annulus' edge to beyond the rim, not the hub or the vanes."
    " A defect unlike those it was trained on may escape it.",
    "picture": "It knows this part and this kind of picture, and sees all of the picture: another"
    " rig, another distance or another ground is new to it."
    " A defect unlike those it was trained on may escape it.",
}
_SEEN = {"ring": "the unwrapped ring of one grey picture", "picture": "one whole grey picture"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the pictures come from, as the card shall say."""

    source: str = "not stated"
    licence: str = "that of the pictures it was trained on"


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What is known of a network from the castings that were held out."""

    predictions: Predictions
    folds: NDArray[np.int64]  # which fold each prediction was in
    trials: Sequence[Trial]  # of defects put into pictures of sound castings
    guesses: dict[str, float]  # the AUC of what light and ground alone tell

    def figures(self) -> dict[str, Any]:
        """All figures, as they stand on the card."""
        return figures(self.predictions) | {
            "per_fold": figures_by_fold(self.predictions, self.folds),
            "smallest_found": smallest_found(self.trials),
            "auc_of_guesses": self.guesses,
        }


def made_card(
    name: str,
    network_sha256: str,
    *,
    origin: Origin,
    samples: Samples,
    recipe: Recipe,
    how: Settled,
    measured: Measured | None,
) -> NetworkCard:
    """The card of a network made just now."""
    return NetworkCard(
        name=name,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        network_sha256=network_sha256,
        geometry=recipe.geometry,
        thresholds=CardThresholds(review=how.thresholds.review, reject=how.thresholds.reject),
        calibration=asdict(how.calibration),
        data=_data(samples, origin),
        split=_split(recipe, measured is not None),
        figures=measured.figures() if measured else {},
        licence=origin.licence,
    )


def _data(samples: Samples, origin: Origin) -> dict[str, Any]:
    real, extra = samples[~samples.extra], samples[samples.extra]
    return {
        "source": origin.source,
        "pictures": len(real.pictures),
        "sound_castings": len(np.unique(real.castings[~real.labels])),
        "defective_castings": len(np.unique(real.castings[real.labels])),
        "extra_pictures": len(extra.pictures),
    }


def _split(recipe: Recipe, has_figures: bool) -> dict[str, Any]:
    if not has_figures:
        return {"held_out": "nothing: there are no figures, and the thresholds are a guess"}
    return {
        "held_out": "by casting, each fold in turn; stratified by label and set",
        "thresholds_in_figures": "chosen on the other folds",
        "thresholds_on_card": "chosen on all held-out predictions together",
        "network": "then trained on all castings with the same recipe",
        "seed": recipe.seed,
        "epochs": f"at most {recipe.epochs}" if recipe.patience else recipe.epochs,
        "pictures_per_epoch": recipe.per_epoch,
    }


def in_words(card: NetworkCard) -> str:
    """The card as a page of Markdown."""
    sections = [
        f"# {card.name}",
        f"Made {card.made_at}. SHA-256 of `network.tflite`: `{card.network_sha256}`.",
        f"**Licence of the weights:** {card.licence}",
        _reading(card),
        "## Data",
        _table(card.data),
        "## Split",
        _table(card.split),
        "## Figures, on castings that were not in training",
        *figures_in_words(card.figures),
        "## Limits",
        _LIMITS[card.geometry.kind],
    ]
    return "\n\n".join(sections) + "\n"


def _reading(card: NetworkCard) -> str:
    return (
        f"Tells sound castings from defective ones by {_SEEN[card.geometry.kind]}."
        f" Probabilities from {card.thresholds.reject:.3f} on are rejected, below"
        f" {card.thresholds.review:.3f} they pass, between a person decides."
    )


def figures_in_words(figures: Mapping[str, Any]) -> list[str]:
    """Figures of a training or of an evaluation, as paragraphs and tables of Markdown."""
    if not figures:
        return ["None: nothing was held out."]
    return [*_bound(figures), *_tables(figures)]


def _bound(figures: Mapping[str, Any]) -> Iterator[str]:
    bound = escape_bound_of(figures)
    if bound is not None:
        share, castings = bound
        yield (
            f"**Of defective castings at most {100 * share:.1f} % pass, with 95 % confidence, from"
            f" {castings} castings.** A casting counts as passed when any picture of it does."
        )


def _tables(figures: Mapping[str, Any]) -> Iterator[str]:
    """What there is, each with its heading."""
    names = {"per_picture": "Per picture", "per_casting": "Per casting, by its worst picture"}
    for key, name in names.items():
        yield f"### {name}\n\n{_table(figures[key])}"
    if "per_fold" in figures:
        yield f"### Per fold, in pictures\n\n{_fold_table(figures['per_fold'])}"
    wrong = [
        f"- casting {one['casting']}, {one['label']}: probability {one['worst_probability']:.3f}"
        for one in figures["wrong_castings"]
    ]
    yield "### Castings judged wrongly\n\n" + ("\n".join(wrong) or "None.")
    if "smallest_found" in figures:
        found = "\n".join(_found(figures["smallest_found"]))
        yield "### How small a defect is found\n\n" + (
            found or "Not tried: there was no ring to put defects on."
        )
    if "auc_of_guesses" in figures:
        yield (
            "### What light and ground alone would tell, as an AUC per picture\n\n"
            + _table(figures["auc_of_guesses"])
        )
    if "disturbances" in figures:
        yield f"### Verdicts that other light, lens and place turn\n\n{_flips(figures)}"


def _flips(figures: Mapping[str, Any]) -> str:
    return _table(
        {
            name: f"{count['flipped']} of {count['judged']}, {count['refused']} refused"
            for name, count in figures["disturbances"].items()
        }
    )


def _found(smallest: dict[str, dict[str, Any]]) -> list[str]:
    """One line a kind and contrast: the size that is rejected 9 times of 10."""
    return [
        _found_line(f"{kind}{faint and f' at {100 * float(faint):.0f} % of its contrast'}", found)
        for kind, of_kind in smallest.items()
        for faint, found in {"": of_kind, **of_kind.get("fainter", {})}.items()
    ]


def _found_line(what: str, found: dict[str, Any]) -> str:
    size = found["a90_95"]
    said = (
        f"from {100 * size:.1f} % of the rim's diameter on, found 9 times of 10 with 95 %"
        " confidence"
        if size
        else "not shown to be found 9 times of 10 at any size tried"
    )
    return f"- {what}: {said} ({found['found']} of {found['trials']} found)"


def _fold_table(folds: Sequence[dict[str, Any]]) -> str:
    names = ["fold", *(folds[0] if folds else ())]
    rows = ([number, *fold.values()] for number, fold in enumerate(folds, start=1))
    lines = (f"| {' | '.join(map(_shown, row))} |" for row in rows)
    head = f"| {' | '.join(names).replace('_', ' ')} |"
    return "\n".join([head, "| ---: " * len(names) + "|", *lines])


def _table(values: dict[str, Any]) -> str:
    rows = [f"| {key.replace('_', ' ')} | {_shown(value)} |" for key, value in values.items()]
    return "\n".join(["| | |", "| --- | --- |", *rows])


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return " to ".join(map(_shown, value))
    return f"{value:.6f}" if isinstance(value, float) else str(value)
