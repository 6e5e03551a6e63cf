"""The station: what it does with what its workers tell.

STARTING ──network loaded──▶ INSPECTING ⇄ FAULTED ──▶ STOPPING
   `retry` loads it again       ▲    │ a result could not be stored; `retry` stores it
                                │    ▼ a challenge is due
                             CHALLENGED, STUDYING: known castings are judged, and none of the line
"""

import gc
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

import cv2
import structlog
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.alarm import Alarm
from app.challenge import Challenger
from app.line_watch import LineWatch
from app.reception import Reception
from app.study_desk import StudyDesk
from app.workers.capture import Capture
from app.workers.doorkeeper import Doorkeeper
from app.workers.fitter import Fitter
from app.workers.judge import Judge
from app.workers.reading import Reader
from app.workers.recording import Recorder, UnrecordedError
from app.workers.sending import Sender
from app.workers.threads import WorkerThread
from app.workers.watchdog import Watchdog
from camera.camera import EndOfPicturesError, UnjudgedFileError
from models.challenge import Challenge, ChallengeCause, ChallengeStep
from models.decision import Decision, DecisionWish
from models.details import InspectionDetails, RecentPart
from models.drift import Baseline
from models.errors import KnownError
from models.health import Condition, Health
from models.judgement import Judgement, Verdict
from models.network_card import NetworkCard
from models.people import PeopleError
from models.serial import SerialError, typed_code
from models.setup import Changes
from models.shift import Shift, Tally
from models.shifts import ShiftCalendar
from models.sight import Unfit, UnjudgedImage
from models.sound import Sound
from models.unrecorded import UnrecordedResult

LOOK_MS = 10_000  # how often it is looked whether a challenge is due, besides at each casting
JUDGE, RECORDING = "judge", "recording"  # the threads that nothing works without
WATCH_MS = 500  # how often it is looked whether disk and workers answer
PACE_S = 300.0  # the pace is that of the last five minutes
STOP_S = 5.0  # how long each worker may take to finish
STILL_S = 10.0  # how long the recorder may take for one result while the station ends
TELL_S = 2.0  # how often it is told that results are still being stored then

log = structlog.get_logger()


class State(StrEnum):
    """Where the station is."""

    STARTING = "starting"
    INSPECTING = "inspecting"
    CHALLENGED = "challenged"
    STUDYING = "studying"  # it is the station's turn in an attribute agreement study
    FAULTED = "faulted"
    STOPPING = "stopping"


class ClosingError(KnownError):
    """What became of the station's work as it ended."""


class ReinspectionError(KnownError):
    """A casting that cannot be inspected again."""


class ChallengeError(KnownError):
    """A challenge that cannot be begun."""


@dataclass(frozen=True, slots=True)
class Workers:
    """The station's parts; each but the alarm has a thread of its own."""

    capture: Capture
    judge: Judge
    recorder: Recorder
    sender: Sender
    reader: Reader
    doorkeeper: Doorkeeper
    fitter: Fitter
    alarm: Alarm


class Station(QObject):
    """Ties the workers together; lives on the GUI thread and owns the others' threads."""

    state_changed = Signal(State)
    inspected = Signal(object)  # RecentPart: on record, and now true
    decided = Signal(object)  # Decision: on record, and now true
    tally_changed = Signal(object, object)  # Shift, Tally
    alarm_changed = Signal(object)  # the Sound that waits to be acknowledged, or None
    pause_changed = Signal(bool)
    faulted = Signal(object)  # KnownError that stops the inspection; None when it is mended
    broke = Signal(object)  # KnownError: a part of the program that will not work until a restart
    called = Signal(object)  # KnownError: somebody should come, though castings are judged
    told = Signal(object)  # KnownError that stops nothing
    quarantine_refused = Signal(object)  # KnownError: who may not retry or discard messages
    scanned = Signal(str)  # the serial number that waits for the next casting
    taught = Signal(object)  # Baseline: on record, and now true
    challenge_changed = Signal(object, object)  # ChallengeProgress or None, Challenge or None: last
    ended = Signal()  # the camera has shown its last picture, and all are on record
    _load_again = Signal()
    _decision_wanted = Signal(object)
    _challenge_ended = Signal(object)
    _teaching_wanted = Signal(object)
    _settings_wanted = Signal(object, object)
    _retry_wanted = Signal(int, object)
    _discard_wanted = Signal(int, str, object)

    def __init__(
        self,
        workers: Workers,
        calendar: ShiftCalendar,
        watch: LineWatch,
        challenger: Challenger,
        reception: Reception,
        *,
        fits: Callable[[str], bool] = bool,
    ) -> None:
        """`fits` tells whether what was scanned can be the number of a casting."""
        super().__init__()
        self.workers = workers
        self.reception = reception
        self.state = State.STARTING
        self._fits = fits
        self._calendar = calendar
        self._watch = watch
        self._challenger = challenger
        self._is_challenge_known = not challenger.castings  # whether the last one was read
        self._network: NetworkCard | None = None  # that judges
        self.studies = StudyDesk(workers.recorder, reception, lambda: self._network)
        self._shift: Shift | None = None
        self._recorded_at: deque[float] = deque()  # time.monotonic() of the last castings
        self._is_paused = False
        self._has_camera = False
        self._fault: KnownError | None = None  # what stops the inspection
        self._causes: dict[str, KnownError] = {}  # of State.FAULTED, by the worker
        self.troubles: list[KnownError] = []  # of `stop`: what did not end, and what is lost
        self._threads = [
            WorkerThread(workers.judge, JUDGE),
            WorkerThread(workers.recorder, RECORDING),
            WorkerThread(workers.sender, "sending"),
            WorkerThread(workers.reader, "reading"),
            WorkerThread(workers.doorkeeper, "signing in"),
            WorkerThread(workers.fitter, "setting up"),
        ]
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self._look_for_challenge)
        self._watchdog = Watchdog(self._threads, self._is_held_up)
        self._watching = QTimer(self, interval=WATCH_MS)
        self._watching.timeout.connect(self._watch_workers)
        self._connect()

    def start(self) -> None:
        """Start every worker; returns at once."""
        be_prompt()
        self._judge_or_not()  # no casting goes by before it is known whether a challenge is due
        for thread in self._threads:
            thread.start()
        self._watching.start()
        self.workers.alarm.start()
        self.workers.capture.start()
        self._ask_tally()
        self.workers.reader.ask_baseline()
        if self._challenger.castings:
            self.workers.reader.ask_challenge()
            self._looking.start()

    def stop(self) -> bool:
        """End every worker, the camera first; False when one took too long.

        Results that were judged are stored first, as long as the disk takes one after the
        other. `troubles` tells what did not end, and what could not be stored.
        """
        self._enter(State.STOPPING)
        self._looking.stop()
        self._watching.stop()
        gc.unfreeze()
        self.workers.alarm.stop()
        self.workers.sender.give_up()
        self.workers.fitter.give_up()
        self.workers.recorder.close()
        has_ended = self.workers.capture.stop(STOP_S)
        for thread in self._threads:
            is_recording = thread.objectName() == RECORDING
            ended = self._end_recording(thread) if is_recording else thread.end(STOP_S)
            if not ended:
                self._tell_trouble(_not_ended(thread.objectName()))
            has_ended = ended and has_ended
        if lost := self.workers.recorder.give_up():
            self._tell_trouble(_lost(lost))
        return has_ended

    def _end_recording(self, thread: WorkerThread) -> bool:
        """End the recorder; wait as long as it stores one result after the other."""
        recorder = self.workers.recorder
        moved_at = told_at = time.monotonic()
        stored, has_ended = recorder.progress, thread.end(0)
        while not has_ended and time.monotonic() - moved_at < STILL_S:
            has_ended = thread.end(WATCH_MS / 1000)
            now = time.monotonic()
            if recorder.progress != stored:
                stored, moved_at = recorder.progress, now
            if recorder.waiting and now - told_at > TELL_S:
                told_at = now
                self.told.emit(_still_storing(recorder.waiting))
        return has_ended

    def _tell_trouble(self, trouble: KnownError) -> None:
        log.error(str(trouble))
        self.troubles.append(trouble)

    @Slot()
    def inspect_now(self) -> None:
        """Inspect the casting on the rig, whatever was said of it before."""
        if self._can_see():
            self.workers.judge.inspect_now()

    @Slot(str, bool)
    def reinspect(self, inspection_id: str, on_rig: bool) -> None:
        """Inspect a recorded casting again: it lies on the rig, or its kept picture is taken."""
        if not on_rig:
            self.workers.reader.ask_details(inspection_id, for_reinspection=True)
        elif self._can_see():
            self.workers.reader.ask_on_record(inspection_id)

    @Slot(object)
    def decide(self, wish: DecisionWish) -> None:
        """Put a person's decision of a casting on record, where the person may decide."""
        try:
            self._decision_wanted.emit(self.reception.signed(wish))
        except PeopleError as refusal:
            self.told.emit(refusal)

    @Slot()
    def challenge(self) -> None:
        """Begin a challenge though none is due."""
        if not self._challenger.castings:
            self.told.emit(
                ChallengeError("No known castings are set up for a challenge (setting challenge).")
            )
        elif self.state is State.INSPECTING:
            self._begin_challenge(ChallengeCause.ASKED)

    @Slot(str, str)
    def bypass_challenge(self, reason: str, name: str) -> None:
        """Open production without the challenge; who says so and why is put on record."""
        try:
            report = self._challenger.bypass(reason, self.reception.who_bypasses(name))
        except PeopleError as refusal:
            self.told.emit(refusal)
        else:
            if report is not None:
                self._challenge_ended.emit(report)

    @Slot()
    def teach(self) -> None:
        """Take the newest castings as those that lie and look right."""
        try:
            self._teaching_wanted.emit(self.reception.who_teaches())
        except PeopleError as refusal:
            self.told.emit(refusal)

    @Slot(object)
    def retry_messages(self, ids: tuple[str, ...]) -> None:
        """Let messages that Kafka has refused wait again; all of them where no ids are given."""
        try:
            self.workers.sender.retry(ids, self.reception.who_handles_messages())
        except PeopleError as refusal:
            self.quarantine_refused.emit(refusal)

    @Slot(str, str)
    def discard_message(self, id_: str, reason: str) -> None:
        """Give up a message that Kafka has refused, where whoever is there may."""
        try:
            self.workers.sender.discard(id_, reason, self.reception.who_handles_messages())
        except PeopleError as refusal:
            self.quarantine_refused.emit(refusal)

    @Slot(object)
    def save_settings(self, changes: Changes) -> None:
        """Let the settings file say so, where whoever is there may."""
        try:
            self._settings_wanted.emit(changes, self.reception.who_sets_up())
        except PeopleError as refusal:
            self.told.emit(refusal)

    @Slot(str)
    def scan(self, text: str) -> None:
        """A scanner has read the number of the casting that comes next."""
        try:
            serial = typed_code(text, self._fits)
        except SerialError as error:
            self.told.emit(error)
        else:
            self.workers.judge.scan(serial)
            self.scanned.emit(serial)

    @Slot()
    def test_alarm(self) -> None:
        """Sound as at a reject; it is acknowledged as such."""
        self._sound(Sound.REJECT)

    @Slot()
    def acknowledge(self) -> None:
        """Silence the alarm."""
        self.workers.alarm.acknowledge()
        self.alarm_changed.emit(None)

    @Slot(bool)
    def pause(self, wanted: bool) -> None:
        """Let castings pass unjudged, or judge them again."""
        self._is_paused = wanted
        self._judge_or_not()
        self.pause_changed.emit(wanted)

    @Slot()
    def retry(self) -> None:
        """Try again what stopped the inspection: loading the network, or storing a result."""
        if self.state is State.STARTING:
            self._load_again.emit()
        else:
            self.workers.recorder.retry()

    @Slot()
    def set_aside(self) -> None:
        """Go on in a new database; the damaged one is kept apart."""
        self.workers.recorder.set_aside(self.reception.who())

    @Slot(int)
    def retry_unrecorded(self, number: int) -> None:
        """Try once more to store a result that was kept aside."""
        try:
            self._retry_wanted.emit(number, self.reception.who_settles())
        except PeopleError as refusal:
            self.told.emit(refusal)

    @Slot(int, str)
    def discard_unrecorded(self, number: int, reason: str) -> None:
        """Give up a result that was kept aside; who does so and why is put on record."""
        try:
            self._discard_wanted.emit(number, reason, self.reception.who_settles())
        except PeopleError as refusal:
            self.told.emit(refusal)

    def _connect(self) -> None:
        workers = self.workers
        for thread in self._threads:
            thread.broke.connect(self._on_broke)
        self._watchdog.stalled.connect(self._on_stalled)
        self._watchdog.answered.connect(self._mend)
        workers.judge.ready.connect(self._on_ready)
        workers.judge.health_changed.connect(self._on_network)
        self._load_again.connect(workers.judge.start)
        self._decision_wanted.connect(workers.recorder.decide)
        self._challenge_ended.connect(workers.recorder.record_challenge)
        workers.recorder.challenge_recorded.connect(self._on_challenge_recorded)
        workers.recorder.challenge_lost.connect(self._on_challenge_lost)
        workers.reader.challenge_read.connect(self._on_challenge_read)
        workers.judge.tested.connect(self._on_tested)
        self.studies.changed.connect(self._study_or_not)
        self.studies.told.connect(self.told)
        workers.judge.refused.connect(self.told)
        workers.recorder.decided.connect(self._on_decided)
        self._settings_wanted.connect(workers.fitter.save)
        self._retry_wanted.connect(workers.recorder.retry_unrecorded)
        self._discard_wanted.connect(workers.recorder.discard_unrecorded)
        self._teaching_wanted.connect(workers.recorder.teach)
        workers.recorder.taught.connect(self._on_taught)
        workers.reader.baseline_read.connect(self._on_baseline)
        workers.recorder.unjudged_noted.connect(self._ask_tally)
        workers.judge.flushed.connect(workers.recorder.flush)
        workers.recorder.flushed.connect(self.ended)
        workers.recorder.recorded.connect(self._on_recorded)
        workers.recorder.failed.connect(self._on_recording_failed)
        workers.recorder.mended.connect(self._on_recording_mended)
        workers.recorder.set_apart.connect(self._on_set_apart)
        workers.recorder.told.connect(self.told)
        workers.recorder.began_anew.connect(workers.doorkeeper.start)
        workers.recorder.began_anew.connect(workers.reader.ask_baseline)
        workers.reader.details_to_reinspect.connect(self._on_details)
        workers.reader.on_record.connect(self._on_reinspectable)
        workers.reader.tally_read.connect(self._on_tally)
        workers.capture.health_changed.connect(self._on_camera)
        workers.capture.picture_refused.connect(self._on_image_refused)
        workers.capture.told.connect(self.told)
        workers.capture.ended.connect(workers.judge.flush)

    @Slot(object)
    def _on_ready(self, card: NetworkCard) -> None:
        self._network = card
        self._open()

    @Slot(object)
    def _on_challenge_read(self, last: Challenge | None) -> None:
        self._challenger.know(last)
        self._is_challenge_known = True
        self._open()

    def _open(self) -> None:
        if self.state is State.STARTING and self._network and self._is_challenge_known:
            self._tell_fault(None)
            self._go_on()

    def _go_on(self) -> None:
        """Inspect, or go on with the challenge that runs or is due."""
        is_challenged = self._challenger.progress is not None
        self._enter(State.CHALLENGED if is_challenged else State.INSPECTING)
        self._tell_challenge()
        self._look_for_challenge()
        self._study_or_not()
        self._judge_or_not()

    @Slot(Health)
    def _on_network(self, health: Health) -> None:
        if self.state is State.STARTING and health.condition is Condition.FAULT:
            self._sound(Sound.FAULT)
            self._tell_fault(health.why)

    @Slot(object)
    def _on_recorded(self, part: RecentPart) -> None:
        self._recorded_at.append(time.monotonic())
        self.inspected.emit(part)
        if part.inspection.judgement.verdict is Verdict.REJECT:
            self._sound(Sound.REJECT)
        for warning in self._watch.add(part.inspection):
            self._sound(Sound.WARNING)
            self.called.emit(warning)
        self.workers.sender.wake()
        self._ask_tally()
        self._look_for_challenge()

    @Slot(object)
    def _on_decided(self, decision: Decision) -> None:
        self.workers.sender.wake()
        self.decided.emit(decision)

    @Slot()
    def _look_for_challenge(self) -> None:
        if not self._is_challenge_known:  # the record could not be read: it is asked once more
            self.workers.reader.ask_challenge()
        if self.state is not State.INSPECTING or self._network is None:
            return
        now = datetime.now(UTC)
        cause = self._challenger.cause(self._calendar.at(now), self._network, now)
        if cause is not None:
            self._begin_challenge(cause)

    def _begin_challenge(
        self, cause: ChallengeCause, failed: tuple[ChallengeStep, ...] = ()
    ) -> None:
        if self._network is not None:
            self._challenger.begin(cause, self._network, datetime.now(UTC), failed)
            self.workers.judge.test(wanted=True)
            self._enter(State.CHALLENGED)
            self._tell_challenge()
            self._judge_or_not()

    @Slot()
    def _study_or_not(self) -> None:
        """Judge for the study where it is the station's turn, or the line's castings again."""
        is_turn = self.studies.is_stations_turn
        if self.state is State.INSPECTING and is_turn:
            self.workers.judge.test(wanted=True)
            self._enter(State.STUDYING)
        if self.state is State.STUDYING and is_turn:
            self._judge_or_not()
        elif self.state is State.STUDYING:
            self.workers.judge.test(wanted=False)
            self._go_on()

    @Slot(object)
    def _on_tested(self, judgement: Judgement) -> None:
        if self.state is State.STUDYING:
            self.studies.take(judgement)
            return
        report = self._challenger.take(judgement)
        progress = self._challenger.progress
        if progress is not None and progress.steps and not progress.steps[-1].is_right:
            self._sound(Sound.WARNING)
        self._tell_challenge()
        if report is None:
            self._judge_or_not()
        else:  # nothing is judged until it is on record
            self._challenge_ended.emit(report)

    @Slot(object)
    def _on_challenge_recorded(self, challenge: Challenge) -> None:
        self.workers.sender.wake()
        if challenge.opens:
            self._challenger.know(challenge)
            self.workers.judge.test(wanted=False)
            self._go_on()
        else:
            wrong = tuple(step for step in challenge.report.steps if not step.is_right)
            self._begin_challenge(challenge.report.cause, wrong)

    @Slot(object)
    def _on_challenge_lost(self, error: KnownError) -> None:
        self.told.emit(error)
        if (progress := self._challenger.progress) is not None:
            self._begin_challenge(progress.cause)

    def _tell_challenge(self) -> None:
        if self._challenger.castings:
            self.challenge_changed.emit(self._challenger.progress, self._challenger.last)

    @Slot(object)
    def _on_taught(self, baseline: Baseline) -> None:
        self._watch.know(baseline)
        self.taught.emit(baseline)

    @Slot(object)
    def _on_baseline(self, baseline: Baseline | None) -> None:
        self._watch.know(baseline)

    @Slot(object)
    def _on_recording_failed(self, error: KnownError) -> None:
        self._stop_inspection(RECORDING, error)

    @Slot(object)
    def _on_broke(self, error: KnownError) -> None:
        """A worker that could not begin will not, until the program is started again."""
        self._sound(Sound.FAULT)
        self.called.emit(error)
        self.broke.emit(error)

    @Slot(str, object)
    def _on_stalled(self, name: str, error: KnownError) -> None:
        if name in {JUDGE, RECORDING}:
            self._stop_inspection(name, error)
        else:
            self.called.emit(error)

    def _stop_inspection(self, cause: str, error: KnownError) -> None:
        if self.state is State.STOPPING:
            return
        self._causes[cause] = error
        self._enter(State.FAULTED)
        self._judge_or_not()
        self._sound(Sound.FAULT)
        self._tell_fault(error)

    @Slot(str)
    def _mend(self, cause: str) -> None:
        """Go on where nothing else stops the inspection."""
        if self._causes.pop(cause, None) is None:
            return
        for other in self._causes.values():
            self._tell_fault(other)
            return
        if self.state is State.FAULTED:
            self._tell_fault(None)
            self._go_on()

    @Slot()
    def _watch_workers(self) -> None:
        self.workers.recorder.look()  # called here: a slot of its own would wait for its thread
        self._watchdog.look()

    def _is_held_up(self, name: str) -> bool:
        """The judge waits where the recorder has no room: then the disk is told of."""
        return name == JUDGE and self.workers.recorder.is_full

    @Slot()
    def _on_recording_mended(self) -> None:
        self._mend(RECORDING)

    @Slot(object)
    def _on_set_apart(self, result: UnrecordedResult) -> None:
        """Tell of a casting whose verdict is not on record; a reject alarms all the same."""
        is_reject = result.verdict is Verdict.REJECT
        self._sound(Sound.REJECT if is_reject else Sound.WARNING)
        self.called.emit(_not_stored(result))

    @Slot(Health)
    def _on_camera(self, health: Health) -> None:
        is_lost = self._has_camera and health.condition is Condition.FAULT
        has_ended = isinstance(health.why, EndOfPicturesError)
        if health.condition is not Condition.WAITING or has_ended:  # waiting, it is as it was
            self._has_camera = health.condition is Condition.OK
        if is_lost and not self._is_paused:
            self._sound(Sound.FAULT)  # castings go by unseen

    @Slot(object)
    def _on_image_refused(self, error: UnjudgedFileError) -> None:
        image = UnjudgedImage(Unfit.UNREADABLE, error.part, error.source, str(error), error.file)
        self.workers.recorder.note(image)
        self.told.emit(error)

    @Slot(object)
    def _on_details(self, details: InspectionDetails) -> None:
        if details.pixels is None:
            self.told.emit(ReinspectionError("The picture of this casting is no longer kept."))
        else:
            self.workers.judge.inspect_picture(details.pixels, details.inspection.id)

    @Slot(str)
    def _on_reinspectable(self, inspection_id: str) -> None:
        self.workers.judge.inspect_now(reinspection_of=inspection_id)

    @Slot(object)
    def _on_tally(self, tally: Tally) -> None:
        if self._shift is not None:
            self.tally_changed.emit(self._shift, replace(tally, pace_per_minute=self._pace()))

    @Slot()
    def _ask_tally(self) -> None:
        self._shift = self._calendar.at(datetime.now(UTC))
        self.workers.reader.ask_tally(self._shift)

    def _pace(self) -> float | None:
        """Castings a minute between the first and the last of late."""
        last = self._recorded_at
        while last and time.monotonic() - last[0] > PACE_S:
            last.popleft()
        if len(last) < 2 or last[-1] == last[0]:
            return None
        return (len(last) - 1) * 60 / (last[-1] - last[0])

    def _can_see(self) -> bool:
        if not self._has_camera:
            self.told.emit(ReinspectionError("The camera gives no pictures just now."))
        return self._has_camera

    def _judge_or_not(self) -> None:
        is_unknown = not self._is_challenge_known or self._challenger.is_over
        is_faulted = self.state is State.FAULTED
        if is_faulted and not self._is_paused and self._challenger.progress is None:
            self.workers.judge.miss()
        elif self._is_paused or is_unknown or is_faulted:
            self.workers.judge.pause()
        else:
            self.workers.judge.resume()

    def _sound(self, sound: Sound) -> None:
        self.workers.alarm.sound(sound)
        self.alarm_changed.emit(self.workers.alarm.due)

    def _tell_fault(self, fault: KnownError | None) -> None:
        if fault is not self._fault:
            self._fault = fault
            self.faulted.emit(fault)

    def _enter(self, state: State) -> None:
        self.state = state
        self.state_changed.emit(state)


def _not_ended(thread: str) -> ClosingError:
    return ClosingError("The worker “{thread}” did not end; it is left behind.", thread=thread)


def _lost(count: int) -> ClosingError:
    return ClosingError(
        "{count} judged castings could not be stored and are lost; the log tells which.",
        count=count,
    )


def _still_storing(count: int) -> ClosingError:
    return ClosingError("{count} results are being stored before the station ends.", count=count)


def _not_stored(result: UnrecordedResult) -> UnrecordedError:
    match result.verdict:
        case None:
            return UnrecordedError(
                "That an image was not judged could not be stored: {reason}.", reason=result.reason
            )
        case Verdict.REJECT:
            return UnrecordedError(
                "A casting was REJECTED, and its result could not be stored: {reason}. Take it"
                " off the line; the result is kept aside.",
                reason=result.reason,
            )
        case Verdict.REVIEW:
            return UnrecordedError(
                "A casting needs REVIEW, and its result could not be stored: {reason}. Take it"
                " off the line; the result is kept aside.",
                reason=result.reason,
            )
        case Verdict.PASS:
            return UnrecordedError(
                "The result of a casting that passed could not be stored: {reason}. It is kept"
                " aside.",
                reason=result.reason,
            )


def be_prompt() -> None:
    """Keep the threads out of each other's way; measured by tests/benchmarks."""
    sys.setswitchinterval(0.0005)  # Qt asks for Python's lock forty times a painting
    gc.freeze()  # all that is loaded stays: a collection that walks over it stalls every thread
    cv2.setNumThreads(1)  # the pictures are small: its pool costs more than it gives
