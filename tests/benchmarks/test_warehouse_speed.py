"""How quickly the API takes what stations tell, however many they are."""

import gc
import itertools
import time
from collections.abc import Iterator, Sequence

import psycopg
import pytest
from sqlalchemy import Engine

from models.events import PredictionResult
from plant.api.kafka_reader import BATCH
from plant.warehouse.database import open_warehouse
from plant.warehouse.ledger import Ledger
from tests.plant.told import told
from tests.plant.warehouse.conftest import postgres  # noqa: F401 - a fixture

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(120)]

BATCHES = 8
TIMES = 3  # the best of so many: a batch takes a twentieth of a second, and machines are noisy
MOST_TIMES = 5.0  # as long for as many stations as messages; 14 when each was told by itself


@pytest.fixture
def warehouse(postgres: str) -> Iterator[Engine]:  # noqa: F811
    name = f"speed_{time.monotonic_ns()}"
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    engine = open_warehouse(f"{postgres}/{name}")
    yield engine
    engine.dispose()


def batches(stations: Sequence[str], first: int) -> Iterator[list[PredictionResult]]:
    for number in range(BATCHES):
        start = first + number * BATCH
        yield [
            told(each, station=stations[each % len(stations)], id=_id(each))
            for each in range(start, start + BATCH)
        ]


def _id(number: int) -> str:
    return f"01980000-0000-7000-8000-{number:012d}"


def seconds(ledger: Ledger, stations: Sequence[str], first: int) -> float:
    made = list(batches(stations, first))
    ledger.take(made[0], {})  # statements are compiled
    began = time.perf_counter()
    for events in made[1:]:
        assert ledger.take(events, {("results", 0): events[-1].sequence}) == BATCH
    return time.perf_counter() - began


def test_five_hundred_stations_are_taken_about_as_quickly_as_one(warehouse: Engine) -> None:
    ledger = Ledger(warehouse, "plant-api")
    gc.collect()
    gc.freeze()  # what the tests before have left is not walked over while it is timed
    many = [f"line-{number:03d}" for number in range(BATCH)]
    firsts = itertools.count(1, BATCHES * BATCH)
    took = [
        (seconds(ledger, ["line-x"], next(firsts)), seconds(ledger, many, next(firsts)))
        for _ in range(TIMES)
    ]
    gc.unfreeze()
    one, each = (min(times) for times in zip(*took, strict=True))
    rate = (BATCHES - 1) * BATCH / each
    print(f"{rate:,.0f} messages/s of {BATCH} stations, {each / one:.2f} times as long as of one")
    assert each < MOST_TIMES * one
