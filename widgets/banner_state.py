"""What the banner can say, and how each is drawn."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from models.judgement import Verdict
from widgets.shapes import Shape
from widgets.theme import COLOURS


class BannerState(Enum):
    """What the banner can say."""

    STARTING = auto()
    NO_PICTURE = auto()
    WAITING = auto()
    ARRIVING = auto()
    JUDGING = auto()
    PASS = auto()
    REJECT = auto()
    REVIEW = auto()
    UNFIT = auto()
    CHALLENGE = auto()
    PAUSED = auto()
    FAULT = auto()


OF_VERDICT = {
    Verdict.PASS: BannerState.PASS,
    Verdict.REJECT: BannerState.REJECT,
    Verdict.REVIEW: BannerState.REVIEW,
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is drawn: shape and word first, colour only to help."""

    shape: Shape
    ground: str
    ink: str


def look(state: BannerState) -> Look:
    """How it is drawn, in the colours that are worn."""
    quiet = (COLOURS.surface, COLOURS.soft_ink)
    return {
        BannerState.STARTING: Look(Shape.DOTS_IN_RING, *quiet),
        BannerState.NO_PICTURE: Look(Shape.DOTS_IN_RING, *quiet),
        BannerState.WAITING: Look(Shape.EMPTY_RING, *quiet),
        BannerState.ARRIVING: Look(Shape.ARROW_IN_RING, *quiet),
        BannerState.JUDGING: Look(Shape.DOTS_IN_RING, *quiet),
        BannerState.PASS: Look(Shape.CHECK_IN_CIRCLE, COLOURS.passed_ground, COLOURS.passed),
        BannerState.REJECT: Look(Shape.CROSS_IN_OCTAGON, COLOURS.reject, COLOURS.on_reject),
        BannerState.REVIEW: Look(Shape.QUESTION_IN_DIAMOND, COLOURS.review, COLOURS.on_review),
        BannerState.UNFIT: Look(Shape.SLASHED_FRAME, COLOURS.unfit_ground, COLOURS.ink),
        BannerState.CHALLENGE: Look(Shape.ARROW_IN_RING, COLOURS.unfit_ground, COLOURS.ink),
        BannerState.PAUSED: Look(Shape.BARS, *quiet),
        BannerState.FAULT: Look(Shape.ALERT_IN_TRIANGLE, COLOURS.fault, COLOURS.on_fault),
    }[state]


def word(state: BannerState) -> str:
    """The huge word, in the language of the screen."""
    translate = QCoreApplication.translate
    return {
        BannerState.STARTING: translate("VerdictBanner", "Starting"),
        BannerState.NO_PICTURE: translate("VerdictBanner", "No picture"),
        BannerState.WAITING: translate("VerdictBanner", "No casting"),
        BannerState.ARRIVING: translate("VerdictBanner", "Arriving"),
        BannerState.JUDGING: translate("VerdictBanner", "Judging"),
        BannerState.PASS: translate("VerdictBanner", "PASS"),
        BannerState.REJECT: translate("VerdictBanner", "REJECT"),
        BannerState.REVIEW: translate("VerdictBanner", "REVIEW"),
        BannerState.UNFIT: translate("VerdictBanner", "No judgement"),
        BannerState.CHALLENGE: translate("VerdictBanner", "Challenge"),
        BannerState.PAUSED: translate("VerdictBanner", "Paused"),
        BannerState.FAULT: translate("VerdictBanner", "FAULT"),
    }[state]
