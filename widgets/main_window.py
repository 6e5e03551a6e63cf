"""The station's window: values in through slots, wishes out through signals."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot

from models.challenge import Challenge, ChallengeProgress
from models.decision import Decision
from models.details import InspectionDetails, RecentPart
from models.drift import Baseline
from models.errors import KnownError
from models.health import Condition, Health, Part
from models.history import HistoryFilter, HistoryPage, HistoryQuery, ShiftList
from models.judgement import Occasion, Outline
from models.light import Light
from models.network_card import NetworkCard
from models.setup import PartCheck, SetupAnswer, SetupForm, Trial
from models.shift import Shift, Tally
from models.sight import Stage, Unfit
from models.sound import Sound
from models.study import Study, StudyProgress
from widgets import words
from widgets.notice import sentence
from widgets.shell import Shell
from widgets.study_page import StudyPage


class MainWindow(Shell):
    """All that the station may show and all that a person may wish for.

    Lives on the GUI thread. Every slot may be connected to a signal of another thread.
    """

    inspect_now = Signal()
    pause_wanted = Signal(bool)
    reinspect = Signal(str, bool)  # inspection id; on the rig (else its kept picture)
    decision_wanted = Signal(object)  # DecisionWish; answered by show_decision
    challenge_wanted = Signal()  # answered by show_challenge
    acknowledge_alarm = Signal()
    volume_changed = Signal(float)  # 0 silent .. 1
    inspection_wanted = Signal(str)  # inspection id; answered by open_inspection
    history_page_wanted = Signal(HistoryQuery)  # answered by show_page
    export_wanted = Signal(HistoryFilter, Path)  # .csv, .xlsx or .pdf; answered by show_export_…
    report_wanted = Signal(object, Path)  # ShiftSummary, .pdf; answered by show_export_…
    export_cancelled = Signal()
    retry = Signal()  # after show_fault
    set_aside_wanted = Signal()  # after show_fault of a damaged database

    @Slot(object, object, object)
    def show_stage(self, stage: Stage, unfit: Unfit | None, outline: Outline | None) -> None:
        """Where the station is with the casting on the rig; `outline` in the picture's pixels."""
        self._is_inspecting = True
        self._live.show_stage(stage, unfit, outline)
        self._inspection.again.show_casting(stage is not Stage.WAITING)
        if self._setup is not None:
            self._setup.show_seen(unfit, outline)

    @Slot(object)
    def show_inspection(self, part: RecentPart) -> None:
        """A new inspection, once it is on record."""
        inspection = part.inspection
        is_again = inspection.occasion is Occasion.REINSPECTION
        if not is_again or self._inspection.again.was_on_rig:
            self._live.show_verdict(inspection)
        self._live.add_recent(part)
        self._inspection.show_inspection(inspection)
        self._show_grown()

    @Slot(object, object)
    def show_tally(self, shift: Shift, tally: Tally) -> None:
        """The figures of the shift that runs."""
        self._live.show_tally(shift, tally)

    @Slot(object)
    def show_recent(self, parts: Sequence[RecentPart]) -> None:
        """The last castings on record, the newest first; once, at the start."""
        self._live.show_recent(parts)
        if not parts:
            self._invitation.invite()

    @Slot(object)
    def show_health(self, health: Health) -> None:
        """How one part is. A camera with a reason hides the picture until it is OK."""
        self._header.show_health(health)
        if health.part is Part.CAMERA:
            self._live.show_camera(health.condition, health.why)
        if health.part is Part.SOUND:
            self._alarm.show_has_sound(health.condition is not Condition.FAULT)

    @Slot(object)
    def show_fault(self, fault: KnownError | None) -> None:
        """A fault that stops the inspection; None when it is mended."""
        self._fault.show_fault(fault)
        self._live.show_fault(fault)

    @Slot(object)
    def show_notice(self, error: KnownError) -> None:
        """Something that could not be done and stops nothing, e.g. a reinspection."""
        self._notice.show_words(partial(sentence, error))
        self._inspection.again.give_up()

    @Slot(object)
    def show_alarm(self, sound: Sound | None) -> None:
        """What sounds and waits to be acknowledged; None when all is quiet."""
        self._alarm.show_cause(sound)
        self._acknowledge_key.setEnabled(sound is not None)

    @Slot(float)
    def show_volume(self, volume: float) -> None:
        """The alarm's volume has come back by itself, 0 silent .. 1."""
        self._alarm.show_volume(volume)

    @Slot(object)
    def show_call(self, warning: KnownError) -> None:
        """Somebody should come, though castings are judged; until a person has understood."""
        self._call.show_warning(warning)

    @Slot(object, object)
    def show_challenge(self, progress: ChallengeProgress | None, last: Challenge | None) -> None:
        """The challenge that runs, and the one that opened production last."""
        self._challenge.show_challenge(progress, last)
        self._live.show_challenge(progress)

    @Slot(bool)
    def show_paused(self, is_paused: bool) -> None:
        """Whether castings are let pass without being judged."""
        self._live.show_paused(is_paused)

    @Slot(object)
    def show_network(self, card: NetworkCard | None) -> None:
        """The card of the network that judges, for About."""
        self._card = card

    @Slot(object)
    def open_inspection(self, details: InspectionDetails) -> None:
        """Open one inspection, in answer to inspection_wanted."""
        if self._page is not self._inspection:
            self._came_from = self._page
        self._inspection.open(details)
        self._show(self._inspection)

    @Slot(object)
    def show_taught(self, baseline: Baseline) -> None:
        """How castings should lie and look, once it is on record."""
        self._notice.show_words(partial(words.taught, baseline))
        if self._statistics is not None:
            self._statistics.show_taught()

    @Slot(object)
    def show_setup_form(self, form: SetupForm) -> None:
        """All that can be set up, in answer to setup_form_wanted."""
        if self._setup is not None:
            self._setup.show_form(form)

    @Slot(object)
    def show_setup_answer(self, answer: SetupAnswer) -> None:
        """What became of changed settings."""
        if self._setup is not None:
            self._setup.show_answer(answer)

    @Slot(object, object, bool)
    def show_tried(self, trial: Trial, told: KnownError, is_ok: bool) -> None:
        """What came of trying a part."""
        if self._setup is not None:
            self._setup.show_tried(trial, told, is_ok)

    @Slot(str)
    def show_empty_rig(self, file: str) -> None:
        """Where the picture of the empty rig lies, in answer to empty_rig_shown."""
        if self._setup is not None:
            self._setup.show_empty_rig(file)

    @Slot(object)
    def show_check(self, check: PartCheck) -> None:
        """What the doctor says of one part."""
        if self._setup is not None:
            self._setup.show_check(check)

    @Slot()
    def show_checked(self) -> None:
        """The doctor has looked at every part."""
        if self._setup is not None:
            self._setup.show_checked()

    @Slot(str)
    def show_scanned(self, serial: str) -> None:
        """A serial number waits for the casting that comes next."""
        self._live.scan.show_waiting(serial)

    @Slot()
    def show_scan_used(self) -> None:
        """It belongs to a casting now."""
        self._live.scan.show_waiting("")

    @Slot(object)
    def show_light(self, light: Light) -> None:
        """How the casting on the rig lies and is lit; a few times a second."""
        if self._setup is not None:
            self._setup.show_light(light)

    @Slot(object)
    def show_decision(self, decision: Decision) -> None:
        """A person's decision, once it is on record."""
        self._inspection.show_decision(decision)
        self._show_grown()

    @Slot(object)
    def show_shifts(self, shifts: ShiftList) -> None:
        """The shifts on record."""
        self._history.show_shifts(shifts)
        if self._statistics is not None:
            self._statistics.show_shifts(shifts)

    @Slot(object)
    def show_page(self, page: HistoryPage) -> None:
        """A page of the history."""
        self._history.show_page(page)

    @Slot(float)
    def show_export_progress(self, share: float) -> None:
        """How much of the export is written, 0 .. 1."""
        self._history.show_export_progress(share)
        if self._study is not None:
            self._study.show_export_progress(share)

    @Slot(object, object)
    def show_export_done(self, path: Path | None, error: KnownError | None) -> None:
        """The export is written, or why not; neither where it was cancelled."""
        self._history.show_export_done(path, error)
        if self._study is not None:
            self._study.show_export_done(path, error)

    @Slot(object)
    def show_studies(self, studies: tuple[Study, ...]) -> None:
        """The attribute agreement studies on record."""
        if self._study is not None:
            self._study.show_studies(studies)

    @Slot(object)
    def show_study(self, progress: StudyProgress | None) -> None:
        """Where the study under way stands; None: none is."""
        if self._study is not None:
            self._study.show_progress(progress)

    def _make_study(self) -> StudyPage:
        page = super()._make_study()
        page.export_cancelled.connect(self.export_cancelled)
        page.inspect_wanted.connect(self.inspect_now)
        return page

    def _show_grown(self) -> None:
        self._history.show_grown()
        if self._statistics is not None:
            self._statistics.show_grown()

    def _connect(self) -> None:
        super()._connect()
        live, history, panel = self._live, self._history, self._inspection
        self._alarm.acknowledged.connect(self.acknowledge_alarm)
        self._alarm.volume_changed.connect(self.volume_changed)
        self._fault.retry.connect(self.retry)
        self._fault.set_aside_wanted.connect(self.set_aside_wanted)
        self._challenge.challenge_wanted.connect(self.challenge_wanted)
        self._header.challenge_wanted.connect(self.challenge_wanted)
        live.inspect_now.connect(self.inspect_now)
        live.pause_wanted.connect(self.pause_wanted)
        live.opened.connect(self.inspection_wanted)
        history.opened.connect(self.inspection_wanted)
        history.page_wanted.connect(self.history_page_wanted)
        history.shifts_wanted.connect(self.shifts_wanted)
        history.export_wanted.connect(self.export_wanted)
        history.report_wanted.connect(self.report_wanted)
        history.export_cancelled.connect(self.export_cancelled)
        panel.inspection_wanted.connect(self.inspection_wanted)
        panel.reinspect.connect(self.reinspect)
        panel.decision_wanted.connect(self.decision_wanted)
        panel.refused.connect(self.show_notice)
        self.staff.told.connect(self.show_notice)
