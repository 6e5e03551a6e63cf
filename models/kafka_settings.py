"""How to reach the plant's Kafka, in a settings file of the station or of the plant."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator
from pydantic_core import PydanticCustomError

from models.outbox import MessageKind, TopicQueue


class KafkaSettings(BaseModel):
    """The plant's Kafka; without servers the results wait in the database."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    servers: tuple[str, ...] = ()  # HOST:PORT, …
    topic: str = Field(default="prediction_results", pattern=r"^[A-Za-z0-9._-]{1,249}$")
    decisions_topic: str = Field(default="casting_decisions", pattern=r"^[A-Za-z0-9._-]{1,249}$")
    challenges_topic: str = Field(default="station_challenges", pattern=r"^[A-Za-z0-9._-]{1,249}$")
    security: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    ca_file: Path | None = None
    certificate_file: Path | None = None
    key_file: Path | None = None
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-512"
    user: str | None = None
    password: SecretStr | None = None
    password_file: Path | None = None  # without it and a password: the machine's keyring

    def queues(self) -> tuple[TopicQueue, ...]:
        """Each topic that is written to, with the kinds of messages that go there."""
        topics = {
            MessageKind.INSPECTION: self.topic,
            MessageKind.DECISION: self.decisions_topic,
            MessageKind.CHALLENGE: self.challenges_topic,
        }
        return tuple(
            TopicQueue(topic, tuple(kind for kind, goes_to in topics.items() if goes_to == topic))
            for topic in dict.fromkeys(topics.values())
        )

    @field_validator("servers", mode="before")
    @classmethod
    def _split(cls, servers: object) -> object:
        return (
            tuple(filter(None, servers.replace(" ", "").split(",")))
            if isinstance(servers, str)
            else servers
        )

    @field_validator("servers")
    @classmethod
    def _host_and_port(cls, servers: tuple[str, ...]) -> tuple[str, ...]:
        for server in servers:
            host, _, port = server.rpartition(":")
            if not is_host(host) or not _is_port(port):
                raise PydanticCustomError(
                    "no_server", "“{server}” is no HOST:PORT", {"server": server}
                )
        return servers


def is_host(name: str) -> bool:
    """Whether this can be the name or the address of a machine."""
    try:
        name.encode("idna")
    except UnicodeError:  # an empty label, as in broker..plant, or one that is too long
        return False
    return bool(name) and name.isprintable() and not set(name) & set(" /@")


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 5 and 0 < int(text) < 65536
