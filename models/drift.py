"""Whether castings still lie and look as they did when somebody said that all was well.

The mean of the newest castings is held against a baseline: three standard errors of the taught
spread, as on a chart of means after W. A. Shewhart, but never less than what the network does
not mind (docs/network.md), so that nobody is called for what makes no difference.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from math import sqrt
from statistics import fmean, stdev
from typing import NamedTuple

from models.control_chart import limits_of
from models.light import Light

TAUGHT_FROM = 100  # castings, the newest ones; fewer where there are not so many …
LEAST_TAUGHT = 25  # … but no fewer than these
WATCHED = 25  # newest castings whose mean is held against the baseline
_OF_MEAN = {"brightness": 0.10, "sharpness": 0.15}  # half a share of x 0.7 and of blur that flip
_OF_PICTURE = {"x": 0.03, "y": 0.03}
_NAMES = tuple(field.name for field in fields(Light))


class Measure(StrEnum):
    """What may drift; the first four are the fields of Light."""

    BRIGHTNESS = "brightness"
    SHARPNESS = "sharpness"
    X = "x"
    Y = "y"
    REVIEW = "review"  # share of castings that a person must decide on


@dataclass(frozen=True, slots=True)
class Baseline:
    """How castings lay and looked when it was taught."""

    taught_at: datetime  # UTC, aware
    taught_by: str
    castings: int
    mean: Light
    spread: Light  # standard deviation of single castings
    review: float  # share of them, 0 .. 1


class Band(NamedTuple):
    """Where the mean of so many castings belongs."""

    lower: float
    centre: float
    upper: float


@dataclass(frozen=True, slots=True)
class Drift:
    """A mean that has left its band."""

    measure: Measure
    now: float
    taught: float


class Look(NamedTuple):
    """What counts of one casting here."""

    light: Light
    is_review: bool


def baseline_of(looks: Sequence[Look], at: datetime, by: str) -> Baseline:
    """The baseline that these castings, at least two, teach."""
    values = {name: [getattr(look.light, name) for look in looks] for name in _NAMES}
    return Baseline(
        taught_at=at,
        taught_by=by,
        castings=len(looks),
        mean=Light(**{name: fmean(each) for name, each in values.items()}),
        spread=Light(**{name: stdev(each) for name, each in values.items()}),
        review=_review(looks),
    )


def band(baseline: Baseline, measure: Measure, castings: int) -> Band:
    """Where the mean of so many castings belongs."""
    if measure is Measure.REVIEW:
        expected = max(baseline.review, 1 / baseline.castings)  # none seen does not mean never
        return Band(0.0, baseline.review, limits_of(expected, castings).upper)
    centre: float = getattr(baseline.mean, measure.value)
    tolerance = _OF_PICTURE.get(measure.value) or _OF_MEAN[measure.value] * centre
    width = max(3 * getattr(baseline.spread, measure.value) / sqrt(castings), tolerance)
    return Band(centre - width, centre, centre + width)


def drifts(baseline: Baseline, looks: Sequence[Look]) -> Iterator[Drift]:
    """What has left its band, of the newest castings."""
    for measure in Measure:
        now = _review(looks) if measure is Measure.REVIEW else _mean(looks, measure.value)
        lower, taught, upper = band(baseline, measure, len(looks))
        if not lower <= now <= upper:
            yield Drift(measure, now, taught)


def _mean(looks: Sequence[Look], name: str) -> float:
    return fmean(getattr(look.light, name) for look in looks)


def _review(looks: Sequence[Look]) -> float:
    return sum(look.is_review for look in looks) / len(looks)
