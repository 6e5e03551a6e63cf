"""Answers what the screen asks of the record, without holding up the window."""

import threading
from collections.abc import Callable, Generator, Hashable
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import structlog
from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.storage import StorageError
from app.storage.baselines import newest_baseline
from app.storage.evidence import Evidence
from app.storage.export import (
    export_step_by_step,
    pdf_sheet,  # noqa: F401 - names Qt's classes, which no second thread may be first to do
)
from app.storage.export.shift_report import report_step_by_step
from app.storage.export.study_report import study_report_step_by_step
from app.storage.history import History
from app.storage.messages import Messages
from app.storage.pictures import PictureFolder
from app.storage.reporting import Reporting
from app.storage.statistics import Statistics
from app.storage.studies import all_studies
from app.workers.thumbnail import thumbnail
from models.details import RecentPart
from models.errors import KnownError
from models.history import HistoryFilter, HistoryQuery
from models.shift import Shift, ShiftSummary, Tally
from models.statistics import StatisticsQuery
from models.study import Study

_log = structlog.get_logger()


class Reader(QObject):
    """Reads on the thread this object is moved to; `ask_…` may be called from any.

    A question takes the place of an older one of its kind. An export is written a little at
    a time, so that questions are answered meanwhile.
    """

    page_read = Signal(object)  # HistoryPage
    shifts_read = Signal(object)  # ShiftList
    tally_read = Signal(object)  # Tally
    recent_read = Signal(object)  # tuple of RecentPart, the newest first
    details_read = Signal(object)  # InspectionDetails
    details_to_reinspect = Signal(object)  # the same, where it was asked for that
    on_record = Signal(str)  # the id of an inspection that is
    export_progress = Signal(float)  # 0 .. 1
    export_done = Signal(object, object)  # Path or None, KnownError or None; both None: cancelled
    report_read = Signal(object)  # OutboxReport
    challenge_read = Signal(object)  # Challenge that opened production last, or None
    baseline_read = Signal(object)  # Baseline that was taught last, or None
    studies_read = Signal(object)  # tuple of Study, the newest first
    statistics_read = Signal(object, object)  # StatisticsReport or None, KnownError or None
    failed = Signal(object)  # KnownError
    _waiting = Signal()

    def __init__(
        self,
        history: History,
        pictures: PictureFolder,
        messages: Messages,
        statistics: Statistics,
        zone: tzinfo | None = None,
    ) -> None:
        """`zone` is that of the times in an export; None is the machine's own."""
        super().__init__()
        self._history = history
        self._messages = messages
        self._statistics = statistics
        self._evidence = Evidence(history, pictures)
        self._zone = zone
        self._lock = threading.Lock()
        self._questions: dict[Hashable, Callable[[], None]] = {}
        self._export: Generator[float, None, None] | None = None
        self._export_path = Path()
        # Queued also from its own thread: else each step of an export would call the next.
        self._waiting.connect(self._work, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def ask_page(self, query: HistoryQuery) -> None:
        """Read a page; pages of another filter or order are no longer wanted."""
        listing = replace(query, offset=0)
        with self._lock:
            for kind in [kind for kind in self._questions if isinstance(kind, HistoryQuery)]:
                if replace(kind, offset=0) != listing:
                    del self._questions[kind]
        self._ask(query, lambda: self.page_read.emit(self._history.page(query)))

    @Slot()
    def ask_shifts(self) -> None:
        """Read the list of shifts."""
        self._ask("shifts", lambda: self.shifts_read.emit(self._history.shifts()))

    @Slot(object)
    def ask_tally(self, shift: Shift) -> None:
        """Count the castings of a shift, and the pictures that could not be judged."""
        self._ask("tally", lambda: self.tally_read.emit(self._tally(shift)))

    @Slot(int)
    def ask_recent(self, count: int) -> None:
        """Read the last inspections, with thumbnails."""
        self._ask("recent", lambda: self.recent_read.emit(self._recent(count)))

    @Slot(str)
    def ask_details(self, id_: str, *, for_reinspection: bool = False) -> None:
        """Read one inspection with its picture and the others of its casting."""
        answered = self.details_to_reinspect if for_reinspection else self.details_read
        self._ask(("details", for_reinspection), lambda: answered.emit(self._evidence.details(id_)))

    @Slot(str)
    def ask_on_record(self, id_: str) -> None:
        """Look whether there is such an inspection; `failed` where there is none."""
        self._ask("on record", lambda: self.on_record.emit(self._history.inspection(id_).id))

    @Slot()
    def ask_report(self) -> None:
        """Read how far the plant is behind."""
        self._ask("report", lambda: self.report_read.emit(self._messages.report(datetime.now(UTC))))

    @Slot()
    def ask_challenge(self) -> None:
        """Read the challenge that opened production last."""
        self._ask("challenge", lambda: self.challenge_read.emit(self._history.last_challenge()))

    @Slot()
    def ask_baseline(self) -> None:
        """Read how castings should lie and look."""
        engine = self._history.engine
        self._ask("baseline", lambda: self.baseline_read.emit(newest_baseline(engine)))

    @Slot()
    def ask_studies(self) -> None:
        """Read the attribute agreement studies."""
        self._ask("studies", lambda: self.studies_read.emit(all_studies(self._history.engine)))

    @Slot(object)
    def ask_statistics(self, query: StatisticsQuery) -> None:
        """Read the figures of a period."""
        self._ask("statistics", lambda: self._answer_statistics(query))

    @Slot(object, object)
    def ask_export(self, wanted: HistoryFilter, path: Path) -> None:
        """Write what the filter lets through to a .csv, .xlsx or .pdf file."""
        steps = export_step_by_step(self._history, wanted, path, self._zone)
        self._ask("export", lambda: self._begin(path, steps))

    @Slot(object, object)
    def ask_shift_report(self, summary: ShiftSummary, path: Path) -> None:
        """Write the report of a shift to a .pdf file; told and cancelled as an export is."""
        shift = summary.shift, summary.started_at
        reporting = Reporting(self._history.engine)
        steps = report_step_by_step(reporting, self._evidence, shift, path, self._zone)
        self._ask("export", lambda: self._begin(path, steps))

    @Slot(object, object)
    def ask_study_report(self, study: Study, path: Path) -> None:
        """Write the report of a study to a .pdf file; told and cancelled as an export is."""
        steps = study_report_step_by_step(study, path, self._zone)
        self._ask("export", lambda: self._begin(path, steps))

    @Slot()
    def cancel_export(self) -> None:
        """Give up the export or report under way, if there is one; nothing of it stays."""
        self._ask("export", lambda: self._end_export(None, None))

    @Slot()
    def start(self) -> None:
        """Begin; on the reader's own thread."""
        self._work()

    @Slot()
    def stop(self) -> None:
        """End; on the reader's own thread."""
        with self._lock:
            self._questions.clear()
        self._close_export()

    def _ask(self, kind: Hashable, answer: Callable[[], None]) -> None:
        with self._lock:
            self._questions.pop(kind, None)
            self._questions[kind] = answer
        self._waiting.emit()

    @Slot()
    def _work(self) -> None:
        try:
            self._answer_next()
            self._export_some()
        except KnownError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - a thread's rim: the next question is answered
            _log.exception("reading failed")
            self.failed.emit(StorageError("Reading failed: {reason}.", reason=str(error)))

    def _answer_next(self) -> None:
        with self._lock:
            kind = next(iter(self._questions), None)
            answer = self._questions.pop(kind) if kind is not None else None
        if answer is not None:
            answer()

    def _tally(self, shift: Shift) -> Tally:
        of_shift = HistoryFilter(shift=shift.name, shift_started_at=shift.starts_at)
        unfit = self._history.unfit(shift.name, shift.starts_at)
        return replace(self._history.tally(of_shift), unfit=unfit)

    def _recent(self, count: int) -> tuple[RecentPart, ...]:
        found = [(each, self._evidence.picture(each)) for each in self._history.recent(count)]
        return tuple(
            RecentPart(inspection, None if pixels is None else thumbnail(pixels))
            for inspection, pixels in found
        )

    def _answer_statistics(self, query: StatisticsQuery) -> None:
        try:
            report = self._statistics.read(query, datetime.now(UTC))
        except KnownError as error:
            self.statistics_read.emit(None, error)
        else:
            self.statistics_read.emit(report, None)

    def _begin(self, path: Path, export: Generator[float, None, None]) -> None:
        self._close_export()
        self._export_path, self._export = path, export

    def _export_some(self) -> None:
        if self._export is None:
            return
        try:
            share = next(self._export, None)
        except KnownError as error:
            self._end_export(None, error)
            return
        if share is None:
            self._end_export(self._export_path, None)
        else:
            self.export_progress.emit(share)
            self._waiting.emit()

    def _end_export(self, path: Path | None, error: KnownError | None) -> None:
        self._close_export()
        self.export_done.emit(path, error)

    def _close_export(self) -> None:
        if self._export is not None:
            self._export.close()
            self._export = None
