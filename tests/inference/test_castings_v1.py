"""The network that comes with the program: whole, small, and of use on castings new to it."""

import json
from pathlib import Path

import numpy as np
import pytest

from camera.rig.dataset import write_dataset
from inference.inspector import Examination, Inspector
from inference.litert_classifier import LitertClassifier
from models.judgement import UNFAMILIAR, Verdict
from models.pictures import read_picture

FOLDER = Path(__file__).parents[2] / "models" / "networks" / "castings_v1"
NEW_TO_IT = 90_001  # a seed of the rig that no training used


@pytest.fixture(scope="module")
def inspector() -> Inspector:
    return Inspector(LitertClassifier(FOLDER))


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rendered")
    write_dataset(folder, 16, NEW_TO_IT, 300)
    return folder


@pytest.fixture(scope="module")
def examined(inspector: Inspector, rendered: Path) -> dict[str, Examination]:
    files = sorted(rendered.rglob("*.png"))
    return {
        file.relative_to(rendered).as_posix(): inspector.examine(read_picture(file))
        for file in files
    }


def test_it_is_small_and_its_card_is_complete(inspector: Inspector) -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 5_000_000
    assert (FOLDER / "network.tflite").stat().st_size < 2_000_000
    card = inspector.classifier.card
    assert card.name == FOLDER.name
    assert "PILOT TECHNOCAST" in card.data["source"]
    assert "CC BY-NC-ND 4.0" in card.licence
    assert set(card.figures) >= {"per_picture", "per_casting", "wrong_castings"}
    assert card.network_sha256 in (FOLDER / "README.md").read_text("utf-8")


def test_castings_of_the_rig_are_no_strangers(examined: dict[str, Examination]) -> None:
    said = [each.classification for each in examined.values()]
    novelties = [each.novelty for each in said if each and each.novelty is not None]
    assert len(novelties) == len(examined)
    assert max(novelties) < UNFAMILIAR


def test_no_rendered_defect_passes_and_no_sound_casting_is_rejected(
    examined: dict[str, Examination],
) -> None:
    verdicts = [(name.split("/")[0], each.verdict) for name, each in examined.items()]
    assert None not in dict(verdicts).values()
    assert ("def_front", Verdict.PASS) not in verdicts
    assert ("ok_front", Verdict.REJECT) not in verdicts
    assert verdicts.count(("def_front", Verdict.REJECT)) >= 6
    assert verdicts.count(("ok_front", Verdict.PASS)) >= 5


def test_the_defect_map_peaks_where_the_defect_is(
    examined: dict[str, Examination], rendered: Path
) -> None:
    truth = json.loads((rendered / "truth.json").read_text("utf-8"))
    for name, examination in examined.items():
        if examination.verdict is not Verdict.REJECT:
            continue
        assert examination.classification is not None
        defect_map = examination.classification.defect_map
        assert defect_map is not None
        row, column = np.unravel_index(defect_map.argmax(), defect_map.shape)
        scale = 300 / defect_map.shape[0]
        y, x = (row + 0.5) * scale - 0.5, (column + 0.5) * scale - 0.5
        off = [
            np.hypot(defect["x"] - x, defect["y"] - y) - defect["radius"]
            for defect in truth[name]["defects"]
        ]
        assert min(off) <= 8, name
