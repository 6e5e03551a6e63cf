"""How quickly a topic is archived: beside kafka-python, which merely reads it."""

import gc
import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kafka import KafkaAdminClient, KafkaProducer  # type: ignore[import-untyped]
from kafka.admin import NewTopic  # type: ignore[import-untyped]

from models.kafka_client.client import close_consumer
from plant.archive.archiver import AT_A_TIME, FETCH_BYTES, Archiver
from plant.archive.datasets import INSPECTIONS
from plant.archive.names import Folder, live
from plant.archive.running import collect_seldom
from plant.archive.shelf import Shelf
from plant.kafka import open_consumer
from plant.settings import PlantSettings, load
from tests.plant.told import told
from tests.system.hdfs import Hdfs
from tests.system.kafka_broker import KafkaBroker

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.timeout(900),
    # kafka-python 3.0.12 leaves the socket of a refused connection to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed <s:ResourceWarning"),
]

MESSAGES = int(os.environ.get("CASTWATCH_BACKLOG", "100000"))
STATIONS, PARTITIONS = 10, 2
WANTED_PER_S = 20_000.0
MOSTLY = 0.5  # of the messages are archived before one must wait for more
SHARE = 0.06  # of what kafka-python merely reads, at least


@pytest.fixture
def settings(broker: KafkaBroker, hdfs: Hdfs) -> PlantSettings:
    """A topic that is full, and an archive that is empty."""
    name = f"{time.time_ns()}"
    client = KafkaAdminClient(bootstrap_servers=broker.bootstrap)
    client.create_topics([NewTopic(f"fast-{name}", PARTITIONS, 1)])
    client.close()
    _fill(broker, f"fast-{name}")
    return load(
        None,
        {
            "kafka": {
                "servers": broker.bootstrap,
                "topic": f"fast-{name}",
                "decisions_topic": f"decisions-{name}",
                "challenges_topic": f"challenges-{name}",
            },
            "archive": {"url": f"{hdfs.url}/{name}", "group": f"fast-{name}", "seconds": 3},
        },
    )


def _fill(broker: KafkaBroker, topic: str) -> None:
    producer = KafkaProducer(bootstrap_servers=broker.bootstrap, linger_ms=20, batch_size=262_144)
    payloads = [
        told(1, station=f"line-{n}").model_dump_json().replace('"sequence":1,', '"sequence":{},')
        for n in range(STATIONS)
    ]
    for number in range(MESSAGES):
        station, sequence = number % STATIONS, number // STATIONS + 1
        text = payloads[station].replace('"sequence":{}', f'"sequence":{sequence}')
        text = text.replace("-000000000001", f"-{sequence:012d}", 1)
        producer.send(topic, key=b"line-%d" % station, value=text.encode())
    producer.flush(120)
    producer.close()


def per_s(count_some: Callable[[], int]) -> float:
    """So many messages a second, from the first that comes to the last."""
    count = count_some()
    while not count:
        count = count_some()
    began, first = time.perf_counter(), count
    while count < MESSAGES:
        count += count_some()
    return (count - first) / (time.perf_counter() - began)


def _merely_read(settings: PlantSettings) -> float:
    consumer = open_consumer(settings.kafka, max_partition_fetch_bytes=FETCH_BYTES)
    consumer.subscribe(topics=[settings.kafka.topic])
    try:
        return per_s(lambda: sum(map(len, consumer.poll(500, max_records=AT_A_TIME).values())))
    finally:
        close_consumer(consumer)


def _archived(settings: PlantSettings) -> Iterator[str]:
    shelf = Shelf(settings.archive.url.get_secret_value())
    for day in shelf.days(INSPECTIONS):
        for station in shelf.stations(INSPECTIONS, day):
            folder = Folder(INSPECTIONS.name, day, station)
            yield from shelf.read(folder, live(shelf.spans(folder)), ["id"])["id"].to_pylist()


def test_a_topic_is_archived_at_a_pace_that_keeps_up(settings: PlantSettings) -> None:
    limit = _merely_read(settings)
    written: list[Any] = []
    archiver = Archiver(settings, Shelf(settings.archive.url.get_secret_value()), written.append)
    usual = gc.get_threshold()
    collect_seldom()  # as its process does

    def some() -> int:
        before = len(written)
        archiver.step()
        return sum(done.messages for done in written[before:])

    try:
        began, count = time.perf_counter(), 0
        while count < MOSTLY * MESSAGES:
            count += some()
        rate = count / (time.perf_counter() - began)
        while count < MESSAGES:  # the last, smaller round waits for its time
            count += some()
    finally:
        archiver.close()
        gc.set_threshold(*usual)
        gc.unfreeze()
    ids = list(_archived(settings))
    print(f"{rate:,.0f} messages/s archived on HDFS, {count:,} in all; merely read {limit:,.0f}/s")
    assert len(ids) == len(set(ids)) == count
    assert len(written) <= 1 + MESSAGES // settings.archive.rows  # no more files than asked for
    assert rate > min(WANTED_PER_S, SHARE * limit)
