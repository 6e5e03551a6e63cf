"""The tables by which the record is kept up: no part of what was inspected."""

from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables import Row


class UpkeepRow(Row):
    """How much time has passed for certain, and how far images were pruned; one row.

    See app.clock.LivedTime for the times, all in seconds.
    """

    __tablename__ = "upkeep"

    number: Mapped[int] = mapped_column(primary_key=True)  # 1
    lived_s: Mapped[float]
    offset_s: Mapped[float]
    steady_s: Mapped[float]
    wall_s: Mapped[float | None]
    boot: Mapped[str | None]
    running_s: Mapped[float | None]
    pruned: Mapped[int]  # of no inspection up to this number an image is kept


class LivedDayRow(Row):
    """Up to which inspection the record had come at the end of a lived day."""

    __tablename__ = "lived_days"

    day: Mapped[int] = mapped_column(primary_key=True)  # since 1970, of app.clock.LivedTime
    last_number: Mapped[int]
