"""The figures of a study, held against numbers worked out by hand and by others."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.agreement import Grade, Share, agreement_of, kappa, kappa_grade
from models.judgement import Verdict
from models.study import Study
from tests.widgets import samples


def perfect() -> Study:
    study = samples.study()
    return replace(study, answers=tuple(task.casting.expected for task in study.plan.tasks()))


def test_who_is_always_right_has_nothing_to_improve() -> None:
    agreement = agreement_of(perfect())
    for appraisal in agreement.appraisals:
        assert appraisal.effectiveness == appraisal.repeatability == Share(25, 25)
        assert (appraisal.misses, appraisal.false_alarms) == (Share(0, 39), Share(0, 36))
        assert appraisal.kappa == 1.0
        assert appraisal.grades() == (Grade.ACCEPTABLE,) * 3
    assert {pair.kappa for pair in agreement.pairs} == {1.0}
    assert agreement.disputed == ()


def test_each_mistake_counts_where_it_belongs() -> None:
    kim, lee, station = agreement_of(samples.study()).appraisals
    assert (kim.effectiveness, kim.repeatability) == (Share(23, 25), Share(23, 25))
    assert (kim.misses, kim.false_alarms) == (Share(1, 39), Share(1, 36))
    assert (lee.misses, lee.false_alarms) == (Share(1, 39), Share(0, 36))
    assert (station.misses, station.false_alarms, station.reviews) == (
        Share(0, 39),
        Share(3, 36),
        3,
    )
    assert (station.effectiveness, station.repeatability) == (Share(24, 25), Share(25, 25))
    assert kim.grades() == (Grade.ACCEPTABLE, Grade.MARGINAL, Grade.ACCEPTABLE)
    assert station.grades() == (Grade.ACCEPTABLE, Grade.ACCEPTABLE, Grade.MARGINAL)


def test_all_together_are_right_where_none_was_wrong() -> None:
    agreement = agreement_of(samples.study())
    assert [casting.number for casting in agreement.disputed] == ["4", "9", "17", "21"]
    assert agreement.rightly == Share(21, 25)
    assert agreement.together == Share(21, 25)
    assert len(agreement.pairs) == 3


def test_all_may_agree_and_be_wrong() -> None:
    study = perfect()
    answers = tuple(
        Verdict.PASS if task.casting.number == "20" else task.casting.expected
        for task in study.plan.tasks()
    )
    agreement = agreement_of(replace(study, answers=answers))
    assert (agreement.together, agreement.rightly) == (Share(25, 25), Share(24, 25))


def test_kappa_is_cohen_s() -> None:
    """45 + 15 of 75 alike: (0.8 - 0.58) / (1 - 0.58), worked out by hand."""
    first = [True] * 45 + [True] * 5 + [False] * 10 + [False] * 15
    second = [True] * 45 + [False] * 5 + [True] * 10 + [False] * 15
    by_chance = (50 * 55 + 25 * 20) / 75**2
    assert kappa(first, second) == pytest.approx((60 / 75 - by_chance) / (1 - by_chance))
    assert kappa([True, True], [True, True]) is None
    assert kappa([True, False], [False, True]) == pytest.approx(-1)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40))
def test_kappa_is_the_same_both_ways_and_never_above_one(said: list[tuple[bool, bool]]) -> None:
    first, second = [one for one, _ in said], [other for _, other in said]
    forth, back = kappa(first, second), kappa(second, first)
    if forth is None:
        assert back is None
    else:
        assert forth == pytest.approx(back)
        assert forth <= 1 + 1e-9


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (0, 50, 0.0, 0.0711),  # these four: scipy.stats.binomtest(…).proportion_ci()
        (45, 50, 0.7819, 0.9667),
        (50, 50, 0.9289, 1.0),
        (1, 3000, 0.0000084, 0.0018558),
    ],
)
def test_intervals_are_clopper_s_and_pearson_s(
    count: int, of: int, low: float, high: float
) -> None:
    assert Share(count, of).interval() == pytest.approx((low, high), rel=1e-3, abs=1e-7)


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        (0.9, Grade.ACCEPTABLE),
        (0.75, Grade.ACCEPTABLE),
        (0.74, Grade.MARGINAL),
        (0.40, Grade.MARGINAL),
        (0.39, Grade.UNACCEPTABLE),
        (-0.2, Grade.UNACCEPTABLE),
    ],
)
def test_kappa_is_graded_by_aiag_s_limits(value: float, grade: Grade) -> None:
    assert kappa_grade(value) is grade
