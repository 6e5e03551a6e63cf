"""One inspection a casting, the newest frame first, and nothing from before the trigger."""

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from app.workers.judge import Judge, SerialOf
from app.workers.threads import WorkerThread
from camera.rig import render_casting
from inference.classifier import Classification, Classifier, NetworkError
from inference.empty_rig import EmptyRig
from inference.sight import Look, look, look_at_whole, look_of
from inference.trigger import Trigger
from models.casting_size import size_of
from models.folder_file import FolderFile
from models.frame import Frame
from models.health import Condition, Health
from models.judgement import Finding, Occasion, Outline, Verdict
from models.network_card import Geometry, PictureGeometry
from models.pictures import PictureError
from models.serial import SlowPatternError
from models.sight import Recordable, Stage, Unfit, UnjudgedImage
from tests.fakes import CARD, Recorder, ScriptedClassifier

CASTING = render_casting(np.random.default_rng(3), 300, defective=False).pixels
EMPTY = np.full((300, 300), 150, np.uint8)


class Seen(QObject):
    """The last thing that the judge said of the rig."""

    def __init__(self) -> None:
        super().__init__()
        self.stage: Stage | None = None
        self.unfit: Unfit | None = None

    @Slot(object, object, object)
    def take(self, stage: Stage, unfit: Unfit | None, outline: Outline | None) -> None:
        self.stage, self.unfit = stage, unfit


class Bench:
    """A judge on its own thread, fed with frames 0.1 s apart."""

    def __init__(
        self,
        load: Callable[[], Classifier],
        qtbot: QtBot,
        serial_of: SerialOf = lambda _: None,
        casting_percent: float = 0,
        eyes_for: Callable[[Geometry], Look] = look_of,
    ) -> None:
        self.findings: list[Finding] = []
        self.unjudged: list[UnjudgedImage] = []
        self.shown: list[FolderFile] = []
        trigger = Trigger(3, 0.15)
        self.judge = Judge(
            load,
            lambda own: own,
            trigger,
            self.keep,
            serial_of=serial_of,
            casting_percent=casting_percent,
            eyes_for=eyes_for,
        )
        self.health, self.refused, self.seen = Recorder(), Recorder(), Seen()
        self.judge.health_changed.connect(self.health.take)
        self.judge.refused.connect(self.refused.take)
        self.judge.seen.connect(self.seen.take)
        self.thread = WorkerThread(self.judge, "judge")
        self.number = 0
        self._qtbot = qtbot

    def keep(self, item: Recordable) -> None:
        if isinstance(item, UnjudgedImage):
            self.unjudged.append(item)
        elif isinstance(item, Finding):
            self.findings.append(item)
        else:
            self.shown.append(item)

    def start(self) -> None:
        self.thread.start()
        self.wait(lambda: bool(self.health.seen) and self.condition() is not Condition.WAITING)

    def condition(self) -> Condition:
        health = self.health.seen[-1]
        assert isinstance(health, Health)
        return health.condition

    def show(self, pixels: NDArray[np.uint8], frames: int = 1, part: int | None = None) -> None:
        """Each frame is taken before the next one comes."""
        for _ in range(frames):
            self.number += 1
            self.judge.frames.offer(Frame(self.number, self.number / 10, pixels, part))
            assert self.judge.frames.wait_until_taken(threading.Event())

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=5000)


@pytest.fixture
def make_bench(qtbot: QtBot) -> Iterator[Callable[[Callable[[], Classifier]], Bench]]:
    made: list[Bench] = []

    def make(load: Callable[[], Classifier]) -> Bench:
        made.append(Bench(load, qtbot))
        made[-1].start()
        return made[-1]

    yield make
    for bench in made:
        assert bench.thread.end(5)


@pytest.fixture
def bench(make_bench: Callable[[Callable[[], Classifier]], Bench]) -> Bench:
    return make_bench(lambda: ScriptedClassifier(0.1, 0.2, 0.9))


def test_three_frames_make_one_finding(bench: Bench) -> None:
    bench.show(EMPTY, 3)
    bench.show(CASTING, 10)
    bench.wait(lambda: bench.seen.stage is Stage.JUDGED)
    (finding,) = bench.findings
    assert finding.judgement.frame_probabilities == (0.1, 0.2, 0.9)
    assert finding.judgement.taken_at == pytest.approx(0.6)
    assert finding.occasion is Occasion.LINE
    assert finding.judgement.verdict is Verdict.REVIEW
    assert finding.pixels is CASTING


def test_an_empty_rig_is_not_judged(bench: Bench) -> None:
    bench.show(EMPTY, 10)
    bench.wait(lambda: bench.seen.stage is Stage.WAITING)
    assert bench.findings == []


def test_a_dark_picture_is_named(bench: Bench) -> None:
    bench.show(np.full_like(EMPTY, 8), 10)
    bench.wait(lambda: bench.seen.unfit is Unfit.DARK)
    assert bench.findings == []


def test_a_slow_judge_skips_to_the_newest_frame(
    make_bench: Callable[[Callable[[], Classifier]], Bench],
) -> None:
    entered, gate = threading.Event(), threading.Event()

    class Slow(ScriptedClassifier):
        def classify(self, pixels: NDArray[np.uint8], outline: Outline | None) -> Classification:
            entered.set()
            gate.wait(5)
            return super().classify(pixels, outline)

    bench = make_bench(lambda: Slow(0.5))
    bench.show(CASTING, part=1)
    assert entered.wait(5)
    for number in range(100, 200):
        bench.judge.frames.offer(Frame(number, float(number), CASTING, part=number))
    gate.set()
    bench.wait(lambda: len(bench.findings) == 2)
    assert [finding.judgement.part for finding in bench.findings] == [1, 199]
    assert bench.judge.frames.skipped == 99


def test_a_kept_picture_is_inspected_again(bench: Bench) -> None:
    bench.judge.inspect_picture(CASTING, reinspection_of="first")
    bench.wait(lambda: len(bench.findings) == 1)
    assert bench.findings[0].occasion is Occasion.REINSPECTION
    assert bench.findings[0].reinspection_of == "first"


def test_an_unfit_picture_is_counted_once_for_each_casting_and_reason(bench: Bench) -> None:
    dark, bright = np.zeros_like(CASTING), np.full_like(CASTING, 255)
    for pixels in (dark, bright, dark):
        bench.show(pixels, frames=8)
    bench.show(EMPTY, frames=5)
    bench.show(dark, frames=8)
    bench.wait(lambda: len(bench.unjudged) == 3)
    assert [each.reason for each in bench.unjudged] == [Unfit.DARK, Unfit.BRIGHT, Unfit.DARK]


def test_every_unfit_picture_of_a_triggered_camera_counts(bench: Bench) -> None:
    for part in (1, 2):
        bench.show(np.zeros_like(CASTING), part=part)
    bench.show(CASTING, part=3)
    bench.show(EMPTY, part=4)
    bench.wait(lambda: len(bench.unjudged) == 3)
    assert bench.unjudged == [
        UnjudgedImage(Unfit.DARK, part=1),
        UnjudgedImage(Unfit.DARK, part=2),
        UnjudgedImage(Unfit.NO_CASTING, part=4),
    ]


def test_a_kept_picture_that_shows_no_casting_is_refused_in_words(bench: Bench) -> None:
    bench.judge.inspect_picture(EMPTY, reinspection_of="first")
    bench.wait(lambda: len(bench.refused.seen) == 1)
    assert str(bench.refused.seen[0]) == "No casting was found in the picture."
    assert bench.findings == []


def test_every_fit_picture_of_a_triggered_camera_is_a_casting(bench: Bench) -> None:
    for part in (1, 2):
        bench.show(CASTING, part=part)
    bench.show(EMPTY, part=3)
    bench.wait(lambda: len(bench.refused.seen) == 1)
    assert [finding.judgement.part for finding in bench.findings] == [1, 2]


def test_nothing_is_judged_while_paused(bench: Bench) -> None:
    bench.judge.pause()
    bench.judge.frames.offer(Frame(1, 1.0, CASTING, part=1))
    bench.judge.frames.offer(Frame(2, 2.0, CASTING, part=2))
    bench.judge.resume()
    bench.wait(lambda: len(bench.findings) == 1)
    assert bench.findings[0].judgement.part == 2


def test_a_network_that_cannot_be_loaded_is_a_fault(
    make_bench: Callable[[Callable[[], Classifier]], Bench],
) -> None:
    def load() -> Classifier:
        raise NetworkError("The file {file} is no network.", file="x")

    bench = make_bench(load)
    assert bench.condition() is Condition.FAULT


def test_a_classifier_that_fails_is_told_and_the_next_casting_is_tried(
    make_bench: Callable[[Callable[[], Classifier]], Bench], errors_logged: list[object]
) -> None:
    class Failing(ScriptedClassifier):
        def classify(self, pixels: NDArray[np.uint8], outline: Outline | None) -> Classification:
            if not self.seen:
                self.seen.append(pixels)
                raise RuntimeError("out of order")
            return super().classify(pixels, outline)

    bench = make_bench(lambda: Failing(0.9))
    bench.show(CASTING, part=1)
    bench.wait(lambda: bench.condition() is Condition.FAULT)
    bench.show(CASTING, part=2)
    bench.wait(lambda: bench.condition() is Condition.OK)
    assert len(bench.findings) == 1
    assert bench.unjudged == [UnjudgedImage(Unfit.FAILED, part=1, detail="out of order")]
    assert len(errors_logged) == 1
    errors_logged.clear()


def test_a_known_casting_is_tested_when_somebody_asks_and_never_kept(bench: Bench) -> None:
    tested = Recorder()
    bench.judge.tested.connect(tested.take)
    bench.judge.test(wanted=True)
    bench.show(EMPTY, 3)
    bench.show(CASTING, 10)
    bench.wait(lambda: bench.seen.stage is Stage.JUDGED)
    assert tested.seen == []  # nobody has asked: it may be one of the line
    bench.judge.inspect_now()
    for number in range(3):
        bench.judge.frames.offer(Frame(100 + number, time.monotonic(), CASTING))
        assert bench.judge.frames.wait_until_taken(threading.Event())
    bench.wait(lambda: len(tested.seen) == 1)
    assert bench.findings == []


def test_a_triggered_camera_shows_known_castings_one_by_one(bench: Bench) -> None:
    tested = Recorder()
    bench.judge.tested.connect(tested.take)
    bench.judge.test(wanted=True)
    bench.show(CASTING, part=1)
    bench.wait(lambda: len(tested.seen) == 1)
    bench.judge.frames.offer(Frame(2, 2.0, CASTING, 2))  # waits until the station has heard
    bench.judge.test(wanted=False)
    bench.judge.resume()
    bench.wait(lambda: len(bench.findings) == 1)
    assert len(tested.seen) == 1


def test_a_casting_of_the_line_that_had_begun_is_still_kept(bench: Bench) -> None:
    bench.show(EMPTY, 3)
    bench.show(CASTING, 3)  # still, and the first of three frames taken
    bench.wait(lambda: bench.seen.stage is Stage.JUDGING)
    bench.judge.test(wanted=True)
    bench.show(CASTING, 7)
    bench.wait(lambda: len(bench.findings) == 1)


def test_a_number_is_read_off_the_picture_that_is_kept(qtbot: QtBot) -> None:
    seen: list[NDArray[np.uint8]] = []

    def read(pixels: NDArray[np.uint8]) -> str:
        seen.append(pixels)
        return "IMP-1"

    bench = Bench(lambda: ScriptedClassifier(0.1), qtbot, read)
    bench.start()
    bench.show(CASTING, 10)
    bench.wait(lambda: bool(bench.findings))
    assert bench.findings[0].judgement.serial == "IMP-1"
    assert len(seen) == 1
    bench.judge.inspect_picture(CASTING, "id of the first")
    bench.wait(lambda: len(bench.findings) == 2)
    assert bench.findings[1].judgement.serial == "IMP-1"
    assert bench.thread.end(5)


def test_a_scanned_number_belongs_to_the_next_casting_alone(bench: Bench) -> None:
    used = Recorder()
    bench.judge.scan_used.connect(lambda: used.take(None))
    bench.judge.scan("IMP-7")
    bench.judge.inspect_picture(CASTING, "id of another")  # it lies on no rig
    bench.wait(lambda: len(bench.findings) == 1)
    for _ in range(2):
        bench.show(EMPTY, 10)
        bench.show(CASTING, 10)
    bench.wait(lambda: len(bench.findings) == 3)
    assert [each.judgement.serial for each in bench.findings] == [None, "IMP-7", None]
    bench.wait(lambda: len(used.seen) == 1)


def test_another_size_than_the_one_that_was_taught_is_not_judged(qtbot: QtBot) -> None:
    sight = look(CASTING)
    assert sight.outline is not None
    size = size_of(sight.outline, CASTING.shape)
    for taught, is_judged in ((size, True), (size * 1.4, False)):
        bench = Bench(lambda: ScriptedClassifier(0.1), qtbot, casting_percent=taught)
        bench.start()
        bench.show(EMPTY, 3)
        bench.show(CASTING, 12)
        if is_judged:
            bench.wait(lambda bench=bench: bench.seen.stage is Stage.JUDGED)  # type: ignore[misc]
        else:
            bench.wait(lambda bench=bench: bench.seen.unfit is Unfit.SIZE)  # type: ignore[misc]
        assert len(bench.findings) == int(is_judged)
        assert bench.thread.end(5)


class WholeClassifier(ScriptedClassifier):
    """One that judges whole pictures."""

    card = CARD.model_copy(update={"geometry": PictureGeometry(height=48, width=48)})


def test_a_part_that_is_no_ring_is_judged_once_on_a_rig_that_is_known(qtbot: QtBot) -> None:
    bench = Bench(
        lambda: WholeClassifier(0.9),
        qtbot,
        eyes_for=lambda _: partial(look_at_whole, empty_rig=EmptyRig(EMPTY)),
    )
    bench.start()
    bar = EMPTY.copy()
    bar[120:160, 60:240] = 230
    for number in (1, 2):
        bench.show(EMPTY, 5)
        bench.show(bar, 12)
        bench.wait(lambda number=number: len(bench.findings) == number)  # type: ignore[misc]
    judgement = bench.findings[0].judgement
    assert judgement.outline
    assert judgement.outline.rim.x == pytest.approx(149.5, abs=2)
    assert judgement.light
    assert judgement.light.brightness > 200
    small, told = EMPTY[::2, ::2].copy(), len(bench.health.seen)
    bench.judge.inspect_picture(small, "id of another")
    bench.wait(lambda: len(bench.findings) == 3)
    bench.show(small, 5)
    bench.wait(lambda: bench.condition() is Condition.FAULT)
    assert "teach the empty rig anew" in str(bench.health.seen[-1])
    bench.show(bar, 3)
    assert len(bench.health.seen) == told + 1, "once, not with each frame"
    assert bench.thread.end(5)


def test_on_a_rig_that_is_not_known_it_is_judged_when_asked_for_and_that_is_said_once(
    qtbot: QtBot,
) -> None:
    bench = Bench(lambda: WholeClassifier(0.9), qtbot)
    bench.start()
    bench.show(EMPTY, 20)
    bench.wait(lambda: bool(bench.refused.seen))
    assert bench.findings == []
    bench.judge.inspect_now()
    for number in range(3):
        bench.judge.frames.offer(Frame(100 + number, time.monotonic(), EMPTY))
        assert bench.judge.frames.wait_until_taken(threading.Event())
    bench.wait(lambda: len(bench.findings) == 1)
    assert len(bench.refused.seen) == 1
    assert "teach the empty rig" in str(bench.refused.seen[0])
    assert bench.findings[0].judgement.outline is None
    assert bench.thread.end(5)


def test_a_picture_of_the_empty_rig_that_cannot_be_read_is_a_fault(qtbot: QtBot) -> None:
    def unreadable(_: Geometry) -> Look:
        raise PictureError("The picture {file} cannot be read.", file="empty.png")

    bench = Bench(lambda: WholeClassifier(0.9), qtbot, eyes_for=unreadable)
    bench.start()
    assert bench.condition() is Condition.FAULT
    assert bench.thread.end(5)


def test_a_serial_pattern_that_takes_too_long_is_told_once_and_castings_are_judged(
    qtbot: QtBot,
) -> None:
    def slow(_: object) -> str | None:
        raise SlowPatternError("The serial pattern takes too long.")

    bench = Bench(lambda: WholeClassifier(0.9), qtbot, serial_of=slow)
    bench.start()
    for number in (1, 2):
        bench.judge.inspect_picture(EMPTY, f"id {number}")
        bench.wait(lambda number=number: len(bench.findings) == number)  # type: ignore[misc]
    assert [each.judgement.serial for each in bench.findings] == [None, None]
    assert [str(each) for each in bench.refused.seen] == ["The serial pattern takes too long."]
    assert bench.thread.end(5)


def test_the_file_of_a_known_casting_is_noted_as_shown_without_a_result(bench: Bench) -> None:
    file = FolderFile(b"/line", b"", b"known.png", 4, 5)
    bench.start()
    bench.judge.test(wanted=True)
    bench.judge.frames.offer(Frame(1, 0.1, CASTING, part=1, source="known.png", file=file))
    bench.wait(lambda: bench.shown == [file])
    assert bench.findings == []


def test_a_result_and_an_image_rejection_name_the_file(bench: Bench) -> None:
    files = [FolderFile(b"/line", b"", name, 4, 5) for name in (b"1.png", b"2.png")]
    bench.start()
    for number, (file, pixels) in enumerate(zip(files, (CASTING, EMPTY), strict=True), 1):
        bench.judge.frames.offer(Frame(number, number / 10, pixels, part=number, file=file))
        assert bench.judge.frames.wait_until_taken(threading.Event())
    bench.wait(lambda: bool(bench.findings and bench.unjudged))
    assert [bench.findings[0].file, bench.unjudged[0].file] == files


def test_castings_that_go_by_while_nothing_can_be_recorded_are_noted_as_missed(
    bench: Bench,
) -> None:
    bench.show(EMPTY, 3)
    bench.show(CASTING, 10)
    bench.wait(lambda: len(bench.findings) == 1)
    bench.show(EMPTY, 4)
    bench.judge.miss()
    for _ in range(2):
        bench.show(CASTING, 10)
        bench.show(EMPTY, 4)
    bench.wait(lambda: len(bench.unjudged) == 2)
    assert bench.unjudged == [UnjudgedImage(Unfit.MISSED)] * 2
    bench.judge.resume()
    bench.show(CASTING, 10)
    bench.wait(lambda: len(bench.findings) == 2)
    assert len(bench.unjudged) == 2


def test_a_casting_that_had_begun_as_the_disk_failed_is_missed_once(bench: Bench) -> None:
    bench.show(EMPTY, 3)
    bench.show(CASTING, 3)  # still, and the first of three frames taken
    bench.wait(lambda: bench.seen.stage is Stage.JUDGING)
    bench.judge.miss()
    bench.show(CASTING, 7)
    bench.wait(lambda: bench.unjudged == [UnjudgedImage(Unfit.MISSED)])
    assert bench.findings == []


def test_a_triggered_camera_misses_nothing_meanwhile(bench: Bench) -> None:
    bench.show(CASTING, part=1)
    bench.wait(lambda: len(bench.findings) == 1)
    bench.judge.miss()
    bench.judge.frames.offer(Frame(2, 2.0, CASTING, part=2))  # waits
    bench.judge.resume()
    bench.wait(lambda: len(bench.findings) == 2)
    assert bench.unjudged == []


def test_a_module_that_is_missing_is_told_as_a_fault(
    qtbot: QtBot, errors_logged: list[object]
) -> None:
    def load() -> Classifier:
        raise ModuleNotFoundError("No module named 'ai_edge_litert'")

    bench = Bench(load, qtbot)
    bench.start()
    assert bench.condition() is Condition.FAULT
    assert len(errors_logged) == 1
    errors_logged.clear()
    assert bench.thread.end(5)
