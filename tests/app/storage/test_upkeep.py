"""Evidence is deleted when days have passed, and not when a clock says so."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.clock import DAY_S, HOLD_S, ClockReading
from app.storage.database import PRAGMAS
from app.storage.errors import StorageError
from app.storage.store import Store
from models.judgement import Verdict
from tests.app.storage.older import copy_to_older
from tests.app.storage.recording import DAY, MORNING, finding, keep, settings

YEAR_S = 365 * DAY_S


class Plant:
    """A station whose clocks only the test moves; images are kept for 30 days."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.true_s, self.ahead_s, self.running_s, self.boots = MORNING.timestamp(), 0.0, 0.0, 0
        self.store = self._open()

    def _open(self) -> Store:
        own = settings(self.folder, quota_days=30)
        return Store(own, "station-1", read_clocks=self.reading)

    def reading(self) -> ClockReading:
        return ClockReading(self.true_s + self.ahead_s, f"boot {self.boots}", self.running_s)

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.true_s + self.ahead_s, UTC)

    def restart(self, off_s: float = 0.0) -> None:
        """Start the computer anew, after it was off."""
        self.store.close()
        self.true_s += off_s
        self.running_s, self.boots = 0.0, self.boots + 1
        self.store = self._open()
        self.tidy()

    def run(self, days: float, *, castings_a_day: int = 1) -> None:
        """Record castings, and look every half an hour for what is to be deleted."""
        for step in range(int(days * 48)):
            self.true_s += 1800
            self.running_s += 1800
            if castings_a_day and step % (48 // castings_a_day) == 0:
                self.store.keep(finding(Verdict.REJECT), DAY, self.now)
            self.tidy()

    def tidy(self) -> None:
        while self.store.tidy():
            pass

    def images(self) -> int:
        return sum(1 for _ in (self.folder / "castwatch-pictures").rglob("[0-9a-f]*[0-9a-f].png"))


@pytest.fixture
def plant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plant:
    """A station on a disk that is not waited for: the test lives through months."""
    monkeypatch.setattr("app.storage.upkeep.SAVED_EACH_S", 3600.0)
    pragmas = [each.replace("FULL", "OFF") for each in PRAGMAS]
    monkeypatch.setattr("app.storage.database.PRAGMAS", pragmas)
    monkeypatch.setattr("app.storage.durable.os.fsync", lambda _: None)
    return Plant(tmp_path)


def test_images_are_deleted_once_they_are_old(plant: Plant) -> None:
    plant.run(40)
    assert 30 <= plant.images() <= 32
    plant.store.close()


@pytest.mark.parametrize("ahead_s", [5 * YEAR_S, 59 * DAY_S, -56 * YEAR_S])
@pytest.mark.parametrize("at_boot", [False, True])
def test_no_image_is_deleted_by_a_clock_that_is_wrong_for_some_minutes(
    plant: Plant, ahead_s: float, *, at_boot: bool
) -> None:
    plant.run(10)
    before = plant.images()
    plant.ahead_s = ahead_s
    if at_boot:
        plant.restart()
    plant.run(1 / 48)
    plant.store.keep(finding(Verdict.REJECT), DAY, plant.now)
    plant.tidy()
    assert plant.images() > before
    plant.ahead_s = 0
    plant.restart()
    plant.run(1)
    assert plant.images() >= before + 2
    plant.run(40)
    assert 30 <= plant.images() <= 33, "those that the wrong clock dated have their turn as well"
    plant.store.close()


def test_no_image_is_deleted_by_a_clock_that_stays_years_ahead(plant: Plant) -> None:
    plant.run(10)
    plant.ahead_s = 5 * YEAR_S
    plant.restart(off_s=3600)
    plant.run(15)
    assert plant.images() == 25
    plant.run(25)
    assert 30 <= plant.images() <= 32, "they are deleted as before"
    plant.store.close()


def test_a_plant_that_was_closed_for_six_weeks_loses_nothing_in_the_first_hour(
    plant: Plant,
) -> None:
    plant.run(10)
    plant.restart(off_s=42 * DAY_S)
    plant.run(HOLD_S / DAY_S)
    assert plant.images() >= 10
    assert "differs by +42 days from what the record says" in str(plant.store.trouble)
    plant.run(2)
    assert plant.store.trouble is None
    assert plant.images() == 3, "what is older than thirty days has gone, and nothing else"
    plant.run(20)
    assert plant.images() == 23, "what was recorded just after the pause is no older than it is"
    plant.store.close()


def test_an_old_database_knows_how_old_it_is(plant: Plant, tmp_path: Path) -> None:
    """From the times on record; nothing that came later is deleted for it."""
    keep(plant.store, *[Verdict.REJECT] * 3)
    plant.store.close()
    older = tmp_path / "older"
    older.mkdir()
    copy_to_older(tmp_path / "castwatch.db", older / "castwatch.db", "0014")
    (tmp_path / "castwatch-pictures").rename(older / "castwatch-pictures")
    opened = Plant(older)
    opened.true_s = (MORNING + timedelta(days=20)).timestamp()
    opened.run(3)
    assert opened.images() == 3 + 3
    opened.run(10)
    assert opened.images() == 13, "the three of before are older than thirty days"
    opened.store.close()


@pytest.mark.parametrize("ahead_s", [5 * YEAR_S, -3600.0])
def test_a_clock_that_was_set_while_the_station_was_closed_is_noticed(
    plant: Plant, ahead_s: float
) -> None:
    plant.run(1 / 24)
    plant.store.close()
    plant.true_s += 7200
    plant.running_s += 7200
    plant.store = plant._open()
    assert plant.store.clock_jump == 0.0, "two hours have passed"
    plant.store.close()
    plant.ahead_s = ahead_s
    plant.store = plant._open()
    assert plant.store.clock_jump == pytest.approx(ahead_s)
    plant.store.close()


def test_a_clock_that_went_back_over_a_start_of_the_computer_is_noticed(plant: Plant) -> None:
    plant.run(1 / 24)
    plant.restart(off_s=16 * 3600)
    assert plant.store.clock_jump == 0.0, "a night"
    plant.ahead_s = -56 * YEAR_S
    plant.restart(off_s=60)
    assert plant.store.clock_jump < -55 * YEAR_S
    plant.store.close()


def test_images_are_pruned_where_the_database_cannot_be_written(plant: Plant) -> None:
    """A database on a full disk must not let the images fill another."""
    keep(plant.store, *[Verdict.REJECT] * 3)
    plant.store.close()
    own = settings(plant.folder, quota_megabytes=10)
    plant.store = Store(own, "station-1", read_clocks=plant.reading)
    big = next(plant.folder.rglob("castwatch-pictures/2*/**/*.png"))
    big.write_bytes(b"0" * 11_000_000)
    with plant.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    plant.true_s += DAY_S
    plant.running_s += DAY_S
    with pytest.raises(StorageError, match="write-protected"):
        plant.tidy()
    assert not big.exists()
    plant.store.close()


def test_what_a_crash_left_is_kept_beside_a_database_that_was_set_aside(tmp_path: Path) -> None:
    """Its inspection may be in there."""
    store = Store(settings(tmp_path), "station-1")
    store.pictures.take("in-doubt", finding(Verdict.REJECT), MORNING)
    store.set_aside()
    store.sweep()
    assert len(list((tmp_path / "castwatch-pictures").rglob("in-doubt*.png"))) == 2
    store.close()
