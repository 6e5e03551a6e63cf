"""The broker of the system tests; each starts its own."""

from tests.system.kafka_broker import broker, only_broker  # noqa: F401 - fixtures
