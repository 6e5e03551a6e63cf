"""Which network judges: promote one, go back to the one before, compare two."""

import json
from pathlib import Path

from rich.table import Table

from app.commands.console import clock, console, told_progress
from app.networks import Networks
from app.settings import Settings, networks_folder
from app.storage.audit import auditing
from inference.network_folder import bundled_network
from models.audit import Deed


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


def promote(settings: Settings, source: Path) -> None:
    """Let the network in `source` judge. Raises NetworkError, PromotionError, StorageError."""
    with (
        auditing(settings.record.database) as audited,
        Networks(networks_folder()).promoting(source) as change,
        audited(Deed.NETWORK_PROMOTED, change.network.name),
    ):
        change.make()
    console().print(f"{change.network} judges from the next start on.")


def roll_back(settings: Settings) -> None:
    """Let the network before judge again. Raises NetworkError, PromotionError, StorageError."""
    with (
        auditing(settings.record.database) as audited,
        Networks(networks_folder()).rolling_back() as change,
        audited(Deed.NETWORK_ROLLED_BACK, change.network.name),
    ):
        change.make()
    console().print(f"{change.network} judges from the next start on.")


def compare(dataset: Path, groups: Path | None, networks: tuple[Path, Path]) -> str:
    """The figures of two networks and McNemar's test as one JSON object. Raises KnownError."""
    # Imported here: the others need nothing of the extra "training".
    from inference.training.compare import compare as measure  # noqa: PLC0415

    with told_progress("Judging the pictures") as tell:
        result = measure(dataset, groups, networks, tell)
    return json.dumps(result)
