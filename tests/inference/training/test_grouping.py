"""Castings photographed several times are found again, however they are turned and lit."""

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("scipy", reason="the extra “training” is not installed")

from camera.rig import render_casting
from inference.training.dataset import DatasetError
from inference.training.grouping import group
from inference.training.likeness import RING, castings_of, joined

CASTINGS = 5


def _again(pixels: NDArray[np.uint8], number: int) -> NDArray[np.uint8]:
    """The same photograph, as the makers of a dataset multiply theirs."""
    size = pixels.shape[0]
    turned = cv2.warpAffine(
        pixels,
        cv2.getRotationMatrix2D((size / 2, size / 2), 67.0 * number, 1.0),
        (size, size),
        borderMode=cv2.BORDER_REPLICATE,
    )
    mirrored = turned[:, ::-1] if number % 2 else turned
    lit = mirrored * (1 - 0.1 * number) + 8 * number
    return np.asarray(np.clip(lit, 0, 255), np.uint8)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sound and three defective castings, each in three pictures."""
    folder = tmp_path_factory.mktemp("castings")
    for casting in range(CASTINGS):
        rng = np.random.default_rng([7, casting])
        is_defective = casting > 1
        pixels = render_casting(rng, 360, defective=is_defective).pixels
        place = folder / ("def_front" if is_defective else "ok_front")
        place.mkdir(exist_ok=True)
        for number in range(3):
            cv2.imwrite(str(place / f"{casting}_{number}.png"), _again(pixels, number))
    return folder


def test_each_casting_is_found_in_all_its_pictures(dataset: Path, tmp_path: Path) -> None:
    shares: list[float] = []
    found = group(dataset, None, tmp_path / "groups.csv", lambda _, share: shares.append(share))
    assert (found.pictures, found.castings) == (3 * CASTINGS, CASTINGS)
    with (tmp_path / "groups.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    truth = {row["path"].split("/")[1][0] for row in rows}
    pairs = {(row["path"].split("/")[1][0], row["casting"]) for row in rows}
    assert len(pairs) == len(truth) == CASTINGS
    assert {row["label"] for row in rows} == {"def_front", "ok_front"}
    assert (tmp_path / "groups.png").stat().st_size > 5_000
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)


def test_a_casting_filed_both_ways_and_a_picture_of_none_are_told(
    dataset: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "castings"
    for label in ("def_front", "ok_front"):
        (folder / label).mkdir(parents=True)
    pixels = (dataset / "def_front" / "2_0.png").read_bytes()
    (folder / "def_front" / "a.png").write_bytes(pixels)
    (folder / "ok_front" / "b.png").write_bytes(pixels)
    cv2.imwrite(str(folder / "ok_front" / "empty.png"), np.full((300, 300), 150, np.uint8))
    found = group(folder, None, tmp_path / "groups.csv", lambda _, __: None)
    assert found.castings == 2
    assert any("empty.png cannot be judged" in problem for problem in found.problems)
    assert any("filed as sound and as defective" in problem for problem in found.problems)


def test_what_is_known_to_belong_together_stays_together() -> None:
    found, known = np.array([0, 0, 1, 2, 3]), np.array([5, 4, 4, 0, 1])
    assert joined(found, known).tolist() == [0, 0, 0, 1, 2]


def test_a_groups_file_that_lacks_a_picture_is_told(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "known.csv").write_text("path,label,casting\n", "utf-8")
    with pytest.raises(DatasetError, match="does not say which casting"):
        group(dataset, tmp_path / "known.csv", tmp_path / "groups.csv", lambda _, __: None)


def test_a_folder_without_castings_is_refused(tmp_path: Path) -> None:
    for label in ("def_front", "ok_front"):
        (tmp_path / label).mkdir()
        cv2.imwrite(str(tmp_path / label / "a.png"), np.full((300, 300), 150, np.uint8))
    with pytest.raises(DatasetError, match="shows no casting"):
        group(tmp_path, None, tmp_path / "groups.csv", lambda _, __: None)
    assert not (tmp_path / "groups.csv").exists()


def test_a_place_that_takes_no_file_is_told(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="cannot be written"):
        group(dataset, None, tmp_path / "missing" / "groups.csv", lambda _, __: None)


def test_the_lamps_reflection_makes_no_two_castings_alike() -> None:
    random = np.random.default_rng(5)
    fan = 80 * np.exp(-(((np.arange(RING.width) - 200) / 6) ** 2))
    strips = 120 + fan + 12 * random.standard_normal((2, RING.height, RING.width))
    castings, likeness = castings_of(strips.astype(np.uint8), lambda _: None)
    assert castings.tolist() == [0, 1]
    assert (likeness < 0.5).all()
