"""Measures a network on labelled pictures."""

import json
from pathlib import Path

from app.commands.console import told_progress
from inference.training.evaluate import evaluate as measure


def evaluate(
    dataset: Path, groups: Path | None, network: Path, report: Path | None, *, disturb: bool
) -> str:
    """The figures as one JSON object, with a bar meanwhile. Raises KnownError."""
    with told_progress("Judging the pictures") as tell:
        figures = measure(dataset, groups, network, report, tell, disturb=disturb)
    return json.dumps(figures, ensure_ascii=False)
