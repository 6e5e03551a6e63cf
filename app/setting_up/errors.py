"""What is wrong with a setting, in a sentence that stands beside it."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from models.errors import KnownError
from models.setup import Key


class WrongValueError(KnownError):
    """A setting that cannot be so."""


def in_words(error: ValidationError) -> dict[Key, KnownError]:
    """Each wrong setting with what is wrong about it."""
    found: dict[Key, KnownError] = {}
    for each in error.errors(include_url=False, include_input=False):
        key = _key(each["loc"])
        said = _OF_KEY.get(key) or _sentence(each["type"], each.get("ctx", {}), each)
        found.setdefault(key, said)
    return found


def _key(place: tuple[int | str, ...]) -> Key:
    """Section and name; the name of a whole section, or of a camera's kind, is empty."""
    section, *inside = (str(step) for step in place)
    if section == "camera":
        inside = inside[1:]  # the kind stands between
    return section, inside[0] if inside else ""


def _sentence(kind: str, context: Mapping[str, Any], error: Mapping[str, Any]) -> KnownError:
    if kind in _SENTENCES:
        return _SENTENCES[kind](context)
    if kind.endswith(("_parsing", "_type")):
        return WrongValueError("It must be a number.")
    return WrongValueError("It cannot be so: {reason}.", reason=str(error["msg"]))


_OF_KEY: dict[Key, KnownError] = {
    ("camera", "region"): WrongValueError(
        "The region must lie in the picture: left, top, width and height, like 25, 10, 50, 80."
    ),
}

_SENTENCES: dict[str, Callable[[Mapping[str, Any]], KnownError]] = {
    "greater_than_equal": lambda said: WrongValueError(
        "It must be at least {least}.", least=said["ge"]
    ),
    "greater_than": lambda said: WrongValueError("It must be more than {least}.", least=said["gt"]),
    "less_than_equal": lambda said: WrongValueError("It must be at most {most}.", most=said["le"]),
    "less_than": lambda said: WrongValueError("It must be less than {most}.", most=said["lt"]),
    "missing": lambda _: WrongValueError("It is needed."),
    "int_from_float": lambda _: WrongValueError("It must be a whole number."),
    "int_parsing": lambda _: WrongValueError("It must be a whole number."),
    "string_pattern_mismatch": lambda _: WrongValueError(
        "Only letters, digits, dots, dashes and underscores can stand here."
    ),
    "string_too_long": lambda said: WrongValueError(
        "Each must have at most {most} letters.", most=said["max_length"]
    ),
    "time_parsing": lambda _: WrongValueError("A shift is written like Day 06:00."),
    "no_file": lambda _: WrongValueError("It must be the path of a file."),
    "no_server": lambda said: WrongValueError("“{server}” is no HOST:PORT.", server=said["server"]),
    "no_zone": lambda said: WrongValueError(
        "“{zone}” is no time zone; write it like Asia/Seoul.", zone=said["zone"]
    ),
    "no_shift": lambda _: WrongValueError("At least one shift is needed, like Day 06:00."),
    "shift_names": lambda _: WrongValueError("Each shift needs a name of its own."),
    "same_start": lambda _: WrongValueError("Two shifts start at the same time."),
    "no_address": lambda _: WrongValueError("An address begins with rtsp:// or http://."),
    "loop_and_watch": lambda _: WrongValueError(
        "A folder is shown in a loop or watched for new images, not both."
    ),
    "unclear_address": lambda _: WrongValueError(
        "Host and port of the camera's address are unclear; in a user name or password write / as"
        " %2F, ? as %3F, # as %23, % as %25 and a space as %20."
    ),
    "thresholds_crossed": lambda _: WrongValueError(
        "The review threshold lies above the reject threshold."
    ),
    "no_pattern": lambda said: WrongValueError(
        "It is no regular expression: {reason}.", reason=said["reason"]
    ),
    "slow_pattern": lambda _: WrongValueError(
        "It takes too long on some codes: write it without + or * within + or *."
    ),
    "same_number": lambda _: WrongValueError("Two known castings have the same number."),
    "one_kind": lambda _: WrongValueError("A challenge needs both sound and defective castings."),
}
