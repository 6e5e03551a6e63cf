"""A toy training from end to end, on rendered castings: seconds, and no good as a judge."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("tensorflow", reason="the extra “training” is not installed")
import keras  # type: ignore[import-untyped]

from app.commands import train as command
from camera.rig.dataset import write_dataset
from inference.inspector import Inspector
from inference.litert_classifier import LitertClassifier
from inference.network_folder import read_card
from inference.preprocess import strip_of
from inference.sight import look
from inference.training.card import Origin
from inference.training.dataset import DatasetError
from inference.training.evaluate import evaluate
from inference.training.fit import Recipe
from inference.training.predict import predicted, scores
from inference.training.train import Order, train
from models.network_card import NetworkCard, PictureGeometry, RingGeometry
from models.pictures import read_picture

pytestmark = [
    pytest.mark.timeout(600),  # TensorFlow compiles each network for a while on a busy machine
    pytest.mark.filterwarnings(  # Keras 3.15 saves weights through the old NumPy way
        "ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"
    ),
]
GEOMETRY = RingGeometry(height=16, width=64, inner=-0.1, outer=1.3)
RECIPE = Recipe(geometry=GEOMETRY, channels=4, epochs=2, per_epoch=16, batch=8)
STRIP = np.random.default_rng(1).integers(0, 256, (16, 64)).astype(np.uint8)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rendered")
    write_dataset(folder, 12, seed=3, size=200)
    return folder


@pytest.fixture(scope="module")
def order(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Order:
    return Order(
        dataset,
        tmp_path_factory.mktemp("networks") / "toy",
        groups=dataset / "groups.csv",
        folds=2,
        recipe=RECIPE,
    )


@pytest.fixture(scope="module")
def shares() -> list[float]:
    return []


@pytest.fixture(scope="module")
def card(order: Order, shares: list[float]) -> NetworkCard:
    return train(order, lambda _, share: shares.append(share), lambda _: None)


def test_all_is_written_and_the_station_can_judge_with_it(card: NetworkCard, order: Order) -> None:
    written = {file.name for file in order.output.iterdir()}
    assert written >= {
        "card.json",
        "network.tflite",
        "network.keras",
        "README.md",
        "training_history.png",
        "roc.png",
        "confusion.png",
        "scores.png",
        "reliability.png",
        "detection.png",
    }
    assert LitertClassifier(order.output).card == card
    assert card.name == "toy"
    assert card.network_sha256 in (order.output / "README.md").read_text("utf-8")


def test_progress_rises_to_the_end(card: NetworkCard, shares: list[float]) -> None:
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)


def test_every_casting_was_held_out_once(card: NetworkCard) -> None:
    counts = card.figures["per_casting"]
    assert (counts["sound"], counts["defective"]) == (6, 6)


def test_the_card_says_how_small_a_defect_is_found_and_what_light_alone_tells(
    card: NetworkCard, order: Order
) -> None:
    assert set(card.figures["smallest_found"]) == {"hole", "burr", "crack"}
    assert card.figures["smallest_found"]["hole"]["trials"] == 6 * 10 * 2
    assert set(card.figures["auc_of_guesses"]) == {"brightness_only", "background_only"}
    assert "How small a defect is found" in (order.output / "README.md").read_text("utf-8")


def test_station_and_training_say_the_same(card: NetworkCard, order: Order) -> None:
    network = keras.saving.load_model(order.output / "network.keras", compile=False)
    classifier = LitertClassifier(order.output)
    for file in sorted(order.dataset.rglob("*.png"))[:4]:
        pixels = read_picture(file)
        outline = look(pixels).outline
        assert outline is not None
        strip = strip_of(pixels, outline, GEOMETRY)
        score, _, novelty = classifier.judge_strip(strip)
        assert score == pytest.approx(float(scores(network, strip[None])[0]), abs=1e-3)
        assert novelty == pytest.approx(predicted(network, strip[None], "novelty")[0], rel=1e-3)


def test_an_interrupted_training_goes_on_where_it_was(card: NetworkCard, order: Order) -> None:
    def must_not_train(what: str, share: float) -> None:
        assert "Training" not in what

    again = train(order, must_not_train, lambda _: None)
    assert again.figures == card.figures
    assert again.thresholds == card.thresholds


def test_whoever_watches_can_end_it(order: Order, tmp_path: Path) -> None:
    def stop(what: str, share: float) -> None:
        if "Training" in what:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(replace(order, output=tmp_path), stop, lambda _: None)
    assert not (tmp_path / "card.json").exists()


def test_nothing_held_out_gives_the_same_network_without_figures(
    card: NetworkCard, order: Order, tmp_path: Path
) -> None:
    made = train(replace(order, output=tmp_path, folds=0), lambda _, __: None, lambda _: None)
    assert made.figures == {}
    assert LitertClassifier(tmp_path).judge_strip(STRIP)[2] is None, "nothing told how far is far"
    assert LitertClassifier(tmp_path).card == made
    one, other = (LitertClassifier(each).judge_strip(STRIP)[0] for each in (tmp_path, order.output))
    assert one == pytest.approx(other, abs=1e-3)


def test_more_folds_than_castings_are_refused(order: Order, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="shows only 6 castings"):
        train(replace(order, output=tmp_path, folds=7), lambda _, __: None, lambda _: None)


def test_pictures_that_cannot_be_judged_are_told_before_the_training(
    order: Order, tmp_path: Path
) -> None:
    folder = tmp_path / "dataset"
    write_dataset(folder, 4, seed=3, size=200)
    (folder / "ok_front" / "broken.png").write_bytes(b"no picture")
    told: list[str] = []

    def stop(what: str, share: float) -> None:
        if "Training" in what:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(Order(folder, tmp_path, folds=2, recipe=RECIPE), stop, told.append)
    assert "The file broken.png is not a picture." in told


def test_evaluation_reports_figures_and_writes_a_report(
    card: NetworkCard, order: Order, tmp_path: Path
) -> None:
    result = evaluate(
        order.dataset, order.groups, order.output, tmp_path / "report", lambda _, __: None
    )
    assert result["network_sha256"] == read_card(order.output).network_sha256
    assert result["per_picture"]["sound"] + result["per_picture"]["defective"] == 12
    assert result["not_judged"] == []
    assert {file.name for file in (tmp_path / "report").iterdir()} >= {
        "README.md",
        "figures.json",
        "predictions.csv",
        "roc.png",
        "confusion.png",
        "scores.png",
        "reliability.png",
    }
    assert result["thresholds"] == card.thresholds.model_dump()
    in_words = (tmp_path / "report" / "README.md").read_text("utf-8")
    assert "# toy on 12 pictures" in in_words
    assert "from 6 castings" in in_words


def test_a_network_of_whole_pictures_judges_what_has_no_ring(tmp_path: Path) -> None:
    dataset, output = tmp_path / "bars", tmp_path / "network"
    for label, is_defective in (("ok_front", False), ("def_front", True)):
        (dataset / label).mkdir(parents=True)
        for number in range(4):
            bar = _bar(number, is_defective=is_defective)
            cv2.imwrite(str(dataset / label / f"{number}.png"), bar)
    geometry = PictureGeometry(height=48, width=48)
    order = Order(dataset, output, folds=2, recipe=replace(RECIPE, geometry=geometry))
    card = train(order, lambda *_: None, lambda _: None)
    assert card.geometry == geometry
    assert card.figures["smallest_found"] == {}
    assert not (output / "detection.png").exists()
    assert "one whole grey picture" in (output / "README.md").read_text("utf-8")
    pixels = _bar(9, is_defective=True)
    examination = Inspector(LitertClassifier(output)).examine(pixels)
    assert examination.verdict is not None
    assert examination.classification
    assert examination.classification.defect_map is not None
    assert examination.classification.defect_map.shape == (96, 128)
    assert examination.classification.defect_map.min() > 0.0


def _bar(number: int, *, is_defective: bool) -> NDArray[np.uint8]:
    """A flat bar on a plate, 150 x 200 pixels."""
    random = np.random.default_rng(number)
    pixels = random.normal(120, 4, (150, 200))
    pixels[50:100, 30:170] += 90
    if is_defective:
        pixels[70:80, 60 + 10 * number : 70 + 10 * number] -= 120
    return np.clip(pixels, 0, 255).astype(np.uint8)


def test_the_command_says_on_the_card_where_the_pictures_come_from(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    orders: list[Order] = []
    monkeypatch.setattr(command, "make", lambda order, *_: orders.append(order))
    for source in ("a foundry", None):
        command.train(
            dataset,
            tmp_path / "mine",
            groups=None,
            extra=[],
            without=[],
            geometry="picture",
            rendered=0,
            folds=2,
            epochs=1,
            patience=3,
            seed=1,
            source=source,
            licence=None,
        )
    assert {order.recipe.geometry.kind for order in orders} == {"picture"}
    assert {order.recipe.patience for order in orders} == {3}
    said, unsaid = (order.origin for order in orders)
    assert said.source == "a foundry"
    assert unsaid == Origin()
    assert said.licence == unsaid.licence
