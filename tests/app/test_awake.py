"""The desktop that is asked to keep the screen on may not answer."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from app import awake


def test_a_desktop_that_does_not_answer_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()

    @contextmanager
    def silent(**_: object) -> Iterator[SimpleNamespace]:
        gate.wait(10)
        yield SimpleNamespace(active=True)

    monkeypatch.setattr("wakepy.keep.presenting", silent)
    monkeypatch.setattr(awake, "ASK_S", 0.1)
    began = time.monotonic()
    kept = awake.Awake()
    assert not kept.begin()
    kept.end()
    assert time.monotonic() - began < 5
    gate.set()
