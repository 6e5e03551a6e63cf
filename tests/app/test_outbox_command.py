"""`castwatch outbox`: what waits for each topic and why, sending it, and what was refused."""

import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from app import cli, logs
from app.outbox import kafka
from app.outbox.outbox import Delivery
from app.storage.messages import Messages
from app.storage.store import Store
from models.decision import DecisionWish, Ruling
from models.judgement import Verdict
from models.kafka_connection import BrokerError
from models.kafka_settings import KafkaSettings
from models.outbox import Message
from tests.app.storage.recording import MORNING, keep, settings


class Publisher:
    """Kafka of the test: it refuses what is too large, and has no topic for decisions."""

    def __init__(self, _: KafkaSettings, topic: str, give_up: threading.Event) -> None:
        del give_up
        self._topic = topic

    def publish(self, messages: Sequence[Message]) -> Delivery:
        if self._topic == "casting_decisions":
            return Delivery(0, error=BrokerError("Kafka has no topic {topic}.", topic=self._topic))
        if self._topic == "for-ever":
            raise KeyboardInterrupt
        for number, message in enumerate(messages):
            if message.sequence == 2:
                return Delivery(number, refusal="larger than the topic takes")
        return Delivery(len(messages))

    def close(self) -> None:
        pass


@pytest.fixture(autouse=True)
def quiet_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "set_up", lambda: None)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record with three inspections and a decision that wait."""
    monkeypatch.setattr(kafka, "KafkaPublisher", Publisher)
    record = settings(tmp_path, keep_pictures="none")
    store = Store(record, "station-1")
    first, *_ = keep(store, *[Verdict.REVIEW] * 3)
    store.decide(DecisionWish(first.id, Ruling.SOUND, "Kim"), MORNING)
    store.close()
    return record.database


def run(monkeypatch: pytest.MonkeyPatch, database: Path, *arguments: str) -> int | str | None:
    monkeypatch.setattr(
        sys, "argv", ["castwatch", "outbox", *arguments, "--database", str(database)]
    )
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code


def test_drain_counts_what_is_sent_refused_and_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    assert run(monkeypatch, database, "drain", "--kafka", "plant:9092") == 1
    said = capsys.readouterr()
    assert "2 messages sent, 1 put in quarantine, 1 still waiting." in said.out
    assert "Kafka has no topic casting_decisions." in said.err


def test_drain_ends_well_only_when_all_is_sent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(kafka, "KafkaPublisher", Publisher)
    record = settings(tmp_path, keep_pictures="none")
    store = Store(record, "station-1")
    keep(store, Verdict.PASS)
    store.close()
    assert run(monkeypatch, record.database, "drain", "--kafka", "plant:9092") == 0
    assert "1 messages sent, 0 put in quarantine, 0 still waiting." in capsys.readouterr().out


def test_drain_that_is_interrupted_tells_what_it_has_done(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    database: Path,
    tmp_path: Path,
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[kafka]\nservers = ["plant:9092"]\ntopic = "for-ever"\n')
    assert run(monkeypatch, database, "drain", "--config", str(config)) == 1
    assert "0 messages sent, 0 put in quarantine, 4 still waiting." in capsys.readouterr().out


def test_the_status_tells_what_waits_for_each_topic_and_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    run(monkeypatch, database, "status", "--kafka", "127.0.0.1:9")
    rows = {line.split()[0]: line for line in capsys.readouterr().out.splitlines() if line.split()}
    assert rows["prediction_results"].split()[1] == "3"
    assert rows["casting_decisions"].split()[1] == "1"
    assert "Nothing answers at 127.0.0.1:9" in rows["casting_decisions"]
    assert rows["station_challenges"].split()[1] == "0"
    assert "Nothing answers" not in rows["station_challenges"]


def test_all_that_is_in_quarantine_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    run(monkeypatch, database, "drain", "--kafka", "plant:9092")
    run(monkeypatch, database, "quarantine", "--retry-all")
    assert "1 messages wait again." in capsys.readouterr().out
    store = Store(settings(database.parent, keep_pictures="none"), "station-1")
    try:
        messages = Messages(store.engine)
        assert (messages.count_waiting(), messages.count_quarantined()) == (2, 0)
    finally:
        store.close()
