"""When to judge: one inspection for each casting that comes, lies still and goes.

    WAITING ──casting seen──▶ ARRIVING ──whole and still──▶ JUDGING ──n frames──▶ JUDGED
       ▲                        ▲   │                          │                     │
       │                        └───┼────────moved─────────────┘                     │
       └──────────gone──────────────┴─────────────────────gone───────────────────────┘

A picture that stays unfit shows as UNFIT with its reason, from any stage but JUDGED.
Of a triggered camera every frame is one casting, and there is nothing to wait for.
"""

from dataclasses import dataclass

from models.frame import Frame
from models.judgement import Outline
from models.sight import Sight, Stage, Unfit

ABSENT_S = 0.2  # a casting has left when it was not seen for this long
UNFIT_S = 0.5  # a shorter disturbance is a casting on its way, not a bad picture
MANUAL_S = 2.0  # how long "inspect now" waits for a fit picture
STILL_SHARE = 0.015  # of the rim's diameter: what a casting may seem to move and yet lie still

_ELSEWHERE = frozenset({Unfit.NO_CASTING, Unfit.NOT_WHOLE})


@dataclass(frozen=True, slots=True)
class Take:
    """A frame that is to be classified."""

    is_first: bool  # of its casting: what was collected before is void
    is_last: bool  # the casting can be judged now


class Trigger:
    """Watches what lies on the rig, frame by frame; the clock is the frames' own."""

    def __init__(self, frames: int, still_s: float) -> None:
        """`frames` are combined for one casting, once it has lain still for `still_s` seconds."""
        self.stage = Stage.WAITING
        self.unfit: Unfit | None = None
        self._frames = frames
        self._still_s = still_s
        self._taken = 0
        self._place: Outline | None = None  # where the casting came to lie
        self._still_since = 0.0
        self._fit_at = float("-inf")  # when a picture was last fit, or the rig plainly empty
        self._seen_at = float("-inf")  # when the casting was last there
        self._asked_at: float | None = None

    def ask(self, now: float) -> None:
        """Inspect what lies there now, still or not, judged already or not."""
        self._asked_at = now
        self._taken = 0

    def withdraw(self, now: float) -> bool:
        """Whether "inspect now" has waited too long for a fit picture, and is given up."""
        if self._asked_at is None or now - self._asked_at <= MANUAL_S:
            return False
        self._asked_at = None
        return True

    def see(self, frame: Frame, sight: Sight) -> Take | None:
        """Take note of the next frame; says whether it is to be classified."""
        if frame.part is not None:
            return self._see_triggered(sight)
        if sight.unfit is not None:
            self._see_unfit(frame.taken_at, sight.unfit)
            return None
        return self._see_fit(frame.taken_at, sight.outline)

    def _see_triggered(self, sight: Sight) -> Take | None:
        self._asked_at = None
        self._enter(Stage.UNFIT if sight.unfit else Stage.JUDGED, sight.unfit)
        return None if sight.unfit else Take(is_first=True, is_last=True)

    def _see_unfit(self, now: float, unfit: Unfit) -> None:
        is_gone = now - self._seen_at > ABSENT_S
        if self.stage is Stage.JUDGED and not (is_gone and unfit in _ELSEWHERE):
            return
        self._taken = 0
        self._place = None
        if unfit is Unfit.NO_CASTING:
            self._fit_at = now
            if is_gone:
                self._enter(Stage.WAITING)
        elif now - self._fit_at > UNFIT_S:
            self._enter(Stage.UNFIT, unfit)
        else:
            self._enter(Stage.ARRIVING)

    def _see_fit(self, now: float, outline: Outline | None) -> Take | None:
        self._fit_at = self._seen_at = now
        if self._asked_at is not None:
            return self._take() if now >= self._asked_at else None
        if self.stage is Stage.JUDGED:
            return None
        if outline is None:  # nothing tells when a casting comes: it is judged when asked for
            self._enter(Stage.WAITING)
            return None
        if self._place is None or _has_moved(self._place, outline):
            self._place, self._still_since, self._taken = outline, now, 0
        if now - self._still_since < self._still_s:
            self._enter(Stage.ARRIVING)
            return None
        return self._take()

    def _take(self) -> Take:
        self._taken += 1
        is_last = self._taken == self._frames
        if is_last:
            self._asked_at = None
        self._enter(Stage.JUDGED if is_last else Stage.JUDGING)
        return Take(is_first=self._taken == 1, is_last=is_last)

    def _enter(self, stage: Stage, unfit: Unfit | None = None) -> None:
        self.stage, self.unfit = stage, unfit


def _has_moved(before: Outline, now: Outline) -> bool:
    tolerance = 2 * before.rim.semi_major * STILL_SHARE
    return (
        abs(now.rim.x - before.rim.x) > tolerance
        or abs(now.rim.y - before.rim.y) > tolerance
        or abs(now.rim.semi_major - before.rim.semi_major) > tolerance
    )
