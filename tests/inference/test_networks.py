"""A network folder that cannot be used is told in one sentence, and never judges."""

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from camera.rig import render_casting
from inference.classifier import NetworkError
from inference.litert_classifier import MAP_SIDE, LitertClassifier
from inference.network_folder import CARD_FILE, NETWORK_FILE, bundled_network, read_card

Harm = Callable[[Path], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the program's own network, to be harmed."""
    folder = tmp_path / "network"
    folder.mkdir()
    for name in (CARD_FILE, NETWORK_FILE):
        shutil.copy(bundled_network() / name, folder)
    return folder


def put_a_folder_for_the_card(folder: Path) -> None:
    (folder / CARD_FILE).unlink()
    (folder / CARD_FILE).mkdir()


def edit(folder: Path, *place: str, value: Any) -> None:
    """Change one value of the card."""
    card = json.loads((folder / CARD_FILE).read_text("utf-8"))
    inner = card
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    (folder / CARD_FILE).write_text(json.dumps(card), "utf-8")


def swap(folder: Path, content: bytes) -> None:
    """Another network, and a card that vouches for it."""
    (folder / NETWORK_FILE).write_bytes(content)
    edit(folder, "network_sha256", value=sha256(content).hexdigest())


def half(folder: Path) -> bytes:
    content = (folder / NETWORK_FILE).read_bytes()
    return content[: len(content) // 2]


HARMS: dict[str, tuple[Harm, str]] = {
    "missing": (shutil.rmtree, r"^There is no network folder .*network\.$"),
    "no card": (
        lambda at: (at / CARD_FILE).unlink(),
        r"^The network folder .* has no card.json\.$",
    ),
    "no network": (lambda at: (at / NETWORK_FILE).unlink(), r"has no network.tflite\.$"),
    "a folder for a card": (
        put_a_folder_for_the_card,
        r"card.json cannot be read: .+\.$",
    ),
    "garbled card": (
        lambda at: (at / CARD_FILE).write_bytes(b"\xff\xfe{"),
        r"^The network's card .*card.json is damaged: card: .+",
    ),
    "empty card": (lambda at: (at / CARD_FILE).write_bytes(b""), r"card.json is damaged"),
    "a list for a card": (lambda at: (at / CARD_FILE).write_text("[1]"), r"is damaged: card: "),
    "no thresholds": (lambda at: edit(at, "thresholds", value={}), r"damaged: thresholds\.review"),
    "thresholds crossed": (
        lambda at: edit(at, "thresholds", value={"review": 0.8, "reject": 0.2}),
        r"the review threshold lies above the reject threshold",
    ),
    "unknown calibration": (
        lambda at: edit(at, "calibration", value={"tilt": 1.0}),
        r"damaged: calibration\.tilt",
    ),
    "no number": (
        lambda at: edit(at, "calibration", value={"slope": float("nan")}),
        r"damaged: calibration\.slope",
    ),
    "inside out": (
        lambda at: edit(at, "geometry", "inner", value=9.0),
        r"damaged: geometry.ring: ",
    ),
    "truncated": (lambda at: (at / NETWORK_FILE).write_bytes(half(at)), r"not the one on its card"),
    "swapped": (lambda at: edit(at, "network_sha256", value="0" * 64), r"not the one on its card"),
    "empty network": (lambda at: swap(at, b""), r"network.tflite is no LiteRT network\.$"),
    "no network at all": (lambda at: swap(at, b"<html>" * 99), r"is no LiteRT network\.$"),
    "vouched for but cut": (lambda at: swap(at, half(at)), r"is no LiteRT network\.$"),
    "of another height": (
        lambda at: edit(at, "geometry", "height", value=32),
        r"^The network .* does not have the form that its card says\.$",
    ),
}


@pytest.mark.parametrize(("harm", "sentence"), HARMS.values(), ids=HARMS)
def test_a_bad_network_is_told_in_one_sentence(folder: Path, harm: Harm, sentence: str) -> None:
    harm(folder)
    with pytest.raises(NetworkError, match=sentence) as refused:
        LitertClassifier(folder)
    assert "\n" not in str(refused.value)


def test_the_copy_is_as_good_as_the_network(folder: Path) -> None:
    casting = render_casting(np.random.default_rng(1), 300, defective=False)
    here, there = LitertClassifier(folder), LitertClassifier(bundled_network())
    assert here.card == read_card(bundled_network())
    one, other = (each.classify(casting.pixels, casting.outline) for each in (here, there))
    assert one.defect_probability == other.defect_probability


@pytest.mark.parametrize("size", [100, 300, 512])
def test_the_defect_map_covers_the_picture(size: int) -> None:
    casting = render_casting(np.random.default_rng(2), size, defective=True)
    told = LitertClassifier(bundled_network()).classify(casting.pixels, casting.outline)
    assert 0 < told.defect_probability < 1
    assert told.defect_map is not None
    assert told.defect_map.shape == (min(size, MAP_SIDE),) * 2
    assert told.defect_map.min() >= 0
    assert told.defect_map.max() <= 1


def test_what_is_no_number_is_no_score() -> None:
    classifier = LitertClassifier(bundled_network())
    height, width = classifier.card.geometry.height, classifier.card.geometry.width
    nothing = np.full((height, width), np.nan)
    with pytest.raises(NetworkError, match=r"^The network .+ gives no number\.$"):
        classifier.judge_strip(nothing)
