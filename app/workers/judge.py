"""Looks at the newest frame, and judges each casting once."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import structlog
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from app.workers.slot import FrameSlot
from inference.casting import Casting
from inference.classifier import Classifier, NetworkError
from inference.refusal import UNKNOWN_RIG, UnfitError, refusal
from inference.sight import Look, look, look_of
from inference.trigger import Trigger
from models.casting_size import is_of_size
from models.errors import KnownError
from models.frame import Frame
from models.health import Condition, Health, Part
from models.judgement import Finding, Occasion, Outline, Thresholds
from models.network_card import Geometry
from models.serial import SlowPatternError
from models.sight import Recordable, Sight, Stage, Unfit, UnjudgedImage

SerialOf = Callable[[NDArray[np.uint8]], str | None]
MEASURED_S = 0.2  # between two measurements that are told
log = structlog.get_logger()


@dataclass(frozen=True, slots=True, eq=False)
class _Request:
    """Somebody asked; without a picture, for what lies on the rig."""

    asked_at: float
    reinspection_of: str | None
    pixels: NDArray[np.uint8] | None = None


class Judge(QObject):
    """Runs the classifier on the thread this object is moved to; the newest frame wins.

    Findings, and images that are not judged, go to `keep`, on that same thread; pictures never
    travel in a signal.
    `load`, `thresholds_of` and `trigger` are used there alone.
    """

    ready = Signal(object)  # NetworkCard: the network is loaded
    health_changed = Signal(Health)
    seen = Signal(object, object, object)  # Stage, Unfit or None, Outline or None: on a change
    measured = Signal(object)  # Light of what lies on the rig; a few times a second
    refused = Signal(object)  # KnownError: what was asked for, or triggered, was not inspected
    tested = Signal(object)  # Judgement of a known casting, while `test` is wanted
    scan_used = Signal()  # what was scanned belongs to a casting now
    flushed = Signal()  # answers `flush`
    _waiting = Signal()

    def __init__(
        self,
        load: Callable[[], Classifier],
        thresholds_of: Callable[[Thresholds], Thresholds],
        trigger: Trigger,
        keep: Callable[[Recordable], None],
        *,
        eyes_for: Callable[[Geometry], Look] = look_of,
        serial_of: SerialOf = lambda _: None,
        casting_percent: float = 0,
    ) -> None:
        """`eyes_for` gives what looks at pictures for a network; it may raise KnownError.

        `serial_of` reads a casting's number off its picture, (height, width).
        `casting_percent` is how large a casting is that is judged; see models.casting_size.
        """
        super().__init__()
        self.frames = FrameSlot(wake=self._waiting.emit)
        self._load = load
        self._thresholds_of = thresholds_of
        self._trigger = trigger
        self._keep = keep
        self._eyes_for = eyes_for
        self._look_at: Look = look
        self._serial_of = serial_of
        self._is_slow_told = False  # that the serial pattern takes too long
        self._casting_percent = casting_percent
        self._scanned: str | None = None  # for the casting that comes next
        self._classifier: Classifier | None = None
        self._casting: Casting | None = None  # None: it is not judged
        self._take_finding = self._record  # of the casting that is judged
        self._is_testing = False
        self._requests: deque[_Request] = deque()
        self._on_rig: _Request | None = None  # the request that the next frames answer
        self._is_paused = False
        self._is_missing = False  # what goes by while it is paused is noted
        self._is_free_running = False  # as far as frames have shown
        self._shown: tuple[Stage, Unfit | None, Outline | None] | None = None
        self._unfit_so_far: set[Unfit] = set()  # of what lies on the rig
        self._is_blind = False  # nothing tells when a casting comes
        self._condition: Condition | None = None
        self._measured_at = float("-inf")
        self._waiting.connect(self._work)

    def inspect_now(self, reinspection_of: str | None = None) -> None:
        """Inspect what lies on the rig now; from any thread."""
        self._ask(_Request(time.monotonic(), reinspection_of))

    def inspect_picture(self, pixels: NDArray[np.uint8], reinspection_of: str) -> None:
        """Inspect a kept picture, (height, width), once more; from any thread."""
        self._ask(_Request(time.monotonic(), reinspection_of, pixels))

    def scan(self, serial: str) -> None:
        """A scanner has read the number of the casting that is judged next; from any thread."""
        self._scanned = serial

    def pause(self) -> None:
        """Judge nothing until `resume`; from any thread."""
        self._is_missing = False
        self._is_paused = True

    def resume(self) -> None:
        """Go on; from any thread."""
        self._is_paused = self._is_missing = False
        self._waiting.emit()

    def miss(self) -> None:
        """Judge nothing until `resume`, and note what goes by meanwhile; from any thread.

        Of a free-running camera each casting that comes is noted as missed. Of a triggered one
        nothing is taken: it waits with the next image.
        """
        self._is_paused = self._is_missing = True
        self._waiting.emit()

    def test(self, wanted: bool) -> None:
        """Judge known castings, or castings of the line again; from any thread.

        What is said of a known casting is `tested` and not kept; then nothing is judged until
        `resume`, for the next casting may be one of the line. A free-running camera's are judged
        when somebody asks, for nothing else tells them from the line's.
        """
        self._is_testing = wanted

    @Slot()
    def start(self) -> None:
        """Load the network; on the judge's own thread."""
        self._tell_health(Condition.WAITING)
        try:
            classifier = self._load()
            self._look_at = self._eyes_for(classifier.card.geometry)
        except KnownError as error:
            self._tell_health(Condition.FAULT, error)
            return
        except Exception as error:  # a module that is missing, for one
            log.exception("loading failed")
            reason = NetworkError("The network cannot be loaded: {reason}.", reason=str(error))
            self._tell_health(Condition.FAULT, reason)
            return
        self._classifier = classifier
        self._tell_health(Condition.OK)
        self.ready.emit(classifier.card)
        self._work()

    @Slot()
    def stop(self) -> None:
        """Judge no more; on the judge's own thread."""
        self._classifier = None

    @Slot()
    def flush(self) -> None:
        """Answer once everything that was handed over before is judged."""
        self._work()
        self.flushed.emit()

    def _ask(self, request: _Request) -> None:
        self._requests.append(request)
        self._waiting.emit()

    @Slot()
    def _work(self) -> None:
        if self._classifier is None:
            return
        if self._is_paused:
            self._note_missed()
            return
        try:
            self._serve(self._classifier)
        except KnownError as error:
            if self._condition is not Condition.FAULT:  # not with each frame
                self._tell_health(Condition.FAULT, error)
        except Exception as error:
            log.exception("judging failed")
            reason = NetworkError("Judging failed: {reason}.", reason=str(error))
            self._tell_health(Condition.FAULT, reason)

    def _note_missed(self) -> None:
        """Look at the newest frame of a free-running camera, and judge nothing."""
        frame = self.frames.take() if self._is_missing and self._is_free_running else None
        if frame is None:
            return
        try:
            take = self._trigger.see(frame, self._look(self._look_at, frame.pixels))
        except Exception:
            log.exception("looking failed")
            return
        if take is not None and (take.is_first or self._casting is not None):
            self._casting = None  # some of its frames may have been taken
            self._keep(UnjudgedImage(Unfit.MISSED))

    def _serve(self, classifier: Classifier) -> None:
        while self._requests:
            self._begin(classifier, self._requests.popleft())
        frame = self.frames.take()
        if frame is None:
            return
        try:
            self._see(classifier, frame)
        except Exception as error:
            self._note_unjudged(frame, Unfit.FAILED, str(error))
            raise

    def _begin(self, classifier: Classifier, request: _Request) -> None:
        if request.pixels is None:
            self._on_rig = request
            self._trigger.ask(request.asked_at)
            return
        sight = self._look(look_of(classifier.card.geometry), request.pixels)  # of any rig
        if sight.unfit is not None:
            self.refused.emit(refusal(sight.unfit))
            return
        frame = Frame(0, request.asked_at, request.pixels)
        casting = Casting(Occasion.REINSPECTION, request.reinspection_of)
        casting.add(frame, sight, classifier.classify(frame.pixels, sight.outline))
        self._conclude(classifier, casting, self._record_again)

    def _see(self, classifier: Classifier, frame: Frame) -> None:
        self._is_free_running = frame.part is None
        if frame.part is not None and self._on_rig is not None:
            self._on_rig = None
            self.refused.emit(UnfitError("This camera shows each casting once, when it comes."))
        sight = self._look(self._look_at, frame.pixels)
        take = self._trigger.see(frame, sight)
        if take is not None:
            if take.is_first:
                self._casting = self._next_casting(is_triggered=frame.part is not None)
            if self._casting is not None:
                outcome = classifier.classify(frame.pixels, sight.outline)
                self._casting.add(frame, sight, outcome)
                if take.is_last:
                    self._on_rig = None
                    self._conclude(classifier, self._casting, self._take_finding)
        elif self._on_rig is not None and self._trigger.withdraw(frame.taken_at):
            self._on_rig = None
            self.refused.emit(refusal(sight.unfit or Unfit.NO_CASTING))
        self._tell_blind(frame, sight)
        self._tell_sight(frame, sight)
        self._tell_unfit(frame)

    def _look(self, look_at: Look, pixels: NDArray[np.uint8]) -> Sight:
        sight = look_at(pixels)
        if sight.outline is None or sight.unfit is not None:
            return sight
        is_right = is_of_size(sight.outline, pixels.shape, self._casting_percent)
        return sight if is_right else replace(sight, unfit=Unfit.SIZE)

    def _next_casting(self, *, is_triggered: bool) -> Casting | None:
        self._take_finding = self._tell_tested if self._is_testing else self._record
        if self._on_rig is None:
            is_judged = is_triggered or not self._is_testing
            return Casting(Occasion.LINE) if is_judged else None
        of = self._on_rig.reinspection_of
        return Casting(Occasion.REINSPECTION if of else Occasion.MANUAL, of)

    def _tell_tested(self, finding: Finding) -> None:
        self._is_paused = True
        if finding.file is not None:
            self._keep(finding.file)
        self.tested.emit(finding.judgement)

    def _conclude(
        self, classifier: Classifier, casting: Casting, take: Callable[[Finding], None]
    ) -> None:
        card = classifier.card
        thresholds = self._thresholds_of(card.thresholds.as_thresholds())
        take(casting.judge(card, thresholds, time.monotonic()))
        self._tell_health(Condition.OK)

    def _record(self, finding: Finding) -> None:
        """Hand over what was found of the casting on the rig."""
        scanned, self._scanned = self._scanned, None
        self._record_with(scanned or self._serial_on(finding), finding)
        if scanned:
            self.scan_used.emit()

    def _record_again(self, finding: Finding) -> None:
        """Hand over what was found of a kept picture."""
        self._record_with(self._serial_on(finding), finding)

    def _serial_on(self, finding: Finding) -> str | None:
        """The number that is read off the picture; none, told once, where that takes too long."""
        try:
            return self._serial_of(finding.pixels)
        except SlowPatternError as error:
            if not self._is_slow_told:
                self._is_slow_told = True
                self.refused.emit(error)
            return None

    def _record_with(self, serial: str | None, finding: Finding) -> None:
        self._keep(replace(finding, judgement=replace(finding.judgement, serial=serial)))

    def _tell_blind(self, frame: Frame, sight: Sight) -> None:
        """Once: a camera that runs freely shows whole pictures, and no empty rig is known."""
        if self._is_blind or frame.part is not None or sight.outline or sight.unfit:
            return
        self._is_blind = True
        self.refused.emit(UNKNOWN_RIG)

    def _tell_sight(self, frame: Frame, sight: Sight) -> None:
        if frame.part is not None and sight.unfit is not None:
            self.refused.emit(refusal(sight.unfit))
        if sight.light is not None and frame.taken_at - self._measured_at >= MEASURED_S:
            self._measured_at = frame.taken_at
            self.measured.emit(sight.light)
        shown = (self._trigger.stage, self._trigger.unfit, sight.outline)
        if shown != self._shown:
            self._shown = shown
            self.seen.emit(*shown)

    def _tell_unfit(self, frame: Frame) -> None:
        if self._trigger.stage in {Stage.WAITING, Stage.JUDGED}:
            self._unfit_so_far.clear()
        if self._trigger.unfit is not None:
            self._note_unjudged(frame, self._trigger.unfit)

    def _note_unjudged(self, frame: Frame, reason: Unfit, detail: str = "") -> None:
        """Put it on record: each triggered image, or once for a casting and reason."""
        if frame.part is None and reason in self._unfit_so_far:
            return
        self._unfit_so_far.add(reason)
        # What a mistake of ours kept from being judged is shown again at the next start.
        file = None if reason is Unfit.FAILED else frame.file
        self._keep(UnjudgedImage(reason, frame.part, frame.source, detail, file))

    def _tell_health(self, condition: Condition, why: KnownError | None = None) -> None:
        if condition is not self._condition or why is not None:
            self._condition = condition
            self.health_changed.emit(Health(Part.NETWORK, condition, why))
