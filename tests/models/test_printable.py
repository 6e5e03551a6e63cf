"""Text of strangers does not steer what shows it."""

import pytest

from models.printable import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J\x1b[1;1Hpass", "\\x1b[2J\\x1b[1;1Hpass"),
        ("\x9b31m", "\\x9b31m"),
        ("a\r\nb\tc\x7f\x00", "a\\r\\nb\\tc\\x7f\\x00"),
        ("SN-\u202e321\u202c", "SN-\\u202e321\\u202c"),
        ("\u2066x\u2069\u200f", "\\u2066x\\u2069\\u200f"),
        ("one\u2028two", "one\\u2028two"),
        ("\udcb0\udca1.png", "\\udcb0\\udca1.png"),
        ("주물 – “A” 🙂 [red]", "주물 – “A” 🙂 [red]"),
    ],
)
def test_controls_are_spelled_out_and_the_rest_is_left(text: str, shown: str) -> None:
    assert printable(text) == shown
