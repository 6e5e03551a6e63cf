"""What a finished study says of each appraiser, after AIAG's "Measurement Systems Analysis".

Two things can be said of a casting: that it passes, or that it does not. A review of the
station counts as not passing: a defective casting does not get through by it, and a sound one
is held up. Limits and terms are those of the 4th edition, chapter III.C; intervals are those of
C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case
of the binomial", Biometrika 26 (1934) 404-413, kappa that of J. Cohen, "A coefficient of agreement
for nominal scales", Educational and Psychological Measurement 20 (1960) 37-46.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, combinations
from math import exp, lgamma, log
from typing import TypeVar

from models.challenge import KnownCasting
from models.judgement import Verdict
from models.study import Study

_T = TypeVar("_T")

Passes = tuple[bool, ...]  # whether a casting passed, trial by trial

_DOUBT = 0.05  # an interval holds the truth in 95 % of all studies
_STEPS = 60  # of a bisection: finer than a float


class Grade(StrEnum):
    """What AIAG says of a figure."""

    ACCEPTABLE = "acceptable"
    MARGINAL = "marginal"
    UNACCEPTABLE = "unacceptable"


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """0 .. 1."""
        return self.count / self.of

    def interval(self) -> tuple[float, float]:
        """Where the truth lies, with 95 % confidence."""
        lower = upper = 0.0
        if self.count > 0:
            lower = _root(lambda p: 1 - self._at_most(self.count - 1, p) - _DOUBT / 2)
        if self.count < self.of:
            upper = _root(lambda p: _DOUBT / 2 - self._at_most(self.count, p))
        else:
            upper = 1.0
        return lower, upper

    def _at_most(self, count: int, chance: float) -> float:
        """How likely no more than `count` are, where each is so with that chance."""
        fold = lgamma(self.of + 1)
        return sum(
            exp(
                fold
                - lgamma(each + 1)
                - lgamma(self.of - each + 1)
                + each * log(chance)
                + (self.of - each) * log(1 - chance)
            )
            for each in range(count + 1)
        )


@dataclass(frozen=True, slots=True)
class Appraisal:
    """How well one appraiser judges."""

    appraiser: str | None  # None: the station
    effectiveness: Share  # castings judged rightly every time
    repeatability: Share  # castings judged alike every time
    misses: Share  # defective castings that passed, each trial for itself
    false_alarms: Share  # sound castings that did not
    reviews: int  # of all judgements
    kappa: float | None  # against what is known; None where chance alone agrees

    def grades(self) -> tuple[Grade, Grade, Grade]:
        """Of effectiveness, misses and false alarms."""
        return (
            _grade(1 - self.effectiveness.value, 0.10, 0.20),
            _grade(self.misses.value, 0.02, 0.05),
            _grade(self.false_alarms.value, 0.05, 0.10),
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """How far two appraisers agree with each other."""

    first: str | None
    second: str | None
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The outcome of a study."""

    study: Study
    appraisals: tuple[Appraisal, ...]
    pairs: tuple[Pair, ...]
    together: Share  # castings that all appraisers judged alike every time
    rightly: Share  # castings that all judged rightly every time
    disputed: tuple[KnownCasting, ...]  # those that somebody misjudged at least once


def kappa_grade(kappa: float) -> Grade:
    """Above 0.75 good to excellent, below 0.40 poor."""
    return _grade(1 - kappa, 0.25, 0.60)


def agreement_of(study: Study) -> Agreement:
    """What a complete study says."""
    castings = study.plan.castings
    verdicts = study.said()
    said = {
        appraiser: [tuple(each is Verdict.PASS for each in trials) for trials in told.values()]
        for appraiser, told in verdicts.items()
    }
    truth = [casting.expected is Verdict.PASS for casting in castings]
    of_castings = [set(_joined(each)) for each in zip(*said.values(), strict=True)]
    right = [each == {is_sound} for each, is_sound in zip(of_castings, truth, strict=True)]
    return Agreement(
        study=study,
        appraisals=tuple(
            _appraisal(appraiser, said[appraiser], truth, _joined(told.values()))
            for appraiser, told in verdicts.items()
        ),
        pairs=tuple(
            Pair(first, second, kappa(_joined(said[first]), _joined(said[second])))
            for first, second in combinations(said, 2)
        ),
        together=Share(sum(len(each) == 1 for each in of_castings), len(castings)),
        rightly=Share(sum(right), len(castings)),
        disputed=tuple(
            each for each, is_right in zip(castings, right, strict=True) if not is_right
        ),
    )


def kappa(first: Sequence[bool], second: Sequence[bool]) -> float | None:
    """Agreement beyond chance, 1 at most; None where both said one thing alone."""
    count = len(first)
    agreed = sum(one == other for one, other in zip(first, second, strict=True)) / count
    yes, also = sum(first) / count, sum(second) / count
    by_chance = yes * also + (1 - yes) * (1 - also)
    return None if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def _appraisal(
    appraiser: str | None,
    said: Sequence[Passes],
    truth: Sequence[bool],
    verdicts: Sequence[Verdict],
) -> Appraisal:
    told = list(zip(said, truth, strict=True))
    of_defective = _joined(each for each, is_sound in told if not is_sound)
    of_sound = _joined(each for each, is_sound in told if is_sound)
    return Appraisal(
        appraiser=appraiser,
        effectiveness=Share(sum(set(each) == {is_sound} for each, is_sound in told), len(told)),
        repeatability=Share(sum(len(set(each)) == 1 for each in said), len(said)),
        misses=Share(sum(of_defective), len(of_defective)),
        false_alarms=Share(len(of_sound) - sum(of_sound), len(of_sound)),
        reviews=verdicts.count(Verdict.REVIEW),
        kappa=kappa(_joined(said), [is_sound for each, is_sound in told for _ in each]),
    )


def _joined(parts: Iterable[Iterable[_T]]) -> tuple[_T, ...]:
    return tuple(chain.from_iterable(parts))


def _grade(fault: float, acceptable: float, marginal: float) -> Grade:
    """Of a share that should be small; a share at the limit is still within it."""
    if fault <= acceptable + 1e-9:
        return Grade.ACCEPTABLE
    return Grade.MARGINAL if fault <= marginal + 1e-9 else Grade.UNACCEPTABLE


def _root(rises: Callable[[float], float]) -> float:
    """Where a rising function of 0 .. 1 is nought."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if rises(middle) < 0 else (low, middle)
    return (low + high) / 2
