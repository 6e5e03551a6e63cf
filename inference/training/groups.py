"""Which pictures show the same casting, and splits that keep them together."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedKFold  # type: ignore[import-untyped]

from inference.training.dataset import DatasetError, Picture
from models.text_file import read_text


def with_groups(pictures: Sequence[Picture], file: Path) -> list[Picture]:
    """The pictures with the castings that a CSV file of path,label,casting gives them.

    Raises DatasetError for a file that is none, or that lacks a picture.
    """
    castings = _read(file)
    missing = [picture.name for picture in pictures if picture.name not in castings]
    if missing:
        raise DatasetError(
            "The file {file} does not say which casting {picture} shows ({count} are missing).",
            file=str(file),
            picture=missing[0],
            count=len(missing),
        )
    return [replace(picture, casting=castings[picture.name]) for picture in pictures]


def _read(file: Path) -> dict[str, str]:
    try:
        lines = StringIO(read_text(file), newline="")
        return {row["path"]: row["casting"] for row in csv.DictReader(lines) if row["casting"]}
    except OSError as error:
        raise DatasetError(
            "The file {file} cannot be read: {reason}.",
            file=str(file),
            reason=error.strerror or str(error),
        ) from error
    except UnicodeDecodeError as error:
        raise DatasetError(
            "The file {file} is no table with the columns path and casting: it is not UTF-8; save"
            " it again as “CSV UTF-8”.",
            file=str(file),
        ) from error
    except (KeyError, csv.Error) as error:
        raise DatasetError(
            "The file {file} is no table with the columns path and casting.", file=str(file)
        ) from error


def folds_of(pictures: Sequence[Picture], folds: int, seed: int) -> np.ndarray:
    """The fold, 0 .. folds - 1, of each picture: a casting is in one fold only.

    Castings are dealt out evenly by label and by the sets that show them.
    """
    strata: dict[str, set[str]] = defaultdict(set)
    for picture in pictures:
        strata[picture.casting].add(f"{picture.is_defective} {picture.origin}")
    castings = sorted(strata)
    labels = [" ".join(sorted(strata[casting])) for casting in castings]
    splitter = StratifiedKFold(folds, shuffle=True, random_state=seed)
    fold_of = {
        castings[index]: fold
        for fold, (_, held_out) in enumerate(splitter.split(castings, labels))
        for index in held_out
    }
    return np.array([fold_of[picture.casting] for picture in pictures])
