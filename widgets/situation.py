"""What the banner must say, out of all that is known."""

from dataclasses import dataclass

from models.challenge import ChallengeProgress
from models.errors import KnownError
from models.health import Condition
from models.judgement import Judgement
from models.sight import Stage, Unfit
from widgets import words
from widgets.banner_state import OF_VERDICT, BannerState
from widgets.notice import sentence

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
    camera: Condition = Condition.WAITING
    no_picture: KnownError | None = None  # why the camera gives none
    is_paused: bool = False
    challenge: ChallengeProgress | None = None  # that runs
    stage: Stage | None = None  # None until the station has started
    unfit: Unfit | None = None
    judgement: Judgement | None = None  # of the casting on the rig, or that has just left

    @property
    def can_inspect(self) -> bool:
        """Whether a casting could be inspected now."""
        is_well = self.fault is None and self.no_picture is None
        return is_well and not self.is_paused and self.stage is not None

    def banner(self) -> tuple[BannerState, str]:
        """The state and the sentence below it."""
        if trouble := self._trouble():
            return BannerState.FAULT, sentence(trouble)
        if self.is_paused:
            return BannerState.PAUSED, ""
        if self.judgement is not None:
            unfamiliar = words.unfamiliar() if self.judgement.is_unfamiliar else ""
            return OF_VERDICT[self.judgement.verdict], unfamiliar
        if self.no_picture is not None:
            return BannerState.NO_PICTURE, sentence(self.no_picture)
        return self._of_stage()

    def _of_stage(self) -> tuple[BannerState, str]:
        if self.stage is None:
            return BannerState.STARTING, ""
        if self.challenge and self.stage not in {Stage.ARRIVING, Stage.UNFIT}:
            return BannerState.CHALLENGE, words.challenge_aim(self.challenge)
        return _OF_STAGE[self.stage], words.unfit(self.unfit) if self.unfit else ""

    def _trouble(self) -> KnownError | None:
        """What a person must mend."""
        return self.fault or (self.no_picture if self.camera is Condition.FAULT else None)
