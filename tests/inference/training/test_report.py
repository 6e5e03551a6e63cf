from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inference.training.dataset import Picture
from inference.training.figures import Predictions, verdicts_of
from inference.training.report import draw_mistakes, draw_report
from models.judgement import Thresholds

THRESHOLDS = Thresholds(0.2, 0.8)


@pytest.fixture
def picture_file(tmp_path: Path) -> Path:
    file = tmp_path / "casting.png"
    Image.fromarray(np.full((80, 80), 120, np.uint8)).save(file)
    return file


def judged(file: Path, *rows: tuple[str, bool, float]) -> tuple[Predictions, list[Picture]]:
    castings, labels, probabilities = zip(*rows, strict=True)
    said = np.array(probabilities)
    predictions = Predictions(
        said, verdicts_of(said, THRESHOLDS), np.array(labels), np.array(castings)
    )
    pictures = [Picture(file, file.name, label, casting, "") for casting, label, _ in rows]
    return predictions, pictures


def test_a_report_has_all_plots(picture_file: Path, tmp_path: Path) -> None:
    predictions, pictures = judged(picture_file, ("a", True, 0.9), ("b", False, 0.9))
    draw_report(tmp_path, predictions, pictures, THRESHOLDS)
    names = ("roc", "confusion", "scores", "reliability", "mistakes")
    assert all((tmp_path / f"{name}.png").stat().st_size > 5_000 for name in names)


def test_each_casting_is_shown_once_and_those_judged_rightly_are_not(
    picture_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles: list[str] = []
    monkeypatch.setattr("matplotlib.axes.Axes.set_title", lambda _, text, **__: titles.append(text))
    predictions, pictures = judged(
        picture_file,
        ("right", True, 0.95),
        ("review", True, 0.5),
        ("worst", True, 0.01),
        ("worst", True, 0.1),
        ("rejected", False, 0.97),
    )
    draw_mistakes(predictions, pictures, tmp_path / "mistakes.png")
    assert titles == [
        "defective, said 0.010\ncasting worst",
        "sound, said 0.970\ncasting rejected",
        "defective, said 0.500\ncasting review",
    ]


def test_an_old_sheet_goes_when_there_are_no_mistakes(picture_file: Path, tmp_path: Path) -> None:
    (tmp_path / "mistakes.png").write_bytes(b"old")
    predictions, pictures = judged(picture_file, ("a", True, 0.9))
    draw_report(tmp_path, predictions, pictures, THRESHOLDS)
    assert not (tmp_path / "mistakes.png").exists()
