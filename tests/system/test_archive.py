"""The archive with a real Kafka and a real HDFS."""

import gc
import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kafka import KafkaProducer  # type: ignore[import-untyped]

from plant.archive.archiver import SESSION_MS, Archived, Archiver
from plant.archive.shelf import Shelf
from plant.settings import load
from tests.faults.archive import Line, Stations, campaign, read_dead
from tests.plant.told import told
from tests.system.hdfs import Hdfs
from tests.system.kafka_broker import KafkaBroker, limit_messages

pytestmark = [
    pytest.mark.system,
    pytest.mark.timeout(300),
    # kafka-python 3.0.12 leaves the socket of a refused connection to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed <s:ResourceWarning"),
]


@pytest.fixture(autouse=True)
def sockets_are_collected_here() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture
def line(tmp_path: Path, broker: KafkaBroker, hdfs: Hdfs) -> Line:
    name = f"{time.time_ns()}"
    return Line(tmp_path, broker, f"{hdfs.url}/{name}", name)


@pytest.fixture
def stations(line: Line, broker: KafkaBroker) -> Iterator[Stations]:
    made = Stations(broker, line.topic, seed=5)
    yield made
    made.close()


def await_(holds: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it does not come to be"
        time.sleep(0.05)  # it happens in another process


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    assert process.wait(30) == 0


def test_killed_again_and_again_it_holds_each_message_once(
    tmp_path: Path, broker: KafkaBroker, hdfs: Hdfs
) -> None:
    outcome = campaign(tmp_path, broker, hdfs.url, kills=5, seed=11)
    outcome.check()
    assert outcome.rounds >= 5, str(outcome)


def test_topics_that_appear_while_it_reads_cost_no_message(line: Line, stations: Stations) -> None:
    """Each changes what is read by whom; what was read and not written is read again."""
    stations.send(2_000)
    settings = load(
        line.config,
        {
            "kafka": {"decisions_topic": f"later-{time.time_ns()}"},
            "archive": {"rows": 100_000, "seconds": 3, "member": None},
        },
    )
    written: list[Archived] = []
    archiver = Archiver(settings, Shelf(line.url), written.append)
    try:
        deadline = time.monotonic() + 60
        while sum(done.messages for done in written) < len(stations.sent.ids):
            assert time.monotonic() < deadline, written
            archiver.step()
    finally:
        archiver.close()
    assert sorted(line.archived()) == sorted(stations.sent.ids)


def test_who_wakes_up_after_its_partitions_went_to_another_writes_nothing_twice(
    line: Line, stations: Stations
) -> None:
    """The name of the frozen one is taken over at once; what it had in hand is in vain."""
    stations.send(2_000)
    frozen = line.start()
    await_(lambda: line.rounds()[0] > 0)
    frozen.send_signal(signal.SIGSTOP)
    stations.send(1_000)
    line.await_all()
    frozen.send_signal(signal.SIGCONT)
    stations.send(500)
    time.sleep(2 * SESSION_MS / 10_000)  # it tries to go on, in its own process
    frozen.kill()
    frozen.wait()
    line.await_all()
    archived = line.archived()
    assert sorted(archived) == sorted(stations.sent.ids)


def test_while_hdfs_is_away_it_waits_and_says_why(
    line: Line, stations: Stations, hdfs: Hdfs
) -> None:
    stations.send(500)
    process = line.start()
    await_(lambda: line.rounds()[0] > 0)
    hdfs.kill()
    stations.send(500)
    await_(lambda: "cannot be used" in line.said())
    hdfs.start()
    line.await_committed()
    end(process)
    assert sorted(line.archived()) == sorted(stations.sent.ids)
    assert "Traceback" not in line.said()


def test_what_is_no_message_goes_to_the_dead_letters_with_the_reason(
    line: Line, broker: KafkaBroker
) -> None:
    event = json.loads(told(1).model_dump_json())
    wrong = (
        b"nonsense",
        json.dumps(event | {"station": "../line-1"}).encode(),
        json.dumps(event | {"verdict": "perhaps"}).encode(),
        b'"' + b"x" * 2_000 + b'"',
    )
    limit_messages(broker.bootstrap, line.dead_letters, 1_000)
    producer = KafkaProducer(bootstrap_servers=broker.bootstrap, acks="all")
    for value in (*wrong, told(2).model_dump_json().encode()):
        producer.send(line.topic, key=b"line-1", value=value).get(10)
    producer.close()
    line.await_all()
    assert line.archived() == [told(2).id]
    reasons = list(dict.fromkeys(why for _, why in read_dead(broker.bootstrap, line.dead_letters)))
    assert len(reasons) == 4
    assert "Invalid JSON" in reasons[0]
    assert reasons[1].startswith("station: ")
    assert reasons[2].startswith("verdict: ")
    assert len(line.dead()) == 4


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--kafka", ""], "There is no Kafka to archive from"),
        (["--url", "webhdfs://ann:s3cret@127.0.0.1:1/x"], "webhdfs://127.0.0.1:1"),
        (["--url", "nonsense://x"], "Protocol not known"),
    ],
)
def test_what_cannot_begin_is_told_in_one_sentence(line: Line, more: list[str], said: str) -> None:
    assert line.start(*more).wait(30) == 1
    assert said in line.said()
    assert "Traceback" not in line.said()
    assert "s3cret" not in line.said()
