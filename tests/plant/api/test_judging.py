"""Judges take in what they can, and no more; the event loop never waits for them."""

import threading
import time
from collections.abc import Callable, Iterator

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray

from inference.classifier import Classification
from inference.inspector import Inspector
from models.errors import KnownError
from models.judgement import Outline
from plant.api.judging import BusyError, Judged, Judges, JudgingError, Picture
from tests.fakes import CARD
from tests.plant.conftest import RunningPlant
from tests.plant.pictures import casting

PICTURE = Picture("a.png", casting)


class GatedClassifier:
    """Judges when the test lets it."""

    card = CARD

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.entered = threading.Semaphore(0)

    def classify(self, pixels: NDArray[np.uint8], outline: Outline | None) -> Classification:
        """Judge nothing."""
        self.entered.release()
        assert self.gate.wait(20)
        return Classification(0.05, None)


@pytest.fixture
def classifier() -> GatedClassifier:
    return GatedClassifier()


@pytest.fixture
def judges(classifier: GatedClassifier) -> Iterator[Judges]:
    judges = Judges(lambda: Inspector(classifier), threads=1, bound=3, most_pixels=1_000_000)
    yield judges
    classifier.gate.set()
    judges.close()


def test_what_is_taken_in_is_bounded_and_all_or_nothing(
    judges: Judges, classifier: GatedClassifier
) -> None:
    taken = judges.judge([PICTURE, PICTURE])
    with pytest.raises(BusyError):
        judges.judge([PICTURE, PICTURE])
    taken += judges.judge([PICTURE])
    assert judges.under_way == 3
    classifier.gate.set()
    assert all(isinstance(future.result(5), Judged) for future in taken)
    assert judges.judge([PICTURE, PICTURE, PICTURE])


def test_a_mistake_of_ours_costs_one_picture(errors_logged: list[object]) -> None:
    class BrokenClassifier(GatedClassifier):
        def classify(self, pixels: NDArray[np.uint8], outline: Outline | None) -> Classification:
            raise ZeroDivisionError

    judges = Judges(lambda: Inspector(BrokenClassifier()), 1, 3, 1_000_000)
    (outcome,) = [future.result(5) for future in judges.judge([PICTURE])]
    judges.close()
    assert isinstance(outcome, JudgingError)
    assert len(errors_logged) == 1
    errors_logged.clear()


def test_a_network_that_fails_is_not_ready_until_it_judges_again(
    plant: RunningPlant, errors_logged: list[object]
) -> None:
    class FailingClassifier(GatedClassifier):
        fails = True

        def classify(self, pixels: NDArray[np.uint8], outline: Outline | None) -> Classification:
            if self.fails:
                raise ZeroDivisionError
            return Classification(0.05, None)

    classifier = FailingClassifier()
    judges = plant.parts.judges = Judges(lambda: Inspector(classifier), 1, 3, 1_000_000)
    judges.judge([PICTURE])[0].result(5)
    errors_logged.clear()
    failed = plant.client.get("/readyz")
    assert failed.status_code == 503
    assert (failed.json()["ready"], failed.json()["network"]) == (False, "fault")
    classifier.fails = False
    judges.judge([PICTURE])[0].result(5)
    assert plant.client.get("/readyz").json()["network"] == "ok"
    judges.close()


def test_a_network_that_never_answers_is_not_ready(
    plant: RunningPlant,
    judges: Judges,
    classifier: GatedClassifier,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plant.parts.judges = judges
    taken = judges.judge([PICTURE])
    assert classifier.entered.acquire(timeout=5)
    assert plant.client.get("/readyz").json()["network"] == "ok"
    monkeypatch.setattr("plant.api.judging.STUCK_S", 0.0)
    assert plant.client.get("/readyz").json()["network"] == "fault"
    classifier.gate.set()
    taken[0].result(5)
    assert plant.client.get("/readyz").json()["network"] == "ok"


def test_a_picture_that_is_none_is_its_error(judges: Judges) -> None:
    (outcome,) = [future.result(5) for future in judges.judge([Picture("a.png", lambda: b"text")])]
    assert isinstance(outcome, KnownError)


def test_the_event_loop_answers_while_pictures_are_judged_and_503_comes_over_the_bound(
    plant: RunningPlant, judges: Judges, classifier: GatedClassifier
) -> None:
    plant.parts.judges = judges
    answers: list[httpx.Response] = []

    def ask() -> None:
        with httpx.Client(base_url=plant.url, timeout=30) as client:
            answers.append(client.post("/predict/", files={"file": ("a.png", casting())}))

    asking = [threading.Thread(target=ask) for _ in range(3)]
    for thread in asking:
        thread.start()
    assert classifier.entered.acquire(timeout=5)
    _await(lambda: judges.under_way == 3)
    waits = [_seconds(lambda: plant.client.get("/healthz")) for _ in range(50)]
    refused = plant.client.post("/predict/", files={"file": ("a.png", casting())})
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.json() == {
        "detail": "Too many pictures are waiting to be judged; try again shortly."
    }
    classifier.gate.set()
    for thread in asking:
        thread.join(10)
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert sorted(waits)[25] < 0.1, f"the loop was held up: {waits}"  # judging took until the gate


def _await(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.005)  # a number in another thread


def _seconds(call: Callable[[], httpx.Response]) -> float:
    started = time.perf_counter()
    assert call().status_code == 200
    return time.perf_counter() - started
