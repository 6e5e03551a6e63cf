"""`castwatch plant statistics`: what has changed in the archive is computed again."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from plant.archive.datasets import DECISIONS, INSPECTIONS
from plant.archive.running import open_shelf
from plant.settings import PlantSettings
from plant.statistics.castings import Archive
from plant.statistics.computing import figures_of
from plant.statistics.session import in_words, session, url_for_spark, without_user
from plant.statistics.sources import Holdings, days_of
from plant.warehouse.database import open_warehouse
from plant.warehouse.figures import FiguresLedger, Source, StationDay


@dataclass(frozen=True, slots=True)
class Computed:
    """What one run has done."""

    days: int  # of stations
    castings: int

    def __str__(self) -> str:
        if not self.days:
            return "Nothing has changed in the archive."
        return f"{self.castings:,} castings of {self.days:,} days of stations."


def compute(
    settings: PlantSettings, tell: Callable[[str], None], *, everything: bool = False
) -> Computed:
    """Compute the days that have changed, or all. Raises KnownError; then nothing is changed."""
    holdings = Holdings.of(open_shelf(settings))
    prints = holdings.fingerprints()
    with ExitStack() as opened:
        engine = open_warehouse(settings.warehouse.full_url())
        opened.callback(engine.dispose)
        ledger = FiguresLedger(engine)
        known = {} if everything else ledger.sources()
        changed = {source for source, files in prints.items() if known.get(source) != files}
        if not changed:
            return Computed(0, 0)
        url = url_for_spark(settings)
        zone = settings.station.time_zone
        with session(settings.statistics, url, zone) as spark, in_words():
            archive = Archive(spark, without_user(url), holdings)
            days = _days(archive, changed)
            tell(f"Computing {len(days):,} days of stations")
            figures = figures_of(archive.castings(days), days)
        ledger.replace(figures, {source: prints[source] for source in changed})
    return Computed(len(days), sum(int(hour["castings"]) for hour in figures.hours))


def _days(archive: Archive, changed: set[Source]) -> set[StationDay]:
    """Those whose castings changed files tell of."""
    inspections = {(station, day) for name, day, station in changed if name == INSPECTIONS.name}
    decisions = {(station, day) for name, day, station in changed if name == DECISIONS.name}
    named = {
        (station, day)
        for station, casting in archive.castings_named_in(inspections, decisions)
        for day in days_of(casting)
    }
    held = {
        (station, day) for name, day, station in archive.holdings.files if name == INSPECTIONS.name
    }
    return (inspections | named) & held
