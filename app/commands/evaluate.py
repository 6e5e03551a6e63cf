"""Measures a network on labelled pictures."""

import json
from collections.abc import Sequence
from pathlib import Path

from app.commands.console import told_progress
from inference.training.evaluate import evaluate as measure
from inference.training.sources import Selection


def evaluate(
    dataset: Path,
    groups: Path | None,
    network: Path,
    report: Path | None,
    *,
    without: Sequence[str],
    new_to: Sequence[str],
    disturb: bool,
) -> str:
    """The figures as one JSON object, with a bar meanwhile. Raises KnownError."""
    selection = Selection(without, new_to)
    with told_progress("Judging the pictures") as tell:
        figures = measure(
            dataset, groups, network, report, tell, selection=selection, disturb=disturb
        )
    return json.dumps(figures)
