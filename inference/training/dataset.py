"""Pictures in the published folder layout, with their labels."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from models.errors import KnownError
from models.pictures import SUFFIXES

DEFECTIVE, SOUND = "def_front", "ok_front"


class DatasetError(KnownError):
    """A folder of pictures that no network can be made from."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One labelled picture file."""

    path: Path
    name: str  # below the dataset's folder, with forward slashes
    is_defective: bool
    casting: str  # pictures of one casting bear the same
    origin: str  # the set within the dataset that it belongs to
    is_extra: bool = False  # only ever trained on: no figure is taken from it


def find_pictures(dataset: Path) -> list[Picture]:
    """All pictures in def_front and ok_front folders, however deep; each its own casting.

    Raises DatasetError where there are none, or only of one kind.
    """
    if not dataset.is_dir():
        raise DatasetError("There is no folder {folder}.", folder=str(dataset))
    pictures = [
        _picture(path, dataset)
        for path in sorted(dataset.rglob("*"))
        if path.suffix.lower() in SUFFIXES and path.parent.name in (DEFECTIVE, SOUND)
    ]
    if len({picture.is_defective for picture in pictures}) < 2:
        raise DatasetError(
            "The folder {folder} must hold folders named def_front and ok_front,"
            " with pictures in both.",
            folder=str(dataset),
        )
    return pictures


def _picture(path: Path, dataset: Path) -> Picture:
    name = path.relative_to(dataset).as_posix()
    above = path.relative_to(dataset).parts[:-2]
    origin = next((part for part in above if part not in ("train", "test")), "")
    return Picture(path, name, path.parent.name == DEFECTIVE, casting=name, origin=origin)


def contradictory_castings(pictures: Iterable[Picture]) -> set[str]:
    """Castings that are filed as sound and as defective."""
    labels: dict[str, set[bool]] = defaultdict(set)
    for picture in pictures:
        labels[picture.casting].add(picture.is_defective)
    return {casting for casting, seen in labels.items() if len(seen) == 2}


def same_files(pictures: Iterable[Picture]) -> list[list[Picture]]:
    """Pictures that are the same byte for byte, in groups of two and more."""
    by_hash: dict[str, list[Picture]] = defaultdict(list)
    for picture in pictures:
        by_hash[hashlib.sha256(picture.path.read_bytes()).hexdigest()].append(picture)
    return [group for group in by_hash.values() if len(group) > 1]
