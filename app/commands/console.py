"""Tables and progress on the terminal; plain and wide enough where it is no terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from models.errors import KnownError
from models.printable import printable

PLAIN_WIDTH = 160


def console(*, to_error: bool = False) -> Console:
    """Where results are printed, or what is done meanwhile."""
    stream = sys.stderr if to_error else sys.stdout
    width = None if stream.isatty() else PLAIN_WIDTH
    return _SafeConsole(stderr=to_error, width=width, highlight=False, markup=False, emoji=False)


class _SafeConsole(Console):
    """Prints text as it is: no markup, no emoji names, nothing that steers the terminal."""

    def render_str(self, text: str, **options: Any) -> Text:
        """Make the text printable first; also each cell of a table."""
        return super().render_str(printable(text), **options)


def tell(error: KnownError) -> None:
    """Say what takes long, on standard error."""
    console(to_error=True).print(f"castwatch: {error}", markup=False)


def clock(moment: datetime | None, zone: tzinfo | None) -> str:
    """A moment in the station's zone, or a dash."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}" if moment else "–"


@contextmanager
def progress(what: str) -> Iterator[tuple[Progress, TaskID]]:
    """A bar with the time left, on standard error; it goes when it is done."""
    said = TextColumn("{task.description}", markup=False)
    columns = (said, BarColumn(), TimeRemainingColumn())
    screen = Console(stderr=True)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        yield bar, bar.add_task(printable(what), total=1.0)


@contextmanager
def told_progress(what: str) -> Iterator[Callable[[str, float], None]]:
    """The same bar for work that tells what it is at, and how much of the whole is done."""
    with progress(what) as (bar, task):
        yield lambda doing, share: bar.update(task, description=printable(doing), completed=share)
