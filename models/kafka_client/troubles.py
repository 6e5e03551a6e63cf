"""What is wrong when Kafka does not take a message: whose fault it is, in a sentence."""

import threading
import time
from dataclasses import dataclass

from kafka import errors  # type: ignore[import-untyped]

from models.kafka_client.client import Client, plain
from models.kafka_connection import BrokerError, call, no_kafka, security
from models.kafka_settings import KafkaSettings

METADATA_S = 1.0  # for the broker to say what it has
POLL_S = 0.05

REFUSALS: dict[type[Exception], str] = {
    errors.MessageSizeTooLargeError: "larger than the topic takes",
    errors.RecordListTooLargeError: "larger than the topic takes",
    errors.InvalidRecordError: "not valid to the broker",
    errors.PolicyViolationError: "against the broker's policy",
}
"""What is said of one message, and will be said of it again: it is the message's own fault."""

SILENT = (
    errors.KafkaTimeoutError,
    errors.KafkaConnectionError,
    errors.NodeNotReadyError,
    errors.NetworkExceptionError,
    errors.BrokerNotAvailableError,
    errors.UnknownBrokerIdError,
    errors.Cancelled,
)
_LEADERLESS = (
    errors.NotLeaderForPartitionError,
    errors.LeaderNotAvailableError,
    errors.ReplicaNotAvailableError,
    errors.FencedLeaderEpochError,
    errors.UnknownLeaderEpochError,
    errors.ListenerNotFoundError,
)
_FRESH_PRODUCER_MENDS = (
    errors.OutOfOrderSequenceNumberError,
    errors.UnknownProducerIdError,
    errors.InvalidProducerEpochError,
    errors.InvalidProducerIdMappingError,
    errors.ProducerFencedError,
    errors.IllegalStateError,
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a message was not taken now."""

    error: BrokerError  # the sentence
    is_suspect: bool = False  # it may be the message's own fault, and not the topic's or Kafka's


def explain(
    error: Exception, client: Client, settings: KafkaSettings, topic: str, give_up: threading.Event
) -> Trouble:
    """Say why Kafka did not take a message of the topic, which was no refusal of REFUSALS.

    Asks the broker where only silence is known; takes some seconds at most, and ends at once
    when `give_up` is set.
    """
    if isinstance(error, SILENT):
        return Trouble(_diagnose(client, settings, topic, give_up))
    if (said := _of_topic(error, topic) or _of_broker(error, settings)) is not None:
        return Trouble(said)
    is_known = isinstance(error, (errors.RetriableError, *_FRESH_PRODUCER_MENDS))
    return Trouble(
        BrokerError(
            "Kafka did not take what is for {topic}: {reason}.", topic=topic, reason=plain(error)
        ),
        is_suspect=not is_known,
    )


def _of_topic(error: Exception, topic: str) -> BrokerError | None:
    match error:
        case errors.UnknownTopicOrPartitionError():
            said = missing(topic)
        case errors.TopicAuthorizationFailedError():
            said = denied(topic)
        case errors.InvalidTopicError():
            said = invalid(topic)
        case errors.NotEnoughReplicasError() | errors.NotEnoughReplicasAfterAppendError():
            said = BrokerError(
                "The topic {topic} has too few replicas in sync: it takes nothing until another"
                " broker of it is back.",
                topic=topic,
            )
        case errors.KafkaStorageError() | errors.LogDirNotFoundError():
            said = BrokerError("A disk of the broker that holds {topic} has failed.", topic=topic)
        case errors.RequestTimedOutError():
            said = BrokerError(
                "Kafka did not confirm what is for {topic} in time: its brokers are slow or away.",
                topic=topic,
            )
        case _:
            return _leaderless(topic) if isinstance(error, _LEADERLESS) else None
    return said


def _of_broker(error: Exception, settings: KafkaSettings) -> BrokerError | None:
    servers = ", ".join(settings.servers)
    if isinstance(error, errors.InvalidTimestampError):
        return BrokerError(
            "Kafka refuses the time of this computer: set its clock right, or"
            " message.timestamp.after.max.ms of the topic."
        )
    if isinstance(error, errors.ClusterAuthorizationFailedError):
        return BrokerError(
            "Kafka at {servers} does not allow idempotent writing: grant IDEMPOTENT_WRITE on the"
            " cluster.",
            servers=servers,
        )
    if isinstance(error, (errors.ThrottlingQuotaExceededError, errors.QuotaViolationError)):
        return _throttled(servers)
    if isinstance(error, errors.SaslAuthenticationFailedError):
        return no_kafka(settings)
    if isinstance(error, errors.UnsupportedVersionError):  # and IncompatibleBrokerVersion
        return BrokerError(
            "Kafka at {servers} is of a version that is not spoken here.", servers=servers
        )
    return None


def missing(topic: str) -> BrokerError:
    """There is no such topic, or none that this user may see."""
    return BrokerError(
        "Kafka has no topic {topic}: create it, or grant the user here DESCRIBE and WRITE on it.",
        topic=topic,
    )


def denied(topic: str) -> BrokerError:
    """The topic is closed to this user."""
    return BrokerError(
        "Kafka does not allow writing to {topic}: grant the user here WRITE on it.", topic=topic
    )


def invalid(topic: str) -> BrokerError:
    """No topic can have this name."""
    return BrokerError(
        "“{topic}” cannot be the name of a topic: choose another in the settings.", topic=topic
    )


def _leaderless(topic: str) -> BrokerError:
    return BrokerError(
        "The topic {topic} has no leader now: a broker of it is starting, or away.", topic=topic
    )


def _throttled(servers: str) -> BrokerError:
    return BrokerError(
        "Kafka at {servers} slows this computer down: its quota is used up.", servers=servers
    )


def silence(settings: KafkaSettings) -> BrokerError:
    """Nothing is heard of Kafka, and nobody knows why."""
    return BrokerError(
        "Kafka at {servers} has stopped answering.", servers=", ".join(settings.servers)
    )


def _diagnose(
    client: Client, settings: KafkaSettings, topic: str, give_up: threading.Event
) -> BrokerError:
    """Find out why nothing was heard: of Kafka itself, of the topic, or of one of its brokers."""
    if give_up.is_set():
        return silence(settings)
    if any(client.throttle_delay(broker.node_id) for broker in client.cluster.brokers()):
        return _throttled(", ".join(settings.servers))
    if isinstance(client.last_error, errors.SaslAuthenticationFailedError):
        return no_kafka(settings)
    said = _look_for(topic, client) if _has_answered(client, give_up) else None
    if said is not None:
        return said
    return (
        unreachable_broker(client, settings) or _deaf_broker(client, settings) or silence(settings)
    )


def _look_for(topic: str, client: Client) -> BrokerError | None:
    """What is wrong with the topic, by what the broker has just said of it."""
    cluster = client.cluster
    if topic in cluster.unauthorized_topics:
        return denied(topic)
    if cluster.partitions_for_topic(topic) is None:
        return missing(topic)
    if cluster.available_partitions_for_topic(topic) != cluster.partitions_for_topic(topic):
        return _leaderless(topic)
    return None


def _has_answered(client: Client, give_up: threading.Event) -> bool:
    """Whether a broker says which topics there are, now."""
    answer = client.cluster.request_update()
    client.wakeup()
    deadline = time.monotonic() + METADATA_S
    while not answer.is_done and time.monotonic() < deadline and not give_up.wait(POLL_S):
        pass
    return answer.is_done and (
        answer.succeeded() or isinstance(answer.exception, errors.BrokerResponseError)
    )


def unreachable_broker(client: Client, settings: KafkaSettings) -> BrokerError | None:
    """The first broker to which Kafka sends its clients, and which cannot be reached."""
    context = security(settings).get("ssl_context")
    for server in _unconnected(client):
        try:
            call(server, context)
        except BrokerError as error:
            return away(settings, server, error)
    return None


def _deaf_broker(client: Client, settings: KafkaSettings) -> BrokerError | None:
    """The first broker to which Kafka sends its clients, and with which nobody can talk."""
    servers = _unconnected(client)
    return away(settings, servers[0], silence(settings)) if servers else None


def _unconnected(client: Client) -> list[str]:
    """HOST:PORT of each broker that there is no connection to."""
    brokers = (each for each in client.cluster.brokers() if not client.connected(each.node_id))
    return [
        f"[{each.host}]:{each.port}" if ":" in each.host else f"{each.host}:{each.port}"
        for each in brokers
    ]


def away(settings: KafkaSettings, broker: str, error: BrokerError) -> BrokerError:
    """Kafka sends its clients to a broker that cannot be reached from here."""
    if broker in settings.servers:
        return error
    return BrokerError(
        "Kafka at {servers} sends its clients on to {broker}, which cannot be reached from here:"
        " correct advertised.listeners of the broker, or the name servers and the network.",
        servers=", ".join(settings.servers),
        broker=broker,
    )
