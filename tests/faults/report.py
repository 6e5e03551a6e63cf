"""What every report of a long run begins with."""

import platform
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import version

from tests.system.kafka_broker import VERSION


def conditions(seed: int, seconds: float) -> str:
    """When it was, how long it took, and on what."""
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, seed {seed}, {seconds / 60:.0f} min; Apache Kafka"
        f" {VERSION}, kafka-python {version('kafka-python')}, SQLite {sqlite3.sqlite_version},"
        f" Python {platform.python_version()}, {platform.system()}."
    )
