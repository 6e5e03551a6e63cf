from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from models.errors import KnownError
from models.health import Condition
from models.judgement import Verdict
from models.sight import Stage, Unfit
from tests.widgets import samples
from widgets import theme
from widgets.banner_state import BannerState, look
from widgets.shapes import OF_CONDITION, OF_VERDICT
from widgets.situation import Situation
from widgets.verdict_banner import VerdictBanner

FAULT = KnownError("Broken.")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    rgb = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.fixture(params=[theme.LIGHT, theme.DARK], ids=["light", "dark"])
def colours(request: pytest.FixtureRequest) -> Iterator[theme.Colours]:
    """Those that are worn meanwhile."""
    theme.wear(request.param)
    yield theme.COLOURS
    theme.wear(theme.LIGHT)


@pytest.mark.parametrize("state", BannerState)
def test_the_banner_is_read_in_any_light(colours: theme.Colours, state: BannerState) -> None:
    assert contrast(look(state).ink, look(state).ground) >= 4.5


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "ground"),
        ("ink", "surface"),
        ("ink", "raised"),
        ("ink", "lit"),
        ("ink", "banded"),
        ("ink", "chosen"),
        ("ink", "done"),
        ("soft_ink", "surface"),
        ("soft_ink", "ground"),
        ("soft_ink", "raised"),
        ("on_primary", "primary"),
        ("on_primary", "primary_lit"),
        ("on_dark", "dark"),
        ("on_dark", "dark_lit"),
        ("soft_on_dark", "dark"),
        ("fault", "on_fault"),
        ("ink", "unfit_ground"),
        ("on_reject", "reject"),
        ("on_review", "review"),
        ("wrong", "ground"),
        ("wrong", "surface"),
        ("wrong", "raised"),
        ("focus", "raised"),
        ("focus_on_dark", "dark"),
    ],
)
def test_all_other_texts_are_too(colours: theme.Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


def test_no_two_verdicts_and_no_two_conditions_share_a_shape() -> None:
    assert len(set(OF_VERDICT.values())) == len(OF_VERDICT)
    assert len(set(OF_CONDITION.values())) == len(OF_CONDITION)


def test_what_needs_a_person_differs_by_shape_from_all_the_rest() -> None:
    loud = [BannerState.REJECT, BannerState.REVIEW, BannerState.UNFIT, BannerState.FAULT]
    shapes = [look(each).shape for each in BannerState]
    assert [shapes.count(look(state).shape) for state in loud] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("situation", "state"),
    [
        (Situation(), BannerState.STARTING),
        (Situation(stage=Stage.WAITING), BannerState.WAITING),
        (Situation(stage=Stage.ARRIVING), BannerState.ARRIVING),
        (Situation(stage=Stage.JUDGED), BannerState.JUDGING),
        (
            Situation(stage=Stage.JUDGED, judgement=samples.judgement(Verdict.REVIEW)),
            BannerState.REVIEW,
        ),
        (Situation(stage=Stage.UNFIT, unfit=Unfit.DARK), BannerState.UNFIT),
        (
            Situation(
                stage=Stage.JUDGED, judgement=samples.judgement(Verdict.PASS), is_paused=True
            ),
            BannerState.PAUSED,
        ),
        (Situation(stage=Stage.JUDGED, is_paused=True, fault=FAULT), BannerState.FAULT),
        (Situation(camera=Condition.FAULT, no_picture=FAULT), BannerState.FAULT),
        (Situation(camera=Condition.WAITING, no_picture=FAULT), BannerState.NO_PICTURE),
    ],
)
def test_the_worst_comes_first(situation: Situation, state: BannerState) -> None:
    assert situation.banner()[0] is state


def test_the_banner_says_why_a_casting_without_a_defect_does_not_pass() -> None:
    unfamiliar = replace(samples.judgement(Verdict.REVIEW), novelty=1.3)
    state, why = Situation(stage=Stage.JUDGED, judgement=unfamiliar).banner()
    assert state is BannerState.REVIEW
    assert "Unlike the castings" in why
    usual = replace(unfamiliar, novelty=0.9)
    assert Situation(stage=Stage.JUDGED, judgement=usual).banner() == (BannerState.REVIEW, "")


def test_the_banner_says_what_is_wrong_with_the_picture(qtbot: QtBot) -> None:
    shown = VerdictBanner(None)
    qtbot.addWidget(shown)
    shown.show_state(*Situation(stage=Stage.UNFIT, unfit=Unfit.BLURRED).banner())
    assert "focus" in shown.accessibleName()


def test_the_banner_tells_number_and_score_of_the_last_casting(qtbot: QtBot) -> None:
    shown = VerdictBanner(samples.START.tzinfo)
    qtbot.addWidget(shown)
    shown.show_inspection(samples.inspection(1237, Verdict.REJECT))
    assert shown._facts.text() == "Score 0.986    #1,237    06:41:51"
