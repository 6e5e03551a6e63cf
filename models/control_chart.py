"""The p-chart of the rejects: its limits, and what is unusual about it.

The share of rejects p in each subgroup of n castings, about the centre p̄ of all of them, within
p̄ ± 3 √(p̄ (1 − p̄) / n), after W. A. Shewhart; see D. C. Montgomery, "Introduction to Statistical
Quality Control", chapter 7. Where subgroups differ in size, each has its own limits, and patterns
are looked for in z = (p − p̄) / σ, which has the same limits everywhere.

The rules are the first four of L. S. Nelson, "The Shewhart Control Chart: Tests for Special
Causes", Journal of Quality Technology 16 (1984) 237-239; the first of them is also the first of the
Western Electric "Statistical Quality Control Handbook" (1956), whose zone tests ask for a normal
distribution, as Nelson's tests 5 to 8 do. So no others are meant for shares, and the second only
where these lie about evenly on both sides of the centre (SAS/QC, "Standard Tests for Special
Causes").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import groupby, pairwise
from math import sqrt

MIN_SUBGROUPS = 20  # Montgomery: 20 to 25 before limits are computed from them
MIN_EXPECTED = 1.0  # rejects, and passes, in a subgroup: fewer, and one reject is "unusual"
EVEN_EXPECTED = 5.0  # from here on a binomial is about as often above its mean as below


class Rule(IntEnum):
    """What is unusual, by Nelson's number."""

    BEYOND_LIMIT = 1  # one point beyond a 3σ limit
    SAME_SIDE = 2  # nine points in a row on the same side of the centre
    TREND = 3  # six points in a row, all rising or all falling
    ALTERNATING = 4  # fourteen points in a row, up and down by turns


class Silence(StrEnum):
    """Why a chart has no limits and says nothing."""

    FEW_SUBGROUPS = "few subgroups"
    FEW_REJECTS = "few rejects"  # for subgroups of this size
    FEW_PASSES = "few passes"  # the same, where nearly all is rejected


@dataclass(frozen=True, slots=True)
class Sample:
    """A subgroup as it is counted."""

    castings: int  # at least 1
    rejects: int

    @property
    def share(self) -> float:
        """Of rejects, 0 .. 1."""
        return self.rejects / self.castings


@dataclass(frozen=True, slots=True)
class Limits:
    """Between which the share of a subgroup of this size usually lies, 0 .. 1."""

    lower: float
    upper: float
    sigma: float  # of the share


@dataclass(frozen=True, slots=True)
class Signal:
    """Something unusual, from one subgroup to another, both counted from 0 and both in it."""

    rule: Rule
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ControlChart:
    """The limits of every subgroup, and the signals in the order of their last one."""

    centre: float | None = None  # of the share of rejects; None without castings
    limits: tuple[Limits | None, ...] = ()  # None for a subgroup too small to be judged
    signals: tuple[Signal, ...] = ()
    silence: Silence | None = None
    judges_sides: bool = False  # whether the second rule could be judged anywhere


def control_chart(samples: Sequence[Sample]) -> ControlChart:
    """The chart of these subgroups, in the order in which they were made."""
    castings = sum(sample.castings for sample in samples)
    if not castings:
        return ControlChart(silence=Silence.FEW_SUBGROUPS)
    centre = sum(sample.rejects for sample in samples) / castings
    silence = _silence(len(samples), castings / len(samples), centre)
    if silence is not None:
        return ControlChart(centre, (None,) * len(samples), silence=silence)
    limits = tuple(
        limits_of(centre, sample.castings)
        if _expected(centre, sample.castings) >= MIN_EXPECTED
        else None
        for sample in samples
    )
    even = [_expected(centre, sample.castings) >= EVEN_EXPECTED for sample in samples]
    found = [*_beyond(samples, limits), *_patterns(_standardised(samples, limits, centre), even)]
    signals = tuple(sorted(found, key=lambda signal: (signal.last, signal.rule)))
    return ControlChart(centre, limits, signals, judges_sides=any(even))


def limits_of(centre: float, castings: int) -> Limits:
    """The 3σ limits of a subgroup's share, no lower than 0 and no higher than 1."""
    sigma = sqrt(centre * (1 - centre) / castings)
    return Limits(max(0.0, centre - 3 * sigma), min(1.0, centre + 3 * sigma), sigma)


def _silence(subgroups: int, mean_size: float, centre: float) -> Silence | None:
    if subgroups < MIN_SUBGROUPS:
        return Silence.FEW_SUBGROUPS
    if mean_size * centre < MIN_EXPECTED:
        return Silence.FEW_REJECTS
    if mean_size * (1 - centre) < MIN_EXPECTED:
        return Silence.FEW_PASSES
    return None


def _expected(centre: float, castings: int) -> float:
    """Rejects or passes in a subgroup, whichever are fewer."""
    return castings * min(centre, 1 - centre)


def _standardised(
    samples: Sequence[Sample], limits: Sequence[Limits | None], centre: float
) -> list[float | None]:
    return [
        None if limit is None else (sample.share - centre) / limit.sigma
        for sample, limit in zip(samples, limits, strict=True)
    ]


def _beyond(samples: Sequence[Sample], limits: Sequence[Limits | None]) -> Iterator[Signal]:
    for place, (sample, limit) in enumerate(zip(samples, limits, strict=True)):
        if limit is not None and not limit.lower <= sample.share <= limit.upper:
            yield Signal(Rule.BEYOND_LIMIT, place, place)


def _patterns(z: Sequence[float | None], even: Sequence[bool]) -> Iterator[Signal]:
    """Rules 2 to 4; a pattern that goes on is one signal that grows."""
    sides = [_sign(each) if is_even else 0 for each, is_even in zip(z, even, strict=True)]
    steps = [0 if None in {a, b} else _sign((b or 0) - (a or 0)) for a, b in pairwise(z)]
    turns = [int(a * b < 0) for a, b in pairwise(steps)]
    for rule, values, run, points in (
        (Rule.SAME_SIDE, sides, 9, 0),
        (Rule.TREND, steps, 5, 1),  # six points are five steps
        (Rule.ALTERNATING, turns, 12, 2),  # fourteen points are twelve turns
    ):
        for first, last in _runs(values, run):
            yield Signal(rule, first, last + points)


def _runs(values: Sequence[int], at_least: int) -> Iterator[tuple[int, int]]:
    """First and last place of each run of one value other than 0."""
    first = 0
    for value, run in groupby(values):
        length = len(list(run))
        if value and length >= at_least:
            yield first, first + length - 1
        first += length


def _sign(value: float | None) -> int:
    return 0 if not value else 1 if value > 0 else -1
