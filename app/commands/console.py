"""Tables and progress on the terminal; plain and wide enough where it is no terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from models.errors import KnownError

PLAIN_WIDTH = 160


def console(*, to_error: bool = False) -> Console:
    """Where results are printed, or what is done meanwhile."""
    stream = sys.stderr if to_error else sys.stdout
    width = None if stream.isatty() else PLAIN_WIDTH
    return Console(stderr=to_error, width=width, highlight=False, markup=False, emoji=False)


def tell(error: KnownError) -> None:
    """Say what takes long, on standard error."""
    console(to_error=True).print(f"castwatch: {error}", markup=False)


def clock(moment: datetime | None, zone: tzinfo | None) -> str:
    """A moment in the station's zone, or a dash."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}" if moment else "–"


@contextmanager
def progress(what: str) -> Iterator[tuple[Progress, TaskID]]:
    """A bar with the time left, on standard error; it goes when it is done."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    screen = Console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        yield bar, bar.add_task(what, total=1.0)


@contextmanager
def told_progress(what: str) -> Iterator[Callable[[str, float], None]]:
    """The same bar for work that tells what it is at, and how much of the whole is done."""
    with progress(what) as (bar, task):
        yield lambda doing, share: bar.update(task, description=doing, completed=share)
