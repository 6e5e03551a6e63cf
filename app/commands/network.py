"""Which network judges: promote one, go back to the one before, compare two."""

import json
from pathlib import Path

from rich.table import Table

from app.commands.console import clock, console, told_progress
from app.networks import Networks
from app.settings import Settings, networks_folder
from inference.network_folder import bundled_network


def show(settings: Settings) -> None:
    """Print all promotions and which network judges. Raises PromotionError."""
    promotions = Networks(networks_folder()).promotions()
    zone, out = settings.station.zone(), console()
    table = Table("promoted", "network", box=None)
    table.add_row("with Castwatch", bundled_network().name)
    for each in promotions:
        table.add_row(clock(each.promoted_at, zone), each.network)
    out.print(table)
    out.print(f"{settings.judging.network} judges.")


def promote(source: Path) -> None:
    """Let the network in `source` judge. Raises NetworkError and PromotionError."""
    kept = Networks(networks_folder()).promote(source)
    console().print(f"{kept} judges from the next start on.")


def roll_back() -> None:
    """Let the network before judge again. Raises PromotionError."""
    network = Networks(networks_folder()).roll_back() or bundled_network()
    console().print(f"{network} judges from the next start on.")


def compare(dataset: Path, groups: Path | None, networks: tuple[Path, Path]) -> str:
    """The figures of two networks and McNemar's test as one JSON object. Raises KnownError."""
    # Imported here: the others need nothing of the extra "training".
    from inference.training.compare import compare as measure  # noqa: PLC0415

    with told_progress("Judging the pictures") as tell:
        result = measure(dataset, groups, networks, tell)
    return json.dumps(result, ensure_ascii=False)
