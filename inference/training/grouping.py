"""A groups file for a folder of pictures: which of them show the same casting."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.training.dataset import (
    DEFECTIVE,
    SOUND,
    DatasetError,
    Picture,
    contradictory_castings,
    find_pictures,
)
from inference.training.groups import with_groups
from inference.training.likeness import RING, castings_of, joined
from inference.training.plots import plot_likeness
from inference.training.samples import unwrapped
from models.atomic_file import SHARED, replacing

_UNWRAPPING = 0.4  # its share of the whole


@dataclass(frozen=True, slots=True)
class Grouped:
    """What was found, and what is to know about it."""

    pictures: int
    castings: int
    problems: tuple[str, ...]


def group(
    dataset: Path, known: Path | None, file: Path, progress: Callable[[str, float], None]
) -> Grouped:
    """Write the groups file of `dataset`, and beside it a plot of how alike pictures are.

    What the groups file `known` puts together stays together. A picture that cannot be
    judged counts as a casting of its own. Raises DatasetError and FileError; whatever
    `progress` raises comes out, and then nothing is written.
    """
    pictures = find_pictures(dataset)
    if known is not None:
        pictures = with_groups(pictures, known)
    samples, problems = unwrapped(
        pictures, RING, lambda share: progress("Unwrapping the pictures", _UNWRAPPING * share)
    )
    if not samples.pictures:
        raise DatasetError("The folder {folder} shows no casting.", folder=str(dataset))
    castings, likeness = castings_of(
        samples.strips,
        lambda share: progress("Comparing the castings", _UNWRAPPING + (1 - _UNWRAPPING) * share),
    )
    castings = joined(castings, np.unique(samples.castings, return_inverse=True)[1])
    grouped = _with_castings(pictures, samples.pictures, castings)
    _write(file, grouped)
    plot_likeness(likeness, file.with_suffix(".png"))
    contradictions = (
        f"The casting {casting} is filed as sound and as defective."
        for casting in sorted(contradictory_castings(grouped))
    )
    return Grouped(
        len(grouped),
        len({picture.casting for picture in grouped}),
        (*problems, *contradictions),
    )


def _with_castings(
    pictures: Sequence[Picture], judged: Sequence[Picture], castings: NDArray[np.int64]
) -> list[Picture]:
    """All pictures with their castings' numbers; those that were not judged come last."""
    known = {picture.name: int(one) for picture, one in zip(judged, castings, strict=True)}
    others = count(int(castings.max()) + 1)
    return [
        replace(
            picture, casting=str(known[picture.name] if picture.name in known else next(others))
        )
        for picture in pictures
    ]


def _write(file: Path, pictures: Sequence[Picture]) -> None:
    try:
        with (
            replacing(file, SHARED) as part,
            part.open("w", encoding="utf-8", newline="") as stream,
        ):
            lines = csv.writer(stream, lineterminator="\n")
            lines.writerow(("path", "label", "casting"))
            for picture in pictures:
                label = DEFECTIVE if picture.is_defective else SOUND
                lines.writerow((picture.name, label, picture.casting))
    except OSError as error:
        raise DatasetError(
            "The file {file} cannot be written: {reason}.",
            file=str(file),
            reason=error.strerror or str(error),
        ) from error
