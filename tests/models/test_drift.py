"""When the light counts as drifted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest

from models.drift import WATCHED, Baseline, Look, Measure, band, baseline_of, drifts
from models.light import Light

AT = datetime(2026, 3, 2, tzinfo=UTC)
USUAL = Light(130.0, 0.4, 0.5, 0.48)


def looks(
    random: Random, around: Light = USUAL, *, reviews: int = 0, count: int = WATCHED
) -> list[Look]:
    """Castings that vary a little, the first of them for review."""
    return [
        Look(
            Light(
                random.gauss(around.brightness, 3),
                random.gauss(around.sharpness, 0.01),
                random.gauss(around.x, 0.004),
                random.gauss(around.y, 0.004),
            ),
            number < reviews,
        )
        for number in range(count)
    ]


@pytest.fixture
def baseline() -> Baseline:
    return baseline_of(looks(Random(1), reviews=2, count=100), AT, "Kim")


def measures(baseline: Baseline, seen: Sequence[Look]) -> list[Measure]:
    return [drift.measure for drift in drifts(baseline, seen)]


def test_the_same_light_for_a_week_is_no_drift(baseline: Baseline) -> None:
    random = Random(2)
    assert not any(measures(baseline, looks(random)) for _ in range(2_000))


@pytest.mark.parametrize(
    ("change", "measure"),
    [
        ({"brightness": 112.0}, Measure.BRIGHTNESS),
        ({"brightness": 148.0}, Measure.BRIGHTNESS),
        ({"sharpness": 0.32}, Measure.SHARPNESS),
        ({"x": 0.54}, Measure.X),
        ({"y": 0.44}, Measure.Y),
    ],
)
def test_what_has_changed_is_named(
    baseline: Baseline, change: dict[str, float], measure: Measure
) -> None:
    assert measures(baseline, looks(Random(3), replace(USUAL, **change))) == [measure]


def test_what_the_network_does_not_mind_calls_nobody(baseline: Baseline) -> None:
    little = Light(122.0, 0.36, 0.52, 0.46)  # of three standard errors of the mean it is many
    assert measures(baseline, looks(Random(4), little)) == []


def test_a_rig_that_varies_much_has_a_wider_band(baseline: Baseline) -> None:
    wild = replace(baseline, spread=replace(baseline.spread, brightness=40.0))
    lower, centre, upper = band(wild, Measure.BRIGHTNESS, 25)
    assert (centre - lower, upper - centre) == pytest.approx((24.0, 24.0))


@pytest.mark.parametrize(("reviews", "is_told"), [(2, False), (5, True)])
def test_more_reviews_than_chance_are_told(baseline: Baseline, reviews: int, is_told: bool) -> None:
    assert (measures(baseline, looks(Random(5), reviews=reviews)) == [Measure.REVIEW]) is is_told


def test_where_nothing_was_reviewed_one_review_is_no_drift() -> None:
    clean = baseline_of(looks(Random(6), count=100), AT, "Kim")
    assert measures(clean, looks(Random(7), reviews=1)) == []
