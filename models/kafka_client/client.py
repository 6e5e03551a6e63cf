"""Opening and closing kafka-python's producers and consumers, each within a few seconds.

kafka-python 3.0.12 asks the name server without a bound, also on the thread that closing waits
for; leaves the sockets of a client that finds no broker open; waits half a minute for a broker
unless it is told not to; does not say why a broker has ended the conversation; and raises where
a producer is closed with messages under way. All of this is mended here.
"""

import logging
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Any

from kafka import KafkaConsumer, KafkaProducer, errors  # type: ignore[import-untyped]
from kafka.net.compat import KafkaNetClient  # type: ignore[import-untyped]
from kafka.net.inet import KafkaNetSocket  # type: ignore[import-untyped]
from kafka.net.manager import KafkaConnectionManager  # type: ignore[import-untyped]
from kafka.net.selector import NetworkSelector  # type: ignore[import-untyped]

from models.kafka_connection import (
    Address,
    BrokerError,
    addresses_of,
    host_and_port,
    no_kafka,
    reach,
    security,
)
from models.kafka_settings import KafkaSettings

OPEN_MS = 3_000  # to find a broker
BLOCK_MS = 500  # that one call of a producer may take; longer waits are made of several
DELIVERY_MS = 10_000  # to be acknowledged
RETRIES, RETRY_MS = 12, 250  # so that the broker's own reason is known before DELIVERY_MS is over
LOOKUP_S = 1.0  # for the address of a broker, on the thread of the network
CLOSE_S = 2.0

# We say in words what is wrong, once; the library says it many times a second, as errors.
logging.getLogger("kafka").setLevel(logging.CRITICAL)


class _BoundedSocket(KafkaNetSocket):  # type: ignore[misc]
    """Asks the name server on another thread, and waits for it only so long."""

    SCHEMES = ("bounded",)  # kafka-python chooses the class by the scheme of `proxy_url`

    def dns_lookup(self, host: str, port: int, raise_error: bool = False) -> list[Address]:  # noqa: ARG002 - kafka-python's signature
        """Return the addresses; none where they are not known in time: it is tried again."""
        try:
            return addresses_of(host, port, LOOKUP_S)
        except (OSError, ValueError):
            return []


class _Manager(KafkaConnectionManager):  # type: ignore[misc]
    """Remembers why a connection could not be made."""

    last_error: Exception | None = None

    def get_connection(self, node_id: Any, *args: Any, **options: Any) -> Any:
        is_new = node_id not in self._conns
        connection = super().get_connection(node_id, *args, **options)
        if is_new:
            connection.init_future.add_both(self._on_end)
        return connection

    def _on_end(self, outcome: object) -> None:
        """Keep a refusal of the broker's until a connection is made: silence tells less."""
        if not isinstance(outcome, Exception):
            self.last_error = None
        elif not isinstance(self.last_error, errors.BrokerResponseError):
            self.last_error = outcome


class Client(KafkaNetClient):  # type: ignore[misc]
    """The network of one producer or consumer."""

    def __init__(self, **config: Any) -> None:
        net = NetworkSelector(**config)
        super().__init__(net, _Manager(net, **config))

    def ask(self, request: Any) -> Any:
        """Send a request to any broker; returns the future of its response. From any thread."""
        manager = self._manager
        return manager.call_soon(lambda: manager.send(request))

    @property
    def last_error(self) -> Exception | None:
        """Why a connection could not be made, last."""
        error: Exception | None = self._manager.last_error
        return error


@dataclass(frozen=True, slots=True)
class Link:
    """A producer or consumer, and the network below it, which knows what is wrong."""

    end: Any  # KafkaProducer or KafkaConsumer
    client: Client


def open_producer(settings: KafkaSettings, client_id: str) -> Link:
    """Make a producer that has found a broker. Raises BrokerError, within some seconds."""
    return _open(
        KafkaProducer,
        settings,
        client_id=client_id,
        acks="all",
        enable_idempotence=True,
        max_in_flight_requests_per_connection=1,  # nothing overtakes
        max_block_ms=BLOCK_MS,
        request_timeout_ms=DELIVERY_MS // 2,
        delivery_timeout_ms=DELIVERY_MS,
        retries=RETRIES,
        retry_backoff_ms=RETRY_MS,
        linger_ms=5,
        batch_size=128 * 1024,
    )


def open_consumer(settings: KafkaSettings, client_id: str, **more: Any) -> Link:
    """Make a consumer that has found a broker. Raises BrokerError, within some seconds."""
    return _open(KafkaConsumer, settings, client_id=client_id, **more)


def close_producer(producer: KafkaProducer) -> None:
    """End a producer and its thread, whatever is still under way."""
    # With messages under way `close` raises and leaves its thread running
    # (https://github.com/dpkp/kafka-python), unless they are given up first.
    producer._sender.force_close()  # noqa: SLF001
    with suppress(errors.KafkaError, RuntimeError):
        producer.close(timeout=CLOSE_S)


def close_consumer(consumer: KafkaConsumer) -> None:
    """End a consumer, as far as it can be told to the broker."""
    with suppress(errors.KafkaError, RuntimeError):
        consumer.close(autocommit=False)


def plain(error: BaseException) -> str:
    """Return what Kafka says, without its numbers and the names of its classes."""
    said = next((part for part in error.args if isinstance(part, str) and part), None)
    return said or getattr(error, "description", None) or type(error).__name__


def _open(kind: type, settings: KafkaSettings, **options: Any) -> Link:
    reach(settings)
    clients: list[Client] = []
    with ExitStack() as on_failure:

        def client(**config: Any) -> Client:
            """Keep hold of it: one that finds no broker leaves its sockets open."""
            opened = Client(**config)
            on_failure.callback(opened.close)
            clients.append(opened)
            return opened

        try:
            end = kind(
                bootstrap_servers=[_bracketed(server) for server in settings.servers],
                bootstrap_timeout_ms=OPEN_MS,
                reconnect_backoff_max_ms=1_000,
                metrics_enabled=False,
                kafka_client=client,
                proxy_url="bounded://",
                **options,
                **security(settings),
            )
        except BrokerError:
            raise
        except Exception as error:  # whatever kafka-python makes of the world and the settings
            raise _refusal(settings, error, clients[-1].last_error if clients else None) from error
        on_failure.pop_all()
        return Link(end, clients[-1])


def _bracketed(server: str) -> str:
    host, port = host_and_port(server)
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _refusal(settings: KafkaSettings, error: Exception, why: Exception | None) -> BrokerError:
    """Why no Kafka was found behind what answers."""
    match why:
        case errors.SaslAuthenticationFailedError():
            return BrokerError(
                "Kafka at {servers} does not let the user {user} in: check the name and the"
                " password.",
                servers=", ".join(settings.servers),
                user=settings.user or "",
            )
        case errors.UnsupportedSaslMechanismError():
            return BrokerError(
                "Kafka at {servers} does not offer the sign-in {mechanism}: choose another"
                " kafka.sasl_mechanism.",
                servers=", ".join(settings.servers),
                mechanism=settings.sasl_mechanism,
            )
    if isinstance(error, errors.KafkaError) and not isinstance(
        error, errors.KafkaConfigurationError
    ):
        return no_kafka(settings)
    return BrokerError(
        "Kafka at {servers} cannot be used as it is set up here: {reason}.",
        servers=", ".join(settings.servers),
        reason=plain(error),
    )
