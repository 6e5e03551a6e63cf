"""What stations say, on its way into the warehouse: one poisonous message holds up no other."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from kafka import TopicPartition  # type: ignore[import-untyped]

from models.events import PredictionResult
from models.kafka_settings import KafkaSettings
from plant.api import kafka_reader
from plant.api.kafka_reader import KafkaReader
from plant.warehouse.errors import RefusedError
from tests.plant.told import told

PLACE = TopicPartition("prediction_results", 0)


class Consumer:
    """A consumer of the test that gives its messages once."""

    def __init__(self, values: Sequence[bytes]) -> None:
        records = [SimpleNamespace(value=value, offset=at) for at, value in enumerate(values)]
        self._records = {PLACE: records}
        self._assigned: set[TopicPartition] = set()

    def poll(self, **_: object) -> Mapping[TopicPartition, Any]:
        records, self._records = self._records, {}
        return records

    def partitions_for_topic(self, _: str) -> set[int]:
        return {0}

    def assignment(self) -> set[TopicPartition]:
        return self._assigned

    def assign(self, places: Sequence[TopicPartition]) -> None:
        self._assigned = set(places)

    def seek_to_beginning(self, _: TopicPartition) -> None:
        pass


class Ledger:
    """A warehouse that refuses some inspections, and with them all of a transaction."""

    def __init__(self, poisonous: set[int]) -> None:
        self.taken: list[int] = []
        self.settled: dict[tuple[str, int], int] = {}
        self._poisonous = poisonous

    def positions(self) -> dict[tuple[str, int], int]:
        return {}

    def take(
        self, events: Sequence[PredictionResult], positions: Mapping[tuple[str, int], int]
    ) -> int:
        numbers = [event.sequence for event in events]
        if self._poisonous & set(numbers):
            raise RefusedError("The warehouse {url} refuses it.", url="x")
        self.taken += numbers
        self.settled |= positions
        return len(numbers)


def test_what_the_warehouse_refuses_is_counted_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    values = [told(number).model_dump_json().encode() for number in (1, 2, 3)]
    monkeypatch.setattr(kafka_reader, "open_consumer", lambda _: Consumer([*values, b"no message"]))
    ledger: Any = Ledger({2})
    counted: list[tuple[int, int]] = []
    reader = KafkaReader(
        KafkaSettings(), ledger, lambda: None, lambda new, unfit: counted.append((new, unfit))
    )
    reader.step()
    assert ledger.taken == [1, 3]
    assert counted == [(2, 2)]
    assert ledger.settled == {("prediction_results", 0): 4}
