import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, current_thread, main_thread
from typing import Any

import cv2
import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from app.workers.capture import MOST_LEFT, Capture
from app.workers.slot import FrameSlot
from camera.camera import ALIVE, Camera, CameraError, EndOfPicturesError
from camera.config import FolderConfig
from camera.folder_camera import FolderCamera
from camera.shown_files import ShownFiles
from models.frame import Frame
from models.health import Condition, Health
from tests.camera.stamped import stamped
from tests.fakes import ManualClock, ScriptedCamera, frame

LOST = CameraError("The camera {camera} sends no pictures.", camera="script")


class Seen(QObject):
    """What a capture told, on the thread of the test."""

    def __init__(self, capture: Capture) -> None:
        super().__init__()
        self.health: list[tuple[Condition, str]] = []
        self.refused: list[str] = []
        self.ended = 0
        capture.health_changed.connect(self._on_health)
        capture.picture_refused.connect(self._on_refused)
        capture.ended.connect(self._on_ended)

    @Slot(Health)
    def _on_health(self, health: Health) -> None:
        assert current_thread() is main_thread()
        self.health.append((health.condition, str(health.why or "")))

    @Slot(object)
    def _on_refused(self, error: Any) -> None:
        self.refused.append(str(error))

    @Slot()
    def _on_ended(self) -> None:
        self.ended += 1

    def conditions(self) -> list[Condition]:
        return [condition for condition, _ in self.health]


class GatedCamera(ScriptedCamera):
    """Stands still in `open` or `read` until the gate is opened, whatever `close` says."""

    def __init__(self, gate: Event, stuck_in: str) -> None:
        super().__init__([])
        self._gate = gate
        self._stuck_in = stuck_in
        self.entered = Event()

    def open(self) -> None:
        super().open()
        if self._stuck_in == "open":
            self._stand()

    def read(self) -> Frame:
        self._stand()
        return frame(666)

    def _stand(self) -> None:
        self.entered.set()
        self._gate.wait()


class EndlessCamera(ScriptedCamera):
    """Gives a frame every millisecond until it is closed."""

    def __init__(self) -> None:
        super().__init__([])
        self._number = 0
        self._closed = Event()

    def read(self) -> Frame:
        if self._closed.wait(0.001):
            raise CameraError("The camera {camera} is closed.", camera=self.name)
        self._number += 1
        return frame(self._number, taken_at=time.monotonic())

    def close(self) -> None:
        super().close()
        self._closed.set()


Starting = Callable[..., tuple[Capture, Seen]]


@pytest.fixture
def eye() -> FrameSlot:
    return FrameSlot()


@pytest.fixture
def judge() -> FrameSlot:
    return FrameSlot()


@pytest.fixture
def paused() -> list[float]:
    """How long was paused before each new try, instead of pausing."""
    return []


@pytest.fixture
def start(
    qtbot: QtBot, eye: FrameSlot, judge: FrameSlot, paused: list[float]
) -> Iterator[Starting]:
    started: list[Capture] = []

    def start(
        make: Callable[[], Camera], clock: Callable[[], float] = time.monotonic
    ) -> tuple[Capture, Seen]:
        capture = Capture(make, eye, judge, clock, pause=lambda _, seconds: paused.append(seconds))
        seen = Seen(capture)
        started.append(capture)
        capture.start()
        return capture, seen

    yield start
    for capture in started:
        capture.stop(2)


def test_frames_reach_the_eye_and_the_judge(
    start: Starting, eye: FrameSlot, judge: FrameSlot, qtbot: QtBot
) -> None:
    _, seen = start(EndlessCamera)
    for slot in (eye, judge):
        qtbot.waitUntil(lambda slot=slot: slot.take() is not None)  # type: ignore[misc]
    qtbot.waitUntil(lambda: seen.conditions() == [Condition.WAITING, Condition.OK])
    assert "is being opened" in seen.health[0][1]


def test_a_lost_camera_is_told_and_opened_anew(start: Starting, qtbot: QtBot) -> None:
    camera = ScriptedCamera([frame(1), LOST, LOST, frame(2), LOST])
    _, seen = start(lambda: camera)
    qtbot.waitUntil(lambda: seen.ended == 1)
    ok, fault = Condition.OK, Condition.FAULT
    assert seen.conditions() == [Condition.WAITING, ok, fault, fault, ok, fault, Condition.WAITING]
    assert camera.times_opened == 4
    assert "sends no pictures" in seen.health[2][1]


def test_what_was_seen_before_a_loss_is_not_judged_after_it(
    start: Starting, judge: FrameSlot, qtbot: QtBot
) -> None:
    camera = ScriptedCamera([frame(1), LOST])
    _, seen = start(lambda: camera)
    qtbot.waitUntil(lambda: seen.ended == 1)
    assert judge.take() is None


def test_the_tries_become_rarer_and_frequent_again_after_a_success(
    start: Starting, paused: list[float], qtbot: QtBot
) -> None:
    camera = ScriptedCamera([*[LOST] * 8, frame(1), LOST, LOST])
    _, seen = start(lambda: camera)
    qtbot.waitUntil(lambda: seen.ended == 1)
    assert paused == [0.5, 1, 2, 4, 8, 10, 10, 10, 0.5, 1]


@pytest.mark.parametrize(("stuck_in", "after_s"), [("read", 2.1), ("open", 6.1)])
def test_a_camera_that_never_answers_is_told_and_left_behind_for_another(
    stuck_in: str,
    after_s: float,
    start: Starting,
    eye: FrameSlot,
    qtbot: QtBot,
) -> None:
    gate, clock = Event(), ManualClock()
    stuck = GatedCamera(gate, stuck_in)
    cameras: list[Camera] = [stuck, EndlessCamera()]
    _, seen = start(lambda: cameras.pop(0), clock)
    assert stuck.entered.wait(2)
    clock.advance(2.1)
    silent = (Condition.FAULT, "The camera script does not answer.")
    qtbot.waitUntil(lambda: silent in seen.health)
    clock.advance(after_s - 2.1)
    qtbot.waitUntil(lambda: seen.conditions()[-1] is Condition.OK)
    gate.set()  # the stuck one comes back with a picture that nobody wants any more
    numbers: list[int] = []
    while len(numbers) < 30:
        seen_frame = eye.take()
        numbers += [seen_frame.number] if seen_frame else []
    assert 666 not in numbers


def test_a_camera_that_opens_slowly_is_told_and_not_given_up(start: Starting, qtbot: QtBot) -> None:
    gate, clock = Event(), ManualClock()
    slow = GatedCamera(gate, "open")
    _, seen = start(lambda: slow, clock)
    assert slow.entered.wait(2)
    clock.advance(3)
    qtbot.waitUntil(lambda: seen.conditions() == [Condition.WAITING, Condition.FAULT])
    gate.set()
    qtbot.waitUntil(lambda: seen.conditions()[-1] is Condition.OK)
    assert slow.times_opened == 1


def test_starting_returns_while_the_camera_still_opens(start: Starting) -> None:
    gate = Event()
    camera = GatedCamera(gate, "open")
    start(lambda: camera)  # with the gate shut this would never return
    assert camera.entered.wait(2)
    gate.set()


def test_stopping_a_stuck_camera_says_so_in_time(start: Starting) -> None:
    gate = Event()
    camera = GatedCamera(gate, "read")
    capture, _ = start(lambda: camera)
    assert camera.entered.wait(2)
    asked_at = time.monotonic()
    assert capture.stop(0.3) is False
    assert time.monotonic() - asked_at < 1.5
    gate.set()
    assert capture.stop(2) is True


def test_stopping_tells_no_fault(start: Starting, eye: FrameSlot, qtbot: QtBot) -> None:
    capture, seen = start(EndlessCamera)
    qtbot.waitUntil(lambda: eye.take() is not None)
    assert capture.stop(2) is True
    assert Condition.FAULT not in seen.conditions()


def test_a_mistake_of_ours_is_logged_and_the_camera_tried_anew(
    start: Starting, errors_logged: list[Any], qtbot: QtBot
) -> None:
    class Broken(ScriptedCamera):
        def read(self) -> Frame:
            if self.times_opened == 1:
                raise ZeroDivisionError("division by zero")
            return super().read()

    camera = Broken([frame(1)])
    _, seen = start(lambda: camera)
    qtbot.waitUntil(lambda: seen.ended == 1)
    assert "division by zero" in errors_logged.pop()["exception"]
    assert (Condition.FAULT, "The camera script failed: division by zero.") in seen.health


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    for number in range(20):
        cv2.imwrite(str(tmp_path / f"{number:02d}.png"), stamped(number))
    (tmp_path / "07.png").write_text("no picture")
    return tmp_path


def test_of_a_folder_no_picture_is_skipped_and_a_bad_one_is_told(
    start: Starting, judge: FrameSlot, pictures: Path, qtbot: QtBot
) -> None:
    camera = FolderCamera(FolderConfig(path=pictures, castings_per_minute=6000))
    _, seen = start(lambda: camera)
    parts: list[int | None] = []

    def all_taken() -> bool:
        taken = judge.take()
        parts.extend([taken.part] if taken else [])
        return seen.ended == 1

    qtbot.waitUntil(all_taken, timeout=10_000)
    assert parts == [part for part in range(1, 21) if part != 8]
    assert judge.skipped == 0
    assert len(seen.refused) == 1
    assert "07.png" in seen.refused[0]


def test_a_folder_ends_only_when_its_last_picture_was_taken(
    start: Starting, eye: FrameSlot, judge: FrameSlot, tmp_path: Path, qtbot: QtBot
) -> None:
    cv2.imwrite(str(tmp_path / "1.png"), stamped(1))
    camera = FolderCamera(FolderConfig(path=tmp_path, castings_per_minute=6000))
    _, seen = start(lambda: camera)
    qtbot.waitUntil(lambda: eye.take() is not None)
    assert seen.ended == 0
    assert judge.take() is not None
    qtbot.waitUntil(lambda: seen.ended == 1)
    assert "All pictures of the folder" in seen.health[-1][1]


class TriggeredCamera(ScriptedCamera):
    """Waits for a trigger that never comes, until it is closed."""

    is_triggered = True

    def __init__(self) -> None:
        super().__init__([])
        self.lost: CameraError | None = None
        self.gate = Event()  # shut while it does not answer
        self.gate.set()
        self._closed = Event()

    def read(self) -> Frame:
        self._closed.wait()
        raise CameraError("The camera {camera} is closed.", camera=self.name)

    def check_alive(self) -> Health:
        self.gate.wait()
        if self.lost:
            raise self.lost
        return ALIVE

    def close(self) -> None:
        super().close()
        self._closed.set()


def test_a_triggered_camera_is_ok_though_no_casting_comes(start: Starting, qtbot: QtBot) -> None:
    _, seen = start(TriggeredCamera)
    qtbot.waitUntil(lambda: seen.conditions() == [Condition.WAITING, Condition.OK])


def test_a_triggered_camera_that_dies_between_two_castings_is_noticed_in_two_seconds(
    start: Starting, qtbot: QtBot
) -> None:
    dead, better = TriggeredCamera(), TriggeredCamera()
    cameras: list[Camera] = [dead, better]
    _, seen = start(lambda: cameras.pop(0))
    qtbot.waitUntil(lambda: seen.conditions()[-1:] == [Condition.OK])
    dead.lost = LOST
    qtbot.waitUntil(lambda: seen.health[2:3] == [(Condition.FAULT, str(LOST))], timeout=2000)
    qtbot.waitUntil(lambda: seen.conditions()[-1:] == [Condition.OK])
    assert not dead.is_open
    assert better.is_open


def test_a_triggered_camera_that_hangs_is_noticed_in_two_seconds_and_goes_on_when_it_answers(
    start: Starting, qtbot: QtBot
) -> None:
    camera = TriggeredCamera()
    _, seen = start(lambda: camera)
    qtbot.waitUntil(lambda: seen.conditions()[-1:] == [Condition.OK])
    camera.gate.clear()
    silent = (Condition.FAULT, "The camera script does not answer.")
    qtbot.waitUntil(lambda: seen.health[-1:] == [silent], timeout=2200)
    camera.gate.set()
    qtbot.waitUntil(lambda: seen.conditions()[-1:] == [Condition.OK])
    assert camera.times_opened == 1


def test_cameras_that_hang_are_left_behind_in_a_small_number_only(
    start: Starting, qtbot: QtBot
) -> None:
    gate, clock = Event(), ManualClock()
    made: list[GatedCamera] = []

    def make() -> Camera:
        made.append(GatedCamera(gate, "read"))
        return made[-1]

    capture, seen = start(make, clock)
    for number in range(1, MOST_LEFT + 1):
        qtbot.waitUntil(lambda number=number: len(made) == number)  # type: ignore[misc]
        assert made[-1].entered.wait(2)
        clock.advance(2.1)
    qtbot.waitUntil(lambda: seen.conditions()[-1:] == [Condition.FAULT])
    qtbot.wait(500)  # the pauses are none: a fourth one would come at once
    assert len(made) == MOST_LEFT
    gate.set()
    qtbot.waitUntil(lambda: len(made) > MOST_LEFT)
    assert capture.stop(2)


def test_a_casting_that_comes_late_from_a_camera_left_behind_is_judged(
    start: Starting, judge: FrameSlot, qtbot: QtBot
) -> None:
    class Late(GatedCamera):
        is_triggered = True

        def read(self) -> Frame:
            self._stand()
            return frame(666, part=6)

        def check_alive(self) -> Health:
            raise LOST

    gate = Event()
    cameras: list[Camera] = [Late(gate, "read"), TriggeredCamera()]
    start(lambda: cameras.pop(0))
    qtbot.waitUntil(lambda: cameras == [], timeout=10_000)
    gate.set()
    qtbot.waitUntil(lambda: (taken := judge.take()) is not None and taken.part == 6)


@pytest.mark.parametrize("error", [CameraError("No such camera."), RuntimeError("odd")])
def test_a_camera_that_cannot_be_made_is_told_and_tried_again(
    start: Starting, qtbot: QtBot, errors_logged: list[Any], error: Exception
) -> None:
    outcomes: list[Exception | Camera] = [error, error, EndlessCamera()]

    def make() -> Camera:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    _, seen = start(make)
    qtbot.waitUntil(lambda: seen.conditions()[-1:] == [Condition.OK])
    assert str(error).rstrip(".") in seen.health[0][1]
    assert len(errors_logged) == (2 if isinstance(error, RuntimeError) else 0)
    errors_logged.clear()


def test_a_camera_that_cannot_be_closed_holds_up_nobody(
    start: Starting, qtbot: QtBot, errors_logged: list[Any]
) -> None:
    class Unclosable(ScriptedCamera):
        def read(self) -> Frame:
            raise LOST if self.times_opened < 3 else EndOfPicturesError("The script is over.")

        def close(self) -> None:
            raise RuntimeError("odd")

    camera = Unclosable([])
    capture, seen = start(lambda: camera)
    qtbot.waitUntil(lambda: seen.ended == 1)
    assert capture.stop(2)
    assert {each["exception"].rsplit("\n", 1)[-1] for each in errors_logged} == {
        "RuntimeError: odd"
    }
    errors_logged.clear()


def test_stopping_does_not_wait_in_the_call_that_closes_the_camera(
    start: Starting, qtbot: QtBot
) -> None:
    class SlowToClose(EndlessCamera):
        def close(self) -> None:
            gate.wait()
            super().close()

    gate = Event()
    capture, seen = start(SlowToClose)
    qtbot.waitUntil(lambda: seen.conditions()[-1:] == [Condition.OK])
    asked_at = time.monotonic()
    assert capture.stop(0.3) is False
    assert time.monotonic() - asked_at < 1.5
    gate.set()
    assert capture.stop(2)


def test_a_file_whose_delivery_fails_is_not_delivered_again_and_again(
    start: Starting, judge: FrameSlot, pictures: Path, qtbot: QtBot, errors_logged: list[Any]
) -> None:
    place = ShownFiles()
    config = FolderConfig(path=pictures, castings_per_minute=6000)
    failed: list[int] = []

    def wake() -> None:
        if len(failed) < 1:
            failed.append(1)
            raise ZeroDivisionError("odd")

    judge._wake = wake
    _, seen = start(lambda: FolderCamera(config, place))
    parts: list[int | None] = []

    def all_taken() -> bool:
        taken = judge.take()
        parts.extend([taken.part] if taken else [])
        return seen.ended == 1

    qtbot.waitUntil(all_taken, timeout=10_000)
    assert parts == [part for part in range(1, 21) if part != 8]
    errors_logged.clear()


class Stuck:
    """Lets the system not answer for some paths until the gate is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.paths: set[bytes] = set()
        self.gate = Event()
        self.waiting = 0
        for name in ("open", "stat", "scandir"):
            monkeypatch.setattr(os, name, self._sticking(getattr(os, name)))

    def _sticking(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def stick(path: Any, *more: Any, **others: Any) -> Any:
            if path in self.paths:
                self.waiting += 1
                self.gate.wait()
                self.waiting -= 1
            return call(path, *more, **others)

        return stick


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stuck]:
    made = Stuck(monkeypatch)
    yield made
    made.gate.set()


class Line(QObject):
    """Takes castings as a judge does."""

    def __init__(self, judge: FrameSlot) -> None:
        super().__init__()
        self.names: list[str] = []
        self._judge = judge

    def take(self) -> list[str]:
        taken = self._judge.take()
        self.names += [Path(taken.source or "").name] if taken else []
        return self.names


def test_a_file_that_hangs_is_told_in_two_seconds_and_the_others_are_judged(
    start: Starting,
    judge: FrameSlot,
    pictures: Path,
    stuck: Stuck,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr("camera.folder_camera.HUNG_S", 3.0)
    stuck.paths = {os.fsencode(pictures / "03.png")}
    place, line = ShownFiles(), Line(judge)
    config = FolderConfig(path=pictures, castings_per_minute=6000)
    _, seen = start(lambda: FolderCamera(config, place))
    qtbot.waitUntil(lambda: len(line.take()) == 3, timeout=10_000)
    hung = (Condition.FAULT, f"{pictures}/03.png does not answer.")
    qtbot.waitUntil(lambda: hung in seen.health, timeout=2500)
    qtbot.waitUntil(lambda: bool(line.take()) and seen.ended == 1, timeout=20_000)
    assert line.names == [f"{number:02}.png" for number in range(20) if number not in {3, 7}]
    assert [sentence.split(" ")[2] for sentence in seen.refused] == ["03.png", "07.png"]
    stuck.gate.set()


def test_a_share_that_hangs_is_told_and_goes_on_with_nothing_lost_when_it_answers(
    start: Starting,
    judge: FrameSlot,
    pictures: Path,
    stuck: Stuck,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr("app.workers.capture.LEAVING_S", 1.0)
    monkeypatch.setattr("app.workers.capture.OPENING_PATIENCE_S", 2.1)
    place, line = ShownFiles(), Line(judge)
    config = FolderConfig(path=pictures, castings_per_minute=600)
    made: list[Camera] = []

    def make() -> Camera:
        made.append(FolderCamera(config, place))
        return made[-1]

    _, seen = start(make)
    qtbot.waitUntil(lambda: len(line.take()) == 5, timeout=10_000)
    stuck.paths = {os.fsencode(path) for path in (pictures, *pictures.iterdir())}
    qtbot.waitUntil(lambda: seen.conditions()[-1] is Condition.FAULT, timeout=2500)
    qtbot.waitUntil(lambda: len(made) == MOST_LEFT, timeout=20_000)
    qtbot.wait(4_000)  # it is away for long: no more cameras and threads are made for it
    assert len(made) == MOST_LEFT
    assert stuck.waiting <= 2 * MOST_LEFT
    stuck.paths = set()
    stuck.gate.set()
    qtbot.waitUntil(lambda: bool(line.take()) and seen.ended == 1, timeout=20_000)
    assert sorted(line.names) == [f"{number:02}.png" for number in range(20) if number != 7]
