"""Attribute agreement: how far people and the station judge alike, and rightly."""

from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.errors import KnownError
from models.people import Person
from models.study import Study, StudyProgress
from widgets import make, scaling
from widgets.new_study_dialog import NewStudyDialog
from widgets.speaking import SpeakingWidget
from widgets.study_list import StudyList
from widgets.study_result import StudyResult
from widgets.study_task import StudyTask


class StudyPage(SpeakingWidget):
    """The studies on record; the one under way; the outcome of a complete one."""

    closed = Signal()
    studies_wanted = Signal()  # answered by show_studies
    begin_wanted = Signal(object)  # StudyPlan; answered by show_progress
    resume_wanted = Signal(object)  # Study; the same
    answered = Signal(object)  # Verdict; the same
    back_wanted = Signal()  # the same
    left = Signal()  # the study rests; the same
    inspect_wanted = Signal()
    report_wanted = Signal(object, Path)  # Study; answered by show_export_…
    export_cancelled = Signal()

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._people: Sequence[Person] = ()
        self._title = make.label("title")
        self._back = make.button()
        self._list, self._task, self._result = StudyList(zone), StudyTask(), StudyResult()
        self._stack = QStackedWidget()
        for part in (self._list, self._task, self._result):
            self._stack.addWidget(part)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._back)
        whole = QVBoxLayout(self)
        whole.addLayout(head)
        whole.addWidget(self._stack, 1)
        self._connect()
        self.setFocusProxy(self._stack)
        self.retranslate()

    def start(self, people: Sequence[Person]) -> None:
        """Ask what there is; called when the page is opened. The people may be appraisers."""
        self._people = people
        self.studies_wanted.emit()

    def go_back(self) -> bool:
        """From a study to the list of them; whether there was a way back."""
        shown = self._stack.currentWidget()
        if shown is self._list:
            return False
        if shown is self._task:
            self.left.emit()
        self._show(self._list)
        self.studies_wanted.emit()
        return True

    def show_studies(self, studies: tuple[Study, ...]) -> None:
        """Those on record, the newest first."""
        self._list.show_studies(studies)

    def show_progress(self, progress: StudyProgress | None) -> None:
        """Where the study under way stands; None: none is."""
        if progress is None:
            return
        if progress.task is None:
            self._result.show_study(progress.study)
            self._show(self._result)
            self.left.emit()
        else:
            self._task.show_progress(progress)
            self._show(self._task)

    def show_export_progress(self, share: float) -> None:
        """How much of the report is written, 0 .. 1."""
        if self._result.isVisible():
            self._result.export.show_progress(share)

    def show_export_done(self, path: Path | None, error: KnownError | None) -> None:
        """The report is written, or why not."""
        self._result.export.show_done(path, error)

    def retranslate(self) -> None:
        """Follow the language."""
        self._title.setText(self.tr("Attribute agreement"))
        self._back.setText(self.tr("Back  Esc"))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Whoever opens another page lets the study rest: the line must not stand unjudged."""
        super().hideEvent(event)
        if self._stack.currentWidget() is self._task and not event.spontaneous():
            self.left.emit()
            self._stack.setCurrentWidget(self._list)

    def _show(self, part: QWidget) -> None:
        self._stack.setCurrentWidget(part)
        part.setFocus()

    def _on_chosen(self, study: Study) -> None:
        if study.is_complete:
            self._result.show_study(study)
            self._show(self._result)
        else:
            self.resume_wanted.emit(study)

    def _on_new(self) -> None:
        dialog = NewStudyDialog(self._people, self)
        dialog.wished.connect(self.begin_wanted)
        scaling.open_dialog(dialog)

    def _connect(self) -> None:
        self._back.clicked.connect(self.closed)
        self._list.new_wanted.connect(self._on_new)
        self._list.chosen.connect(self._on_chosen)
        self._task.answered.connect(self.answered)
        self._task.back_wanted.connect(self.back_wanted)
        self._task.inspect_wanted.connect(self.inspect_wanted)
        self._result.report_wanted.connect(self.report_wanted)
        self._result.export_cancelled.connect(self.export_cancelled)
