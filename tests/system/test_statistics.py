"""Statistics by a real Spark, from a real archive into a real PostgreSQL."""

import os
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import fmean
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import psycopg
import pytest
from sqlalchemy import create_engine, select

from plant.archive.datasets import DECISIONS, INSPECTIONS, Dataset
from plant.archive.names import Folder, live
from plant.archive.shelf import Shelf
from plant.warehouse.tables import ChartPointRow, DefectRow, HourRow, RecipeRow, StationRow
from tests.load.archive import AGAIN_EVERY, START, StationDay, fill, inspections, put
from tests.plant.warehouse.conftest import postgres  # noqa: F401 - a fixture

pytestmark = [pytest.mark.system, pytest.mark.timeout(400)]

ZONE = ZoneInfo("Europe/Berlin")
STATIONS, DAYS, PER_DAY = 2, 8, 400  # over the change of the clocks
TABLES = (StationRow, RecipeRow, HourRow, DefectRow, ChartPointRow)


@dataclass(frozen=True, slots=True)
class Plant:
    """An archive, a warehouse, and the program between them."""

    shelf: Shelf
    warehouse: str
    config: Path

    def compute(self, *more: str) -> str:
        command = [sys.executable, "-m", "app", "plant", "statistics", "--config", str(self.config)]
        done = subprocess.run(
            [*command, *more],
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
            env=os.environ | {"TZ": "America/New_York"},  # which must not matter
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == 0, done.stderr
        return done.stdout

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        engine = create_engine(self.warehouse.replace("postgresql:", "postgresql+psycopg:"))
        with engine.connect() as connection:
            found = {
                table.__tablename__: sorted(
                    map(tuple, connection.execute(select(*table.__table__.columns))), key=str
                )
                for table in TABLES
            }
        engine.dispose()
        return found

    def ask(self, question: str) -> list[Any]:
        with psycopg.connect(self.warehouse) as connection:
            return connection.execute(question).fetchall()


@pytest.fixture
def plant(tmp_path: Path, request: pytest.FixtureRequest) -> Plant:
    if shutil.which("java") is None:
        pytest.skip("there is no Java, which Spark needs")
    server: str = request.getfixturevalue("postgres")
    name = f"statistics_{time.monotonic_ns()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    archive, config = f"file://{tmp_path / 'archive'}", tmp_path / "plant.toml"
    config.write_text(
        f'[station]\ntime_zone = "{ZONE.key}"\n[archive]\nurl = "{archive}"\n'
        f'[warehouse]\nurl = "{server}/{name}"\n[statistics]\nmaster = "local[2]"\nmemory = "1g"\n'
    )
    shelf = Shelf(archive)
    fill(shelf, STATIONS * DAYS * PER_DAY, STATIONS, PER_DAY)
    return Plant(shelf, f"{server}/{name}", config)


def archived(shelf: Shelf, dataset: Dataset = INSPECTIONS) -> Iterator[dict[str, Any]]:
    for day in shelf.days(dataset):
        for station in shelf.stations(dataset, day):
            folder = Folder(dataset.name, day, station)
            for row in shelf.read(folder, live(shelf.spans(folder))).to_pylist():
                yield row | {"station": station}


def expected(shelf: Shelf) -> dict[tuple[str, datetime], Counter[str]]:
    """Castings by hour of the plant's clocks, counted anew, without Spark."""
    rows = sorted(archived(shelf), key=lambda row: row["sequence"])
    newest = {row["reinspection_of"] or row["id"]: row["verdict"] for row in rows}
    hours: dict[tuple[str, datetime], Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row["reinspection_of"] is None:
            local = row["inspected_at"].astimezone(ZONE)
            hour = local.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
            hours[row["station"], hour][newest[row["id"]]] += 1
    return hours


def test_the_figures_are_what_counting_gives_and_late_results_correct_them(plant: Plant) -> None:
    said = plant.compute()
    assert f"{STATIONS * DAYS} days of stations" in said
    assert_counted(plant)

    assert "Nothing has changed" in plant.compute()
    before = plant.tables()
    plant.compute("--all")
    assert plant.tables() == before

    # Nine days later somebody inspects a casting of the first day again: it was good after all.
    first_day = StationDay("line-001", START, 0, PER_DAY, PER_DAY)
    late = StationDay("line-001", START + timedelta(days=9), DAYS * PER_DAY, 1, PER_DAY)
    rejected = next(
        row["id"]
        for row in archived(plant.shelf)
        if row["station"] == "line-001"
        and row["verdict"] == "reject"
        and row["inspected_at"] < first_day.at(PER_DAY - AGAIN_EVERY // 2)
    )
    table = inspections(late, np.random.default_rng(0))
    columns = table.to_pydict() | {"reinspection_of": [rejected], "verdict": ["pass"]}
    put(plant.shelf, INSPECTIONS, late, type(table).from_pydict(columns, INSPECTIONS.schema))
    assert "Computing 2 days of stations" in plant.compute()
    assert_counted(plant)
    assert plant.tables() != before


def assert_counted(plant: Plant) -> None:
    hours = plant.ask("SELECT station, starts_at, castings, passed, rejected, review FROM bi_hours")
    counted = {
        (station, at.astimezone(UTC)): Counter(
            {"pass": int(passed), "reject": int(rejected), "review": int(review)}
        )
        for station, at, _, passed, rejected, review in hours
    }
    assert counted == {key: Counter(each) for key, each in expected(plant.shelf).items()}
    assert all(total == passed + rejected + review for *_, total, passed, rejected, review in hours)
    (castings,) = plant.ask("SELECT sum(castings) FROM bi_stations")[0]
    assert castings == sum(each.total() for each in expected(plant.shelf).values())
    kinds = plant.ask("SELECT kind, sum(castings) FROM bi_pareto GROUP BY kind")
    named = Counter(row["defect_kind"] for row in archived(plant.shelf, DECISIONS))
    assert {kind: int(castings) for kind, castings in kinds} == named
    assert named.total() == STATIONS * DAYS * PER_DAY // AGAIN_EVERY
    weeks = plant.ask("SELECT DISTINCT week FROM bi_p_chart ORDER BY week")
    assert weeks == [(date(2026, 10, 19),), (date(2026, 10, 26),)]
    points = plant.ask("SELECT count(*) FROM bi_p_chart WHERE share > upper AND rules = ''")
    assert points == [(0,)]
    drift = plant.ask("SELECT count(*), count(score_before) FROM bi_score_drift")
    assert drift[0][0] - drift[0][1] == STATIONS  # nothing comes before a first day
    assert_lamps_age(plant)


def assert_lamps_age(plant: Plant) -> None:
    """As the mean of each day of the plant's clocks, without Spark, has it."""
    days: dict[tuple[str, date], list[float]] = defaultdict(list)
    for row in archived(plant.shelf):
        if row["reinspection_of"] is None:
            day = row["inspected_at"].astimezone(ZONE).date()
            days[row["station"], day].append(row["brightness"])
    found = plant.ask(
        "SELECT station, local_day, castings, brightness, brightness_before, sharpness"
        " FROM bi_light_drift ORDER BY station, local_day"
    )
    assert {(station, day): (n, round(mean, 6)) for station, day, n, mean, *_ in found} == {
        key: (len(each), round(fmean(each), 6)) for key, each in days.items()
    }
    assert all(before is None or before > mean for *_, mean, before, _ in found)
    assert all(abs(sharpness - 0.4) < 0.005 for *_, sharpness in found)


def test_a_bi_tool_may_read_the_views_and_nothing_else(plant: Plant) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "app", "plant", "reader", "bi", "--config", str(plant.config)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "bi" in made.stdout
    with psycopg.connect(plant.warehouse.replace("plant@", "bi@")) as connection:
        assert connection.execute("SELECT count(*) FROM bi_shifts").fetchone() == (0,)
        for forbidden in (
            "SELECT * FROM inspections",
            "DELETE FROM hours",
            "DROP VIEW bi_hours",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(forbidden)
            connection.rollback()


def test_without_an_archive_it_is_told_in_one_sentence(plant: Plant, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "plant", "statistics", "--archive", "nonsense://x"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"CASTWATCH_PLANT_WAREHOUSE__URL": f"sqlite:///{tmp_path / 'p.db'}"},
    )
    assert done.returncode == 1
    assert "Protocol not known" in done.stderr
    assert "Traceback" not in done.stderr
