"""How to reach the plant's Kafka, and what stands in the way when it cannot be reached.

Nothing here waits longer than a few seconds, whatever the network, the name server, the keyring
or the disk do.
"""

import socket
import ssl
import time
from typing import Any

from models.bounded import bounded
from models.errors import KnownError
from models.kafka_settings import KafkaSettings

CALL_S = 2.0  # to answer a call
LOOKUP_S = 2.0  # to find the address of a name
SECRETS_S = 8.0  # to read certificates and the password
KEYRING_SERVICE = "castwatch-kafka"

Address = tuple[Any, ...]  # as socket.getaddrinfo gives it


class BrokerError(KnownError):
    """The plant's Kafka is away or refuses; the results wait in the database meanwhile."""


def security(settings: KafkaSettings) -> dict[str, Any]:
    """What kafka-python is told of TLS and SASL. Raises BrokerError, within SECRETS_S."""
    try:
        return bounded(("security", settings), lambda: _security(settings), SECRETS_S)
    except TimeoutError as error:
        raise BrokerError(
            "The certificates or the password for Kafka cannot be read: the disk or the keyring"
            " does not answer."
        ) from error


def _security(settings: KafkaSettings) -> dict[str, Any]:
    options: dict[str, Any] = {"security_protocol": settings.security}
    if settings.security.endswith("SSL"):
        options["ssl_context"] = tls(settings)
    if settings.security.startswith("SASL"):
        password = _password(settings)
        if not settings.user:
            raise BrokerError("Kafka wants a user to sign in: set kafka.user.")
        options["sasl_mechanism"] = settings.sasl_mechanism
        options["sasl_plain_username"] = settings.user
        options["sasl_plain_password"] = password
    return options


def tls(settings: KafkaSettings) -> ssl.SSLContext:
    """Certificates and names are verified, always. Raises BrokerError."""
    try:
        context = ssl.create_default_context(cafile=settings.ca_file)
        if settings.certificate_file is not None:
            # Without a password OpenSSL would ask for one on the terminal, and wait for ever.
            context.load_cert_chain(settings.certificate_file, settings.key_file, password="")
    except (OSError, ValueError) as error:  # an SSLError is an OSError
        raise BrokerError(
            "The certificate files for Kafka cannot be used: {reason}.",
            reason=getattr(error, "strerror", None) or str(error),
        ) from error
    return context


def reach(settings: KafkaSettings) -> None:
    """See to it that one of the servers answers. Raises BrokerError, of the first of them."""
    context = security(settings).get("ssl_context")
    errors = []
    for server in settings.servers:
        try:
            return call(server, context)
        except BrokerError as error:
            errors.append(error)
    raise errors[0]


def addresses_of(host: str, port: int, seconds: float = LOOKUP_S) -> list[Address]:
    """Return the addresses of a host, as socket.getaddrinfo does, but within so many seconds.

    Raises OSError: a socket.gaierror where nobody knows the name, TimeoutError where nobody
    answers; UnicodeError for what cannot be a name.
    """
    return bounded(
        ("address", host, port),
        lambda: list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)),
        seconds,
    )


def host_and_port(server: str) -> tuple[str, int]:
    """Take HOST:PORT or [IPV6]:PORT apart. Raises BrokerError for what is neither."""
    host, _, port = server.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    try:
        host.encode("idna")
        number = int(port) if port.isascii() and port.isdecimal() else 0
    except UnicodeError:
        number = 0
    if not host or any(sign in host for sign in "/[] @") or not 0 < number < 65536:
        raise BrokerError("“{server}” must have the form HOST:PORT.", server=server)
    return host, number


def no_kafka(settings: KafkaSettings) -> BrokerError:
    """Somebody answers, but not as a Kafka that is set up like this."""
    if settings.security.startswith("SASL"):
        return BrokerError(
            "Kafka at {servers} does not let the user {user} in, or is not set up as here"
            " ({security}, {mechanism}): check the name and the password.",
            servers=", ".join(settings.servers),
            user=settings.user or "",
            security=settings.security,
            mechanism=settings.sasl_mechanism,
        )
    return BrokerError(
        "What answers at {servers} does not speak Kafka as it is set up here ({security}).",
        servers=", ".join(settings.servers),
        security=settings.security,
    )


def _password(settings: KafkaSettings) -> str:
    if settings.password is not None:
        return settings.password.get_secret_value()
    if settings.password_file is None:
        return _password_in_keyring(settings.user or "")
    try:
        return settings.password_file.read_text("utf-8-sig").strip()
    except (OSError, ValueError) as error:  # a UnicodeDecodeError is a ValueError
        raise BrokerError(
            "The file {file} with Kafka's password cannot be read.",
            file=str(settings.password_file),
        ) from error


def _password_in_keyring(user: str) -> str:
    """What `keyring set castwatch-kafka USER` has stored. Raises BrokerError."""
    import keyring  # noqa: PLC0415 - slow to import, and few stations need it
    import keyring.errors  # noqa: PLC0415

    try:
        password = keyring.get_password(KEYRING_SERVICE, user)
    except keyring.errors.KeyringError:  # none on this machine, or it stays locked
        password = None
    except Exception as error:  # whatever D-Bus and the desktop raise where they are not there
        raise BrokerError(
            "This machine's keyring does not work ({reason}): set kafka.password_file instead.",
            reason=str(error) or type(error).__name__,
        ) from error
    if password is None:
        raise BrokerError(
            "Kafka wants a password for {user}: set kafka.password_file, or store it in this"
            " machine's keyring with “keyring set {service} {user}”.",
            user=user,
            service=KEYRING_SERVICE,
        )
    return password


def call(server: str, context: ssl.SSLContext | None) -> None:
    """See to it that a server accepts a connection, and TLS with a `context`.

    Takes LOOKUP_S and CALL_S at most. Raises BrokerError.
    """
    host, port = host_and_port(server)
    try:
        with _connect(host, port) as connection:
            if context is not None:
                context.wrap_socket(connection, server_hostname=host).close()
    except socket.gaierror as error:
        raise BrokerError("No machine is known by the name of {server}.", server=server) from error
    except ssl.SSLCertVerificationError as error:
        raise BrokerError(
            "The certificate of {server} is not trusted: {reason}.",
            server=server,
            reason=error.verify_message,
        ) from error
    except ssl.SSLError as error:
        raise BrokerError(
            "{server} makes no TLS connection: {reason}.",
            server=server,
            reason=error.reason or str(error),
        ) from error
    except (OSError, ValueError) as error:
        raise BrokerError(
            "Nothing answers at {server}: {reason}.",
            server=server,
            reason=getattr(error, "strerror", None) or str(error),
        ) from error


def _connect(host: str, port: int) -> socket.socket:
    """Connect to the first address that answers; all of them together within CALL_S."""
    try:
        addresses = addresses_of(host, port)
    except TimeoutError as error:
        raise BrokerError(
            "The name server does not answer: the address of {host} is not known.", host=host
        ) from error
    deadline = time.monotonic() + CALL_S
    failure = OSError("it has no address")
    for family, kind, protocol, _, address in addresses:
        connection = socket.socket(family, kind, protocol)
        connection.settimeout(max(0.05, deadline - time.monotonic()))
        try:
            connection.connect(address)
        except OSError as error:
            connection.close()
            failure = error
        else:
            return connection
    raise failure
