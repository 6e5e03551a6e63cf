"""What the banner must say, out of all that is known."""

from dataclasses import dataclass

from models.errors import KnownError
from models.judgement import Verdict
from models.sight import Stage, Unfit
from widgets import words
from widgets.notice import sentence
from widgets.verdict_banner import OF_VERDICT, BannerState

_OF_STAGE = {
    Stage.WAITING: BannerState.WAITING,
    Stage.ARRIVING: BannerState.ARRIVING,
    Stage.JUDGING: BannerState.JUDGING,
    Stage.JUDGED: BannerState.JUDGING,  # until the verdict is on record
    Stage.UNFIT: BannerState.UNFIT,
}


@dataclass(slots=True)
class Situation:
    """The worst comes first: a fault, no picture, paused, then the casting on the rig."""

    fault: KnownError | None = None  # stops the inspection
    camera_trouble: KnownError | None = None
    is_paused: bool = False
    stage: Stage | None = None  # None until the station has started
    unfit: Unfit | None = None
    verdict: Verdict | None = None  # of the casting on the rig, or of the one that has just left

    @property
    def can_inspect(self) -> bool:
        """Whether a casting could be inspected now."""
        trouble = self.fault or self.camera_trouble
        return trouble is None and not self.is_paused and self.stage is not None

    def banner(self) -> tuple[BannerState, str]:
        """The state and the sentence below it."""
        trouble = self.fault or self.camera_trouble
        if trouble is not None:
            return BannerState.FAULT, sentence(trouble)
        if self.is_paused:
            return BannerState.PAUSED, ""
        if self.stage is None:
            return BannerState.STARTING, ""
        if self.verdict is not None:
            return OF_VERDICT[self.verdict], ""
        return _OF_STAGE[self.stage], words.unfit(self.unfit) if self.unfit else ""
