"""Pictures come in, verdicts go out; what is no fit casting is one sentence."""

import base64
import sqlite3
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inference.inspector import Inspector
from inference.litert_classifier import LitertClassifier
from inference.network_folder import bundled_network
from models.events import PredictionResult
from models.pictures import decode_picture
from plant.warehouse import database
from plant.warehouse.questions import Wanted
from tests.plant.conftest import RunningPlant
from tests.plant.pictures import casting, png, unlike


def test_a_casting_is_judged_as_the_station_judges_it(plant: RunningPlant) -> None:
    answer = plant.client.post("/predict/", files={"file": ("part 7.png", casting())})
    assert answer.status_code == 200
    said = answer.json()
    classifier = LitertClassifier(bundled_network())
    judged, verdict = Inspector(classifier).judge(decode_picture(casting(), "part 7.png"))
    assert said["filename"] == "part 7.png"
    assert said["verdict"] == verdict
    assert said["defect_probability"] == pytest.approx(judged.defect_probability)
    assert said["novelty"] == pytest.approx(judged.novelty)
    assert said["prediction"] == "ok_front"
    assert said["confidence"] == pytest.approx(1 - judged.defect_probability)
    assert said["network"] == {
        "name": classifier.card.name,
        "sha256": classifier.card.network_sha256,
    }
    assert said["defect_map"] is None


def test_what_is_unlike_all_castings_is_told_and_does_not_pass(plant: RunningPlant) -> None:
    said = plant.client.post("/predict/", files={"file": ("washers.png", unlike())}).json()
    assert said["defect_probability"] < 0.01
    assert said["novelty"] > 1
    assert said["verdict"] == "review"
    (waiting,) = plant.parts.ledger.waiting(10)
    assert PredictionResult.model_validate_json(waiting.payload).novelty == said["novelty"]


def test_what_a_file_is_is_seen_in_the_file(plant: RunningPlant) -> None:
    files = {"file": ("part.txt", casting(), "text/plain")}
    assert plant.client.post("/predict/", files=files).json()["verdict"] == "pass"


def test_a_verdict_is_on_record_and_waits_for_kafka_before_it_is_answered(
    plant: RunningPlant,
) -> None:
    said = plant.client.post("/predict/", files={"file": ("a.png", casting())}).json()
    (waiting,) = plant.parts.ledger.waiting(10)
    event = PredictionResult.model_validate_json(waiting.payload)
    assert (event.id, event.sequence, event.station) == (said["id"], 1, "plant-api")
    assert event.source == "a.png"
    (stored,) = plant.parts.questions.page(Wanted(), None, 10)
    assert (stored.id, stored.verdict) == (said["id"], said["verdict"])


def test_several_pictures_are_answered_in_their_order_and_a_bad_one_costs_no_other(
    plant: RunningPlant,
) -> None:
    grey = png(Image.fromarray(np.full((300, 300), 128, np.uint8)))
    files = [
        ("file", ("defective.png", casting(5, defective=True))),
        ("file", ("grey.png", grey)),
        ("file", ("text.png", b"this is a text")),
        ("file", ("empty.png", b"")),
        ("file", ("../../etc/passwd", casting())),
        ("file", ("sound.png", casting())),
    ]
    first, *bad, last = plant.client.post("/predict/", files=files).json()
    assert (first["verdict"], first["prediction"]) == ("reject", "def_front")
    assert last["verdict"] == "pass"
    assert [each["error"] for each in bad] == [
        "No casting was found in the picture.",
        "The file text.png is not a picture.",
        "The file empty.png is empty.",
        "The picture's name must be a name alone, and no path.",
    ]
    assert (first["sequence"], last["sequence"]) == (1, 2)


def test_the_defect_map_comes_when_it_is_asked_for(plant: RunningPlant) -> None:
    files = {"file": ("a.png", casting(5, defective=True, side=1000))}
    said = plant.client.post("/predict/", params={"defect_map": "true"}, files=files).json()
    head, _, data = said["defect_map"].partition(",")
    assert head == "data:image/png;base64"
    drawn = Image.open(BytesIO(base64.b64decode(data)))
    assert (drawn.mode, drawn.size) == ("RGB", (800, 800))


def test_a_decompression_bomb_is_refused_by_its_header(plant: RunningPlant) -> None:
    bomb = png(Image.new("L", (20_000, 20_000)))
    assert len(bomb) < 1_000_000
    said = plant.client.post("/predict/", files={"file": ("bomb.png", bomb)}).json()
    assert said == {
        "filename": "bomb.png",
        "error": "The picture bomb.png is too large: 20000 x 20000 pixels,"
        " at most 50 million are taken.",
    }


@pytest.mark.parametrize("name", ["a/b.png", "a\\b.png", "..", "n" * 300])
def test_a_name_that_is_none_is_refused(plant: RunningPlant, name: str) -> None:
    said = plant.client.post("/predict/", files={"file": (name, casting())}).json()
    assert said["error"].startswith("The picture's name")
    assert plant.parts.ledger.count_waiting() == 0


def _part(head: bytes, content: bytes) -> bytes:
    return b"--XX\r\nContent-Disposition: form-data; " + head + b"\r\n\r\n" + content + b"\r\n"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data; boundary=XX"),
        (_part(b'name="file"', b"a text") + b"--XX--\r\n", "multipart/form-data; boundary=XX"),
        (
            _part(b'name="image"; filename="a.png"', b"x") + b"--XX--\r\n",
            "multipart/form-data; boundary=XX",
        ),
        (b"{}", "application/json"),
    ],
)
def test_a_request_without_a_picture_is_told_what_to_send(
    plant: RunningPlant, body: bytes, kind: str
) -> None:
    answer = plant.client.post("/predict/", content=body, headers={"Content-Type": kind})
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("The request holds no complete picture")


def test_no_verdict_is_told_that_cannot_be_recorded(
    run_plant: Callable[..., RunningPlant], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PRAGMAS", ("busy_timeout = 50", *database.PRAGMAS[1:]))
    plant = run_plant()
    files = {"file": ("a.png", casting())}
    other = sqlite3.connect(tmp_path / "plant.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # another program holds it, as a full disk would
    refused = plant.client.post("/predict/", files=files)
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.json() == {"detail": "The warehouse is away: nothing can be recorded or shown."}
    other.close()
    assert plant.client.post("/predict/", files=files).json()["sequence"] == 1
