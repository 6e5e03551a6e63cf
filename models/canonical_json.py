"""JSON in the one form of RFC 8785 (JSON Canonicalization Scheme), to be hashed.

The same value gives the same bytes in every language: members sorted by their names' UTF-16 code
units, no space, numbers as ECMAScript writes them, UTF-8.
"""

from collections.abc import Mapping
from json.encoder import encode_basestring
from math import isfinite

_MOST_EXACT = 2**53  # integers beyond are no longer told apart by a double
_QUOTED: dict[str, str] = {}  # names of members, which come again and again
_MOST_QUOTED = 1_000


def canonical(value: object) -> bytes:
    """Return the canonical form of what `json.loads` or a pydantic dump gives.

    Raises ValueError for a number that is not finite and for text that is no Unicode, TypeError
    for what JSON does not know.
    """
    return _text(value).encode("utf-8")


def without_nulls(value: object) -> object:
    """Return the value without members that are null, at every depth; null elements stay."""
    if isinstance(value, Mapping):
        return {name: without_nulls(each) for name, each in value.items() if each is not None}
    if isinstance(value, (list, tuple)):
        return [without_nulls(each) for each in value]
    return value


def _text(value: object) -> str:
    match value:
        case str():
            text = encode_basestring(value)
        case float():
            text = _number(value)
        case None:
            text = "null"
        case bool():
            text = "true" if value else "false"
        case int():
            text = str(value) if abs(value) <= _MOST_EXACT else _number(float(value))
        case Mapping():
            members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
            said = (f"{_quoted(name)}:{_text(each)}" for name, each in members)
            text = f"{{{','.join(said)}}}"
        case list() | tuple():
            text = f"[{','.join(map(_text, value))}]"
        case _:
            raise TypeError(f"JSON has no form for a {type(value).__name__}")
    return text


def _quoted(name: str) -> str:
    quoted = _QUOTED.get(name)
    if quoted is None:
        quoted = encode_basestring(name)
        if len(_QUOTED) < _MOST_QUOTED:
            _QUOTED[name] = quoted
    return quoted


def _number(value: float) -> str:
    """The number as ECMAScript's Number::toString writes it; Python finds the same digits."""
    if not isfinite(value):
        raise ValueError("JSON has no number that is not finite")
    shortest = repr(value)
    if "e" not in shortest:
        whole, _, fraction = shortest.partition(".")
        return (whole if fraction == "0" else shortest) if value else "0"
    return _from_exponent(shortest)


def _from_exponent(shortest: str) -> str:
    """Digits where ECMAScript writes digits, and an exponent of its form elsewhere."""
    mantissa, _, exponent = shortest.partition("e")
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, fraction = mantissa.removeprefix("-").partition(".")
    digits, power = whole + fraction, int(exponent)
    if 0 <= power < 21:
        return sign + digits.ljust(power + 1, "0")
    if -7 < power < 0:
        return f"{sign}0.{'0' * (-power - 1)}{digits}"
    point = f".{fraction}" if fraction and fraction != "0" else ""
    return f"{sign}{whole}{point}e{'+' if power > 0 else '-'}{abs(power)}"
