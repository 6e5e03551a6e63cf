"""Settings as a person writes them, and as their models say that they are."""

from datetime import time
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from models.setup import FieldKind


def written(value: object) -> str:
    """A value as a person writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return ", ".join(f"{name} {written(each)}" for name, each in value.items())
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def read(annotation: Any, text: str) -> Any:
    """What a person has written, as TOML has it; what cannot be read stays, to be refused."""
    match kind_of(annotation)[0], _plain(annotation):
        case FieldKind.SWITCH, _:
            return text == "true"
        case FieldKind.NUMBER, kind:
            try:
                return int(text) if kind is int else float(text.replace(",", "."))
            except ValueError:
                return text
        case _, kind if get_origin(kind) is tuple:
            parts = [part.strip() for part in text.split(",") if part.strip()]
            return (
                [int(part) if part.isdecimal() else part for part in parts]
                if _is_of_numbers(kind)
                else parts
            )
        case _, kind if get_origin(kind) is dict:
            pairs = (part.strip().rpartition(" ") for part in text.split(",") if part.strip())
            return {before.strip() or after: after if before else "" for before, _, after in pairs}
        case _:
            return text


def kind_of(annotation: Any) -> tuple[FieldKind, bool]:
    """How it is written, and whether it is needed."""
    plain = _plain(annotation)
    is_needed = plain is annotation and get_origin(plain) is not tuple
    if get_origin(plain) is Literal:
        return FieldKind.CHOICE, is_needed
    if plain is bool:
        return FieldKind.SWITCH, is_needed
    return (FieldKind.NUMBER if plain in {int, float} else FieldKind.TEXT), is_needed


def choices_of(annotation: Any) -> tuple[str, ...]:
    """What can be chosen; nothing where it is written."""
    plain = _plain(annotation)
    return tuple(map(str, get_args(plain))) if get_origin(plain) is Literal else ()


def _plain(annotation: Any) -> Any:
    """The annotation without None."""
    if get_origin(annotation) in {Union, UnionType}:
        return next(each for each in get_args(annotation) if each is not type(None))
    return annotation


def _is_of_numbers(kind: Any) -> bool:
    first = get_args(kind)[0]
    return int in {first, *get_args(first)}
