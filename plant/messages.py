"""Messages from Kafka, checked: its topics are open to others than stations."""

from datetime import UTC, datetime
from typing import Annotated, TypeVar

from pydantic import AwareDatetime, BaseModel, Field, ValidationError, field_validator

from models.events import CastingDecision, PredictionResult, ShiftInMessage, StationChallenge

_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)

Station = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")]
Moment = Annotated[AwareDatetime, Field(ge=_EARLIEST, le=_LATEST)]
Whole = Annotated[int, Field(ge=-(2**63), lt=2**63)]
Event = TypeVar("Event", bound=BaseModel)


class NotUnderstoodError(ValueError):
    """What came is no message of ours; the text says why."""


def _in_our_time(shift: ShiftInMessage) -> ShiftInMessage:
    if not _EARLIEST <= shift.started_at <= _LATEST:
        raise ValueError("the shift began at no time of ours")
    return shift


class ToldResult(PredictionResult):
    """An inspection that tables have a place for."""

    station: Station
    sequence: int = Field(ge=1, lt=2**53)  # leaves room to go on after it
    part: Whole | None
    inspected_at: Moment

    _shift = field_validator("shift")(_in_our_time)


class ToldDecision(CastingDecision):
    """A person's decision that tables have a place for."""

    station: Station
    decided_at: Moment


class ToldChallenge(StationChallenge):
    """A challenge that tables have a place for."""

    station: Station
    began_at: Moment
    ended_at: Moment

    _shift = field_validator("shift")(_in_our_time)


def understood(kind: type[Event], value: bytes | None) -> Event:
    """The message. Raises NotUnderstoodError for what is none, or holds what no table takes."""
    if value is None:
        raise NotUnderstoodError("it is empty")
    if b"\\u0000" in value:
        raise NotUnderstoodError("it holds a NUL character")
    try:
        return kind.model_validate_json(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise NotUnderstoodError(f"{place}: {first['msg']}" if place else first["msg"]) from error
