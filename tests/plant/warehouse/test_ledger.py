"""Each inspection is on record once, in the order of arrival, and its message waits for Kafka."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from models.events import PredictionResult
from models.judgement import Verdict
from plant.warehouse.database import open_warehouse
from plant.warehouse.errors import WarehouseError
from plant.warehouse.ledger import Ledger
from plant.warehouse.questions import Questions, Wanted
from tests.plant.told import told


def own(sequence: int) -> PredictionResult:
    return told(sequence, station="plant-api")


@pytest.fixture
def ledger(engine: Engine) -> Ledger:
    return Ledger(engine, "plant-api")


def test_own_inspections_are_numbered_without_gaps_and_wait_for_kafka(
    ledger: Ledger, engine: Engine
) -> None:
    assert [event.sequence for event in ledger.record([own, own])] == [1, 2]
    assert [event.sequence for event in ledger.record([own])] == [3]
    assert [message.sequence for message in ledger.waiting(10)] == [1, 2, 3]
    assert PredictionResult.model_validate_json(ledger.waiting(1)[0].payload) == own(1)
    ledger.retire(2)
    assert ledger.count_waiting() == 1
    assert len(Questions(engine).page(Wanted(), None, 10)) == 3


def test_what_cannot_be_made_leaves_no_gap(ledger: Ledger) -> None:
    def fail(sequence: int) -> PredictionResult:
        raise ZeroDivisionError(sequence)

    with pytest.raises(ZeroDivisionError):
        ledger.record([own, fail])
    assert ledger.count_waiting() == 0
    assert ledger.record([own])[0].sequence == 1


def test_a_message_that_comes_twice_is_counted_once(ledger: Ledger, engine: Engine) -> None:
    events = [told(1), told(2, Verdict.REJECT), told(1)]
    assert ledger.take(events, {("results", 0): 3}) == 2
    assert ledger.take(events, {("results", 0): 3}) == 0
    assert ledger.take([told(3)], {("results", 0): 4, ("results", 1): 7}) == 1
    assert ledger.positions() == {("results", 0): 4, ("results", 1): 7}
    numbers = [row.number for row in Questions(engine).page(Wanted(), None, 10)]
    assert numbers == [3, 2, 1]


def test_own_messages_that_come_back_from_kafka_are_known(ledger: Ledger, engine: Engine) -> None:
    events = ledger.record([own])
    assert ledger.take(events, {("results", 0): 1}) == 0
    assert Questions(engine).newest_number() == 1


def test_a_new_warehouse_goes_on_where_kafka_says_that_the_old_one_was(ledger: Ledger) -> None:
    ledger.take([own(7), told(99)], {("results", 0): 2})
    assert ledger.record([own])[0].sequence == 8


def test_writers_at_once_give_out_each_number_once(engine: Engine) -> None:
    def write(name: str) -> None:
        ledger = Ledger(engine, name)
        for _ in range(20):
            ledger.record([lambda sequence: told(sequence, station=name)])

    writers = [threading.Thread(target=write, args=[name]) for name in ("api-1", "api-2", "api-3")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    questions = Questions(engine)
    rows = questions.page(Wanted(), None, 100)
    assert [row.number for row in rows] == list(range(60, 0, -1))
    assert questions.newest_number() == 60
    for name in ("api-1", "api-2", "api-3"):
        assert [row.sequence for row in rows if row.station == name] == list(range(20, 0, -1))


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_connections_that_a_server_has_ended_are_made_anew(ledger: Ledger, engine: Engine) -> None:
    ledger.record([own])
    other = create_engine(engine.url)
    with other.begin() as connection:
        ended = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid != pg_backend_pid()"
        )
        connection.execute(text(f"{ended} AND datname = current_database()"))
    other.dispose()
    assert ledger.record([own])[0].sequence == 2


def test_a_database_that_is_away_is_one_sentence(tmp_path: Path) -> None:
    for url, said in [
        (
            "postgresql://plant:secret@127.0.0.1:9/plant",
            r"psycopg://127.0.0.1:9 cannot",
        ),
        ("mysql://plant@host/plant", "must be PostgreSQL or a SQLite file"),
        ("sqlite://", "must be PostgreSQL or a SQLite file"),
        ("postgresql://plant@host:secret/plant", "The warehouse's URL is none"),
        ("postgresql://plant@127.0.0.1:9/plant?password=secret", "psycopg://127.0.0.1:9 cannot"),
        ("nonsense", "URL is none"),
        (f"sqlite:///{tmp_path}", "cannot be opened"),
    ]:
        with pytest.raises(WarehouseError, match=said):
            open_warehouse(url)
