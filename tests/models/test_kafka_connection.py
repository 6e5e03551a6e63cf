import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keyring
import keyring.backend
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pydantic import SecretStr

from models import kafka_connection
from models.kafka_connection import (
    BrokerError,
    addresses_of,
    call,
    host_and_port,
    reach,
    security,
)
from models.kafka_settings import KafkaSettings
from tests.system.certificates import make_authority


def test_tls_verifies_certificates_and_names() -> None:
    options = security(KafkaSettings(security="SSL"))
    assert options["ssl_context"].verify_mode is ssl.CERT_REQUIRED
    assert options["ssl_context"].check_hostname


def test_the_password_comes_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("s3cret\n")
    kafka = KafkaSettings(security="SASL_PLAINTEXT", user="castwatch", password_file=file)
    options = security(kafka)
    assert (options["sasl_plain_username"], options["sasl_plain_password"]) == (
        "castwatch",
        "s3cret",
    )
    assert "ssl_context" not in options


class Keyring(keyring.backend.KeyringBackend):
    """One that forgets at the end."""

    priority = 1.0

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._kept[service, username] = password


@pytest.fixture(autouse=True)
def calls_end() -> Iterator[None]:
    """Whatever a test has let go of ends with it."""
    yield
    for thread in threading.enumerate():
        if thread.name == "bounded call":
            thread.join(5)


@pytest.fixture
def a_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    keyring.set_password("castwatch-kafka", "castwatch", "s3cret")
    yield
    keyring.set_keyring(before)


@pytest.mark.usefixtures("a_keyring")
def test_the_password_comes_from_the_keyring_of_the_machine() -> None:
    kafka = KafkaSettings(security="SASL_SSL", user="castwatch")
    assert "s3cret" in security(kafka).values()


@pytest.mark.usefixtures("a_keyring")
def test_a_user_whom_the_keyring_does_not_know_is_told_what_to_do() -> None:
    with pytest.raises(BrokerError, match="keyring set castwatch-kafka line-3"):
        security(KafkaSettings(security="SASL_SSL", user="line-3"))


def test_the_password_is_never_shown() -> None:
    kafka = KafkaSettings(security="SASL_SSL", user="castwatch", password=SecretStr("s3cret"))
    assert "s3cret" in security(kafka).values()
    assert "s3cret" not in repr(kafka)


@pytest.mark.usefixtures("a_keyring")
@pytest.mark.parametrize(
    ("kafka", "said"),
    [
        (KafkaSettings(security="SASL_SSL"), "Kafka wants a password"),
        (
            KafkaSettings(security="SASL_SSL", password_file=Path("no-such-file")),
            "The file no-such-file with Kafka's password cannot be read",
        ),
        (
            KafkaSettings(security="SSL", ca_file=Path("no-such-file")),
            "The certificate files for Kafka cannot be used",
        ),
    ],
)
def test_settings_that_cannot_serve_are_told_in_words(kafka: KafkaSettings, said: str) -> None:
    with pytest.raises(BrokerError, match=said):
        security(kafka)


def test_a_name_that_nobody_knows_is_told_in_words() -> None:
    with pytest.raises(BrokerError, match=r"No machine is known by the name of kafka\.invalid"):
        reach(KafkaSettings(servers=("kafka.invalid:9092",)))


@pytest.mark.parametrize(
    "server",
    [
        "broker:0",
        "broker:99999",
        "broker..plant:9092",
        f"{'a' * 64}.plant:9092",
        "[::1:port",
        "PLAINTEXT://broker:9092",
        "broker:٩٠٩٢",
        ":9092",
        "broker",
        "bro ker:9092",
        "",
    ],
)
def test_what_is_no_address_is_told_in_words(server: str) -> None:
    with pytest.raises(BrokerError, match="must have the form HOST:PORT"):
        call(server, None)


@pytest.mark.parametrize(
    ("server", "host"), [("[::1]:9092", "::1"), ("::1:9092", "::1"), ("10.0.0.7:9092", "10.0.0.7")]
)
def test_addresses_of_both_kinds_are_understood(server: str, host: str) -> None:
    assert host_and_port(server) == (host, 9092)


@pytest.fixture
def silent_name_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Questions for addresses are not answered until it is set."""
    answers, real = threading.Event(), socket.getaddrinfo

    def ask(*arguments: Any, **options: Any) -> Any:
        answers.wait(30)
        return real("127.0.0.1", *arguments[1:], **options)

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    yield answers
    answers.set()


def test_a_name_server_that_is_silent_is_told_in_words_and_costs_one_thread(
    silent_name_server: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not silent_name_server.is_set()
    monkeypatch.setattr(addresses_of, "__defaults__", (0.05,))
    before = threading.active_count()
    for _ in range(5):
        with pytest.raises(BrokerError, match="The name server does not answer: the address of b"):
            call("broker:9092", None)
    assert threading.active_count() == before + 1


def test_a_server_that_takes_the_call_and_says_nothing_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kafka_connection, "CALL_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = f"127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(BrokerError, match=f"Nothing answers at {server}"):
            call(server, ssl.create_default_context())


class BrokenKeyring(Keyring):
    """One on a machine without a desktop."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("Environment variable DBUS_SESSION_BUS_ADDRESS is unset")


class AskingKeyring(Keyring):
    """One that waits for somebody to unlock it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.unlocked = threading.Event(), threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.set()
        self.unlocked.wait(30)
        return None


@pytest.fixture
def use_keyring() -> Iterator[Callable[[Keyring], None]]:
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_a_keyring_without_a_desktop_is_told_in_words(
    use_keyring: Callable[[Keyring], None],
) -> None:
    use_keyring(BrokenKeyring())
    with pytest.raises(BrokerError, match=r"keyring does not work \(Environment variable DBUS"):
        security(KafkaSettings(security="SASL_SSL", user="castwatch"))


def test_a_keyring_that_waits_for_somebody_is_not_waited_for(
    use_keyring: Callable[[Keyring], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kafka_connection, "SECRETS_S", 0.1)
    asking = AskingKeyring()
    use_keyring(asking)
    with pytest.raises(BrokerError, match="the disk or the keyring does not answer"):
        security(KafkaSettings(security="SASL_SSL", user="castwatch"))
    assert asking.asked.wait(10)
    asking.unlocked.set()


def test_a_password_file_that_never_ends_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kafka_connection, "SECRETS_S", 0.1)
    pipe = tmp_path / "password"
    os.mkfifo(pipe)
    kafka = KafkaSettings(security="SASL_PLAINTEXT", user="castwatch", password_file=pipe)
    with pytest.raises(BrokerError, match="the disk or the keyring does not answer"):
        security(kafka)
    pipe.write_text("s3cret")  # lets the reader go


def test_a_password_file_written_by_notepad_is_read(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_bytes(b"\xef\xbb\xbfs3cret\r\n")
    kafka = KafkaSettings(security="SASL_PLAINTEXT", user="castwatch", password_file=file)
    assert "s3cret" in security(kafka).values()


def test_sign_in_without_a_user_is_told_in_words() -> None:
    kafka = KafkaSettings(security="SASL_PLAINTEXT", password=SecretStr("s3cret"))
    with pytest.raises(BrokerError, match=r"set kafka\.user"):
        security(kafka)


def test_a_key_that_needs_a_password_is_told_and_nobody_is_asked(tmp_path: Path) -> None:
    key = rsa.generate_private_key(65537, 2048)
    secret = serialization.BestAvailableEncryption(b"s3cret")
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, secret)
    certificate, _ = make_authority(tmp_path)
    (tmp_path / "key.pem").write_bytes(pem)
    kafka = KafkaSettings(
        security="SSL", certificate_file=certificate, key_file=tmp_path / "key.pem"
    )
    with pytest.raises(BrokerError, match="certificate files for Kafka cannot be used"):
        security(kafka)
