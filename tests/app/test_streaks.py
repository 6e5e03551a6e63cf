"""When a person is called to the line."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from app.settings import WarningSettings
from app.streaks import Streaks
from models.judgement import Verdict

PASS, REJECT, REVIEW = Verdict.PASS, Verdict.REJECT, Verdict.REVIEW
ROW_ONLY = WarningSettings(rejects_in_a_row=3, reject_percent=0)
SHARE_ONLY = WarningSettings(rejects_in_a_row=0, reject_percent=20, of_last=10)


def told(settings: WarningSettings, verdicts: Iterable[Verdict]) -> list[int]:
    """At which castings, counted from 1, somebody is called."""
    streaks = Streaks(settings)
    return [number for number, verdict in enumerate(verdicts, start=1) if streaks.add(verdict)]


def test_a_row_of_rejects_is_told_once_and_then_counted_anew() -> None:
    assert told(ROW_ONLY, [REJECT] * 7) == [3, 6]


def test_a_pass_ends_a_row_and_a_review_does_not() -> None:
    assert told(ROW_ONLY, [REJECT, REJECT, PASS, REJECT, REJECT]) == []
    assert told(ROW_ONLY, [REJECT, REJECT, REVIEW, REJECT]) == [4]


def test_too_large_a_share_is_told_once_the_share_can_be_known() -> None:
    assert told(SHARE_ONLY, [REJECT, PASS, REJECT, PASS, REJECT, PASS, PASS, PASS, PASS]) == []
    assert told(SHARE_ONLY, [REJECT, PASS] * 5) == [10]
    assert told(SHARE_ONLY, ([REJECT] * 2 + [PASS] * 8) * 3) == [], "20 % is not more than 20 %"


def test_the_sentence_says_how_many() -> None:
    streaks = Streaks(SHARE_ONLY)
    said = [str(warning) for verdict in [REJECT, PASS] * 5 if (warning := streaks.add(verdict))]
    (sentence,) = said
    assert sentence.startswith("5 of the last 10 castings were rejected, more than 20 %. Stop")


@given(st.lists(st.sampled_from(Verdict), max_size=60))
def test_switched_off_nothing_is_told(verdicts: list[Verdict]) -> None:
    assert told(WarningSettings(rejects_in_a_row=0, reject_percent=0), verdicts) == []


@given(st.lists(st.sampled_from(Verdict), max_size=60))
def test_nobody_is_called_without_three_rejects(verdicts: list[Verdict]) -> None:
    for number in told(ROW_ONLY, verdicts):
        assert verdicts[:number].count(REJECT) >= 3
        assert verdicts[number - 1] is REJECT
