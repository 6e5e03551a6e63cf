"""Which images the record names, in the order of recording."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from app.storage.errors import in_words
from app.storage.tables import InspectionRow

_PLACE = re.compile(r"\d{4}/\d\d/\d\d/[^/\\]+", re.ASCII)


class Placed(NamedTuple):
    """A file below the folder of images, and the number of the inspection it belongs to."""

    number: int
    path: str


class PictureIndex(Protocol):
    """What the quota must know of the record. Every method may raise StorageError."""

    def after(self, number: int, limit: int) -> Sequence[Placed]:
        """Return the images of the next inspections with images, at most `limit` of these."""

    def strangers(self, ids: Sequence[str]) -> set[str]:
        """Return those of the ids that no inspection on record has."""

    def place_of(self, id_: str) -> int:
        """Return the number of the inspection before which a stranger's id was given out."""


class RecordedPictures:
    """The index of one record; from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._file = Path(engine.url.database or "")

    def after(self, number: int, limit: int) -> Sequence[Placed]:
        """See PictureIndex."""
        # Written out, not bound: only so does SQLite see that its partial index serves.
        kept = text("picture_path IS NOT NULL")
        rows = select(
            InspectionRow.number,
            InspectionRow.picture_path,
            InspectionRow.defect_map_path,
            InspectionRow.frames,
        ).where(InspectionRow.number > number, kept)
        with in_words(self._file), self._engine.connect() as connection:
            found = connection.execute(rows.order_by(InspectionRow.number).limit(limit)).all()
        return [
            Placed(row.number, path)
            for row in found
            for path in dict.fromkeys(
                (
                    row.picture_path,
                    row.defect_map_path,
                    *(frame["path"] for frame in row.frames or ()),
                )
            )
            if path and _PLACE.fullmatch(path)
        ]

    def strangers(self, ids: Sequence[str]) -> set[str]:
        """See PictureIndex."""
        known = select(InspectionRow.id).where(InspectionRow.id.in_(ids))
        with in_words(self._file), Session(self._engine) as session:
            return set(ids) - set(session.scalars(known))

    def place_of(self, id_: str) -> int:
        """See PictureIndex."""
        later = select(InspectionRow.number).where(InspectionRow.id > id_)
        with in_words(self._file), Session(self._engine) as session:
            found = session.scalar(later.order_by(InspectionRow.id).limit(1))
            if found is None:
                found = 1 + (session.scalar(select(func.max(InspectionRow.number))) or 0)
            return found
