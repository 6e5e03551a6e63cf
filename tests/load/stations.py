"""Many stations that judge castings: `python -m tests.load.stations --kafka HOST:PORT`.

Messages are those of real stations, numbered for each and stamped with the time of sending; one of
thirty castings is rejected. All share one connection to Kafka, keyed by station as theirs are.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer
import uuid_utils
from kafka import KafkaProducer  # type: ignore[import-untyped]

from models.events import LightInMessage
from models.judgement import Verdict
from tests.plant.told import told

REJECT_EVERY = 30
TICK_S = 0.01
_ID, _STATION, _TIME = told().id, "line-xxxx", "2026-03-02T12:00:00Z"


def messages(stations: int, after: int = 0) -> Iterator[tuple[bytes, bytes]]:
    """Key and value, station after station, for ever; each counts on `after` that number."""
    pass_, reject = (_template(verdict) for verdict in (Verdict.PASS, Verdict.REJECT))
    keys = [f"line-{number:04d}" for number in range(stations)]
    made, sequence = 0, after
    while True:
        sequence += 1
        for key in keys:
            made += 1
            template = pass_ if made % REJECT_EVERY else reject
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            text = template.replace("@id", str(uuid_utils.uuid7())).replace("@at", now)
            text = text.replace("@station", key).replace('"@sequence"', str(sequence))
            yield key.encode(), text.encode()


def _template(verdict: Verdict) -> str:
    light = LightInMessage(brightness=123.5, sharpness=0.38, x=0.5, y=0.5)
    event = told(1, verdict, _STATION, light=light, seal="a" * 64)
    return (
        event.model_dump_json()
        .replace(event.id, "@id")
        .replace(_STATION, "@station")
        .replace('"sequence":1,', '"sequence":"@sequence",')
        .replace(f'"inspected_at":"{_TIME}"', '"inspected_at":"@at"')
    )


def play(
    bootstrap: str, topic: str, stations: int, per_s: float, seconds: float, after: int = 0
) -> int:
    """Send so many a second from each station; returns how many were acknowledged."""
    producer = KafkaProducer(bootstrap_servers=bootstrap, acks="all", linger_ms=5)
    made = messages(stations, after)
    began, sent = time.perf_counter(), 0
    try:
        while (passed := time.perf_counter() - began) < seconds:
            for _ in range(int(passed * per_s * stations) - sent):
                key, value = next(made)
                producer.send(topic, key=key, value=value)
                sent += 1
            time.sleep(TICK_S)  # until more are due
        producer.flush(60)
    finally:
        producer.close()
    return sent


def run(
    kafka: Annotated[str, typer.Option(help="HOST:PORT")],
    topic: str = "prediction_results",
    stations: Annotated[int, typer.Option(min=1, max=9999)] = 1_000,
    per_second: Annotated[float, typer.Option(help="castings of each station")] = 1.0,
    seconds: float = 60.0,
    after: Annotated[int, typer.Option(help="the number that each station counts on from")] = 0,
) -> None:
    """Play stations into a broker."""
    typer.echo(f"{play(kafka, topic, stations, per_second, seconds, after)}")


if __name__ == "__main__":
    typer.run(run)
