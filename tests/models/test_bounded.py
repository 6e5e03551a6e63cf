import threading
from collections.abc import Iterator

import pytest

from models.bounded import bounded


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    gate = threading.Event()
    yield gate
    gate.set()
    for thread in threading.enumerate():
        if thread.name == "bounded call":
            thread.join(2)


def test_what_is_answered_in_time_is_returned_and_what_is_raised_is_raised() -> None:
    assert bounded("sum", lambda: 1 + 1, 2) == 2
    with pytest.raises(ZeroDivisionError):
        bounded("ratio", lambda: 1 / 0, 2)


def test_what_is_not_answered_is_not_waited_for(gate: threading.Event) -> None:
    with pytest.raises(TimeoutError):
        bounded("gate", gate.wait, 0.05)


def test_what_hangs_costs_one_thread_however_often_it_is_asked(gate: threading.Event) -> None:
    before = threading.active_count()
    for _ in range(20):
        with pytest.raises(TimeoutError):
            bounded("gate", gate.wait, 0.01)
    assert threading.active_count() == before + 1


def test_a_late_answer_is_not_kept_for_the_next_question(gate: threading.Event) -> None:
    with pytest.raises(TimeoutError):
        bounded("gate", gate.wait, 0.01)
    gate.set()
    assert bounded("gate", lambda: True, 2)
    assert bounded("gate", lambda: "new", 2) in {"new", True}
