"""Results that cannot be stored: written down as text that any database takes, and read back.

An error that concerns one result must not hold up all behind it. Such a result is kept as a
description in ASCII with its image, in a table of its own, until a person retries or discards it.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, func, select, text, update
from sqlalchemy.orm import Session

from app.storage.audit import note
from app.storage.database import writing
from app.storage.errors import StorageError, in_words
from app.storage.shown_files import note_shown
from app.storage.tables import UnrecordedRow
from models.audit import Deed, Who
from models.errors import KnownError
from models.judgement import (
    Ellipse,
    Finding,
    Judgement,
    Occasion,
    Outline,
    RingOutline,
    Thresholds,
    Verdict,
)
from models.light import Light
from models.pictures import PictureError, decode_picture
from models.sight import Unfit, UnjudgedImage
from models.text import line, stored
from models.unrecorded import UnrecordedResult, UnrecordedState

Unrecordable = Finding | UnjudgedImage
"""What may have to be kept aside: a result, or that there is none."""

MOST_LISTED = 1_000
_LONGEST_TEXT = 10_000  # characters of one value
_DEEPEST = 12  # values within values; what lies deeper, or in a circle, is cut off
_LARGEST_BITS = 1024  # of a whole number that is written out
_LONGEST_REASON = 500
_WAITING = text("unrecorded_results.state = 'waiting'")
_COLUMNS = [getattr(UnrecordedRow, field.name) for field in fields(UnrecordedResult)]


class Unrecorded:
    """The results that could not be stored; from any thread. Methods may raise StorageError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._file = Path(engine.url.database or "")

    def add(self, item: Unrecordable, why: Exception, at: datetime) -> UnrecordedResult:
        """Keep a result that cannot be stored; on return it is on the disk.

        Its file, of a folder, is on record as shown from then on.
        """
        row = UnrecordedRow(
            set_apart_at=at.astimezone(UTC),
            verdict=_verdict_of(item),
            source=_source_of(item),
            reason=reason_of(why),
            description=described(item),
            image=_png_of(item),
            state=UnrecordedState.WAITING,
        )
        with in_words(self._file), Session(writing(self._engine)) as session, session.begin():
            session.add(row)
            session.flush()
            if item.file is not None:
                note_shown(session, item.file)
            kept = {field.name: getattr(row, field.name) for field in fields(UnrecordedResult)}
        return UnrecordedResult(**kept)

    def waiting(self) -> tuple[UnrecordedResult, ...]:
        """Those that wait for a person, the oldest first."""
        oldest = select(*_COLUMNS).where(_WAITING).order_by(UnrecordedRow.number)
        with in_words(self._file), self._engine.connect() as connection:
            rows = connection.execute(oldest.limit(MOST_LISTED)).mappings()
            return tuple(UnrecordedResult(**row) for row in rows)

    def count(self) -> int:
        """How many wait for a person."""
        waiting = select(func.count()).select_from(UnrecordedRow).where(_WAITING)
        with in_words(self._file), self._engine.connect() as connection:
            return connection.scalar(waiting) or 0

    def item(self, number: int) -> tuple[Unrecordable, datetime]:
        """The result with its text made storable, and when it was set apart."""
        wanted = select(
            UnrecordedRow.description, UnrecordedRow.image, UnrecordedRow.set_apart_at
        ).where(UnrecordedRow.number == number, _WAITING)
        with in_words(self._file), self._engine.connect() as connection:
            row = connection.execute(wanted).one_or_none()
        if row is None:
            raise _missing(number)
        try:
            return _read(json.loads(row.description), row.image), row.set_apart_at
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise StorageError(
                "Result {number} is not complete: it can only be discarded.", number=number
            ) from error

    def settle(
        self, connection: Connection, number: int, by: Who, at: datetime, said: Mapping[str, str]
    ) -> None:
        """Note in the transaction that records a result that it does not wait any more."""
        _settle(connection, number, UnrecordedState.RECORDED, at)
        note(connection, by, Deed.RESULT_RETRIED, str(number), said)

    def discard(self, number: int, reason: str, by: Who, at: datetime) -> None:
        """Give a result up; its row stays, and the audit log says who did so, and why."""
        said = {"reason": line(reason)}
        with in_words(self._file), writing(self._engine).begin() as connection:
            _settle(connection, number, UnrecordedState.DISCARDED, at)
            note(connection, by, Deed.RESULT_DISCARDED, str(number), said)


def reason_of(error: Exception) -> str:
    """Why one result cannot be stored, without the sentence about the whole database."""
    try:
        said = f"{type(error).__name__}: {error}"
        if isinstance(error, KnownError):
            said = str(error.values.get("reason", error))
    except Exception:  # noqa: BLE001 - what a strange value does when it is written out
        said = type(error).__name__
    return stored(said.split("\n", maxsplit=1)[0], _LONGEST_REASON)


def described(item: Unrecordable) -> str:
    """All that is known of it but its images, as JSON in ASCII, whatever is in it."""
    if isinstance(item, Finding):
        told = {
            "kind": "result",
            "judgement": _plain(item.judgement),
            "occasion": _plain(item.occasion),
            "reinspection_of": _plain(item.reinspection_of),
        }
    else:
        told = {"kind": "unjudged", "image": _plain(replace(item, file=None))}
    return json.dumps(told)


def _verdict_of(item: Unrecordable) -> Verdict | None:
    verdict = item.judgement.verdict if isinstance(item, Finding) else None
    return verdict if isinstance(verdict, Verdict) else None


def _source_of(item: Unrecordable) -> str | None:
    source = item.judgement.source if isinstance(item, Finding) else item.source
    return None if source is None else stored(str(source))


def _plain(value: object, depth: int = 0) -> Any:
    """The value in types that JSON has; what has none as its description."""
    if depth > _DEEPEST:
        return "…"
    if is_dataclass(value):
        value = {each.name: getattr(value, each.name) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(each, depth + 1) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each, depth + 1) for each in value]
    return _plain_scalar(value)


def _plain_scalar(value: object) -> Any:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, str):
        return value[:_LONGEST_TEXT]
    if isinstance(value, bool | float | None):
        return value
    if isinstance(value, int) and value.bit_length() <= _LARGEST_BITS:
        return value
    return object.__repr__(value)


def _png_of(item: Unrecordable) -> bytes | None:
    """The image that shows why, where there is one and it can be written."""
    if not isinstance(item, Finding):
        return None
    try:
        encoded, png = cv2.imencode(".png", item.pixels)
    except (cv2.error, TypeError, AttributeError):
        return None
    return png.tobytes() if encoded else None


def _read(told: dict[str, Any], image: bytes | None) -> Unrecordable:
    """What `described` wrote. Raises ValueError, TypeError or KeyError where it is not whole."""
    told = _storable_throughout(told)
    if told["kind"] == "unjudged":
        return UnjudgedImage(**told["image"] | {"reason": Unfit(told["image"]["reason"])})
    return Finding(
        judgement=_judgement(told["judgement"]),
        occasion=Occasion(told["occasion"]),
        pixels=_pixels(image),
        defect_map=None,
        reinspection_of=told["reinspection_of"],
    )


def _judgement(told: dict[str, Any]) -> Judgement:
    return Judgement(
        **told
        | {
            "verdict": Verdict(told["verdict"]),
            "frame_probabilities": tuple(told["frame_probabilities"]),
            "thresholds": Thresholds(**told["thresholds"]),
            "outline": _outline(told["outline"]) if told["outline"] else None,
            "light": Light(**told["light"]) if told["light"] else None,
        }
    )


def _outline(told: dict[str, Any]) -> Outline:
    rim, annulus = Ellipse(**told["rim"]), told.get("annulus")
    return RingOutline(rim, Ellipse(**annulus)) if annulus else Outline(rim)


def _pixels(image: bytes | None) -> NDArray[np.uint8]:
    try:
        return decode_picture(image or b"", "of the result", least_side=1)
    except PictureError as error:
        raise ValueError("there is no image") from error


def _storable_throughout(value: Any) -> Any:
    if isinstance(value, str):
        return stored(value, _LONGEST_TEXT)
    if isinstance(value, dict):
        return {name: _storable_throughout(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_storable_throughout(each) for each in value]
    return value


def _settle(connection: Connection, number: int, state: UnrecordedState, at: datetime) -> None:
    settled = update(UnrecordedRow).where(UnrecordedRow.number == number, _WAITING)
    values = {"state": state, "settled_at": at, "image": None}
    if connection.execute(settled.values(**values)).rowcount == 0:
        raise _missing(number)


def _missing(number: int) -> StorageError:
    return StorageError("There is no unrecorded result {number}.", number=number)
