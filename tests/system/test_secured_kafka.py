"""A plant's Kafka with TLS and passwords: what is verified, and what is said if not."""

import gc
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.outbox.checking import check_broker
from app.outbox.drain import drain
from app.settings import Settings
from app.storage.store import Store
from models.judgement import Verdict
from models.kafka_connection import BrokerError
from models.kafka_settings import KafkaSettings
from tests.app.storage.recording import keep, settings
from tests.system.certificates import make_authority
from tests.system.kafka_broker import PASSWORD, USER, KafkaBroker, create_topic, read_topic

pytestmark = [
    pytest.mark.system,
    pytest.mark.timeout(300),
    # kafka-python 3.0.12 leaves the socket of a refused connection to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed <s"),
]


@pytest.fixture(autouse=True)
def sockets_are_collected_here() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    file = tmp_path / "kafka-password"
    file.write_text(f"{PASSWORD}\n")
    return file


def secured(broker: KafkaBroker, password_file: Path, **more: Any) -> KafkaSettings:
    made = {
        "servers": (broker.secure_bootstrap,),
        "security": "SASL_SSL",
        "ca_file": broker.authority,
        "user": USER,
        "password_file": password_file,
    }
    return KafkaSettings.model_validate(made | more)


def test_results_arrive_over_tls_with_a_password_from_a_file(
    broker: KafkaBroker, password_file: Path, tmp_path: Path
) -> None:
    record = settings(tmp_path, keep_pictures="none")
    store = Store(record, "station-1")
    kept = keep(store, *[Verdict.PASS] * 30)
    store.close()
    create_topic(broker.bootstrap, "secured")
    kafka = secured(broker, password_file, topic="secured")
    assert drain(Settings(record=record, kafka=kafka)).sent == 30
    arrived = read_topic(broker.bootstrap, "secured")
    assert [json.loads(value)["id"] for _, value in arrived] == [each.id for each in kept]


def test_a_wrong_password_is_told_in_words_that_do_not_name_it(
    broker: KafkaBroker, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("not-the-password")
    with pytest.raises(BrokerError) as caught:
        check_broker(secured(broker, wrong))
    said = str(caught.value)
    assert said.startswith(
        f"Kafka at {broker.secure_bootstrap} does not let the user castwatch in"
    )  # a broker that is slow to refuse may not have told the reason in time
    assert said.endswith("check the name and the password.")
    assert "not-the-password" not in caplog.text


def test_a_broker_with_a_certificate_of_somebody_else_is_not_trusted(
    broker: KafkaBroker, password_file: Path, tmp_path: Path
) -> None:
    stranger, _ = make_authority(tmp_path, "Somebody else")
    with pytest.raises(BrokerError, match=r"The certificate of .* is not trusted"):
        check_broker(secured(broker, password_file, ca_file=stranger))


def test_a_broker_that_goes_by_another_name_is_not_trusted(
    broker: KafkaBroker, password_file: Path
) -> None:
    elsewhere = broker.secure_bootstrap.replace("127.0.0.1", "localhost")
    with pytest.raises(BrokerError, match=r"The certificate of localhost.* is not trusted"):
        check_broker(secured(broker, password_file, servers=(elsewhere,)))


def test_tls_without_a_password_is_refused_in_words(
    broker: KafkaBroker, password_file: Path
) -> None:
    with pytest.raises(BrokerError, match="does not speak Kafka as it is set up here \\(SSL\\)"):
        check_broker(secured(broker, password_file, security="SSL"))
