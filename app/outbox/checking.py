"""Looking whether Kafka is as the settings say, without sending anything or making a topic."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kafka import errors  # type: ignore[import-untyped]
from kafka.protocol.metadata import MetadataRequest  # type: ignore[import-untyped]

from app.outbox.kafka import CLIENT_ID
from models.kafka_client.client import Client, close_producer, open_producer
from models.kafka_client.troubles import (
    POLL_S,
    SILENT,
    denied,
    explain,
    missing,
    silence,
    unreachable_broker,
)
from models.kafka_connection import BrokerError
from models.kafka_settings import KafkaSettings

ANSWER_S = 3.0
_WRITE, _NOT_TOLD = 4, 31  # of the operations that the broker says are allowed on a topic


@dataclass(frozen=True, slots=True)
class TopicCheck:
    """What the broker says of a topic."""

    topic: str
    why: BrokerError | None  # why nothing can be written to it
    is_missing: bool = False  # then it may be made as soon as somebody writes to it


def check_topics(settings: KafkaSettings, topics: Sequence[str]) -> tuple[TopicCheck, ...]:
    """Look whether each topic is there and may be written to, within some ten seconds.

    Raises BrokerError where Kafka cannot be reached as it is set up, or sends its clients on to
    a broker that cannot be reached from here.
    """
    link = open_producer(settings, CLIENT_ID)
    try:
        if (why := unreachable_broker(link.client, settings)) is not None:
            raise why
        return tuple(_check(link.client, settings, topic) for topic in topics)
    finally:
        close_producer(link.end)


def check_broker(settings: KafkaSettings) -> None:
    """Look whether a broker can be reached as it is set up. Raises BrokerError."""
    check_topics(settings, ())


def _check(client: Client, settings: KafkaSettings, topic: str) -> TopicCheck:
    try:
        told = _describe(client, topic)
    except errors.UnknownTopicOrPartitionError:
        return TopicCheck(topic, missing(topic), is_missing=True)
    except SILENT:
        return TopicCheck(topic, silence(settings))
    except errors.KafkaError as error:
        nothing = threading.Event()
        return TopicCheck(topic, explain(error, client, settings, topic, nothing).error)
    allowed = told.authorized_operations  # those of kafka.admin.ACLOperation; may be left out
    if allowed and max(allowed) < _NOT_TOLD and _WRITE not in allowed:
        return TopicCheck(topic, denied(topic))
    return TopicCheck(topic, None)


def _describe(client: Client, topic: str) -> Any:
    """What the broker says of the topic. Raises KafkaError."""
    request = MetadataRequest(
        topics=[MetadataRequest.MetadataRequestTopic(name=topic)],
        allow_auto_topic_creation=False,
        include_cluster_authorized_operations=False,
        include_topic_authorized_operations=True,
    )
    answer, deadline = client.ask(request), time.monotonic() + ANSWER_S
    while not answer.succeeded():
        if time.monotonic() > deadline:
            raise errors.KafkaTimeoutError
        if answer.failed() and not isinstance(answer.exception, SILENT):
            raise answer.exception
        if answer.failed():  # its connections are only being made
            answer = client.ask(request)
        time.sleep(POLL_S)
    told = answer.value.topics[0]
    if told.error_code:
        raise errors.for_code(told.error_code)
    if any(partition.leader_id == -1 for partition in told.partitions):
        raise errors.LeaderNotAvailableError
    return told
