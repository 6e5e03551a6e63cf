from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from camera.rig import render_casting
from camera.rig.dataset import write_dataset
from inference.inspector import Inspector
from inference.training.dataset import find_pictures
from inference.training.disturb import DISTURBANCES, flips
from tests.fakes import ScriptedClassifier


@pytest.fixture(scope="module")
def pixels() -> NDArray[np.uint8]:
    return render_casting(np.random.default_rng(4), 300, defective=False).pixels


@pytest.mark.parametrize("name", DISTURBANCES)
def test_each_disturbance_changes_the_picture_and_leaves_its_form(
    name: str, pixels: NDArray[np.uint8]
) -> None:
    disturbed = DISTURBANCES[name](pixels)
    assert disturbed.shape == pixels.shape
    assert disturbed.dtype == pixels.dtype
    assert not np.array_equal(disturbed, pixels)


def test_flips_are_counted_against_the_undisturbed_verdict(tmp_path: Path) -> None:
    write_dataset(tmp_path, 2, seed=6, size=300)
    pictures = find_pictures(tmp_path)
    steady = flips(pictures, Inspector(ScriptedClassifier(0.01)), lambda _, __: None)
    # The first picture passes until it is disturbed; the second is rejected all along.
    moody = flips(pictures, Inspector(ScriptedClassifier(0.01, 0.99)), lambda _, __: None)
    for name, count in moody.items():
        assert count["judged"] + count["refused"] == 2
        if count["judged"] == 2:
            assert count["flipped"] == 1
        assert steady[name]["flipped"] == 0
    assert sum(count["flipped"] for count in moody.values()) > len(DISTURBANCES) / 2
