"""A free-running camera yields one inspection a casting."""

from dataclasses import replace

import numpy as np
import pytest

from inference.trigger import Trigger
from models.frame import Frame
from models.judgement import Ellipse, RingOutline
from models.sight import Sight, Stage, Unfit

NOBODY = Sight(None, Unfit.NO_CASTING)
PIXELS = np.zeros((8, 8), np.uint8)


def casting(x: float = 150.0) -> Sight:
    rim = Ellipse(x, 150.0, 100.0, 98.0, 0.0)
    return Sight(RingOutline(rim, replace(rim, semi_major=45.0, semi_minor=44.0)), None)


class Line:
    """Plays sights at 25 frames a second and notes when a frame was taken."""

    def __init__(self, trigger: Trigger) -> None:
        self.trigger = trigger
        self.number = 0
        self.inspections = 0
        self.taken: list[int] = []
        self.stages: list[Stage] = []

    @property
    def now(self) -> float:
        return self.number * 0.04

    def show(self, sight: Sight, frames: int = 1) -> "Line":
        for _ in range(frames):
            self.number += 1
            take = self.trigger.see(Frame(self.number, self.now, PIXELS), sight)
            if take:
                self.taken.append(self.number)
                self.inspections += take.is_last
            if not self.stages or self.stages[-1] != self.trigger.stage:
                self.stages.append(self.trigger.stage)
        return self


@pytest.fixture
def line() -> Line:
    return Line(Trigger(frames=3, still_s=0.15))


def test_a_casting_that_comes_lies_and_goes_is_inspected_once(line: Line) -> None:
    line.show(NOBODY, 5)
    for x in range(60, 150, 10):
        line.show(casting(x))
    line.show(casting(), 40).show(casting(170)).show(casting(190)).show(NOBODY, 10)
    assert line.inspections == 1
    assert len(line.taken) == 3
    assert line.stages == [
        Stage.WAITING,
        Stage.ARRIVING,
        Stage.JUDGING,
        Stage.JUDGED,
        Stage.WAITING,
    ]


def test_no_frame_is_taken_before_the_casting_has_lain_still(line: Line) -> None:
    line.show(casting(100), 3).show(casting(150), 20)
    assert line.taken[0] * 0.04 - 4 * 0.04 >= 0.15


def test_each_casting_is_inspected_when_the_one_before_has_left(line: Line) -> None:
    for _ in range(5):
        line.show(casting(), 15).show(NOBODY, 8)
    assert line.inspections == 5


def test_a_casting_that_flickers_is_not_inspected_twice(line: Line) -> None:
    line.show(casting(), 15)
    for _ in range(5):
        line.show(NOBODY, 3).show(casting(), 3)
    assert line.inspections == 1


def test_a_casting_that_moves_while_judged_is_judged_anew(line: Line) -> None:
    line.show(casting(100), 6).show(casting(140), 20)
    assert line.stages == [
        Stage.ARRIVING,
        Stage.JUDGING,
        Stage.ARRIVING,
        Stage.JUDGING,
        Stage.JUDGED,
    ]
    assert line.inspections == 1


@pytest.mark.parametrize(
    "unfit", [Unfit.DARK, Unfit.BRIGHT, Unfit.GLARE, Unfit.BLURRED, Unfit.NOT_WHOLE]
)
def test_a_picture_that_stays_unfit_is_named_and_never_taken(line: Line, unfit: Unfit) -> None:
    line.show(NOBODY, 5).show(Sight(None, unfit), 30)
    assert line.taken == []
    assert (line.trigger.stage, line.trigger.unfit) == (Stage.UNFIT, unfit)
    line.show(casting(), 20)
    assert (line.inspections, line.trigger.unfit) == (1, None)


def test_a_short_blur_is_a_casting_on_its_way(line: Line) -> None:
    line.show(NOBODY, 5).show(Sight(None, Unfit.BLURRED), 5)
    assert line.stages[-1] is Stage.ARRIVING


def test_the_light_going_out_does_not_rearm(line: Line) -> None:
    line.show(casting(), 15).show(Sight(None, Unfit.DARK), 60).show(casting(), 15)
    assert line.inspections == 1


def test_inspect_now_judges_again_what_lies_there(line: Line) -> None:
    line.show(casting(), 15)
    line.trigger.ask(line.now)
    line.show(casting(), 15)
    assert line.inspections == 2


def test_inspect_now_takes_no_frame_from_before(line: Line) -> None:
    line.show(casting(), 15)
    line.trigger.ask(line.now + 0.1)
    line.show(casting(), 2)
    assert len(line.taken) == 3
    line.show(casting(), 5)
    assert len(line.taken) == 6


def test_inspect_now_does_not_wait_for_a_picture_that_never_gets_fit(line: Line) -> None:
    line.trigger.ask(line.now)
    line.show(Sight(None, Unfit.GLARE), 40)
    assert not line.trigger.withdraw(line.now)
    line.show(Sight(None, Unfit.GLARE), 20)
    assert line.trigger.withdraw(line.now)
    line.show(casting(), 2)
    assert line.taken == []


def test_of_a_triggered_camera_every_fit_frame_is_one_casting(line: Line) -> None:
    for part in range(1, 4):
        take = line.trigger.see(Frame(part, part * 0.04, PIXELS, part=part), casting())
        assert take is not None
        assert (take.is_first, take.is_last) == (True, True)
    assert line.trigger.see(Frame(4, 0.2, PIXELS, part=4), Sight(None, Unfit.BLURRED)) is None
    assert (line.trigger.stage, line.trigger.unfit) == (Stage.UNFIT, Unfit.BLURRED)


def test_whole_pictures_of_an_unknown_rig_are_judged_when_asked_for() -> None:
    whole = Sight(None, None)
    line = Line(Trigger(2, 0.1)).show(whole, 50)
    assert line.inspections == 0
    assert set(line.stages) == {Stage.WAITING}
    line.trigger.ask(line.now)
    assert line.show(whole, 50).inspections == 1
