"""Heat is drawn where the map is hot, and nowhere else."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from inference.heatmap import HeatmapError, overlay, write_heatmap

PIXELS = np.full((80, 100), 120, np.uint8)


def test_heat_covers_the_hot_place_alone() -> None:
    defect_map = np.zeros((40, 50), np.float32)
    defect_map[10:14, 20:24] = 1.0
    drawn = overlay(PIXELS, defect_map)
    assert drawn.shape == (80, 100, 3)
    assert np.ptp(drawn[23, 43].astype(int)) > 50
    assert drawn[70, 90].tolist() == [120, 120, 120]


def test_without_a_map_the_picture_stays_bare() -> None:
    assert np.array_equal(overlay(PIXELS, None)[..., 0], PIXELS)


def test_the_same_name_in_two_folders_makes_two_files(tmp_path: Path) -> None:
    heat = np.ones((8, 8), np.float32)
    first = write_heatmap(tmp_path / "maps", Path("a/cast.jpeg"), PIXELS, heat)
    second = write_heatmap(tmp_path / "maps", Path("b/cast.jpeg"), PIXELS, heat)
    assert first != second
    drawn = cv2.imread(str(second))
    assert drawn is not None
    assert drawn.shape == (80, 100, 3)


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(HeatmapError, match="cannot be written"):
        write_heatmap(tmp_path / "file", Path("cast.jpeg"), PIXELS, None)
