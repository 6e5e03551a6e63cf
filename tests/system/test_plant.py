"""The plant's API with a real Kafka, and as a real process."""

import gc
import json
import os
import re
import shutil
import signal
import ssl
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
import uuid_utils
from kafka import KafkaConsumer, KafkaProducer, TopicPartition  # type: ignore[import-untyped]
from websockets.sync.client import ClientConnection, connect

from models.events import PredictionResult, json_schema
from models.judgement import Verdict
from plant.settings import PlantSettings
from tests.plant.conftest import RunningPlant, running
from tests.plant.pictures import casting
from tests.plant.told import told
from tests.system.kafka_broker import KafkaBroker, create_topic, free_ports, read_topic

pytestmark = [
    pytest.mark.system,
    pytest.mark.timeout(300),
    # kafka-python 3.0.12 leaves the socket of a refused connection to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed <s:ResourceWarning"),
]

Run = Callable[..., RunningPlant]
DEFECTIVE = {"file": ("defective.png", casting(5, defective=True))}


@pytest.fixture(autouse=True)
def sockets_are_collected_here() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture
def topic(bootstrap: str) -> str:
    topic = f"results-{uuid_utils.uuid4()}"
    create_topic(bootstrap, topic)
    return topic


@pytest.fixture
def with_kafka(run_plant: Run, bootstrap: str, topic: str) -> RunningPlant:
    """An API that has begun to read the topic."""
    plant = run_plant(kafka={"servers": bootstrap, "topic": topic})
    tell(bootstrap, topic, told(1))
    await_(lambda: len(shown(plant)) == 1)
    return plant


def tell(bootstrap: str, topic: str, *events: PredictionResult | bytes) -> None:
    """A station sends its results."""
    producer = KafkaProducer(bootstrap_servers=bootstrap, acks="all")
    try:
        for event in events:
            value = event if isinstance(event, bytes) else event.model_dump_json().encode()
            producer.send(topic, key=b"line-1", value=value).get(10)
    finally:
        producer.close()


def shown(plant: RunningPlant) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = plant.client.get("/inspections").json()["inspections"]
    return found


def await_(holds: Callable[[], bool], seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it does not come to be"
        time.sleep(0.02)  # it happens in another process


@contextmanager
def watching(plant: RunningPlant) -> Iterator[ClientConnection]:
    with connect(plant.socket_url) as socket:
        socket.send("{}")
        assert json.loads(socket.recv(5))["type"] == "hello"
        yield socket


def test_predictions_reach_kafka_in_order_in_the_form_of_a_stations(
    with_kafka: RunningPlant, bootstrap: str, topic: str
) -> None:
    ids = [with_kafka.client.post("/predict/", files=DEFECTIVE).json()["id"] for _ in range(5)]
    await_(lambda: with_kafka.parts.ledger.count_waiting() == 0)
    arrived = read_topic(bootstrap, topic, start=1)
    messages = [json.loads(value) for _, value in arrived]
    assert {key for key, _ in arrived} == {"plant-api"}
    assert [message["id"] for message in messages] == ids
    assert [message["sequence"] for message in messages] == [1, 2, 3, 4, 5]
    for message in messages:
        jsonschema.validate(message, json_schema("prediction_result"))
    assert len(shown(with_kafka)) == 6  # they come back from Kafka, and are known


def test_predictions_wait_while_kafka_is_away(
    run_plant: Run,
    broker: KafkaBroker,
    topic: str,
) -> None:
    plant = run_plant(kafka={"servers": broker.bootstrap, "topic": topic})
    before = plant.client.post("/predict/", files=DEFECTIVE).json()["id"]
    await_(lambda: plant.parts.ledger.count_waiting() == 0)
    broker.kill()
    with watching(plant) as watcher:
        during = plant.client.post("/predict/", files=DEFECTIVE)
        assert json.loads(watcher.recv(5))["id"] == during.json()["id"]
    assert during.status_code == 200
    assert plant.client.get("/readyz").status_code == 200
    await_(lambda: plant.client.get("/readyz").json()["kafka_sending"] == "waiting")
    assert plant.parts.ledger.count_waiting() == 1
    broker.start()
    await_(lambda: plant.parts.ledger.count_waiting() == 0)
    after = plant.client.post("/predict/", files=DEFECTIVE).json()["id"]
    await_(lambda: plant.parts.ledger.count_waiting() == 0)
    messages = [json.loads(value)["id"] for _, value in read_topic(broker.bootstrap, topic)]
    assert list(dict.fromkeys(messages)) == [before, during.json()["id"], after]
    tell(broker.bootstrap, topic, told(1))
    await_(lambda: shown(plant)[0]["station"] == "line-1")  # reading has recovered as well


def test_a_frozen_kafka_holds_up_neither_a_verdict_nor_the_end(
    settings_of: Callable[..., PlantSettings], broker: KafkaBroker, topic: str
) -> None:
    settings = settings_of(kafka={"servers": broker.bootstrap, "topic": topic})
    with running(settings) as plant:
        plant.client.post("/predict/", files=DEFECTIVE)
        await_(lambda: plant.parts.ledger.count_waiting() == 0)
        broker.freeze()
        assert plant.client.post("/predict/", files=DEFECTIVE).json()["sequence"] == 2
        started = time.monotonic()
    assert time.monotonic() - started < 8  # two workers, neither of which is left behind
    broker.thaw()


def test_an_alert_comes_within_200_ms_of_its_message(
    with_kafka: RunningPlant, bootstrap: str, topic: str
) -> None:
    producer = KafkaProducer(bootstrap_servers=bootstrap, acks="all")
    beside = KafkaConsumer(bootstrap_servers=bootstrap, enable_auto_commit=False)
    place = TopicPartition(topic, 0)
    beside.assign([place])
    beside.seek_to_end(place)
    beside.position(place)
    alerts, plain = [], []
    with watching(with_kafka) as watcher:
        for number in range(2, 42):
            producer.send(topic, told(number, Verdict.REJECT).model_dump_json().encode()).get(10)
            sent = time.monotonic()
            assert json.loads(watcher.recv(5))["sequence"] == number
            alerts.append(time.monotonic() - sent)
        for number in range(42, 62):  # what Kafka and this machine take without us
            sent = time.monotonic()
            producer.send(topic, told(number).model_dump_json().encode())
            while not any(r.offset == number - 1 for r in beside.poll(2000).get(place, [])):
                assert time.monotonic() < sent + 10
            plain.append(time.monotonic() - sent)
    producer.close()
    beside.close()
    figures = f"alerts took {sorted(alerts)}, a plain consumer {sorted(plain)} seconds"
    assert statistics.median(alerts) < 0.2, figures
    assert max(alerts) < 0.2 + max(plain), figures


def test_reading_goes_on_where_it_stood_and_knows_what_it_does_not_understand(
    run_plant: Run,
    bootstrap: str,
    topic: str,
) -> None:
    kafka = {"servers": bootstrap, "topic": topic}
    first = run_plant(kafka=kafka)
    odd = told(9).model_dump_json().replace('"sequence":9', f'"sequence":{2**70}')
    tell(bootstrap, topic, told(1), b"no JSON", b'{"id": 1}', odd.encode(), told(2), told(1))
    await_(lambda: len(shown(first)) == 2)
    await_(lambda: first.parts.ledger.positions() == {(topic, 0): 6})
    assert "castwatch_events_not_understood_total 3.0" in first.client.get("/metrics").text
    second = run_plant(kafka=kafka)  # another one on the same warehouse
    tell(bootstrap, topic, told(3))
    await_(lambda: len(shown(second)) == 3)
    assert [each["sequence"] for each in shown(first)] == [3, 2, 1]


@contextmanager
def process(*arguments: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command as it is typed, and the address that it says."""
    command = [sys.executable, "-m", "app", "plant", "api", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        said = re.search(r"https?://\S+", running.stdout.readline())
        try:
            assert said is not None
            yield running, said[0]
        finally:
            running.kill()


def test_the_command_serves_until_it_is_told_to_end_and_loses_nothing(
    tmp_path: Path, bootstrap: str, topic: str
) -> None:
    settings = tmp_path / "plant.toml"
    settings.write_text(f'[kafka]\ntopic = "{topic}"\n[station]\nname = "gate-3"\n')
    warehouse = f"sqlite:///{tmp_path / 'plant.db'}"
    options = ["--config", settings, "--port", 0, "--warehouse", warehouse]
    ids = []
    for end, kafka, code in [
        (signal.SIGKILL, "127.0.0.1:9", -signal.SIGKILL),
        (signal.SIGTERM, bootstrap, 0),
    ]:
        with process(*options, "--kafka", kafka) as (running, url):
            ids.append(httpx.post(f"{url}/predict/", files=DEFECTIVE, timeout=30).json()["id"])
            if kafka == bootstrap:
                await_(lambda: len(read_topic(bootstrap, topic)) == 2)
            running.send_signal(end)
            assert running.wait(20) == code
    messages = [json.loads(value) for _, value in read_topic(bootstrap, topic)]
    assert [message["id"] for message in messages] == ids
    assert [(m["station"], m["sequence"]) for m in messages] == [("gate-3", 1), ("gate-3", 2)]


def test_what_is_wrong_at_the_start_is_one_sentence(tmp_path: Path) -> None:
    (taken,) = free_ports(1)
    warehouse = f"sqlite:///{tmp_path / 'plant.db'}"
    with process("--port", taken, "--warehouse", warehouse):
        for wrong, said in [
            (["--port", str(taken), "--warehouse", warehouse], "cannot listen at 127.0.0.1"),
            (["--host", "0.0.0.0"], "so clients need keys"),  # noqa: S104
            (["--warehouse", "mysql://x/y"], "must be PostgreSQL or a SQLite file"),
            (["--network", "/nowhere", "--port", "0"], "There is no network folder /nowhere"),
            (["--kafka", "broker"], "is no HOST:PORT"),
            (["--config", str(_without_certificate(tmp_path))], "none.pem cannot be used: No such"),
        ]:
            command = [sys.executable, "-m", "app", "plant", "api", *wrong]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
            assert done.returncode == 1
            assert done.stdout == ""
            assert said in done.stderr
            assert "Traceback" not in done.stderr


def _without_certificate(folder: Path) -> Path:
    settings = folder / "tls.toml"
    settings.write_text('[api]\ncertificate_file = "none.pem"\nkey_file = "none.key"\n')
    return settings


def test_it_speaks_tls(tmp_path: Path) -> None:
    certificate, key = tmp_path / "plant.pem", tmp_path / "plant.key"
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=plant", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(
        [*make, *names, "-keyout", key, "-out", certificate], check=True, capture_output=True
    )
    settings = tmp_path / "plant.toml"
    settings.write_text(f"[api]\ncertificate_file = '{certificate}'\nkey_file = '{key}'\n")
    warehouse = f"sqlite:///{tmp_path / 'plant.db'}"
    trusted = ssl.create_default_context(cafile=str(certificate))
    with process("--config", settings, "--port", 0, "--warehouse", warehouse) as (running, url):
        assert url.startswith("https://")
        answer = httpx.get(f"{url}/healthz", verify=trusted, timeout=30)
        assert answer.headers["strict-transport-security"]
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 0


def test_without_its_libraries_the_plant_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "fastapi.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'fastapi'\", name='fastapi')"
    )
    done = subprocess.run(
        [sys.executable, "-m", "app", "plant", "api"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
    )
    assert done.returncode == 1
    assert done.stderr.startswith("castwatch: The plant needs the library fastapi: install")


def test_a_key_is_made_that_lets_a_client_in(
    run_plant: Run,
) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "app", "plant", "key", "office"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    key, hashed = made.splitlines()[0].split()[-1], made.split('"')[-2]
    plant = run_plant(api={"keys": {"office": hashed}})
    assert plant.client.get("/inspections").status_code == 401
    assert plant.client.get("/inspections", headers={"X-API-Key": key}).status_code == 200
