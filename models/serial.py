"""Serial numbers: what a whole number must look like, within a bounded time."""

from collections.abc import Callable
from functools import lru_cache

import regex

from models.errors import KnownError
from models.text import LONGEST_CODE, code, latin_keys, stored

LONGEST_PATTERN = 500  # characters
MATCH_S = 0.1  # for one code; an ordinary pattern takes microseconds
_PROBE_S = 0.05


class SerialError(KnownError):
    """What was read cannot be the number of a casting."""


class SlowPatternError(SerialError):
    """The pattern takes too long to tell; the code is not taken."""


class SerialPattern:
    """A regular expression that a whole serial number must fit. From any thread.

    A pattern with nested repetitions may take hours over a code of 40 characters. So each match
    ends after MATCH_S, and other threads go on meanwhile.
    """

    def __init__(self, pattern: str) -> None:
        """Raises ValueError, which says why, for what is no regular expression."""
        if len(pattern) > LONGEST_PATTERN:
            raise ValueError(f"longer than {LONGEST_PATTERN} characters")
        try:
            self._compiled = regex.compile(pattern)
        except (regex.error, OverflowError, RecursionError) as error:
            raise ValueError(str(error)) from error
        self._letters = "".join(dict.fromkeys(filter(str.isalnum, pattern)))[:4]

    def fits(self, serial: str) -> bool:
        """Whether all of `serial` fits. Raises SlowPatternError when that takes too long."""
        try:
            return self._matches(serial, MATCH_S)
        except TimeoutError as error:
            raise SlowPatternError(
                "The serial pattern takes too long for “{serial}”: the code is not taken."
                " Let an engineer set a simpler pattern (setting serial.pattern).",
                serial=serial[:60],
            ) from error

    def is_slow(self) -> bool:
        """Whether a code can be made that takes too long; looks at some of the likely ones."""
        kernels = ["A", "a", "0", "A0", "AB12-", "-", " ", ",", "A-", *self._letters]
        codes = [(kernel * LONGEST_CODE)[: LONGEST_CODE - 1] for kernel in kernels]
        try:
            for likely in codes:
                self._matches(likely + "\x00", _PROBE_S)  # so near, and yet it does not fit
                self._matches(likely, _PROBE_S)
        except TimeoutError:
            return True
        return False

    def _matches(self, text: str, seconds: float) -> bool:
        return self._compiled.fullmatch(text, timeout=seconds, concurrent=True) is not None


def typed_code(text: str, fits: Callable[[str], bool]) -> str:
    """Return the serial number that a scanner has typed as `text`.

    A scanner types as a keyboard: with Hangul switched on it gives Hangul, with Caps Lock small
    letters for capitals. What fits as it stands is taken so; else as it was meant, where that
    fits. Raises SerialError for what is no number, and what `fits` raises.
    """
    for meant in (latin_keys(text), text, latin_keys(text).swapcase()):
        number = code(meant)
        if number is not None and fits(number):
            return number
    raise SerialError("“{serial}” is no number of a casting.", serial=stored(text)[:60])


@lru_cache(maxsize=8)
def serial_pattern(pattern: str) -> SerialPattern:
    """Return the pattern, compiled once. Raises ValueError as SerialPattern does."""
    return SerialPattern(pattern)
