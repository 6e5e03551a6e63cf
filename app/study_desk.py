"""Leads people and the station through an attribute agreement study."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from app.reception import Reception
from app.workers.recording import Recorder
from models.errors import KnownError
from models.judgement import Judgement, Verdict
from models.network_card import NetworkCard
from models.people import PeopleError
from models.study import Study, StudyError, StudyPlan, StudyProgress


class StudyDesk(QObject):
    """Lives on the GUI thread; the recorder writes down what is said.

    idle ──begin, resume──▶ asking ⇄ recording ──last answer, or leave──▶ idle
    """

    changed = Signal(object)  # StudyProgress, or None: no study is under way
    told = Signal(object)  # KnownError
    _begin_wanted = Signal(object, object, object)
    _answer_wanted = Signal(object, int, object)

    def __init__(
        self,
        recorder: Recorder,
        reception: Reception,
        network: Callable[[], NetworkCard | None],
    ) -> None:
        """`network` tells which one judges; None where it is not loaded yet."""
        super().__init__()
        self._reception = reception
        self._network = network
        self._progress: StudyProgress | None = None
        self._is_recording = False
        self._begin_wanted.connect(recorder.begin_study)
        self._answer_wanted.connect(recorder.answer_study)
        recorder.study_recorded.connect(self._on_recorded)
        recorder.study_lost.connect(self._on_lost)

    @property
    def is_stations_turn(self) -> bool:
        """Whether the station is to judge the next casting on the rig for the study."""
        task = self._progress.task if self._progress and not self._is_recording else None
        return task is not None and task.appraiser is None

    @Slot(object)
    def begin(self, plan: StudyPlan) -> None:
        """Begin a new study, where whoever is there may."""
        try:
            who = self._reception.who_leads_study()
        except PeopleError as refusal:
            self.told.emit(refusal)
            return
        network = self._network()
        if network is None:
            self.told.emit(StudyError("The network is still being loaded."))
        elif not self._is_recording:
            self._is_recording = True
            self._begin_wanted.emit(plan, network, who)

    @Slot(object)
    def resume(self, study: Study) -> None:
        """Go on with a study that is not complete, where whoever is there may."""
        try:
            self._reception.who_leads_study()
        except PeopleError as refusal:
            self.told.emit(refusal)
            return
        network = self._network()
        if network is None or network.network_sha256 != study.network_sha256:
            self.told.emit(
                StudyError(
                    "This study began with the network {network}, and another one judges now."
                    " Begin a new study.",
                    network=study.network,
                )
            )
        else:
            self._go_to(StudyProgress(study, len(study.answers)))

    @Slot(object)
    def answer(self, said: Verdict) -> None:
        """What the person says whose turn it is."""
        if not self.is_stations_turn:
            self._record(said)

    def take(self, judgement: Judgement) -> None:
        """What the station says, where it is its turn."""
        if self.is_stations_turn:
            self._record(judgement.verdict)

    @Slot()
    def go_back(self) -> None:
        """Ask for the judgement before once more: the newest counts, all stay on record."""
        if self._progress is not None and self._progress.place > 0 and not self._is_recording:
            self._go_to(StudyProgress(self._progress.study, self._progress.place - 1))

    @Slot()
    def leave(self) -> None:
        """Let it rest; what was said stays on record."""
        if self._progress is not None:
            self._go_to(None)

    def _record(self, said: Verdict) -> None:
        progress = self._progress
        if progress is not None and progress.task is not None and not self._is_recording:
            self._is_recording = True
            self._answer_wanted.emit(progress.study, progress.place, said)

    def _go_to(self, progress: StudyProgress | None) -> None:
        self._progress = progress
        self.changed.emit(progress)

    @Slot(object)
    def _on_recorded(self, study: Study) -> None:
        self._is_recording = False
        if self._progress is None and study.answers:
            return  # it was left meanwhile
        place = self._progress.place + 1 if self._progress is not None else 0
        self._go_to(StudyProgress(study, place))

    @Slot(object)
    def _on_lost(self, error: KnownError) -> None:
        self._is_recording = False
        self.told.emit(error)
        self._go_to(self._progress)
