from pathlib import Path

import numpy as np
import pytest

from inference.training.dataset import DatasetError
from inference.training.groups import folds_of, with_groups
from tests.inference.training.conftest import picture


def test_pictures_get_the_castings_of_the_table(tmp_path: Path) -> None:
    file = tmp_path / "groups.csv"
    file.write_text("path,label,casting\n/a_0.png,def_front,17\n", "utf-8")
    assert with_groups([picture("a", True)], file)[0].casting == "17"


def test_a_picture_that_the_table_lacks_is_named(tmp_path: Path) -> None:
    file = tmp_path / "groups.csv"
    file.write_text("path,label,casting\n", "utf-8")
    with pytest.raises(DatasetError, match=r"/a_0\.png shows"):
        with_groups([picture("a", True)], file)


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "\x00\xff"])
def test_a_file_that_is_no_such_table_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "groups.csv"
    file.write_bytes(content.encode("latin-1"))
    with pytest.raises(DatasetError, match=r"no table with the columns|does not say"):
        with_groups([picture("a", True)], file)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_table_from_excel_or_notepad_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "groups.csv"
    file.write_text("path,label,casting\n/a_0.png,def_front,십칠\n", encoding)
    assert with_groups([picture("a", True)], file)[0].casting == "십칠"


def test_a_table_in_another_encoding_is_said_so(tmp_path: Path) -> None:
    file = tmp_path / "groups.csv"
    file.write_text("path,label,casting\n/a_0.png,def_front,십칠\n", "cp949")
    with pytest.raises(DatasetError, match="it is not UTF-8; save it again"):
        with_groups([picture("a", True)], file)


def test_a_missing_table_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="cannot be read"):
        with_groups([], tmp_path / "groups.csv")


def test_folds_keep_castings_together_and_balance_labels_and_sets() -> None:
    pictures = [
        picture(f"{origin} {label} {casting}", label, origin, number)
        for origin in ("a", "b")
        for label in (False, True)
        for casting in range(10)
        for number in range(casting + 1)
    ]

    folds = folds_of(pictures, 5, seed=3)

    castings = np.array([each.casting for each in pictures])
    for casting in np.unique(castings):
        assert len(set(folds[castings == casting])) == 1
    for fold in range(5):
        held_out = {casting.rsplit(" ", 1)[0] for casting in castings[folds == fold]}
        assert held_out == {"a False", "a True", "b False", "b True"}
    assert (folds_of(pictures, 5, seed=3) == folds).all()
