"""All pictures that a network is made from, and what is wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inference.training.dataset import (
    DatasetError,
    Picture,
    contradictory_castings,
    find_pictures,
    same_files,
)
from inference.training.groups import with_groups

_UNGROUPED = (
    "Without a groups file every picture counts as a casting of its own: if several pictures"
    " show the same casting, all figures will be too good."
)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which of a dataset's pictures are wanted; the folders are named from the dataset's on."""

    without: Sequence[str] = ()  # not the pictures in these folders
    new_to: Sequence[str] = ()  # no picture of a casting that these folders show


ALL = Selection()


def gather(
    dataset: Path,
    groups: Path | None,
    extra: Sequence[Path] = (),
    selection: Selection = ALL,
) -> tuple[list[Picture], list[str]]:
    """The pictures to learn from, and one sentence for each thing to know about them.

    Castings that are filed under both labels are left out. Raises DatasetError.
    """
    found = find_pictures(dataset)
    pictures = with_groups(found, groups) if groups else found
    contradictory = contradictory_castings(pictures)
    pictures = _selected(pictures, dataset, selection)
    problems = [*_ungrouped(groups), *_duplicates(pictures), *_contradictions(contradictory)]
    pictures = [picture for picture in pictures if picture.casting not in contradictory]
    for folder in extra:
        pictures += _extra(folder)
    return pictures, problems


def _selected(pictures: list[Picture], dataset: Path, selection: Selection) -> list[Picture]:
    out = {each.name for folder in selection.without for each in _within(pictures, folder, dataset)}
    known = {
        each.casting for folder in selection.new_to for each in _within(pictures, folder, dataset)
    }
    selected = [each for each in pictures if each.name not in out and each.casting not in known]
    if len({each.is_defective for each in selected}) < 2:
        raise DatasetError(
            "Of the pictures in {folder} none, or only one kind, is left.", folder=str(dataset)
        )
    return selected


def _within(pictures: Sequence[Picture], folder: str, dataset: Path) -> list[Picture]:
    found = [each for each in pictures if each.name.startswith(f"{folder.strip('/')}/")]
    if not found:
        raise DatasetError(
            "The folder {folder} has no pictures in a folder {name} of its own.",
            folder=str(dataset),
            name=folder,
        )
    return found


def _extra(folder: Path) -> list[Picture]:
    pictures, groups = find_pictures(folder), folder / "groups.csv"
    if groups.is_file():
        pictures = with_groups(pictures, groups)
    return [
        replace(picture, casting=f"{folder.name}: {picture.casting}", is_extra=True)
        for picture in pictures
    ]


def _ungrouped(groups: Path | None) -> list[str]:
    if groups is not None:
        return []
    return [_UNGROUPED]


def _duplicates(pictures: Sequence[Picture]) -> list[str]:
    groups = same_files(pictures)
    if not groups:
        return []
    first, second = groups[0][:2]
    too_many = sum(len(group) - 1 for group in groups)
    return [f"{too_many} pictures are copies of others, such as {second.name} of {first.name}."]


def _contradictions(castings: set[str]) -> list[str]:
    return [
        f"The casting {casting} is filed as sound and as defective; it is left out."
        for casting in sorted(castings)
    ]
