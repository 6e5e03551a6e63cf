"""A worker goes on, whatever happens to one of its steps."""

import threading
from collections.abc import Callable, MutableMapping
from typing import Any

import pytest

from models.errors import KnownError
from plant import worker as worker_module
from plant.worker import Worker


class Script:
    """Steps that fail as they are told to, and then rest."""

    def __init__(self, *failures: Exception) -> None:
        self._failures = list(failures)
        self.is_at_rest = threading.Event()
        self.troubles: list[str] = []
        self.times_closed = 0
        self.worker = Worker("script", self.step, self.close)

    def step(self) -> float:
        if self.worker.trouble is not None:
            self.troubles.append(str(self.worker.trouble))
        if self._failures:
            raise self._failures.pop(0)
        self.is_at_rest.set()
        return 60.0

    def close(self) -> None:
        self.times_closed += 1


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[[Script], None]:
    monkeypatch.setattr(worker_module, "FIRST_REST_S", 0.001)

    def run(script: Script) -> None:
        script.worker.start()
        assert script.is_at_rest.wait(5)

    return run


def test_what_the_world_does_is_tried_again(run: Callable[[Script], None]) -> None:
    script = Script(KnownError("Away."), KnownError("Away."))
    run(script)
    script.worker.stop()
    assert script.troubles == ["Away.", "Away."]
    assert script.worker.trouble is None
    assert script.times_closed == 3


def test_a_mistake_of_ours_is_logged_and_tried_again(
    run: Callable[[Script], None], errors_logged: list[MutableMapping[str, Any]]
) -> None:
    script = Script(ZeroDivisionError("by nought"))
    run(script)
    script.worker.stop()
    assert script.troubles == ["A mistake of ours: by nought."]
    assert "ZeroDivisionError" in errors_logged.pop()["exception"]


def test_it_is_woken_from_its_rest(run: Callable[[Script], None]) -> None:
    script = Script()
    run(script)
    script.is_at_rest.clear()
    script.worker.wake()
    assert script.is_at_rest.wait(5)
    script.worker.stop()
