"""Text from the record as it may be shown: what would steer a terminal is spelled out."""

import re

_STEERING = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL and C1: a terminal's commands, and line ends
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # they turn the order of what is shown
    "\u2028\u2029"  # line ends of Unicode
    "\ud800-\udfff"  # halves of pairs: bytes of a file name that are no UTF-8
    "]"
)


def printable(text: str) -> str:
    r"""Return the text on one line, with each control as its escape, like ``\x1b``.

    Controls are those of C0 and C1, line and paragraph ends, those that turn the direction of
    text, and surrogates, which no encoding can write.
    """
    return _STEERING.sub(lambda found: ascii(found[0])[1:-1], text)
