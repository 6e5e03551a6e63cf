"""What the station tells of the light, and when."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from app.line_watch import LineWatch
from app.settings import WarningSettings
from app.streaks import Streaks
from models.drift import WATCHED, Look, baseline_of
from models.judgement import Occasion, Verdict
from models.light import Light
from tests.fakes import inspection, judgement

USUAL = Light(130.0, 0.4, 0.5, 0.5)
AT = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def watch() -> LineWatch:
    made = LineWatch(Streaks(WarningSettings(rejects_in_a_row=3, reject_percent=0)))
    made.know(baseline_of([Look(USUAL, is_review=False)] * 100, AT, "Kim"))
    return made


def told(
    watch: LineWatch,
    light: Light | None,
    count: int = WATCHED,
    verdicts: Iterable[Verdict] = (),
    occasion: Occasion = Occasion.LINE,
) -> list[str]:
    """What is told while so many castings come."""
    said = [Verdict.PASS] * count if not verdicts else list(verdicts)
    return [
        str(warning)
        for verdict in said
        for warning in watch.add(
            inspection(1, occasion=occasion, judgement=judgement(verdict, light=light))
        )
    ]


DARK = Light(112.0, 0.4, 0.5, 0.5)
DARKER = "Castings have become darker: 112 instead of 130. Check the lamp and the lens."


def test_a_drift_is_told_once_and_again_only_after_it_had_gone(watch: LineWatch) -> None:
    assert told(watch, DARK) == [DARKER]
    assert told(watch, DARK, 100) == []
    assert told(watch, USUAL, 2 * WATCHED) == []
    assert [text[:27] for text in told(watch, DARK)] == [DARKER[:27]]


@pytest.mark.parametrize(
    ("light", "words"),
    [
        (Light(150.0, 0.4, 0.5, 0.5), "become brighter: 150 instead of 130. Check the lamp, the"),
        (Light(130.0, 0.3, 0.5, 0.5), "less sharp: 0.30 instead of 0.40. Clean the lens"),
        (Light(130.0, 0.6, 0.5, 0.5), "sharper or noisier: 0.60 instead of 0.40."),
        (Light(130.0, 0.4, 0.6, 0.5), "their centre is at 60 % of the picture instead of 50 %."),
        (Light(130.0, 0.4, 0.5, 0.4), "their centre is at 40 % of the picture instead of 50 %."),
    ],
)
def test_each_drift_says_what_to_look_at(watch: LineWatch, light: Light, words: str) -> None:
    [text] = told(watch, light)
    assert words in text


def test_many_reviews_are_told(watch: LineWatch) -> None:
    verdicts = [Verdict.REVIEW] * 5 + [Verdict.PASS] * 20
    assert told(watch, USUAL, verdicts=verdicts) == [
        "More castings need a person: 20 % instead of 0 %. Call the engineer."
    ]


def test_nothing_is_told_before_there_are_enough_or_without_a_baseline(watch: LineWatch) -> None:
    assert told(watch, DARK, WATCHED - 1) == []
    watch.know(None)
    assert told(watch, DARK, 100) == []


@pytest.mark.parametrize("occasion", [Occasion.MANUAL, Occasion.REINSPECTION])
def test_what_did_not_come_along_the_line_does_not_count(
    watch: LineWatch, occasion: Occasion
) -> None:
    assert told(watch, DARK, 100, occasion=occasion) == []


def test_castings_without_light_count_for_the_streaks_alone(watch: LineWatch) -> None:
    verdicts = [Verdict.REJECT] * 3
    assert told(watch, None, verdicts=verdicts) == [
        "3 castings in a row were rejected. Stop the line and call the engineer."
    ]


def test_the_gravest_is_told_last(watch: LineWatch) -> None:
    told(watch, DARK, WATCHED - 3)
    assert [text[:18] for text in told(watch, DARK, verdicts=[Verdict.REJECT] * 3)] == [
        "Castings have beco",
        "3 castings in a ro",
    ]
