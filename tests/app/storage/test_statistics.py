from collections.abc import Iterable
from dataclasses import astuple
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.storage.baselines import teach
from app.storage.groups import SHOWN
from app.storage.history import History
from app.storage.runs import SCORES_READ
from app.storage.statistics import Statistics
from app.storage.store import Store
from models.audit import Known, Who
from models.control_chart import MIN_SUBGROUPS, Rule, Silence
from models.decision import DecisionWish, DefectKind, Ruling
from models.history import HistoryFilter
from models.inspection import Inspection
from models.judgement import Verdict
from models.light import Light
from models.shift import Shift, Tally
from models.shifts import ShiftCalendar
from models.sight import Unfit, UnjudgedImage
from models.statistics import DefectCount, Span, StatisticsQuery, StatisticsReport, Turn
from tests.app.storage.recording import DAY, LATE, MORNING, finding, keep, keep_all, multiply

PASS, REJECT, REVIEW = Verdict.PASS, Verdict.REJECT, Verdict.REVIEW
CALENDAR = ShiftCalendar({"Day": time(6), "Late": time(14), "Night": time(22)}, ZoneInfo("UTC"))
OF_DAY = Turn("Day", DAY.starts_at)
IN_LATE = LATE.starts_at + timedelta(hours=2)


@pytest.fixture
def statistics(store: Store) -> Statistics:
    return Statistics(store.engine, CALENDAR, UTC)


def keep_at(
    store: Store, verdicts: Iterable[Verdict], start: datetime, apart: timedelta, shift: Shift = DAY
) -> list[Inspection]:
    return [
        store.keep(finding(verdict), shift, start + number * apart)
        for number, verdict in enumerate(verdicts)
    ]


def decide(store: Store, of: Inspection, ruling: Ruling, kind: DefectKind | None = None) -> None:
    wish = DecisionWish(of.id, ruling, "Kim", kind, reason="A stain.")
    store.decide(wish, MORNING + timedelta(hours=1))


def of_day(
    statistics: Statistics, castings: int | None = 10, now: datetime = IN_LATE
) -> StatisticsReport:
    return statistics.read(StatisticsQuery(OF_DAY, castings), now)


def test_castings_are_taken_together_in_the_order_they_were_made(
    store: Store, statistics: Statistics, history: History
) -> None:
    keep(store, *[PASS, PASS, REJECT, PASS, REVIEW] * 5)
    report = of_day(statistics, castings=10)
    assert report.tally == Tally(passed=15, rejected=5, review=5)
    assert [group.tally for group in report.groups] == [Tally(passed=6, rejected=2, review=2)] * 2
    assert [group.starts_at - MORNING for group in report.groups] == [
        timedelta(), timedelta(seconds=10),
    ]  # fmt: skip
    assert [history.tally(group.castings) for group in report.groups] == [
        group.tally for group in report.groups
    ]
    assert report.chart.silence is Silence.FEW_SUBGROUPS


def test_a_group_that_still_grows_is_none_yet(store: Store, statistics: Statistics) -> None:
    keep(store, *[PASS] * 19)
    assert len(of_day(statistics, castings=10).groups) == 1
    keep(store, PASS)
    assert len(of_day(statistics, castings=10).groups) == 2


def test_hours_are_those_of_the_station_s_clock(store: Store) -> None:
    calcutta = ZoneInfo("Asia/Kolkata")  # half an hour off
    statistics = Statistics(store.engine, CALENDAR, calcutta)
    keep_at(store, [PASS] * 5 + [REJECT], MORNING, timedelta(minutes=15))
    keep_at(store, [PASS], MORNING + timedelta(hours=5), timedelta())
    report = of_day(statistics, castings=None)
    assert [
        (group.starts_at.astimezone(calcutta).strftime("%H:%M"), group.tally)
        for group in report.hours
    ] == [
        ("11:00", Tally(passed=2)),
        ("12:00", Tally(passed=3, rejected=1)),
        ("16:00", Tally(passed=1)),
    ]
    assert [group.tally for group in report.groups] == [group.tally for group in report.hours]


def test_a_casting_counts_once_in_its_first_group_by_its_newest_verdict(
    store: Store, statistics: Statistics, history: History
) -> None:
    first, *_ = keep(store, *[REJECT] * 10)
    again = store.keep(finding(REVIEW, of=first.id), DAY, MORNING + timedelta(seconds=10))
    keep_at(store, [PASS] * 10, MORNING + timedelta(seconds=20), timedelta(seconds=1))
    store.keep(finding(PASS, of=again.id), LATE, LATE.starts_at)
    report = of_day(statistics, castings=10)
    assert [group.tally for group in report.groups] == [
        Tally(passed=1, rejected=9), Tally(passed=10),
    ]  # fmt: skip
    assert report.tally == history.tally(HistoryFilter(shift="Day")) == Tally(passed=11, rejected=9)
    assert statistics.read(StatisticsQuery(Span.THIS_SHIFT), IN_LATE).tally == Tally()


@pytest.mark.parametrize(
    ("span", "total"),
    [(Span.THIS_SHIFT, 1), (Span.LAST_SHIFT, 2), (Span.TODAY, 3), (Span.LAST_7_DAYS, 6)],
)
def test_a_period_is_what_it_is_called(
    store: Store, statistics: Statistics, span: Span, total: int
) -> None:
    yesterday = Shift("Day", DAY.starts_at - timedelta(days=1), DAY.ends_at - timedelta(days=1))
    last_week = Shift("Day", DAY.starts_at - timedelta(days=8), DAY.ends_at - timedelta(days=8))
    keep(store, *[PASS] * 4, shift=last_week)
    keep(store, *[REJECT] * 3, shift=yesterday)
    keep(store, *[PASS] * 2, shift=DAY)
    keep(store, PASS, shift=LATE)
    report = statistics.read(StatisticsQuery(span), IN_LATE)
    assert report.tally.total == total
    assert (report.turn is None) is (span in {Span.TODAY, Span.LAST_7_DAYS})


def test_figures_are_compared_with_what_was_before(store: Store, statistics: Statistics) -> None:
    yesterday = Shift("Night", MORNING - timedelta(hours=8), MORNING)
    keep(store, *[PASS] * 3, shift=yesterday)
    keep(store, PASS, REJECT, shift=DAY)
    keep(store, REVIEW, shift=LATE)
    this_shift = statistics.read(StatisticsQuery(Span.THIS_SHIFT), IN_LATE)
    assert this_shift.shift_before == Tally(passed=1, rejected=1)
    assert this_shift.week_before == Tally(passed=4, rejected=1)
    assert of_day(statistics).shift_before == Tally(passed=3)
    today = statistics.read(StatisticsQuery(Span.TODAY), IN_LATE)
    assert (today.shift_before, today.week_before) == (Tally(passed=3), Tally(passed=3))


def test_an_empty_record_is_no_error(statistics: Statistics) -> None:
    for span in Span:
        report = statistics.read(StatisticsQuery(span), IN_LATE)
        assert report.tally == Tally()
        assert (report.starts_at, report.groups, report.hours) == (None, (), ())
        assert report.shift_before is None


def test_defects_are_those_that_a_person_named(store: Store, statistics: Statistics) -> None:
    kept = keep(store, *[REJECT] * 6, PASS, REVIEW, PASS)
    decide(store, kept[0], Ruling.DEFECTIVE, DefectKind.BURR)
    decide(store, kept[0], Ruling.DEFECTIVE, DefectKind.PINHOLE)  # the newest counts
    decide(store, kept[1], Ruling.DEFECTIVE, DefectKind.PINHOLE)
    decide(store, kept[2], Ruling.DEFECTIVE)  # of no named kind
    decide(store, kept[3], Ruling.SOUND)  # the station erred
    decide(store, kept[6], Ruling.DEFECTIVE, DefectKind.BURR)  # the station missed it
    decide(store, kept[7], Ruling.DEFECTIVE, DefectKind.PINHOLE)
    [of_late] = keep(store, REJECT, shift=LATE)
    decide(store, of_late, Ruling.DEFECTIVE, DefectKind.OTHER)
    counted = {each.kind: each.castings for each in of_day(statistics).defects}
    assert counted == {DefectKind.PINHOLE: 3, None: 3, DefectKind.BURR: 1}
    assert of_day(statistics).defects[-1] == DefectCount(DefectKind.BURR, 1)


def test_scores_are_ranked_in_each_group(store: Store, statistics: Statistics) -> None:
    for place in range(20):
        made = finding(defect_probability=(place * 7 % 20) / 20)
        store.keep(made, DAY, MORNING + timedelta(seconds=place))
    [all_of_them] = of_day(statistics, castings=20).groups
    assert (all_of_them.median_score, all_of_them.high_score) == (0.45, 0.85)
    assert all(group.median_score is None for group in of_day(statistics).hours)


def test_of_a_large_group_scores_are_picked_evenly(store: Store, statistics: Statistics) -> None:
    store.keep(finding(defect_probability=0.25), DAY, MORNING)
    multiply(store, 4 * SCORES_READ)
    [hour] = of_day(statistics, castings=None).groups
    assert hour.tally.total == 4 * SCORES_READ
    assert (hour.median_score, hour.high_score) == (0.25, 0.25)


def test_only_the_newest_groups_are_shown_and_the_others_counted(
    store: Store, statistics: Statistics
) -> None:
    keep(store, PASS)
    multiply(store, 2 * SHOWN + 11)
    keep(store, REJECT)
    report = of_day(statistics, castings=2)
    assert (len(report.groups), report.left_out) == (SHOWN, 6)
    assert report.groups[0].tally == Tally(passed=2)
    assert report.groups[-1].tally == Tally(passed=1, rejected=1)


def test_what_is_unusual_is_told(store: Store, statistics: Statistics) -> None:
    usual = [REJECT, *[PASS] * 9]
    keep(store, *usual * MIN_SUBGROUPS, *[REJECT] * 10)
    chart = of_day(statistics, castings=10).chart
    assert [(signal.rule, signal.last) for signal in chart.signals] == [
        (Rule.BEYOND_LIMIT, MIN_SUBGROUPS)
    ]


def test_pictures_that_could_not_be_judged_are_counted(
    store: Store, statistics: Statistics
) -> None:
    for reason in (Unfit.DARK, Unfit.GLARE, Unfit.GLARE):
        store.note_unjudged(UnjudgedImage(reason), DAY, MORNING)
    store.note_unjudged(UnjudgedImage(Unfit.BLURRED), LATE, LATE.starts_at)
    assert list(of_day(statistics).tally.unfit.items()) == [(Unfit.GLARE, 2), (Unfit.DARK, 1)]
    today = statistics.read(StatisticsQuery(Span.TODAY), IN_LATE)
    assert today.tally.unfit == {Unfit.GLARE: 2, Unfit.BLURRED: 1, Unfit.DARK: 1}


def test_a_clock_that_was_set_loses_no_casting(store: Store, statistics: Statistics) -> None:
    keep_at(store, [PASS] * 10, MORNING + timedelta(hours=3), timedelta(minutes=1))
    keep_at(store, [REJECT] * 10, MORNING + timedelta(hours=1), timedelta(minutes=1))
    report = of_day(statistics, castings=10)
    assert report.tally == Tally(passed=10, rejected=10)
    assert [group.tally for group in report.groups] == [Tally(passed=10), Tally(rejected=10)]
    assert [group.tally for group in report.hours] == [report.tally]


def test_a_clock_that_ran_ahead_hides_nothing_after_it(
    store: Store, statistics: Statistics
) -> None:
    ahead = MORNING + timedelta(days=400)
    for moment in (ahead, MORNING, ahead, MORNING + timedelta(minutes=1)):
        keep_at(store, [REJECT], moment, timedelta())
    report = statistics.read(StatisticsQuery(Span.TODAY), IN_LATE)
    assert report.tally == Tally(rejected=3)  # the second that ran ahead is among them
    assert [group.tally for group in report.hours] == [report.tally]


def test_a_group_has_the_mean_light_of_its_castings_and_the_baseline_is_told(
    store: Store, statistics: Statistics
) -> None:
    assert of_day(statistics).baseline is None
    lights = [Light(120.0 + number, 0.4, 0.5, 0.25) for number in range(30)]
    keep_all(store, [finding(light=light) for light in lights])
    taught = teach(store.engine, Who("Kim", Known.SIGNED_IN), MORNING)
    report = of_day(statistics, castings=15)
    for group, middle in zip(report.groups, (127.0, 142.0), strict=True):
        assert group.light
        assert astuple(group.light) == pytest.approx((middle, 0.4, 0.5, 0.25))
    assert report.baseline == taught


def test_castings_without_light_leave_a_group_without(store: Store, statistics: Statistics) -> None:
    keep(store, PASS, PASS)
    assert [group.light for group in of_day(statistics, castings=2).groups] == [None]
