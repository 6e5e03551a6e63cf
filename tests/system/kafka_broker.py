"""A real Apache Kafka broker for the tests, on this machine alone.

The broker comes from Maven Central, once, into a cache folder (CASTWATCH_KAFKA_HOME, or
~/.cache/castwatch-tests/kafka-<version>). It runs in KRaft mode as one Java process, keeps its
port and its log from start to start, and can be stopped, killed, frozen and started again.
"""

import os
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition  # type: ignore[import-untyped]
from kafka.admin import (  # type: ignore[import-untyped]
    ACL,
    ACLOperation,
    ACLPermissionType,
    ConfigResource,
    ConfigResourceType,
    NewTopic,
    ResourcePattern,
    ResourceType,
)

from app.outbox.checking import check_broker
from models.kafka_connection import BrokerError
from models.kafka_settings import KafkaSettings
from tests.system import maven
from tests.system.certificates import make_authority, make_keystore
from tests.system.proxy import Proxy

VERSION = "4.4.0"
KAFKA_HOME = os.environ.get("CASTWATCH_KAFKA_HOME")
KAFKA_BOOTSTRAP = os.environ.get("KAFKA_BOOTSTRAP")
START_SECONDS = 60
USER, PASSWORD = "castwatch", "a-password-of-the-tests"
_SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule"


def libraries() -> Path:
    """The broker's jar files; fetched with Maven where they are missing, or the test skips."""
    home = Path(KAFKA_HOME) if KAFKA_HOME else None
    return maven.libraries("org.apache.kafka", "kafka_2.13", VERSION, "kafka", home)


class KafkaBroker:
    """One broker; its ports and its data stay the same from start to start.

    Who comes by `bootstrap` reaches it for certain; who comes by `bootstrap_by_line`, over a
    line that can be cut; who comes by `bootstrap_beside_line` is sent on to that line; who comes
    by `secure_bootstrap` needs TLS, a name and a password.
    """

    def __init__(self, folder: Path, libs: Path, *, makes_topics: bool = True) -> None:
        """One that `makes_topics` makes each to which somebody writes."""
        self.port, controller_port, line_port, secure_port = free_ports(4)
        self.bootstrap = f"127.0.0.1:{self.port}"
        self.secure_bootstrap = f"127.0.0.1:{secure_port}"
        self.line = Proxy(line_port)
        self.bootstrap_by_line = f"127.0.0.1:{self.line.port}"
        self.bootstrap_beside_line = f"127.0.0.1:{line_port}"
        self._folder = folder
        self._libs = libs
        self._process: subprocess.Popen[bytes] | None = None
        self._has_no_room = False
        self._properties = folder / "server.properties"
        self.authority, key = make_authority(folder)
        keystore = make_keystore(folder, (self.authority, key), "127.0.0.1")
        ports = (self.port, controller_port, line_port, self.line.port, secure_port)
        self._properties.write_text(
            _properties(folder / "log", ports, keystore, makes_topics=makes_topics)
        )
        cluster = "Y2FzdHdhdGNoLXRlc3RzMQ"
        user = f"SCRAM-SHA-512=[name={USER},password={PASSWORD}]"
        format_it = ("format", "-t", cluster, "-c", str(self._properties), "-S", user)
        self._java("kafka.tools.StorageTool", *format_it).wait(START_SECONDS)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = self._java("kafka.Kafka", str(self._properties))
        deadline = time.monotonic() + START_SECONDS
        while not answers(self.bootstrap):
            assert self._process.poll() is None, (self._folder / "broker.out").read_text()[-2000:]
            assert time.monotonic() < deadline, "the broker does not answer"

    def stop(self) -> None:
        """Let it end in good order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Let it hold its connections and do nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def fill_disk(self) -> None:
        """From now on nothing that it writes finds room; it gives up by itself, or is idle."""
        assert self._process is not None
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        self._has_no_room = True

    def ensure_running(self) -> None:
        """Whatever was done to it, it answers again."""
        if self._has_no_room:
            self.kill()
        if self._process is None:
            self.start()
        self.thaw()
        self.line.heal()

    def close(self) -> None:
        """End it, and the line to it."""
        self.kill()
        self.line.close()

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def _end(self, number: signal.Signals) -> None:
        if self._process is not None:
            self.thaw()
            self._signal(number)
            self._process.wait(START_SECONDS)
            self._process, self._has_no_room = None, False

    def _java(self, main: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = ["java", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        with (self._folder / "broker.out").open("ab") as output:
            return subprocess.Popen(
                [*command, "-cp", f"{self._libs}/*", main, *arguments],
                stdout=output,
                stderr=output,
                cwd=self._folder,
            )


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def answers(bootstrap: str) -> bool:
    """Whether a Kafka answers there by now."""
    try:
        check_broker(KafkaSettings(servers=(bootstrap,)))
    except BrokerError:
        return False
    return True


def create_topic(bootstrap: str, topic: str, **configs: str) -> None:
    """Make a topic of one partition."""
    client = KafkaAdminClient(bootstrap_servers=bootstrap, bootstrap_timeout_ms=10_000)
    try:
        client.create_topics([NewTopic(topic, 1, 1, topic_configs=configs)])
    finally:
        client.close()


def delete_topic(bootstrap: str, topic: str) -> None:
    """Delete a topic with all that is in it, and wait until it is gone."""
    client = KafkaAdminClient(bootstrap_servers=bootstrap, bootstrap_timeout_ms=10_000)
    try:
        client.delete_topics([topic])
        deadline = time.monotonic() + START_SECONDS
        while topic in client.list_topics():
            assert time.monotonic() < deadline, "the topic does not go"
    finally:
        client.close()


def limit_messages(bootstrap: str, topic: str, largest_bytes: int) -> None:
    """From now on the topic takes no message that is larger."""
    client = KafkaAdminClient(bootstrap_servers=bootstrap, bootstrap_timeout_ms=10_000)
    try:
        configs = {"max.message.bytes": str(largest_bytes)}
        client.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, configs)])
    finally:
        client.close()


def read_topic(bootstrap: str, topic: str, start: int = 0) -> list[tuple[str, bytes]]:
    """All messages of a topic of one partition from an offset on, in order: key and value.

    None where there is no topic.
    """
    consumer = KafkaConsumer(
        bootstrap_servers=bootstrap, auto_offset_reset="earliest", enable_auto_commit=False
    )
    try:
        if consumer.partitions_for_topic(topic) is None:
            return []
        partition = TopicPartition(topic, 0)
        consumer.assign([partition])
        end = consumer.end_offsets([partition])[partition]
        consumer.seek(partition, start)
        found: list[tuple[str, bytes]] = []
        while consumer.position(partition) < end:
            records = consumer.poll(timeout_ms=500).get(partition, [])
            found += [(record.key.decode(), record.value) for record in records]
        return found
    finally:
        consumer.close()


@pytest.fixture(scope="session")
def only_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaBroker]:
    """The session's broker, which a test may do anything to through `broker`."""
    broker = KafkaBroker(tmp_path_factory.mktemp("kafka"), libraries())
    broker.start()
    yield broker
    broker.close()


@pytest.fixture
def broker(only_broker: KafkaBroker) -> Iterator[KafkaBroker]:
    """A broker that runs, and that runs again after the test."""
    yield only_broker
    only_broker.ensure_running()


@pytest.fixture(scope="session")
def bootstrap(request: pytest.FixtureRequest) -> str:
    """Where a Kafka answers: KAFKA_BOOTSTRAP, or else the session's own broker."""
    if KAFKA_BOOTSTRAP:
        return KAFKA_BOOTSTRAP
    own: KafkaBroker = request.getfixturevalue("only_broker")
    return own.bootstrap


def deny_writing(bootstrap: str, topic: str) -> None:
    """From now on USER, who comes by `secure_bootstrap`, may read the topic but not write to it."""
    client = KafkaAdminClient(bootstrap_servers=bootstrap, bootstrap_timeout_ms=10_000)
    try:
        resource = ResourcePattern(ResourceType.TOPIC, topic)
        rule = ACL(f"User:{USER}", "*", ACLOperation.WRITE, ACLPermissionType.DENY, resource)
        client.create_acls([rule])
    finally:
        client.close()


@pytest.fixture(scope="session")
def only_strict_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KafkaBroker]:
    """The session's broker that makes no topic by itself."""
    folder = tmp_path_factory.mktemp("strict-kafka")
    broker = KafkaBroker(folder, libraries(), makes_topics=False)
    broker.start()
    yield broker
    broker.close()


def _properties(
    log: Path, ports: tuple[int, int, int, int, int], keystore: Path, *, makes_topics: bool
) -> str:
    port, controller_port, line_port, proxy_port, secure_port = ports
    return f"""
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller_port}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:{port},LINE://127.0.0.1:{line_port},SECURE://127.0.0.1:{secure_port},CONTROLLER://127.0.0.1:{controller_port}
advertised.listeners=PLAINTEXT://127.0.0.1:{port},LINE://127.0.0.1:{proxy_port},SECURE://127.0.0.1:{secure_port}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,LINE:PLAINTEXT,SECURE:SASL_SSL
listener.name.secure.ssl.keystore.type=PEM
listener.name.secure.ssl.keystore.location={keystore}
listener.name.secure.sasl.enabled.mechanisms=SCRAM-SHA-512
listener.name.secure.scram-sha-512.sasl.jaas.config={_SCRAM} required;
inter.broker.listener.name=PLAINTEXT
auto.create.topics.enable={str(makes_topics).lower()}
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS
allow.everyone.if.no.acl.found=true
log.dirs={log}
num.network.threads=2
num.io.threads=2
num.partitions=1
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
"""
