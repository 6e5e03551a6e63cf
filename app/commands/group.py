"""Finds the pictures that show the same casting."""

from pathlib import Path

from app.commands.console import progress
from inference.training.grouping import Grouped
from inference.training.grouping import group as find_castings


def group(dataset: Path, known: Path | None, file: Path) -> Grouped:
    """Write the groups file, with a bar meanwhile. Raises KnownError."""
    with progress("Unwrapping the pictures") as (bar, task):
        return find_castings(
            dataset,
            known,
            file,
            lambda what, share: bar.update(task, description=what, completed=share),
        )
