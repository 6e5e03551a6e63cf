from collections.abc import Callable
from pathlib import Path

import pytest

from inference.training.dataset import (
    DatasetError,
    contradictory_castings,
    find_pictures,
    same_files,
)
from tests.inference.training.conftest import picture


def test_pictures_are_found_at_any_depth_and_each_is_its_own_casting(
    filed: Callable[..., Path],
) -> None:
    filed("set_a/train/def_front/1.jpeg")
    filed("set_a/test/ok_front/1.jpeg")
    filed("ok_front/2.PNG")
    filed("ok_front/notes.txt")
    dataset = filed("elsewhere/3.png")

    found = find_pictures(dataset)

    assert {(each.name, each.is_defective, each.origin) for each in found} == {
        ("set_a/train/def_front/1.jpeg", True, "set_a"),
        ("set_a/test/ok_front/1.jpeg", False, "set_a"),
        ("ok_front/2.PNG", False, ""),
    }
    assert len({each.casting for each in found}) == 3


def test_a_folder_with_only_one_label_is_refused(filed: Callable[..., Path]) -> None:
    with pytest.raises(DatasetError, match="pictures in both"):
        find_pictures(filed("def_front/1.png"))


def test_a_missing_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="There is no folder"):
        find_pictures(tmp_path / "nowhere")


def test_a_casting_under_both_labels_is_contradictory() -> None:
    pictures = [picture("a", True), picture("a", False), picture("b", True), picture("c", False)]
    assert contradictory_castings(pictures) == {"a"}


def test_copies_are_found_by_their_bytes(filed: Callable[..., Path]) -> None:
    filed("def_front/1.png", b"same")
    filed("ok_front/2.png", b"other")
    dataset = filed("ok_front/3.png", b"same")

    (copies,) = same_files(find_pictures(dataset))

    assert [each.name for each in copies] == ["def_front/1.png", "ok_front/3.png"]
