"""Writes down what was found, one after the other; what the operator sees comes after."""

import threading
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import structlog
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.clock import WatchedClock
from app.storage import StorageError
from app.storage.audit import system_user
from app.storage.baselines import teach
from app.storage.store import Store
from app.workers.thumbnail import thumbnail
from models.audit import Who
from models.challenge import ChallengeReport
from models.decision import DecisionWish
from models.details import RecentPart
from models.errors import KnownError
from models.folder_file import FolderFile
from models.health import Condition, Health, Part
from models.inspection import Inspection
from models.judgement import Finding, Verdict
from models.network_card import NetworkCard
from models.shift import Shift
from models.sight import Recordable, UnjudgedImage
from models.study import Study, StudyPlan

TIDY_MS = 60_000  # how often pictures beyond the quota are pruned
TIDY_ON_MS = 20  # until the next go while there are more; results are recorded in between
MOST_WAITING = 64  # findings, with their pictures; whoever offers more is held up
PATIENCE_S = 10.0  # for how long at most: then it is taken all the same
_log = structlog.get_logger()


class ClockError(KnownError):
    """Times that cannot be compared, as the computer's clock was set between them."""


class Recorder(QObject):
    """Records on the thread this object is moved to; nothing that was offered is dropped.

    offered ──▶ waiting ──kept──▶ `recorded`
                   │ ▲
        `failed`, and no more until `retry` or `set_aside`
    """

    recorded = Signal(object)  # RecentPart, with a thumbnail: it is on the disk
    decided = Signal(object)  # Decision: it is on the disk
    challenge_recorded = Signal(object)  # Challenge: it is on the disk
    challenge_lost = Signal(object)  # KnownError: it is not
    taught = Signal(object)  # Baseline: it is on the disk
    study_recorded = Signal(object)  # Study: it, or one more answer, is on the disk
    study_lost = Signal(object)  # KnownError: it is not
    unjudged_noted = Signal(object)  # UnjudgedImage: that it was not judged is on record
    flushed = Signal()  # answers `flush`
    failed = Signal(object)  # KnownError: inspection must stop; the finding waits for `retry`
    told = Signal(object)  # KnownError that stops nothing
    began_anew = Signal()  # the damaged database was set aside
    health_changed = Signal(Health)
    _waiting = Signal()

    def __init__(
        self,
        store: Store,
        shift_at: Callable[[datetime], Shift],
        clock: WatchedClock | None = None,
    ) -> None:
        super().__init__()
        self._store = store
        self._shift_at = shift_at
        self._clock = clock or WatchedClock()
        self._clock_jump = 0.0  # not yet on record
        self._sets_aside = False
        self._set_aside_by: Who | None = None
        self._queue: deque[Recordable] = deque()
        self._has_room = threading.Event()
        self._has_room.set()
        self._has_failed = False
        self._is_flushing = False
        self._health: Health | None = None
        self._tidying = QTimer(self, interval=TIDY_MS)
        self._tidying.timeout.connect(self._tidy)
        self._waiting.connect(self._work)

    def offer(self, item: Recordable) -> None:
        """Record it soon, in the order of the offers; from any other thread, never the GUI's.

        The caller waits while too many do.
        """
        self._has_room.wait(PATIENCE_S)
        self.note(item)

    def note(self, item: Recordable) -> None:
        """Record it soon, in the order of the offers; from any thread, which does not wait.

        For what holds no pixels, or from a thread that must not wait.
        """
        self._queue.append(item)
        if len(self._queue) >= MOST_WAITING and not self._has_failed:
            self._has_room.clear()
        self._waiting.emit()

    def retry(self) -> None:
        """Try again to record what failed, and what has come since; from any thread."""
        self._has_failed = False
        self._waiting.emit()

    def set_aside(self, by: Who | None = None) -> None:
        """Keep the damaged database apart, and record in a new one; from any thread.

        `by` is who wanted it so; None where nobody is signed in.
        """
        self._set_aside_by = by
        self._sets_aside = True
        self.retry()

    @Slot()
    def start(self) -> None:
        """Begin; on the recorder's own thread."""
        self._tidying.start()
        self._tell_health()
        self._work()

    @Slot(object)
    def decide(self, wish: DecisionWish) -> None:
        """Put a person's decision on record; on the recorder's own thread."""
        try:
            decision = self._store.decide(wish, datetime.now(UTC))
        except StorageError as error:
            self.told.emit(error)
        else:
            self.decided.emit(decision)

    @Slot(object)
    def record_challenge(self, report: ChallengeReport) -> None:
        """Put a challenge that has ended on record; on the recorder's own thread."""
        at = datetime.now(UTC)
        try:
            challenge = self._store.record_challenge(report, self._shift_at(at), at)
        except StorageError as error:
            self.challenge_lost.emit(error)
        else:
            self.challenge_recorded.emit(challenge)

    @Slot(object)
    def teach(self, by: Who | None) -> None:
        """Take the newest castings as those that lie and look right; on the recorder's thread."""
        try:
            baseline = teach(self._store.engine, by or system_user(), datetime.now(UTC))
        except StorageError as error:
            self.told.emit(error)
        else:
            self.taught.emit(baseline)

    @Slot(object, object, object)
    def begin_study(self, plan: StudyPlan, network: NetworkCard, by: Who | None) -> None:
        """Put a new study on record; on the recorder's own thread."""
        self._study(lambda at: self._store.studies.begin(plan, network, by or system_user(), at))

    @Slot(object, int, object)
    def answer_study(self, study: Study, task: int, said: Verdict) -> None:
        """Put what an appraiser said on record; on the recorder's own thread."""
        self._study(lambda at: self._store.studies.answer(study, task, said, at))

    def _study(self, record: Callable[[datetime], Study]) -> None:
        try:
            study = record(datetime.now(UTC))
        except StorageError as error:
            self.study_lost.emit(error)
        else:
            self.study_recorded.emit(study)

    @Slot()
    def flush(self) -> None:
        """Answer with `flushed` once all that was offered before is on the disk."""
        self._is_flushing = True
        self._work()

    @Slot()
    def stop(self) -> None:
        """Record what still waits, and end; on the recorder's own thread."""
        self._tidying.stop()
        self._work()

    @Slot()
    def _work(self) -> None:
        if self._sets_aside:
            self._begin_anew()
        while self._queue and not self._has_failed:
            try:
                tell = self._record(self._queue[0])
            except KnownError as error:
                self._fail(error)
            except Exception as error:  # noqa: BLE001 - a thread's rim: the finding must not be lost
                _log.exception("recording failed")
                self._fail(StorageError("Recording failed: {reason}.", reason=str(error)))
            else:
                self._queue.popleft()
                self._has_room.set()
                self._tell_health()
                tell()
        if self._is_flushing and not self._queue:
            self._is_flushing = False
            self.flushed.emit()

    def _begin_anew(self) -> None:
        self._sets_aside = False
        try:
            self._store.set_aside(self._set_aside_by)
        except StorageError as error:
            self._fail(error)
        else:
            self.told.emit(begun_anew())
            self.began_anew.emit()

    def _record(self, item: Recordable) -> Callable[[], None]:
        """Put it on record; returns what tells of it."""
        if isinstance(item, UnjudgedImage):
            at = datetime.now(UTC)
            self._store.note_unjudged(item, self._shift_at(at), at)
            return partial(self.unjudged_noted.emit, item)
        if isinstance(item, FolderFile):
            self._store.note_shown(item)
            return _tell_nothing
        part = RecentPart(self._keep(item), thumbnail(item.pixels))
        return partial(self.recorded.emit, part)

    def _keep(self, finding: Finding) -> Inspection:
        at, jump = self._clock.read()
        self._clock_jump += jump
        inspection = self._store.keep(finding, self._shift_at(at), at, self._clock_jump)
        if self._clock_jump:
            self.told.emit(_clock_was_set(self._clock_jump))
            self._clock_jump = 0.0
        return inspection

    @Slot()
    def _tidy(self) -> None:
        try:
            has_more = self._store.tidy(datetime.now(UTC))
        except StorageError as error:  # pictures that stay too long cost no result
            _log.warning("Pictures could not be pruned.", reason=str(error))
            has_more = False
        self._tidying.setInterval(TIDY_ON_MS if has_more else TIDY_MS)

    def _fail(self, error: KnownError) -> None:
        self._has_failed = True
        self._has_room.set()  # what was judged already must not hold up whoever judged it
        self._tell_health(error)
        self.failed.emit(error)

    def _tell_health(self, error: KnownError | None = None) -> None:
        health = Health(Part.DISK, Condition.OK)
        if error is not None:
            health = Health(Part.DISK, Condition.FAULT, error)
        elif (trouble := self._store.pictures.trouble) is not None:
            health = Health(Part.DISK, Condition.WAITING, trouble)
        if health != self._health:
            self._health = health
            self.health_changed.emit(health)


def _tell_nothing() -> None:
    """Of a file that was shown there is nothing to tell."""


def begun_anew() -> StorageError:
    """What to tell when a damaged database was set aside."""
    return StorageError(
        "The damaged database was set aside, not deleted; castings are recorded in a new one."
        " The history starts again, and the plant's IT should rescue the old one."
    )


def _clock_was_set(seconds: float) -> ClockError:
    hours = f"{seconds / 3600:+.2f}"
    return ClockError(
        "The computer's clock was set by {hours} hours. Castings keep their order; their times"
        " before and after cannot be compared.",
        hours=hours,
    )
