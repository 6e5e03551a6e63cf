"""Canonical JSON is that of RFC 8785: the same bytes in every language."""

import json
import struct

import pytest

from models.canonical_json import canonical, without_nulls

NUMBERS = {  # RFC 8785, appendix B: the bits of a double, and how it is written
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}


@pytest.mark.parametrize(("bits", "written"), NUMBERS.items())
def test_numbers_are_written_as_the_standard_says(bits: str, written: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical(number).decode() == written


def test_members_are_sorted_by_utf_16_code_units_as_the_standard_says() -> None:
    said = {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\x80": 6, "ö": 7}
    expected = '{"\\r":2,"1":4,"\x80":6,"ö":7,"€":1,"😀":5,"\ufb33":3}'
    assert canonical(said).decode() == expected


def test_text_is_escaped_no_more_than_needed() -> None:
    assert canonical('€$\x0f\nA\'B"\\\\"/김').decode() == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/김"'


def test_what_is_read_back_is_the_same() -> None:
    said = {"b": [1, 2.5, True, None, "x"], "a": {"n": -3, "empty": {}, "none": []}}
    assert json.loads(canonical(said)) == said
    assert canonical(said) == b'{"a":{"empty":{},"n":-3,"none":[]},"b":[1,2.5,true,null,"x"]}'


def test_whole_numbers_beyond_a_double_are_written_as_the_double_nearest_to_them() -> None:
    assert canonical(2**63 - 1) == b"9223372036854776000"
    assert canonical(2**53) == b"9007199254740992"


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), "\ud800", {"\udc00": 1}])
def test_what_json_cannot_say_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"finite|surrogates"):
        canonical(wrong)


def test_what_has_no_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no form for a bytes"):
        canonical({"a": b"x"})


def test_members_that_are_null_are_left_out_and_elements_stay() -> None:
    said = {"a": None, "b": [None, {"c": None, "d": 1}]}
    assert without_nulls(said) == {"b": [None, {"d": 1}]}
