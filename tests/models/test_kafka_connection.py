import ssl
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import pytest
from pydantic import SecretStr

from models.kafka_connection import BrokerError, reach, security
from models.kafka_settings import KafkaSettings


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
