"""Known castings first: production opens when each has its verdict."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from app.challenge import Challenger
from app.settings import ChallengeSettings
from models.audit import Known, Who
from models.challenge import Challenge, ChallengeCause, ChallengeOutcome, ChallengeReport
from models.judgement import Verdict
from models.shift import Shift
from tests.fakes import judgement
from tests.widgets.samples import CARD

NOW = datetime(2026, 3, 2, 6, 1, tzinfo=UTC)
DAY = Shift("Day", NOW.replace(minute=0), NOW.replace(hour=14, minute=0))
LATE = Shift("Late", DAY.ends_at, DAY.ends_at + timedelta(hours=8))
SETTINGS = ChallengeSettings(sound=("G-1",), defective=("B-1", "B-2"), every_hours=4)


def recorded(report: ChallengeReport, ended_at: datetime = NOW, shift: Shift = DAY) -> Challenge:
    return Challenge("id", "station-1", ended_at, shift.name, shift.starts_at, report)


def run(challenger: Challenger, *verdicts: Verdict) -> ChallengeReport | None:
    challenger.begin(ChallengeCause.SHIFT, CARD, NOW)
    reports = [challenger.take(judgement(verdict)) for verdict in verdicts]
    assert all(report is None for report in reports[:-1])
    return reports[-1]


def test_all_as_expected_passes_and_opens() -> None:
    challenger = Challenger(SETTINGS)
    report = run(challenger, Verdict.PASS, Verdict.REJECT, Verdict.REJECT)
    assert report is not None
    assert report.outcome is ChallengeOutcome.PASSED
    assert [step.casting.number for step in report.steps] == ["G-1", "B-1", "B-2"]
    challenger.know(recorded(report))
    assert challenger.progress is None
    assert challenger.cause(DAY, CARD, NOW) is None


@pytest.mark.parametrize(
    "verdicts",
    [
        (Verdict.REJECT, Verdict.REJECT, Verdict.REJECT),
        (Verdict.PASS, Verdict.PASS, Verdict.REJECT),
        (Verdict.PASS, Verdict.REJECT, Verdict.REVIEW),
    ],
)
def test_one_wrong_verdict_fails_and_a_review_is_wrong_too(verdicts: tuple[Verdict, ...]) -> None:
    report = run(Challenger(SETTINGS), *verdicts)
    assert report is not None
    assert report.outcome is ChallengeOutcome.FAILED


def test_what_comes_after_the_last_known_casting_changes_nothing() -> None:
    challenger = Challenger(SETTINGS)
    run(challenger, Verdict.PASS, Verdict.REJECT, Verdict.REJECT)
    assert challenger.take(judgement(Verdict.PASS)) is None
    assert challenger.progress is not None
    assert len(challenger.progress.steps) == 3


def test_it_is_due_in_each_shift_for_each_network_and_after_hours() -> None:
    challenger = Challenger(SETTINGS)
    assert challenger.cause(DAY, CARD, NOW) is ChallengeCause.SHIFT
    report = run(challenger, Verdict.PASS, Verdict.REJECT, Verdict.REJECT)
    assert report is not None
    challenger.know(recorded(report))
    another = CARD.model_copy(update={"network_sha256": "0" * 64})
    assert challenger.cause(LATE, CARD, NOW) is ChallengeCause.SHIFT
    assert challenger.cause(DAY, another, NOW) is ChallengeCause.NETWORK
    assert challenger.cause(DAY, CARD, NOW + timedelta(hours=3.9)) is None
    assert challenger.cause(DAY, CARD, NOW + timedelta(hours=4)) is ChallengeCause.HOURS


@pytest.mark.parametrize("set_by", [timedelta(days=-5 * 365), timedelta(hours=-1)])
def test_a_clock_that_is_set_back_puts_no_challenge_off(set_by: timedelta) -> None:
    """Nobody can say how long ago the last one was: it is due."""
    challenger = Challenger(SETTINGS)
    report = run(challenger, Verdict.PASS, Verdict.REJECT, Verdict.REJECT)
    assert report is not None
    challenger.know(recorded(report))
    assert challenger.cause(DAY, CARD, NOW + set_by) is ChallengeCause.HOURS
    assert challenger.cause(DAY, CARD, NOW - timedelta(seconds=2)) is None


def test_a_challenge_is_due_after_hours_of_running_whatever_the_clock_says() -> None:
    running = [1000.0]
    challenger = Challenger(SETTINGS, lambda: running[0])
    report = run(challenger, Verdict.PASS, Verdict.REJECT, Verdict.REJECT)
    assert report is not None
    challenger.know(recorded(report))
    running[0] += 4 * 3600
    assert challenger.cause(DAY, CARD, NOW + timedelta(minutes=30)) is ChallengeCause.HOURS


def test_without_known_castings_none_is_ever_due() -> None:
    assert Challenger(ChallengeSettings()).cause(DAY, CARD, NOW) is None


def test_a_bypass_keeps_the_steps_so_far_and_says_who_and_why() -> None:
    challenger = Challenger(SETTINGS)
    assert challenger.bypass("Lamp", Who("Kim", Known.TYPED)) is None
    run(challenger, Verdict.REJECT)
    report = challenger.bypass("Lamp", Who("Kim", Known.TYPED))
    assert report is not None
    assert (report.outcome, report.reason, report.bypassed_by) == ("bypassed", "Lamp", "Kim")
    assert len(report.steps) == 1
    assert challenger.take(judgement(Verdict.REJECT)) is None  # it is over
    assert challenger.bypass("Lamp", Who("Lee", Known.TYPED)) is None
    challenger.know(recorded(report))
    assert challenger.cause(DAY, CARD, NOW) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"sound": ("1",)},
        {"sound": ("1",), "defective": ("1",)},
        {"sound": ("",), "defective": ("2",)},
        {"sound": ("1",), "defective": ("2",), "every_hours": 0},
    ],
)
def test_settings_that_make_no_challenge_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ChallengeSettings.model_validate(wrong)
