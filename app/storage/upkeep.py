"""How old the record is in time that has passed for certain, whatever the clock was set to.

Each lived day notes the number of the newest inspection. So "older than 365 days" is a question
of numbers, which are the order of recording, and not of dates that a clock has given.
"""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.clock import DAY_S, ClockReading, LivedTime, lived_through, read_clocks
from app.storage.database import writing
from app.storage.errors import StorageError, in_words
from app.storage.tables import BLOCK, CountRow, InspectionRow
from app.storage.upkeep_tables import LivedDayRow, UpkeepRow

SAVED_EACH_S = 30.0
"""How much running time a crash may forget: it then counts as time that nobody saw."""
TOLD_S = 14 * DAY_S
"""From such a difference on, of the clock and lived time, a person is told."""


class Upkeep:
    """The lived time of one record; used by the thread that records."""

    def __init__(self, engine: Engine, read: Callable[[], ClockReading] = read_clocks) -> None:
        self._engine = engine
        self._file = Path(engine.url.database or "")
        self._read = read
        self._lived: LivedTime | None = None  # None: to be read from the record
        self._saved: LivedTime | None = None
        self.pruned = 0  # of no inspection up to this number an image is kept
        self.jump_s = 0.0  # by which the clock was set while the record was closed, as far as known

    def begin_anew(self) -> None:
        """The record is another one now."""
        self._lived = self._saved = None
        self.pruned = 0

    def pass_time(self) -> None:
        """Look at the clocks, and put on record what has passed. Raises StorageError."""
        with in_words(self._file):
            before, reading = self._lived or self._load(), self._read()
            if self._lived is None:
                self.jump_s = before.jump_to(reading)
            lived = self._lived = before.after(reading)
            if self._is_to_be_saved(lived):
                self._save(lived)

    def recorded_before(self, days: int) -> int:
        """Return the number of the last inspection that is older than so many lived days, or 0.

        Raises StorageError.
        """
        if self._lived is None:
            return 0
        older = LivedDayRow.day < self._lived.day - days
        with in_words(self._file), self._engine.connect() as connection:
            return connection.scalar(select(func.max(LivedDayRow.last_number)).where(older)) or 0

    @property
    def trouble(self) -> StorageError | None:
        """Why nothing is deleted by its age just now; None where the clock is believed."""
        ahead = self._lived.ahead_s if self._lived else 0.0
        if abs(ahead) < TOLD_S:
            return None
        return StorageError(
            "The computer's clock differs by {days} days from what the record says. Evidence"
            " images are not deleted by age for now. Check the date.",
            days=f"{ahead / DAY_S:+.0f}",
        )

    def _is_to_be_saved(self, lived: LivedTime) -> bool:
        saved = self._saved
        if saved is None or lived.offset_s != saved.offset_s:
            return True
        if (lived.day, lived.latest_day) != (saved.day, saved.latest_day):
            return True
        return lived.lived_s - saved.lived_s >= SAVED_EACH_S

    def _load(self) -> LivedTime:
        with Session(self._engine) as session:
            row = session.get(UpkeepRow, 1)
        if row is None:
            return self._begin()
        self.pruned = row.pruned
        last = None
        if row.wall_s is not None and row.boot is not None and row.running_s is not None:
            last = ClockReading(row.wall_s, row.boot, row.running_s)
        return LivedTime(row.lived_s, row.offset_s, row.steady_s, last)

    def _begin(self) -> LivedTime:
        """Work out of the record how much time it has lived through."""
        last_at = func.max(CountRow.last_at)
        with Session(writing(self._engine)) as session, session.begin():
            blocks = session.execute(
                select(CountRow.block, last_at).group_by(CountRow.block).order_by(CountRow.block)
            ).all()
            lived = lived_through([at.timestamp() for _, at in blocks])
            newest = session.scalar(select(func.max(InspectionRow.number))) or 0
            session.execute(delete(LivedDayRow))
            for (block, _), then in zip(blocks, lived, strict=True):
                last = min(newest, (block + 1) * BLOCK - 1)
                session.merge(LivedDayRow(day=then.day, last_number=last))
        return lived[-1] if lived else LivedTime(self._read().wall_s)

    def _save(self, lived: LivedTime) -> None:
        last = lived.last
        state = {
            "lived_s": lived.lived_s,
            "offset_s": lived.offset_s,
            "steady_s": lived.steady_s,
            "wall_s": last.wall_s if last else None,
            "boot": last.boot if last else None,
            "running_s": last.running_s if last else None,
            "pruned": self.pruned,
        }
        newest = select(func.max(InspectionRow.number))
        with writing(self._engine).begin() as connection:
            number = connection.scalar(newest) or 0
            connection.execute(
                insert(UpkeepRow)
                .values(number=1, **state)
                .on_conflict_do_update(index_elements=["number"], set_=state)
            )
            connection.execute(
                insert(LivedDayRow)
                .values(day=lived.latest_day, last_number=number)
                .on_conflict_do_update(index_elements=["day"], set_={"last_number": number})
            )
        self._saved = lived
