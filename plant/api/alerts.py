"""Castings that did not pass, from the warehouse to all who watch.

Cursors are numbers of arrival, which the warehouse gives out in the order of its commits. The
newest alerts are kept for all watchers alike, each of whom goes along them at its own pace. Who
falls behind what is kept is cut, never waited for, and goes on from its cursor when it is back.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager

from models.errors import KnownError
from plant.api.answers import Alert, InspectionAnswer
from plant.warehouse.questions import Questions, StoredInspection

KEPT = 2_000  # alerts
PAGE = 200  # alerts read from the warehouse at once
LOOK_S = 0.1  # how often the warehouse is looked at, where another program writes to it


class TooSlowError(KnownError):
    """A watcher that does not keep up."""


class AlertFeed:
    """Follows the warehouse on a worker's thread and tells watchers on the event loop."""

    def __init__(self, questions: Questions, count: Callable[[int], None]) -> None:
        """Begins with what arrives from now on; `count` gets how many alerts were pushed."""
        self._questions = questions
        self._count = count
        self._read_up_to = questions.newest_number()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._told_up_to = self._forgotten = self._read_up_to
        self._kept: deque[tuple[int, str]] = deque()  # number and JSON, see answers.Alert
        self._news = asyncio.Event()
        self.watchers = 0

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

    @contextmanager
    def watching(self) -> Iterator[int]:
        """Be counted as a watcher; gives the cursor of what was told last."""
        self.watchers += 1
        try:
            yield self._told_up_to
        finally:
            self.watchers -= 1

    async def after(self, cursor: int) -> AsyncIterator[str]:
        """The alerts after a cursor that `watching` gave, as they come. Raises TooSlowError."""
        while True:
            news = self._news
            if cursor < self._forgotten:
                raise TooSlowError("Too slow: go on from the last cursor.")
            for number, alert in [each for each in self._kept if each[0] > cursor]:
                yield alert
                cursor = number
            await news.wait()

    def missed(self, after: int, up_to: int) -> tuple[list[str], int]:
        """Some of what came after a cursor, in order, and the cursor to ask again from.

        On any thread. Raises WarehouseError.
        """
        found = self._questions.flagged(after, up_to, PAGE)
        return [_alert(each) for each in found], found[-1].number if len(found) == PAGE else up_to

    def _tell(self, found: Sequence[StoredInspection], up_to: int) -> None:
        for each in found:
            self._kept.append((each.number, _alert(each)))
        while len(self._kept) > KEPT:
            self._forgotten, _ = self._kept.popleft()
        self._told_up_to = up_to
        self._count(len(found))
        told, self._news = self._news, asyncio.Event()
        told.set()


def _alert(stored: StoredInspection) -> str:
    told = InspectionAnswer.of(stored).model_dump()
    return Alert(**told, cursor=stored.number).model_dump_json()
