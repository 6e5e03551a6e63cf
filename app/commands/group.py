"""Finds the pictures that show the same casting."""

from pathlib import Path

from app.commands.console import told_progress
from inference.training.grouping import Grouped
from inference.training.grouping import group as find_castings


def group(dataset: Path, known: Path | None, file: Path) -> Grouped:
    """Write the groups file, with a bar meanwhile. Raises KnownError."""
    with told_progress("Unwrapping the pictures") as tell:
        return find_castings(dataset, known, file, tell)
