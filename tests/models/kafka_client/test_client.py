"""What is heard of servers that are no Kafka, and of brokers that cannot be reached."""

import gc
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from models.kafka_client import client
from models.kafka_client.client import open_producer
from models.kafka_connection import BrokerError
from models.kafka_settings import KafkaSettings

pytestmark = [
    # kafka-python 3.0.12 leaves the socket of a refused connection to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed <s:ResourceWarning"),
]


@pytest.fixture(autouse=True)
def sockets_are_collected_here() -> Iterator[None]:
    yield
    gc.collect()


@contextmanager
def server(answer: bytes | None) -> Iterator[str]:
    """One that says that to whoever calls, and hangs up; None: it takes calls and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            held = []
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    break
                held.append(connection)
                if answer is not None:
                    with connection:
                        connection.sendall(answer)
            for connection in held:
                connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
        thread.join(2)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\xff" * 64,
        b"\x00\x00\x00\x04\x00\x00\x00\x01",
        b"",
    ],
)
@pytest.mark.parametrize("security", ["PLAINTEXT", "SASL_PLAINTEXT"])
def test_a_server_that_is_no_kafka_is_told_within_ten_seconds(
    answer: bytes | None, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "OPEN_MS", 300)
    with server(answer) as address:
        kafka = KafkaSettings.model_validate(
            {"servers": (address,), "security": security, "user": "station", "password": "s3cret"}
        )
        began = time.monotonic()
        with pytest.raises(BrokerError) as caught:
            open_producer(kafka, "castwatch-tests")
    assert time.monotonic() - began < 10
    assert address in str(caught.value)
    assert "set up" in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_whatever_kafka_python_makes_of_the_settings_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(**_: object) -> None:
        raise ValueError("no such thing")

    monkeypatch.setattr(client, "KafkaProducer", fail)
    with server(None) as address, pytest.raises(BrokerError, match="no such thing"):
        open_producer(KafkaSettings(servers=(address,)), "castwatch-tests")


def test_a_name_server_that_falls_silent_holds_up_no_closing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """kafka-python asks it on the thread that closing waits for."""
    answers = threading.Event()
    monkeypatch.setattr(client, "LOOKUP_S", 0.1)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers.wait(30) and [])
    began = time.monotonic()
    found = client._BoundedSocket("bounded://").dns_lookup("broker", 9092)
    assert (found, time.monotonic() - began < 2) == ([], True)
    answers.set()
    for thread in threading.enumerate():
        if thread.name == "bounded call":
            thread.join(2)


def test_the_look_up_is_the_one_that_kafka_python_uses() -> None:
    """A new version of it may choose its sockets otherwise."""
    from kafka.net.inet import KafkaNetSocket  # type: ignore[import-untyped]  # noqa: PLC0415

    assert type(KafkaNetSocket("bounded://")).dns_lookup is not KafkaNetSocket.dns_lookup
