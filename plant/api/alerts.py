"""Castings that did not pass, from the warehouse to all who watch.

A watcher has a short queue. Who does not keep up is cut, never waited for, and goes on from its
cursor when it comes back: cursors are numbers of arrival, which the warehouse gives out in the
order of its commits.
"""

import asyncio
from collections.abc import Callable, Sequence

from plant.api.answers import Alert, InspectionAnswer
from plant.warehouse.questions import Questions, StoredInspection

QUEUE = 256  # alerts that wait for one watcher
PAGE = 200  # alerts read from the warehouse at once
LOOK_S = 0.1  # how often the warehouse is looked at, where another program writes to it


class Watcher:
    """One who watches; on the event loop."""

    def __init__(self) -> None:
        self.alerts: asyncio.Queue[str] = asyncio.Queue(QUEUE)  # JSON, see answers.Alert
        self.was_cut = asyncio.Event()  # it did not keep up

    def offer(self, alert: str) -> None:
        """Queue an alert, or cut the watcher off."""
        try:
            self.alerts.put_nowait(alert)
        except asyncio.QueueFull:
            self.was_cut.set()


class AlertFeed:
    """Follows the warehouse on a worker's thread and tells watchers on the event loop."""

    def __init__(self, questions: Questions, count: Callable[[int], None]) -> None:
        """Begins with what arrives from now on; `count` gets how many alerts were pushed."""
        self._questions = questions
        self._count = count
        self._read_up_to = questions.newest_number()
        self._told_up_to = self._read_up_to
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watchers: set[Watcher] = set()

    @property
    def watchers(self) -> int:
        """How many watch."""
        return len(self._watchers)

    def attach(self, loop: asyncio.AbstractEventLoop | None) -> None:
        """Tell the watchers of this loop; None: of none any longer."""
        self._loop = loop

    def step(self) -> float:
        """Look at what has arrived; on the worker's thread. Raises WarehouseError."""
        newest = self._questions.newest_number()
        while self._read_up_to < newest:
            found = self._questions.flagged(self._read_up_to, newest, PAGE)
            self._read_up_to = found[-1].number if len(found) == PAGE else newest
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._tell, found, self._read_up_to)
        return LOOK_S

    def watch(self) -> tuple[Watcher, int]:
        """Begin to watch: the watcher gets what comes after the number, and has to ask before."""
        watcher = Watcher()
        self._watchers.add(watcher)
        return watcher, self._told_up_to

    def leave(self, watcher: Watcher) -> None:
        """Watch no longer."""
        self._watchers.discard(watcher)

    def missed(self, after: int, up_to: int) -> tuple[list[str], int]:
        """Some of what came after a cursor, in order, and the cursor to ask again from.

        On any thread. Raises WarehouseError.
        """
        found = self._questions.flagged(after, up_to, PAGE)
        return [_alert(each) for each in found], found[-1].number if len(found) == PAGE else up_to

    def _tell(self, found: Sequence[StoredInspection], up_to: int) -> None:
        for each in found:
            alert = _alert(each)
            for watcher in self._watchers:
                watcher.offer(alert)
        self._told_up_to = up_to
        self._count(len(found))


def _alert(stored: StoredInspection) -> str:
    told = InspectionAnswer.of(stored).model_dump()
    return Alert(**told, cursor=stored.number).model_dump_json()
