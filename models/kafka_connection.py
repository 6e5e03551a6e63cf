"""How to reach the plant's Kafka, and what stands in the way when it cannot be reached."""

import socket
import ssl
from typing import Any

from models.errors import KnownError
from models.kafka_settings import KafkaSettings

CALL_S = 2.0  # to answer a call
KEYRING_SERVICE = "castwatch-kafka"


class BrokerError(KnownError):
    """The plant's Kafka is away or refuses; the results wait in the database meanwhile."""


def security(settings: KafkaSettings) -> dict[str, Any]:
    """What kafka-python is told of TLS and SASL. Raises BrokerError."""
    options: dict[str, Any] = {"security_protocol": settings.security}
    if settings.security.endswith("SSL"):
        options["ssl_context"] = tls(settings)
    if settings.security.startswith("SASL"):
        options["sasl_mechanism"] = settings.sasl_mechanism
        options["sasl_plain_username"] = settings.user
        options["sasl_plain_password"] = _password(settings)
    return options


def tls(settings: KafkaSettings) -> ssl.SSLContext:
    """Certificates and names are verified, always. Raises BrokerError."""
    try:
        context = ssl.create_default_context(cafile=settings.ca_file)
        if settings.certificate_file is not None:
            context.load_cert_chain(settings.certificate_file, settings.key_file)
    except OSError as error:  # an SSLError is one
        raise BrokerError(
            "The certificate files for Kafka cannot be used: {reason}.",
            reason=error.strerror or str(error),
        ) from error
    return context


def reach(settings: KafkaSettings) -> None:
    """See to it that one of the servers answers. Raises BrokerError, of the first of them."""
    errors = []
    for server in settings.servers:
        try:
            return _call(server, settings)
        except BrokerError as error:
            errors.append(error)
    raise errors[0]


def no_kafka(settings: KafkaSettings) -> BrokerError:
    """Somebody answers, but not as a Kafka that is set up like this."""
    if settings.security.startswith("SASL"):  # kafka-python does not tell a refusal from silence
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
        return settings.password_file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
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
    if password is None:
        raise BrokerError(
            "Kafka wants a password for {user}: set kafka.password_file, or store it in this"
            " machine's keyring with “keyring set {service} {user}”.",
            user=user,
            service=KEYRING_SERVICE,
        )
    return password


def _call(server: str, settings: KafkaSettings) -> None:
    host, _, port = server.rpartition(":")
    host = host.strip("[]")
    try:
        with socket.create_connection((host, int(port)), CALL_S) as connection:
            if settings.security.endswith("SSL"):
                tls(settings).wrap_socket(connection, server_hostname=host).close()
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
    except OSError as error:
        raise BrokerError(
            "Nothing answers at {server}: {reason}.",
            server=server,
            reason=error.strerror or str(error),
        ) from error
