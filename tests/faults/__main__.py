"""A long campaign: `python -m tests.faults --cycles 1000 --seed 1 --report faults.md`."""

import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

from tests.faults.campaign import Campaign, Tally
from tests.faults.report import conditions
from tests.system.kafka_broker import KafkaBroker, libraries


def run(
    cycles: Annotated[int, typer.Option(min=1)] = 1000,
    seed: int = 1,
    only: Annotated[str | None, typer.Option(help="This fault of the station each time.")] = None,
    report: Annotated[Path | None, typer.Option(help="Markdown, written anew each cycle.")] = None,
) -> None:
    """Let stations die and brokers fail; the first thing that is lost ends it with an error."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        broker = KafkaBroker(folder, libraries())
        broker.start()
        try:
            campaign = Campaign(folder / "station", broker, seed, only)
            for number in range(1, cycles + 1):
                campaign.cycle()
                if number == cycles:
                    campaign.prove(anew=True)
                page = _page(campaign.tally, number, seed, time.monotonic() - began)
                if report is not None:
                    report.write_text(page, "utf-8")
        finally:
            broker.close()
    typer.echo(page)


def _page(tally: Tally, cycles: int, seed: int, seconds: float) -> str:
    faults = [
        f"| {whose}{fault} | {count} |"
        for whose, counter in (("", tally.station_faults), ("broker: ", tally.broker_faults))
        for fault, count in sorted(counter.items())
    ]
    lines = [
        conditions(seed, seconds),
        "",
        (
            f"{cycles} cycles of the station, in {tally.kills} of which it was killed,"
            f" {tally.broker_faults.total()} faults of the broker;"
            f" {tally.inspections} inspections recorded and delivered, **0 lost, 0 out of order**,"
            f" {tally.twice} sent twice, {tally.set_apart} quarantined and sent later."
        ),
        "",
        "| fault | times |",
        "| --- | ---: |",
        *faults,
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    typer.run(run)
