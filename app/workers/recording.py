"""Writes down what was found, one after the other; what the operator sees comes after."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import cv2
import numpy as np
import structlog
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance, Slot

from app.clock import WatchedClock
from app.storage import StorageError
from app.storage.audit import system_user
from app.storage.baselines import teach
from app.storage.errors import MediumError, NotOnRecordError
from app.storage.store import Store
from app.storage.unrecorded import described, reason_of
from app.workers.thumbnail import thumbnail
from models.audit import Who
from models.challenge import ChallengeReport
from models.decision import DecisionWish
from models.details import RecentPart
from models.errors import KnownError
from models.folder_file import FolderFile
from models.health import Condition, Health, Part
from models.inspection import Inspection
from models.judgement import Finding, Occasion, Verdict
from models.network_card import NetworkCard
from models.shift import Shift
from models.sight import Recordable, UnjudgedImage
from models.study import Study, StudyPlan

SLOW_S = 2.0  # a result that waits longer for the disk is told
STUCK_S = 10.0  # after so long without room or an answer the inspection stops
TIDY_MS = 60_000  # how often pictures beyond the quota are pruned
TIDY_ON_MS = 20  # until the next go while there are more; results are recorded in between
MOST_WAITING = 64  # findings, with their pictures; whoever offers more is held up
PATIENCE_S = STUCK_S  # for how long at most: by then the inspection has stopped
MOST_SET_APART = 20  # results in a row that cannot be stored: then the inspection stops
_log = structlog.get_logger()


class UnrecordedError(KnownError):
    """A result that could not be stored, and is kept aside for a person."""


class ClockError(KnownError):
    """Times that cannot be compared, as the computer's clock was set between them."""


class Recorder(QObject):
    """Records on the thread this object is moved to; nothing that was offered is dropped.

    ::

        offered ──▶ waiting ──kept──▶ `recorded`
                       │ ▲   └──it alone cannot be stored──▶ kept aside: `set_apart`
            `failed`, and no more until `retry` or `set_aside`

    An error is that of the result, and not that of the disk, where a plain result can be stored
    at that moment and this one cannot. `look` watches from another thread: a slow disk is told
    after SLOW_S, and after STUCK_S the inspection stops.
    """

    recorded = Signal(object)  # RecentPart, with a thumbnail: it is on the disk
    set_apart = Signal(object)  # UnrecordedResult: it could not be stored, and is kept aside
    unrecorded_changed = Signal(object)  # tuple of UnrecordedResult: those that wait for a person
    decided = Signal(object)  # Decision: it is on the disk
    challenge_recorded = Signal(object)  # Challenge: it is on the disk
    challenge_lost = Signal(object)  # KnownError: it is not
    taught = Signal(object)  # Baseline: it is on the disk
    study_recorded = Signal(object)  # Study: it, or one more answer, is on the disk
    study_lost = Signal(object)  # KnownError: it is not
    unjudged_noted = Signal(object)  # UnjudgedImage: that it was not judged is on record
    flushed = Signal()  # answers `flush`
    failed = Signal(object)  # KnownError: inspection must stop; what waits is kept for `retry`
    mended = Signal()  # after `failed`: results are stored again
    told = Signal(object)  # KnownError that stops nothing
    began_anew = Signal()  # the damaged database was set aside
    health_changed = Signal(Health)
    _waiting = Signal()

    def __init__(
        self,
        store: Store,
        shift_at: Callable[[datetime], Shift],
        clock: WatchedClock | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._store = store
        self._shift_at = shift_at
        self._clock = clock or WatchedClock()
        self._monotonic = monotonic
        self._clock_jump = store.clock_jump  # not yet on record
        self._sets_aside = False
        self._set_aside_by: Who | None = None
        self._queue: deque[tuple[float, Recordable]] = deque()  # with when it was offered
        self._has_room = threading.Event()
        self._has_room.set()
        self._full_since: float | None = None
        self._moved_at = float("-inf")  # when a result was last stored or set apart
        self._is_closing = False
        self._has_failed = False
        self._has_stalled = False  # `look` has told so
        self._is_flushing = False
        self._set_apart_in_a_row = 0
        self._unrecorded = 0  # results that wait for a person
        self._health: Health | None = None  # as this thread sees it
        self._said: tuple[Condition, str] | None = None  # by the light
        self.progress = 0  # results that were stored or set apart, ever
        self._tidying = QTimer(self, interval=TIDY_MS)
        self._tidying.timeout.connect(self._tidy)
        # Queued also from its own thread: whatever else is asked for comes in between.
        self._waiting.connect(self._work, Qt.ConnectionType.QueuedConnection)

    @property
    def waiting(self) -> int:
        """How many results and notes are not on the disk yet; from any thread."""
        return len(self._queue)

    def offer(self, item: Recordable) -> None:
        """Record it soon, in the order of the offers; from any other thread, never the GUI's.

        The caller waits while too many do, but not for ever: by then the inspection has stopped,
        so that no more than this one is added.
        """
        if isinstance(item, Finding):
            self._has_room.wait(PATIENCE_S)
        self.note(item)

    def note(self, item: Recordable) -> None:
        """Record it soon, in the order of the offers; from any thread, which does not wait.

        For what holds no pixels, or from a thread that must not wait.
        """
        now = self._monotonic()
        self._queue.append((now, item))
        if len(self._queue) >= MOST_WAITING and not self._has_failed and not self._is_closing:
            self._full_since = self._full_since or now
            self._has_room.clear()
        self._waiting.emit()

    def close(self) -> None:
        """Hold nobody up any more: the station ends; from any thread."""
        self._is_closing = True
        self._has_room.set()

    @property
    def is_full(self) -> bool:
        """Whether whoever offers a result must wait; from any thread."""
        return not self._has_room.is_set()

    def give_up(self) -> int:
        """Log what could not be stored, for nobody will any more; returns how many results.

        From any thread, once the recorder's own has ended or is left behind.
        """
        left = [item for _, item in list(self._queue)]
        for item in left:
            if not isinstance(item, FolderFile):
                _log.error("a result is lost", result=described(item))
        return sum(isinstance(item, Finding) for item in left)

    def retry(self) -> None:
        """Try again to record what failed, and what has come since; from any thread."""
        self._has_failed = False
        self._set_apart_in_a_row = 0
        self._waiting.emit()

    def set_aside(self, by: Who | None = None) -> None:
        """Keep the damaged database apart, and record in a new one; from any thread.

        `by` is who wanted it so; None where nobody is signed in.
        """
        self._set_aside_by = by
        self._sets_aside = True
        self.retry()

    def look(self) -> None:
        """Tell when the disk is slow or does not answer; from the GUI thread, twice a second."""
        now = self._monotonic()
        oldest, full_since = self._oldest_at(), self._full_since
        if oldest is None:
            self._look_for_stall(None, is_stuck=False)
            return
        is_full = full_since is not None and now - full_since >= STUCK_S
        is_still = now - max(oldest, self._moved_at) >= STUCK_S
        self._look_for_stall(_slow(self.waiting, now - oldest), is_stuck=is_full or is_still)

    @Slot()
    def start(self) -> None:
        """Begin; on the recorder's own thread."""
        for notice in self._store.notices:
            self.told.emit(notice)
        self._tidying.start()
        self._count_unrecorded()
        self._tell_health()
        self._work()

    @Slot(object)
    def decide(self, wish: DecisionWish) -> None:
        """Put a person's decision on record; on the recorder's own thread."""
        self._put(lambda at: self._store.decide(wish, at), self.decided, self.told)

    @Slot(object)
    def record_challenge(self, report: ChallengeReport) -> None:
        """Put a challenge that has ended on record; on the recorder's own thread."""
        self._put(
            lambda at: self._store.record_challenge(report, self._shift_at(at), at),
            self.challenge_recorded,
            self.challenge_lost,
        )

    @Slot(object)
    def teach(self, by: Who | None) -> None:
        """Take the newest castings as those that lie and look right; on the recorder's thread."""
        who = by or system_user()
        self._put(lambda at: teach(self._store.engine, who, at), self.taught, self.told)

    @Slot(object, object, object)
    def begin_study(self, plan: StudyPlan, network: NetworkCard, by: Who | None) -> None:
        """Put a new study on record; on the recorder's own thread."""
        who = by or system_user()
        self._put(
            lambda at: self._store.studies.begin(plan, network, who, at),
            self.study_recorded,
            self.study_lost,
        )

    @Slot(object, int, object)
    def answer_study(self, study: Study, task: int, said: Verdict) -> None:
        """Put what an appraiser said on record; on the recorder's own thread."""
        self._put(
            lambda at: self._store.studies.answer(study, task, said, at),
            self.study_recorded,
            self.study_lost,
        )

    @Slot()
    def list_unrecorded(self) -> None:
        """Tell which results could not be stored; on the recorder's own thread."""
        self._put(lambda _: self._store.unrecorded.waiting(), self.unrecorded_changed, self.told)

    @Slot(int, object)
    def retry_unrecorded(self, number: int, by: Who | None) -> None:
        """Try once more to store a result that was kept aside; on the recorder's own thread."""
        try:
            at = self._clock.read()[0]
            item, _ = self._store.unrecorded.item(number)
            kept = self._store.retry_unrecorded(number, self._shift_at(at), at, by)
        except Exception as error:  # noqa: BLE001 - a thread's rim: it stays where it was
            self.told.emit(_in_words(error))
        else:
            self._tell_recorded(item, kept)
        self._on_unrecorded_settled()

    @Slot(int, str, object)
    def discard_unrecorded(self, number: int, reason: str, by: Who | None) -> None:
        """Give up a result that was kept aside; on the recorder's own thread."""
        try:
            who = by or system_user()
            self._store.unrecorded.discard(number, reason, who, datetime.now(UTC))
        except Exception as error:  # noqa: BLE001 - a thread's rim: it stays where it was
            self.told.emit(_in_words(error))
        self._on_unrecorded_settled()

    @Slot()
    def flush(self) -> None:
        """Answer with `flushed` once all that was offered before is on the disk."""
        self._is_flushing = True
        self._work()

    @Slot()
    def stop(self) -> None:
        """Record what still waits, once more where that failed; on the recorder's own thread."""
        self._tidying.stop()
        self._has_failed = False
        while self._queue and not self._has_failed:
            self._work()

    @Slot()
    def _work(self) -> None:
        """Record the oldest that waits; its kin come by the same way."""
        if self._sets_aside:
            self._begin_anew()
        if self._queue and not self._has_failed:
            self._take_next()
        if self._queue and not self._has_failed:
            self._waiting.emit()
        if self._is_flushing and not self._queue:
            self._is_flushing = False
            self.flushed.emit()

    def _take_next(self) -> None:
        item = self._queue[0][1]
        try:
            tell = self._record_or_set_apart(item)
        except Exception as error:  # noqa: BLE001 - a thread's rim: the result must not be lost
            if not isinstance(error, KnownError):
                _log.exception("recording failed")
            self._fail(_in_words(error))
        else:
            self._queue.popleft()
            self._moved_at = self._monotonic()
            self.progress += 1
            if len(self._queue) < MOST_WAITING:
                self._full_since = None
                self._has_room.set()
            self._tell_health()
            tell()

    def _record_or_set_apart(self, item: Recordable) -> Callable[[], None]:
        """Put it on record, or keep it aside where it alone is at fault; returns what tells so."""
        try:
            return self._record(item)
        except MediumError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it may be the item's
            at = datetime.now(UTC)
            self._store.try_to_record(self._shift_at(at), at)  # raises what is wrong with the disk
            _log.warning("A result cannot be stored.", reason=reason_of(error))
        try:
            return self._record(item)  # it may have been the disk's, and over
        except MediumError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the item's
            return self._set_apart(item, error)

    def _record(self, item: Recordable) -> Callable[[], None]:
        if isinstance(item, UnjudgedImage):
            at = datetime.now(UTC)
            self._store.note_unjudged(item, self._shift_at(at), at)
            kept = None
        elif isinstance(item, FolderFile):
            self._store.note_shown(item)
            return _tell_nothing
        else:
            kept = self._keep(item)
        self._set_apart_in_a_row = 0
        return partial(self._tell_recorded, item, kept)

    def _tell_recorded(self, item: Recordable, kept: Inspection | None) -> None:
        """On the disk it is; whatever fails from here on must not record it once more."""
        if kept is None:
            self.unjudged_noted.emit(item)
        elif isinstance(item, Finding):
            self.recorded.emit(RecentPart(kept, _thumbnail_of(item)))

    def _set_apart(self, item: Recordable, error: Exception) -> Callable[[], None]:
        if self._set_apart_in_a_row >= MOST_SET_APART:
            raise UnrecordedError(
                "{count} results in a row could not be stored, the last one because: {reason}.",
                count=self._set_apart_in_a_row,
                reason=reason_of(error),
            ) from error
        if isinstance(item, FolderFile):  # then it is shown once more
            return _tell_nothing
        kept = self._store.set_apart(item, error, datetime.now(UTC))
        self._set_apart_in_a_row += 1
        self._unrecorded += 1
        return partial(self.set_apart.emit, kept)

    def _keep(self, finding: Finding) -> Inspection:
        at, jump = self._clock.read()
        self._clock_jump += jump
        try:
            inspection = self._store.keep(finding, self._shift_at(at), at, self._clock_jump)
        except NotOnRecordError:
            fresh = replace(finding, occasion=Occasion.MANUAL, reinspection_of=None)
            inspection = self._store.keep(fresh, self._shift_at(at), at, self._clock_jump)
            self.told.emit(
                UnrecordedError(
                    "The casting that was to be inspected again is not in this database. Its"
                    " result is recorded as that of a casting of its own."
                )
            )
        if self._clock_jump:
            self.told.emit(_clock_was_set(self._clock_jump))
            self._clock_jump = 0.0
        return inspection

    def _begin_anew(self) -> None:
        self._sets_aside = False
        try:
            self._store.set_aside(self._set_aside_by)
        except Exception as error:  # noqa: BLE001 - a thread's rim
            if not isinstance(error, KnownError):
                _log.exception("setting the database aside failed")
            self._fail(_in_words(error))
        else:
            self._count_unrecorded()
            self.told.emit(begun_anew())
            self.began_anew.emit()

    def _put(
        self, record: Callable[[datetime], object], done: SignalInstance, lost: SignalInstance
    ) -> None:
        """Record what a person wants, or tell why not; nothing of it is tried again by itself."""
        try:
            recorded = record(datetime.now(UTC))
        except KnownError as error:
            lost.emit(error)
        except Exception as error:  # noqa: BLE001 - a thread's rim
            _log.exception("recording failed")
            lost.emit(_in_words(error))
        else:
            done.emit(recorded)

    @Slot()
    def _tidy(self) -> None:
        try:
            has_more = self._store.tidy()
        except Exception as error:  # noqa: BLE001 - pictures that stay too long cost no result
            _log.warning("Pictures could not be pruned.", reason=str(error))
            has_more = False
        if not self._has_failed:
            self._tell_health()
        self._tidying.setInterval(TIDY_ON_MS if has_more else TIDY_MS)

    def _count_unrecorded(self) -> None:
        try:
            self._unrecorded = self._store.unrecorded.count()
        except StorageError as error:  # whatever is offered next tells of it
            _log.warning("Unrecorded results could not be counted.", reason=str(error))

    def _on_unrecorded_settled(self) -> None:
        self._count_unrecorded()
        self._tell_health()
        self.list_unrecorded()

    def _fail(self, error: KnownError) -> None:
        self._has_failed = True
        self._has_room.set()  # what was judged already must not hold up whoever judged it
        self._tell_health(error)
        self.failed.emit(error)

    def _tell_health(self, error: KnownError | None = None) -> None:
        had_failed = self._health is not None and self._health.condition is Condition.FAULT
        health = Health(Part.DISK, Condition.OK)
        if error is not None:
            health = Health(Part.DISK, Condition.FAULT, error)
        elif self._unrecorded:
            health = Health(Part.DISK, Condition.WAITING, _kept_aside(self._unrecorded))
        elif (trouble := self._store.trouble) is not None:
            health = Health(Part.DISK, Condition.WAITING, trouble)
        self._health = health
        self._tell(health)
        if had_failed and health.condition is not Condition.FAULT:
            self.mended.emit()

    def _oldest_at(self) -> float | None:
        try:
            return self._queue[0][0]
        except IndexError:
            return None

    def _look_for_stall(self, slow: KnownError | None, *, is_stuck: bool) -> None:
        health = self._health
        if health is None or health.condition is Condition.FAULT:
            return
        if slow is not None:
            condition = Condition.FAULT if is_stuck else Condition.WAITING
            self._tell(Health(Part.DISK, condition, slow))
        else:
            self._tell(health)
        if slow is not None and is_stuck and not self._has_stalled:
            self._has_stalled = True
            self.failed.emit(slow)
        elif slow is None and self._has_stalled:
            self._has_stalled = False
            self.mended.emit()

    def _tell(self, health: Health) -> None:
        said = health.condition, str(health.why)  # errors are never equal
        if said != self._said:
            self._said = said
            self.health_changed.emit(health)


def _tell_nothing() -> None:
    """Of a file that was shown there is nothing to tell."""


def _slow(waiting: int, waits_s: float) -> KnownError | None:
    if waits_s < SLOW_S:
        return None
    return StorageError(
        "The disk is slow: {count} results wait to be stored, the oldest for {seconds} s.",
        count=waiting,
        seconds=int(waits_s),
    )


def _in_words(error: Exception) -> KnownError:
    if isinstance(error, KnownError):
        return error
    return StorageError("Recording failed: {reason}.", reason=reason_of(error))


def _kept_aside(count: int) -> UnrecordedError:
    return UnrecordedError(
        "{count} results could not be stored and are kept aside: press the light of the disk, or"
        " see castwatch unrecorded.",
        count=count,
    )


def _thumbnail_of(finding: Finding) -> NDArray[np.uint8] | None:
    try:
        return thumbnail(finding.pixels)
    except (ValueError, AttributeError, cv2.error):
        return None


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
