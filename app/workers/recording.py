"""Writes down what was found, one after the other; what the operator sees comes after."""

from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.storage import StorageError
from app.storage.store import Store
from app.workers.thumbnail import thumbnail
from models.details import RecentPart
from models.errors import KnownError
from models.health import Condition, Health, Part
from models.inspection import Inspection
from models.judgement import Finding
from models.shift import Shift

TIDY_MS = 60_000  # how often pictures beyond the quota are pruned
_log = structlog.get_logger()


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


class Recorder(QObject):
    """Records on the thread this object is moved to; nothing that was offered is dropped.

    offered ──▶ waiting ──kept──▶ `recorded`
                   │ ▲
        `failed`, and no more until `retry`
    """

    recorded = Signal(object)  # RecentPart, with a thumbnail: it is on the disk
    flushed = Signal()  # answers `flush`
    failed = Signal(object)  # KnownError: inspection must stop; the finding waits for `retry`
    health_changed = Signal(Health)
    _waiting = Signal()

    def __init__(
        self,
        store: Store,
        shift_at: Callable[[datetime], Shift],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__()
        self._store = store
        self._shift_at = shift_at
        self._now = now
        self._findings: deque[Finding] = deque()
        self._has_failed = False
        self._is_flushing = False
        self._health: Health | None = None
        self._tidying = QTimer(self, interval=TIDY_MS)
        self._tidying.timeout.connect(self._tidy)
        self._waiting.connect(self._work)

    def offer(self, finding: Finding) -> None:
        """Record a finding soon; from any thread."""
        self._findings.append(finding)
        self._waiting.emit()

    def retry(self) -> None:
        """Try again to record what failed, and what has come since; from any thread."""
        self._has_failed = False
        self._waiting.emit()

    @Slot()
    def start(self) -> None:
        """Begin; on the recorder's own thread."""
        self._tidying.start()
        self._tell_health()
        self._work()

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
        while self._findings and not self._has_failed:
            try:
                inspection = self._keep(self._findings[0])
            except KnownError as error:
                self._fail(error)
            except Exception as error:  # noqa: BLE001 - a thread's rim: the finding must not be lost
                _log.exception("recording failed")
                self._fail(StorageError("Recording failed: {reason}.", reason=str(error)))
            else:
                finding = self._findings.popleft()
                self._tell_health()
                self.recorded.emit(RecentPart(inspection, thumbnail(finding.pixels)))
        if self._is_flushing and not self._findings:
            self._is_flushing = False
            self.flushed.emit()

    def _keep(self, finding: Finding) -> Inspection:
        at = self._now()
        return self._store.keep(finding, self._shift_at(at), at)

    @Slot()
    def _tidy(self) -> None:
        try:
            self._store.tidy(self._now())
        except StorageError as error:  # pictures that stay too long cost no result
            _log.warning("Pictures could not be pruned.", reason=str(error))

    def _fail(self, error: KnownError) -> None:
        self._has_failed = True
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
