"""Worked examples are those of D. C. Montgomery, "Introduction to Statistical Quality Control"."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.control_chart import (
    MIN_SUBGROUPS,
    ControlChart,
    Rule,
    Sample,
    Signal,
    Silence,
    control_chart,
    limits_of,
)

# Table 7.1 (6th ed.), also in the NIST/SEMATECH e-Handbook, 6.3.3.2: cans of orange juice.
JUICE = (
    12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12,
    7, 13, 9, 6,
)  # fmt: skip
# Table 7.4: purchase orders, a week each, of different number.
ORDERS = (100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120, 120, 110, 80, 80, 80, 90,
          100, 100, 100, 100, 90, 90)  # fmt: skip
WRONG = (12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9)

samples = st.lists(
    st.integers(1, 200).flatmap(
        lambda castings: st.builds(Sample, st.just(castings), st.integers(0, castings))
    ),
    max_size=60,
)


def of_rejects(rejects: Sequence[int], castings: int = 100) -> ControlChart:
    return control_chart([Sample(castings, each) for each in rejects])


def patterns(chart: ControlChart) -> list[Signal]:
    return [signal for signal in chart.signals if signal.rule is not Rule.BEYOND_LIMIT]


def test_montgomery_s_orange_juice_has_two_cans_out_of_control() -> None:
    chart = of_rejects(JUICE, castings=50)
    assert chart.centre == pytest.approx(0.2313, abs=5e-5)
    assert all(
        limits is not None
        and (limits.lower, limits.upper) == pytest.approx((0.0524, 0.4102), abs=5e-5)
        for limits in chart.limits
    )
    beyond = [signal for signal in chart.signals if signal.rule is Rule.BEYOND_LIMIT]
    assert [signal.last + 1 for signal in beyond] == [15, 23]


def test_montgomery_s_purchase_orders_have_limits_by_their_number() -> None:
    chart = control_chart([Sample(n, d) for n, d in zip(ORDERS, WRONG, strict=True)])
    assert chart.centre == pytest.approx(0.0955, abs=5e-5)
    widths = {n: limits.upper for n, limits in zip(ORDERS, chart.limits, strict=True) if limits}
    assert {n: round(upper, 3) for n, upper in widths.items()} == {
        80: 0.194, 90: 0.188, 100: 0.184, 110: 0.180, 120: 0.176,
    }  # fmt: skip
    assert [each.last + 1 for each in chart.signals if each.rule is Rule.BEYOND_LIMIT] == [11]


def test_nine_on_one_side_are_a_signal_and_eight_are_none() -> None:
    around = [9, 11, 11, 9] * 5
    assert patterns(of_rejects([*around, *[11, 12] * 4, 9])) == []
    found = patterns(of_rejects([*around, *[11, 12] * 5, 9]))
    assert found == [Signal(Rule.SAME_SIDE, 20, 29)]


def test_sides_are_not_judged_where_shares_lie_unevenly_about_the_centre() -> None:
    chart = of_rejects([*[1] * 5, *[3] * 5, *[1] * 20], castings=50)
    assert not chart.judges_sides
    assert Rule.SAME_SIDE not in {signal.rule for signal in chart.signals}


def test_six_that_rise_or_fall_are_a_signal_that_grows_with_them() -> None:
    around = [11, 11, 9, 9] * 5
    assert patterns(of_rejects([*around, 9, 10, 11, 12, 13])) == []
    assert patterns(of_rejects([*around, 7, 8, 9, 10, 11, 12, 13])) == [Signal(Rule.TREND, 20, 26)]
    assert patterns(of_rejects([*around, 13, 12, 11, 10, 9, 8])) == [Signal(Rule.TREND, 20, 25)]


def test_fourteen_up_and_down_are_a_signal() -> None:
    calm = [10] * 20
    assert patterns(of_rejects([*calm, *[8, 12] * 6])) == []
    assert patterns(of_rejects([*calm, *[8, 12] * 7])) == [Signal(Rule.ALTERNATING, 19, 33)]


@pytest.mark.parametrize(
    ("rejects", "castings", "silence"),
    [
        ([], 50, Silence.FEW_SUBGROUPS),
        ([1] * (MIN_SUBGROUPS - 1), 50, Silence.FEW_SUBGROUPS),
        ([0] * 40, 50, Silence.FEW_REJECTS),
        ([0, 1, 0, 0] * 10, 50, Silence.FEW_REJECTS),
        ([50] * 40, 50, Silence.FEW_PASSES),
    ],
)
def test_too_little_to_say_anything(rejects: list[int], castings: int, silence: Silence) -> None:
    chart = of_rejects(rejects, castings)
    assert (chart.silence, chart.signals) == (silence, ())
    assert not any(chart.limits)


def test_a_subgroup_too_small_is_shown_and_not_judged() -> None:
    chart = control_chart([Sample(100, each) for each in [4, 4, 6, 6] * 6] + [Sample(3, 3)])
    assert chart.limits[-1] is None
    assert not chart.signals


@given(samples)
def test_limits_enclose_the_centre_and_stay_within_0_and_1(samples: list[Sample]) -> None:
    chart = control_chart(samples)
    assert len(chart.limits) == (len(samples) if samples else 0)
    for limits in filter(None, chart.limits):
        assert chart.centre is not None
        assert 0 <= limits.lower <= chart.centre <= limits.upper <= 1


@given(st.floats(0.001, 0.999), st.integers(1, 1000), st.integers(1, 1000))
def test_a_larger_subgroup_has_narrower_limits(centre: float, one: int, more: int) -> None:
    small, large = limits_of(centre, one), limits_of(centre, one + more)
    assert large.upper <= small.upper
    assert large.lower >= small.lower


@given(samples)
def test_signals_lie_within_the_chart_and_are_as_long_as_their_rule(samples: list[Sample]) -> None:
    least = {Rule.BEYOND_LIMIT: 1, Rule.SAME_SIDE: 9, Rule.TREND: 6, Rule.ALTERNATING: 14}
    chart = control_chart(samples)
    for signal in chart.signals:
        assert 0 <= signal.first <= signal.last < len(samples)
        assert signal.last - signal.first + 1 >= least[signal.rule]
        assert all(chart.limits[signal.first : signal.last + 1])


@given(st.lists(st.integers(0, 100), min_size=MIN_SUBGROUPS, max_size=60))
def test_patterns_are_the_same_for_rejects_and_for_passes(rejects: list[int]) -> None:
    mirrored = of_rejects([100 - each for each in rejects])
    assert patterns(of_rejects(rejects)) == patterns(mirrored)


@given(st.integers(5, 50), st.integers(MIN_SUBGROUPS, 80))
def test_what_never_changes_is_no_signal(rejects: int, subgroups: int) -> None:
    assert of_rejects([rejects] * subgroups).signals == ()
