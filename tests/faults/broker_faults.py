"""What happens to the broker, the topic, and the line to them."""

from collections.abc import Callable

from tests.faults.line import Line
from tests.system.kafka_broker import KafkaBroker

Strike = Callable[[], None]


def at_the_start(broker: KafkaBroker, line: Line) -> dict[str, Strike]:
    """What is so before the station runs."""
    return {"away": broker.stop, "topic deleted": line.delete_topic}


def meanwhile(broker: KafkaBroker) -> dict[str, Strike]:
    """What happens while the station runs; `ensure_running` undoes it."""

    def restart() -> None:
        broker.stop()
        broker.start()

    return {
        "killed": broker.kill,
        "frozen": broker.freeze,
        "restarted": restart,
        "disk full": broker.fill_disk,
        "connection cut": broker.line.cut,
        "connection half open": broker.line.stall,
        "connection slow": broker.line.slow,
    }
