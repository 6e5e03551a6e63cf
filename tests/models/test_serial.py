"""The pattern of serial numbers, whatever a person writes and whatever is scanned."""

import threading
import time

import pytest

from models.serial import (
    MATCH_S,
    SerialError,
    SerialPattern,
    SlowPatternError,
    serial_pattern,
    typed_code,
)

NESTED = "([A-Z0-9]+-?)+"
SLOW = "(A|AA)+"


def anything(_: str) -> bool:
    return True


@pytest.mark.parametrize("serial", ["A" * 36 + "!", "AB12-" * 40 + "!", "0" * 200 + "!"])
def test_nested_repetitions_hold_nothing_up(serial: str) -> None:
    pattern, began = SerialPattern(NESTED), time.monotonic()
    assert not pattern.fits(serial)
    assert time.monotonic() - began < 1
    assert pattern.fits("HTPI-0003")


def test_a_match_that_takes_too_long_is_given_up_and_told() -> None:
    began = time.monotonic()
    with pytest.raises(SlowPatternError, match="takes too long for “AAAA") as raised:
        SerialPattern(SLOW).fits("A" * 60 + "!")
    assert time.monotonic() - began < 20 * MATCH_S
    assert len(str(raised.value.values["serial"])) <= 60


def test_other_threads_go_on_meanwhile() -> None:
    ticks: list[float] = []
    is_over = threading.Event()

    def tick() -> None:
        while not is_over.wait(0.005):
            ticks.append(time.monotonic())

    other = threading.Thread(target=tick)
    other.start()
    with pytest.raises(SlowPatternError):
        SerialPattern(SLOW).fits("A" * 60 + "!")
    is_over.set()
    other.join()
    assert len(ticks) >= 3


@pytest.mark.parametrize("pattern", [SLOW, "(B|BB)+", "((0|00)+-)*"])
def test_a_slow_pattern_is_known_beforehand(pattern: str) -> None:
    assert SerialPattern(pattern).is_slow()


@pytest.mark.parametrize("pattern", ["", "IMP-[0-9]{6}", NESTED, r"\d{4}-\d{4}", "[가-힣]+-[0-9]+"])
def test_an_ordinary_pattern_is_not_slow(pattern: str) -> None:
    assert not SerialPattern(pattern).is_slow()


@pytest.mark.parametrize("pattern", ["[", "(", "x" * 501, "(?P<n>"])
def test_what_is_no_pattern_says_why(pattern: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        serial_pattern(pattern)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("IMP-1", "IMP-1"), ("ㅑㅡㅖ-1", "imP-1"), ("]C1IMP-1", "IMP-1"), ("주물", "wnanf")],
)
def test_what_was_typed_is_the_number_that_was_meant(typed: str, number: str) -> None:
    assert typed_code(typed, anything) == number


def test_caps_lock_turns_no_number_away_that_fits_otherwise() -> None:
    fits = SerialPattern("IMP-[0-9]").fits
    assert typed_code("imp-7", fits) == "IMP-7"
    assert typed_code("주물-7", SerialPattern("주물-[0-9]").fits) == "주물-7"
    with pytest.raises(SerialError, match="“IMP” is no number"):
        typed_code("IMP", fits)
