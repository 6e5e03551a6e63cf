"""Measures a network on labelled pictures."""

import json
from pathlib import Path

from app.commands.console import progress
from inference.training.evaluate import evaluate as measure


def evaluate(
    dataset: Path, groups: Path | None, network: Path, report: Path | None, *, disturb: bool
) -> str:
    """The figures as one JSON object, with a bar meanwhile. Raises KnownError."""
    with progress("Judging the pictures") as (bar, task):
        figures = measure(
            dataset,
            groups,
            network,
            report,
            lambda what, share: bar.update(task, description=what, completed=share),
            disturb=disturb,
        )
    return json.dumps(figures, ensure_ascii=False)
