"""The window itself: header, bars and pages, its keys, its language and its size."""

from collections.abc import Callable
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from models.errors import KnownError
from models.frame import Frame
from models.health import Part
from models.history import HistoryFilter
from models.network_card import NetworkCard
from models.outbox import OutboxReport, TopicTrouble
from models.people import Act, Attendance, refusal
from models.statistics import StatisticsQuery, StatisticsReport
from models.unrecorded import UnrecordedResult
from widgets import make, scaling, theme
from widgets.about_dialog import AboutDialog
from widgets.alarm_bar import AlarmBar
from widgets.bypass_dialog import BypassDialog
from widgets.challenge_bar import ChallengeBar
from widgets.close_dialog import CloseDialog
from widgets.delivery_dialog import DeliveryDialog
from widgets.header import Header
from widgets.history_view import HistoryView
from widgets.inspection_panel import InspectionPanel
from widgets.keys_dialog import KeysDialog
from widgets.language import Language
from widgets.live_page import LivePage
from widgets.manual_dialog import ManualDialog, ManualPage
from widgets.message_bars import CallBar, FaultBar, NoticeBar
from widgets.notice import sentence
from widgets.scan_detector import ScanDetector
from widgets.setup_page import SetupPage
from widgets.staff import Staff
from widgets.study_page import StudyPage
from widgets.tour import Tour
from widgets.tour_bar import TourBar
from widgets.tour_stops import tour_stops
from widgets.unrecorded_dialog import UnrecordedDialog

NOBODY_IS_ASKED = Attendance(is_asked=False)
SCANNER_ERROR = KnownError(
    "A code was scanned, but no scanner is set up: an engineer does it with F7, serial numbers."
)
READER_ERROR = KnownError(
    "A badge or a code was read, and nothing was done with it. To sign in press F8, then hold the"
    " badge to the reader; for serial numbers an engineer sets up the scanner with F7."
)

if TYPE_CHECKING:
    from widgets.statistics_page import StatisticsPage


class Shell(QMainWindow):
    """What the window does by itself, without a station.

    It goes from page to page, speaks another language, grows, and asks before it closes.
    """

    language_changed = Signal(str)  # "ko" or "en"
    bypass_wanted = Signal(str, str)  # reason, name; answered by show_challenge
    shifts_wanted = Signal()  # answered by show_shifts
    statistics_wanted = Signal(StatisticsQuery)  # answered by show_statistics
    teaching_wanted = Signal()  # a person means that castings lie and look as they should
    delivery_wanted = Signal()  # a report, as long as its dialog is open; see show_delivery
    unrecorded_wanted = Signal()  # answered by show_unrecorded
    unrecorded_retry_wanted = Signal(int)  # number; answered by show_unrecorded
    unrecorded_discard_wanted = Signal(int, str)  # number, reason; answered by show_unrecorded
    retry_wanted = Signal(object)  # ids of refused messages, or () for all; see show_quarantine
    discard_wanted = Signal(str, str)  # id of a refused message, reason; see show_quarantine
    scanned = Signal(str)  # what a hand scanner has typed; answered by show_scanned
    setup_form_wanted = Signal()  # answered by show_setup_form
    settings_wanted = Signal(object)  # Changes to save; answered by show_setup_answer
    trial_wanted = Signal(object, object)  # Trial, Changes; answered by show_tried
    empty_rig_shown = Signal(object)  # its picture, (height, width); answered by show_empty_rig
    alarm_test_wanted = Signal()
    check_wanted = Signal()  # answered by show_check … and show_checked
    restart_wanted = Signal()
    studies_wanted = Signal()  # answered by show_studies
    study_wanted = Signal(object)  # StudyPlan; answered by show_study
    study_resumed = Signal(object)  # Study; the same
    study_answered = Signal(object)  # Verdict; the same
    study_back_wanted = Signal()  # the same
    study_left = Signal()  # the same
    study_report_wanted = Signal(object, Path)  # Study, .pdf; answered by show_export_…
    closing = Signal()  # the window is about to go

    def __init__(
        self,
        pull: Callable[[], Frame | None],
        station: str,
        language: str = "en",
        volume: float = 0.8,
        zone: tzinfo | None = None,
        *,
        attendance: Attendance = NOBODY_IS_ASKED,
        sign_out_minutes: float = 0,
        scans: bool = False,
    ) -> None:
        """`pull` gives the newest frame without blocking; a `zone` of None is the machine's own.

        Whoever is signed in is signed out after so many minutes without a touch; 0: never.
        `scans` where a hand scanner reads serial numbers.
        """
        super().__init__()
        theme.register_fonts()
        self._language = Language(language)
        self._card: NetworkCard | None = None
        self._delivery: DeliveryDialog | None = None
        self._unrecorded: UnrecordedDialog | None = None
        self._is_unrecorded_asked = False
        self._topic_troubles: tuple[TopicTrouble, ...] = ()
        self._statistics: StatisticsPage | None = None
        self._setup: SetupPage | None = None
        self._study: StudyPage | None = None
        self._tour: Tour | None = None
        self._pull = pull
        self._zone = zone
        self._is_inspecting = False
        self._scale = 0.0
        self._header = Header(station, self._language.other())
        self._alarm = AlarmBar(volume)
        self._fault = FaultBar()
        self._call = CallBar()
        self._challenge = ChallengeBar(zone)
        self._notice = NoticeBar()
        self._invitation = TourBar()
        self._live = LivePage(pull, zone, scans=scans)
        self._history = HistoryView(zone)
        self._inspection = InspectionPanel(zone)
        self._scans = scans
        self._detector = ScanDetector(self)
        self._detector.scanned.connect(self._on_scan)
        self.staff = Staff(attendance, sign_out_minutes, zone, self)
        self._pages = QStackedWidget()
        self._page: QWidget = self._live
        self._came_from: QWidget = self._live
        self._history_from: QWidget = self._live
        self._lay_out()
        self._connect()
        self._acknowledge_key = self._add_keys()
        self._show_attendance(attendance)
        self.setWindowTitle(f"Castwatch – {station}")
        self.setMinimumSize(1024, 720)
        self.resize(1280, 800)

    @Slot(str)
    def set_language(self, language: str) -> None:
        """Speak "ko" or "en" from now on."""
        self._language.speak(language)
        self._header.show_other_language(self._language.other())
        self.language_changed.emit(language)

    @Slot()
    def toggle_language(self) -> None:
        """Speak the other language."""
        self.set_language(self._language.other())

    @Slot()
    def toggle_history(self) -> None:
        """Open the history, or go back to the live page."""
        if self._page is self._history:
            self._show(self._live)
            return
        self._history_from = self._live
        self._show(self._history)
        self._history.start()

    @Slot()
    def toggle_statistics(self) -> None:
        """Open the statistics, or go back to the live page."""
        if self._page is self._statistics:
            self._show(self._live)
            return
        page = self._statistics = self._statistics or self._make_statistics()
        self._show(page)
        page.start()

    @Slot(object, object)
    def show_statistics(self, report: StatisticsReport | None, error: KnownError | None) -> None:
        """Figures of a period, in answer to statistics_wanted, or why there are none."""
        if self._statistics is not None:
            self._statistics.show_report(report, error)

    @Slot()
    def toggle_setup(self) -> None:
        """Open the set-up, where whoever is there may; or go back to the live page."""
        if self._page is self._setup:
            self._show(self._live)
            return
        if not self.staff.attendance.may(Act.CHANGE_SETTINGS):
            self._notice.show_words(partial(sentence, refusal(Act.CHANGE_SETTINGS)))
            return
        page = self._setup = self._setup or self._make_setup()
        self._show(page)
        page.start()

    @Slot()
    def toggle_study(self) -> None:
        """Open the attribute agreement studies, where whoever is there may; or go back."""
        if self._page is self._study:
            self._show(self._live)
        elif not self.staff.attendance.may(Act.LEAD_STUDY):
            self._notice.show_words(partial(sentence, refusal(Act.LEAD_STUDY)))
        else:
            page = self._study = self._study or self._make_study()
            self._show(page)
            page.start(self.staff.working())

    def _make_study(self) -> StudyPage:
        page = StudyPage(self._zone)
        page.closed.connect(self.leave_page)
        page.studies_wanted.connect(self.studies_wanted)
        page.begin_wanted.connect(self.study_wanted)
        page.resume_wanted.connect(self.study_resumed)
        page.answered.connect(self.study_answered)
        page.back_wanted.connect(self.study_back_wanted)
        page.left.connect(self.study_left)
        page.report_wanted.connect(self.study_report_wanted)
        self._add_page(page)
        return page

    def _make_setup(self) -> SetupPage:
        page = SetupPage(self._pull)
        page.closed.connect(self.leave_page)
        page.form_wanted.connect(self.setup_form_wanted)
        page.save_wanted.connect(self.settings_wanted)
        page.trial_wanted.connect(self.trial_wanted)
        page.empty_rig_shown.connect(self.empty_rig_shown)
        page.sound_wanted.connect(self.alarm_test_wanted)
        page.check_wanted.connect(self.check_wanted)
        page.restart_wanted.connect(self.restart_wanted)
        self._add_page(page)
        return page

    def _make_statistics(self) -> "StatisticsPage":
        # Imported here: the charts' library must not keep the window waiting.
        from widgets.statistics_page import StatisticsPage  # noqa: PLC0415

        page = StatisticsPage(self._zone)
        page.closed.connect(self.leave_page)
        page.wanted.connect(self.statistics_wanted)
        page.shifts_wanted.connect(self.shifts_wanted)
        page.teaching_wanted.connect(self.teaching_wanted)
        page.castings_wanted.connect(self._on_castings_wanted)
        self._add_page(page)
        return page

    def _add_page(self, page: QWidget) -> None:
        """One that was not there from the start, as large as the window is now."""
        self._pages.addWidget(page)
        scaling.scale_layouts(page, self._scale)

    @Slot(HistoryFilter)
    def _on_castings_wanted(self, wanted: HistoryFilter) -> None:
        self._history_from = self._page
        self._show(self._history)
        self._history.show_only(wanted)

    @Slot()
    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    @Slot()
    def go_back(self) -> None:
        """End the tour, dismiss what stands above the page, or else go back a page."""
        if self._tour is not None:
            self.end_tour()
        elif self._notice.isVisible():
            self._notice.hide()
        elif self._invitation.isVisible():
            self._invitation.hide()
        else:
            self.leave_page()

    @Slot()
    def leave_page(self) -> None:
        """Go back a page, whatever stands above it."""
        if self._study is not None and self._page is self._study and self._study.go_back():
            return  # from a study to the list of them
        if self._page is self._inspection:
            self._show(self._came_from)
        elif self._page is self._history:
            self._show(self._history_from)
        else:
            self._show(self._live)

    @Slot()
    def open_about(self) -> None:
        """Show the network's card."""
        scaling.open_dialog(AboutDialog(self._card, self))

    @Slot()
    def open_manual(self) -> None:
        """Open the manual at the page that fits what is on the screen."""
        scaling.open_dialog(ManualDialog(self._language.current, self._manual_page(), self))

    def _manual_page(self) -> ManualPage:
        if self._fault.isVisible():
            return ManualPage.FAULTS
        if self._challenge.isVisible():
            return ManualPage.CHALLENGE
        pages: dict[QWidget, ManualPage] = {
            self._history: ManualPage.HISTORY,
            self._inspection: ManualPage.CASTING,
        }
        if self._statistics is not None:
            pages[self._statistics] = ManualPage.STATISTICS
        if self._setup is not None:
            pages[self._setup] = ManualPage.SETUP
        if self._study is not None:
            pages[self._study] = ManualPage.STUDY
        return pages.get(self._page, ManualPage.LINE)

    @Slot()
    def open_tour(self) -> None:
        """Show somebody round, from the beginning."""
        self._show(self._live)
        self._invitation.hide()
        bars = (self._fault, self._alarm, self._call, self._challenge)
        self._tour = Tour(tour_stops(self._live, self._header), bars, self)
        self._tour.ended.connect(self.end_tour)
        scaling.scale_layouts(self._tour, self._scale)
        self._tour.retranslate()

    @Slot()
    def end_tour(self) -> None:
        """Nothing is shaded any more."""
        if self._tour is not None:
            self._page.setFocus()  # first: what hides would pass the focus on by itself
            self._tour.hide()
            self._tour.deleteLater()
            self._tour = None

    @Slot()
    def open_keys(self) -> None:
        """Show which key does what."""
        scaling.open_dialog(KeysDialog(self))

    @Slot()
    def ask_to_close(self) -> None:
        """Close, after a question while castings are inspected."""
        if not self._is_inspecting:
            self.close()
            return
        question = CloseDialog(self)
        question.accepted.connect(self.close)
        scaling.open_dialog(question)

    @Slot()
    def open_bypass(self) -> None:
        """Ask who opens production without the challenge, and why."""
        attendance = self.staff.attendance
        if not attendance.may(Act.BYPASS_CHALLENGE):
            self._notice.show_words(partial(sentence, refusal(Act.BYPASS_CHALLENGE)))
            return
        dialog = BypassDialog(attendance.person, self)
        dialog.wished.connect(self.bypass_wanted)
        scaling.open_dialog(dialog)

    @Slot()
    def open_delivery(self) -> None:
        """Show how far the plant is behind."""
        dialog = DeliveryDialog(partial(self._header.sentence, Part.KAFKA), self._zone, self)
        self._delivery = dialog
        dialog.show_troubles(self._topic_troubles)
        dialog.wanted.connect(self.delivery_wanted)
        dialog.retry_wanted.connect(self.retry_wanted)
        dialog.discard_wanted.connect(self.discard_wanted)
        dialog.finished.connect(self._on_delivery_closed)
        scaling.open_dialog(dialog)
        dialog.start()

    @Slot(object)
    def show_delivery(self, report: OutboxReport) -> None:
        """How far the plant is behind, in answer to delivery_wanted."""
        if self._delivery is not None:
            self._delivery.show_report(report)

    @Slot(object)
    def show_topic_troubles(self, troubles: tuple[TopicTrouble, ...]) -> None:
        """Say which topics take nothing now, and why."""
        self._topic_troubles = troubles
        if self._delivery is not None:
            self._delivery.show_troubles(troubles)

    @Slot(object)
    def show_quarantine(self, error: KnownError | None) -> None:
        """What became of a wish to retry or discard; None: it was done."""
        if self._delivery is not None:
            self._delivery.show_changed(error)
        elif error is not None:
            self._notice.show_words(partial(sentence, error))

    @Slot()
    def _on_delivery_closed(self) -> None:
        self._delivery = None

    @Slot(str, bool)
    def _on_scan(self, text: str, is_badge: bool) -> None:
        """A scanner or a badge reader has typed something, whatever has the focus."""
        if self.staff.takes_badge(text, is_badge=is_badge):
            return
        if self._scans:
            self.scanned.emit(text)
        else:
            told = READER_ERROR if self.staff.attendance.is_asked else SCANNER_ERROR
            self._notice.show_words(partial(sentence, told))

    @Slot(object)
    def show_unrecorded(self, results: tuple[UnrecordedResult, ...]) -> None:
        """The results that could not be stored; opens their dialog where it was asked for."""
        is_asked, self._is_unrecorded_asked = self._is_unrecorded_asked, False
        if self._unrecorded is None and is_asked and results:
            dialog = self._unrecorded = UnrecordedDialog(self._zone, self)
            dialog.retry_wanted.connect(self.unrecorded_retry_wanted)
            dialog.discard_wanted.connect(self.unrecorded_discard_wanted)
            dialog.finished.connect(self._on_unrecorded_closed)
            scaling.open_dialog(dialog)
        if self._unrecorded is not None:
            self._unrecorded.show_results(results)

    @Slot()
    def _on_unrecorded_closed(self) -> None:
        self._unrecorded = None

    @Slot(object)
    def _on_light(self, part: Part) -> None:
        if part is Part.KAFKA:
            self.open_delivery()
            return
        if part is Part.DISK:  # results that could not be stored, where there are any
            self._is_unrecorded_asked = True
            self.unrecorded_wanted.emit()
        self._notice.show_words(partial(self._header.sentence, part))

    @Slot(object)
    def _show_attendance(self, attendance: Attendance) -> None:
        self._header.show_attendance(attendance)
        self._inspection.show_attendance(attendance)
        if self._setup is not None and not attendance.may(Act.CHANGE_SETTINGS):
            self._setup.put_back()
            if self._page is self._setup:
                self._show(self._live)

    def _show(self, page: QWidget) -> None:
        self.end_tour()
        self._page = page
        self._pages.setCurrentWidget(page)
        self._header.show_open(history=page is self._history, statistics=page is self._statistics)
        page.setFocus()

    def _lay_out(self) -> None:
        middle = make.box("page")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for page in (self._live, self._history, self._inspection):
            self._pages.addWidget(page)
        messages = (self._fault, self._alarm, self._call, self._challenge, self._notice)
        for bar in (self._header, *messages, self._invitation):
            column.addWidget(bar)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(middle)
        middle.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        middle.setFocus()  # no light or button is chosen before a person chooses one

    def _add_keys(self) -> QShortcut:
        """One key goes from page to page; what is recorded or stops the line takes Ctrl as well."""
        for key, action in (
            ("Ctrl+I", self._live.press_inspect),
            ("Ctrl+F5", self._live.press_inspect),
            ("Ctrl+P", self._live.press_pause),
            ("Ctrl+R", self._fault.press_retry),
            ("Ctrl+U", self._call.press_understood),
            ("Ctrl+B", self._challenge.press),
            ("H", self.toggle_history),
            ("L", self.toggle_language),
            ("N", self._live.scan.setFocus),
            ("M", self._header.open_menu),
            ("Esc", self.go_back),
            ("Ctrl+Up", self._alarm.louder),
            ("Ctrl+Down", self._alarm.softer),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(action)
        acknowledge = QShortcut(QKeySequence("Space"), self)
        acknowledge.activated.connect(self._alarm.acknowledged)
        acknowledge.setEnabled(False)  # it is the buttons' own until the alarm sounds
        return acknowledge

    def _connect(self) -> None:
        header = self._header
        header.history_toggled.connect(self.toggle_history)
        header.statistics_toggled.connect(self.toggle_statistics)
        header.language_toggled.connect(self.toggle_language)
        header.full_screen_toggled.connect(self.toggle_full_screen)
        header.about_wanted.connect(self.open_about)
        header.manual_wanted.connect(self.open_manual)
        header.keys_wanted.connect(self.open_keys)
        self._live.scan.scanned.connect(self.scanned)
        header.setup_wanted.connect(self.toggle_setup)
        header.tour_wanted.connect(self.open_tour)
        header.study_wanted.connect(self.toggle_study)
        self._invitation.wanted.connect(self.open_tour)
        header.delivery_wanted.connect(self.open_delivery)
        header.close_wanted.connect(self.ask_to_close)
        self._challenge.bypass_wanted.connect(self.open_bypass)
        header.sign_in_wanted.connect(self.staff.open_sign_in)
        header.people_wanted.connect(self.staff.open_people)
        self.staff.attendance_changed.connect(self._show_attendance)
        header.light_asked.connect(self._on_light)
        self._history.closed.connect(self.leave_page)
        self._inspection.closed.connect(self.leave_page)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Draw everything larger in a larger window."""
        super().resizeEvent(event)
        scale = theme.scale_for(self.width(), self.height())
        if scale != self._scale:
            self._scale = scale
            self.setStyleSheet(theme.style_sheet(scale))
            scaling.scale_layouts(self, scale)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask a person who closes the window; obey the program."""
        if event.spontaneous() and self._is_inspecting:
            event.ignore()
            self.ask_to_close()
            return
        self._detector.stop()
        self._live.stop()
        if self._setup is not None:
            self._setup.stop()
        self.staff.stop()
        self._language.stop()
        self.closing.emit()
        super().closeEvent(event)
