from collections.abc import Callable
from pathlib import Path

import pytest

from inference.training.dataset import DatasetError
from inference.training.sources import Selection, gather


def _groups(folder: Path, rows: list[str]) -> Path:
    file = folder / "groups.csv"
    file.write_text("\n".join(["path,label,casting", *rows]) + "\n", "utf-8")
    return file


def test_a_casting_filed_both_ways_is_left_out_and_told(filed: Callable[..., Path]) -> None:
    filed("def_front/1.png")
    filed("def_front/2.png")
    filed("ok_front/3.png")
    dataset = filed("ok_front/4.png")
    groups = _groups(
        dataset,
        ["def_front/1.png,,7", "def_front/2.png,,8", "ok_front/3.png,,7", "ok_front/4.png,,9"],
    )

    pictures, problems = gather(dataset, groups)

    assert {each.casting for each in pictures} == {"8", "9"}
    assert problems == ["The casting 7 is filed as sound and as defective; it is left out."]


def test_without_groups_a_warning_is_given(filed: Callable[..., Path]) -> None:
    filed("def_front/1.png")
    pictures, problems = gather(filed("ok_front/2.png"), None)
    assert len(pictures) == 2
    assert ["too good" in problem for problem in problems] == [True]


def test_copies_are_counted(filed: Callable[..., Path]) -> None:
    filed("def_front/1.png", b"same")
    filed("def_front/2.png", b"same")
    _, problems = gather(filed("ok_front/3.png"), None)
    assert any("1 pictures are copies" in problem for problem in problems)


def test_extra_castings_are_marked_and_never_mixed_up_with_real_ones(
    filed: Callable[..., Path], tmp_path: Path
) -> None:
    filed("def_front/1.png")
    dataset = filed("ok_front/2.png")
    rendered = tmp_path / "rendered"
    for name in ("def_front/1.png", "ok_front/2.png"):
        (rendered / name).parent.mkdir(parents=True)
        (rendered / name).write_bytes(b"x")
    _groups(rendered, ["def_front/1.png,,1", "ok_front/2.png,,2"])

    pictures, _ = gather(dataset, None, [rendered])

    extra = [each for each in pictures if each.is_extra]
    assert {each.casting for each in extra} == {"rendered: 1", "rendered: 2"}
    assert len(pictures) == 4


@pytest.fixture
def two_sets(filed: Callable[..., Path]) -> tuple[Path, Path]:
    """An old and a new set; the casting 7 is in both, 5 and 6 are in the new one alone."""
    rows = {
        "old/train/def_front/1.png": "7",
        "old/train/ok_front/2.png": "8",
        "old/test/def_front/3.png": "7",
        "new/def_front/1.png": "7",
        "new/def_front/2.png": "5",
        "new/ok_front/3.png": "6",
        "newer/ok_front/1.png": "9",
    }
    for name in rows:
        dataset = filed(name)
    return dataset, _groups(dataset, [f"{name},,{casting}" for name, casting in rows.items()])


@pytest.mark.parametrize(
    ("selection", "left"),
    [
        (
            Selection(without=["new", "newer"]),
            {"old/train/def_front/1.png", "old/train/ok_front/2.png", "old/test/def_front/3.png"},
        ),
        (
            Selection(without=["new/", "newer", "old/test"]),
            {"old/train/def_front/1.png", "old/train/ok_front/2.png"},
        ),
        (
            Selection(new_to=["old"]),
            {"new/def_front/2.png", "new/ok_front/3.png", "newer/ok_front/1.png"},
        ),
    ],
)
def test_a_part_of_the_pictures(
    two_sets: tuple[Path, Path], selection: Selection, left: set[str]
) -> None:
    pictures, _ = gather(*two_sets, selection=selection)
    assert {each.name for each in pictures} == left


@pytest.mark.parametrize(
    ("selection", "told"),
    [
        (Selection(without=["ne"]), "no pictures in a folder ne of its own"),
        (Selection(new_to=["new"], without=["newer"]), "only one kind"),
    ],
)
def test_a_part_that_is_none_is_told(
    two_sets: tuple[Path, Path], selection: Selection, told: str
) -> None:
    with pytest.raises(DatasetError, match=told):
        gather(*two_sets, selection=selection)
