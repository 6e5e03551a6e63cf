"""Results that could not be stored, from the command line."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.storage.store import Store
from models.judgement import Verdict
from tests.app.storage.recording import finding, settings
from tests.app.test_cli import run

BAD = "7-\udcb0.png"


@pytest.fixture(autouse=True)
def quiet_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.logs.set_up", lambda: None)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(settings(tmp_path), "station-1")
    for more in ({"source": BAD}, {"part": 2**70}):
        store.set_apart(finding(Verdict.REJECT, **more), ValueError("odd"), datetime.now(UTC))
    yield store
    store.close()


def test_they_are_listed_retried_and_discarded(
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    at = ("--database", str(tmp_path / "castwatch.db"))
    refused = run(monkeypatch, "unrecorded", "retry", "1", *at)
    assert "Another Castwatch" in str(refused)
    store.close()
    assert not run(monkeypatch, "unrecorded", "list", *at)
    heading, first, second = capsys.readouterr().out.splitlines()
    assert heading.split() == ["no.", "since", "verdict", "file", "reason"]
    assert first.split()[0] == "1"
    assert "reject" in first
    assert "ValueError: odd" in second
    assert not run(monkeypatch, "unrecorded", "retry", "1", *at)
    assert "recorded as inspection 1." in capsys.readouterr().out
    assert "cannot be stored" in str(run(monkeypatch, "unrecorded", "retry", "2", *at))
    assert not run(monkeypatch, "unrecorded", "discard", "2", "--reason", "A trial.", *at)
    assert "There is no unrecorded result 2." in str(
        run(monkeypatch, "unrecorded", "discard", "2", "--reason", "A trial.", *at)
    )
    capsys.readouterr()
    assert not run(monkeypatch, "unrecorded", "list", *at)
    assert capsys.readouterr().out.strip() == "No result waits: all could be stored."
