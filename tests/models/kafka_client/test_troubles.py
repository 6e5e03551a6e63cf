"""Each thing that Kafka may say, or not say, is told for what it is."""

import threading
from types import SimpleNamespace
from typing import Any

import pytest
from kafka import errors  # type: ignore[import-untyped]
from kafka.future import Future  # type: ignore[import-untyped]

from models.kafka_client import troubles
from models.kafka_client.troubles import REFUSALS, explain
from models.kafka_connection import BrokerError
from models.kafka_settings import KafkaSettings

KAFKA = KafkaSettings(servers=("plant:9092",))
TOPIC = "casting_decisions"
SILENCE = "Kafka at plant:9092 has stopped answering."


class Client:
    """What kafka-python knows of the brokers, as a test has it."""

    def __init__(self) -> None:
        self.answers = True
        self.partitions: set[int] | None = {0}
        self.leaders = {0}
        self.unauthorized: set[str] = set()
        self.throttled_ms = 0
        self.last_error: Exception | None = None
        self.is_connected = True
        self.broker = SimpleNamespace(node_id=1, host="kafka-1.plant", port=9093)

    @property
    def cluster(self) -> Any:
        update = Future()
        if self.answers:
            update.success(None)
        return SimpleNamespace(
            brokers=lambda: [self.broker],
            request_update=lambda: update,
            unauthorized_topics=self.unauthorized,
            partitions_for_topic=lambda _: self.partitions,
            available_partitions_for_topic=lambda _: self.leaders,
        )

    def throttle_delay(self, _: int) -> int:
        return self.throttled_ms

    def connected(self, _: int) -> bool:
        return self.is_connected

    def wakeup(self) -> None:
        pass


def said(client: Client, error: Exception) -> tuple[str, bool]:
    client_: Any = client
    trouble = explain(error, client_, KAFKA, TOPIC, threading.Event())
    return str(trouble.error), trouble.is_suspect


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(server: str, _: object) -> None:
        raise BrokerError("Nothing answers at {server}: it is a test.", server=server)

    monkeypatch.setattr(troubles, "call", refuse)
    monkeypatch.setattr(troubles, "METADATA_S", 0.1)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.UnknownTopicOrPartitionError(), f"Kafka has no topic {TOPIC}"),
        (errors.TopicAuthorizationFailedError(), f"does not allow writing to {TOPIC}"),
        (errors.InvalidTopicError(), "cannot be the name of a topic"),
        (errors.NotEnoughReplicasError(), f"{TOPIC} has too few replicas in sync"),
        (errors.NotEnoughReplicasAfterAppendError(), f"{TOPIC} has too few replicas in sync"),
        (errors.NotLeaderForPartitionError(), f"{TOPIC} has no leader now"),
        (errors.LeaderNotAvailableError(), f"{TOPIC} has no leader now"),
        (errors.KafkaStorageError(), f"A disk of the broker that holds {TOPIC}"),
        (errors.RequestTimedOutError(), f"did not confirm what is for {TOPIC} in time"),
        (errors.InvalidTimestampError(), "refuses the time of this computer"),
        (errors.ClusterAuthorizationFailedError(), "does not allow idempotent writing"),
        (errors.ThrottlingQuotaExceededError(), "its quota is used up"),
        (errors.SaslAuthenticationFailedError(), "does not speak Kafka as it is set up here"),
        (errors.UnsupportedVersionError(), "of a version that is not spoken here"),
    ],
)
def test_what_the_broker_says_is_told_and_is_no_message_s_fault(
    error: Exception, words: str
) -> None:
    sentence, is_suspect = said(Client(), error)
    assert words in sentence
    assert not is_suspect


@pytest.mark.parametrize("error", [errors.UnknownError(), TypeError("no bytes"), ValueError("x")])
def test_what_nobody_has_heard_of_may_be_the_message_s_fault(error: Exception) -> None:
    assert said(Client(), error)[1]


@pytest.mark.parametrize(
    "error", [errors.OutOfOrderSequenceNumberError(), errors.CoordinatorNotAvailableError()]
)
def test_what_another_try_may_mend_is_no_message_s_fault(error: Exception) -> None:
    assert not said(Client(), error)[1]


def test_every_refusal_has_its_reason() -> None:
    assert REFUSALS[errors.MessageSizeTooLargeError] == "larger than the topic takes"


def silence(client: Client) -> str:
    return said(client, errors.KafkaTimeoutError("Expiring 3 record(s)"))[0]


def test_silence_is_told_as_such_only_when_nothing_else_is_wrong() -> None:
    assert silence(Client()) == SILENCE


def test_a_missing_topic_is_not_called_silence() -> None:
    client = Client()
    client.partitions = None
    assert silence(client).startswith(f"Kafka has no topic {TOPIC}")


def test_a_closed_topic_is_not_called_silence() -> None:
    client = Client()
    client.partitions, client.unauthorized = None, {TOPIC}
    assert silence(client).startswith(f"Kafka does not allow writing to {TOPIC}")


def test_a_topic_without_a_leader_is_not_called_silence() -> None:
    client = Client()
    client.leaders = set()
    assert silence(client).startswith(f"The topic {TOPIC} has no leader now")


def test_a_quota_is_not_called_silence() -> None:
    client = Client()
    client.throttled_ms = 5000
    assert "its quota is used up" in silence(client)


def test_a_sign_in_that_has_expired_is_not_called_silence() -> None:
    client = Client()
    client.last_error = errors.SaslAuthenticationFailedError("expired")
    assert "set up here" in silence(client)


@pytest.mark.parametrize("answers", [True, False])
def test_a_broker_that_is_advertised_but_cannot_be_reached_is_named(*, answers: bool) -> None:
    client = Client()
    client.is_connected, client.answers = False, answers
    assert silence(client) == (
        "Kafka at plant:9092 sends its clients on to kafka-1.plant:9093, which cannot be reached"
        " from here: correct advertised.listeners of the broker, or the name servers and the"
        " network."
    )


def test_a_broker_that_takes_calls_and_ends_them_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(troubles, "call", lambda *_: None)
    client = Client()
    client.is_connected = client.answers = False
    assert "sends its clients on to kafka-1.plant:9093" in silence(client)


def test_whoever_closes_waits_for_no_diagnosis() -> None:
    client: Any = Client()
    client.answers = False
    give_up = threading.Event()
    give_up.set()
    trouble = explain(errors.KafkaTimeoutError(), client, KAFKA, TOPIC, give_up)
    assert str(trouble.error) == SILENCE
