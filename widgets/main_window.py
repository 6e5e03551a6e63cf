"""The station's window: values in through slots, wishes out through signals."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.details import InspectionDetails, RecentPart
from models.errors import KnownError
from models.frame import Frame
from models.health import Condition, Health, Part
from models.history import HistoryFilter, HistoryPage, HistoryQuery, ShiftList
from models.judgement import Occasion, Outline, Verdict
from models.network_card import NetworkCard
from models.shift import Shift, Tally
from models.sight import Stage, Unfit
from widgets import make, scaling, theme
from widgets.about_dialog import AboutDialog
from widgets.alarm_bar import AlarmBar
from widgets.close_dialog import CloseDialog
from widgets.header import Header
from widgets.history_view import HistoryView
from widgets.inspection_panel import InspectionPanel
from widgets.keys_dialog import KeysDialog
from widgets.language import Language
from widgets.live_page import LivePage
from widgets.message_bars import FaultBar, NoticeBar
from widgets.notice import sentence


class MainWindow(QMainWindow):
    """Header, bars for what needs a person, and one page: live, history or an inspection.

    Lives on the GUI thread. Every slot may be connected to a signal of another thread.
    """

    inspect_now = Signal()
    pause_wanted = Signal(bool)
    reinspect = Signal(str, bool)  # inspection id; on the rig (else its kept picture)
    acknowledge_alarm = Signal()
    volume_changed = Signal(float)  # 0 silent .. 1
    inspection_wanted = Signal(str)  # inspection id; answered by open_inspection
    history_page_wanted = Signal(HistoryQuery)  # answered by show_page
    shifts_wanted = Signal()  # answered by show_shifts
    export_wanted = Signal(HistoryFilter, Path)  # .csv, .xlsx or .pdf; answered by show_export_…
    export_cancelled = Signal()
    retry = Signal()  # after show_fault
    language_changed = Signal(str)  # "ko" or "en"
    closing = Signal()  # the window is about to go

    def __init__(
        self,
        pull: Callable[[], Frame | None],
        station: str,
        language: str = "en",
        volume: float = 0.8,
        zone: tzinfo | None = None,
    ) -> None:
        """`pull` gives the newest frame without blocking; a `zone` of None is the machine's own."""
        super().__init__()
        theme.register_fonts()
        self._language = Language(language)
        self._card: NetworkCard | None = None
        self._is_inspecting = False
        self._scale = 0.0
        self._header = Header(station, self._language.other())
        self._alarm = AlarmBar(volume)
        self._fault = FaultBar()
        self._notice = NoticeBar()
        self._live = LivePage(pull, zone)
        self._history = HistoryView(zone)
        self._inspection = InspectionPanel(zone)
        self._pages = QStackedWidget()
        self._page: QWidget = self._live
        self._came_from: QWidget = self._live
        self._lay_out()
        self._connect()
        self._acknowledge_keys = self._add_keys()
        self.show_alarm(False)
        self.setWindowTitle(f"Castwatch – {station}")
        self.setMinimumSize(1024, 720)
        self.resize(1280, 800)

    @Slot(object, object, object)
    def show_stage(self, stage: Stage, unfit: Unfit | None, outline: Outline | None) -> None:
        """Where the station is with the casting on the rig; `outline` in the picture's pixels."""
        self._is_inspecting = True
        self._live.show_stage(stage, unfit, outline)
        self._inspection.again.show_casting(stage is not Stage.WAITING)

    @Slot(object)
    def show_inspection(self, part: RecentPart) -> None:
        """A new inspection, once it is on record."""
        inspection = part.inspection
        is_again = inspection.occasion is Occasion.REINSPECTION
        if not is_again or self._inspection.again.was_on_rig:
            self._live.show_verdict(inspection)
        self._live.add_recent(part)
        if inspection.judgement.verdict is Verdict.REJECT:
            self._alarm.show_cause(is_reject=True)
        self._inspection.show_inspection(inspection)

    @Slot(object, object)
    def show_tally(self, shift: Shift, tally: Tally) -> None:
        """The figures of the shift that runs."""
        self._live.show_tally(shift, tally)

    @Slot(object)
    def show_recent(self, parts: Sequence[RecentPart]) -> None:
        """The last castings on record, the newest first; once, at the start."""
        self._live.show_recent(parts)

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

    @Slot(bool)
    def show_alarm(self, is_sounding: bool) -> None:
        """Whether the alarm waits to be acknowledged; it sounds for a reject or for a fault."""
        self._alarm.setVisible(is_sounding)
        if not is_sounding:
            self._alarm.show_cause(is_reject=False)  # until another reject comes
        for shortcut in self._acknowledge_keys:  # else Space and Enter are the buttons'
            shortcut.setEnabled(is_sounding)

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
    def show_shifts(self, shifts: ShiftList) -> None:
        """The shifts on record."""
        self._history.show_shifts(shifts)

    @Slot(object)
    def show_page(self, page: HistoryPage) -> None:
        """A page of the history."""
        self._history.show_page(page)

    @Slot(float)
    def show_export_progress(self, share: float) -> None:
        """How much of the export is written, 0 .. 1."""
        self._history.show_export_progress(share)

    @Slot(object, object)
    def show_export_done(self, path: Path | None, error: KnownError | None) -> None:
        """The export is written, or why not; neither where it was cancelled."""
        self._history.show_export_done(path, error)

    @Slot(str)
    def set_language(self, language: str) -> None:
        """Speak "ko" or "en" from now on."""
        self._language.speak(language)
        self._header.show_other_language(self._language.other())
        self.language_changed.emit(language)

    # What the keys and buttons do

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
        self._show(self._history)
        self._history.start()

    @Slot()
    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    @Slot()
    def go_back(self) -> None:
        """Dismiss the notice, or else go back a page."""
        if self._notice.isVisible():
            self._notice.hide()
        elif self._page is self._inspection:
            self._show(self._came_from)
        else:
            self._show(self._live)

    @Slot()
    def open_about(self) -> None:
        """Show the network's card."""
        self._open(AboutDialog(self._card, self))

    @Slot()
    def open_keys(self) -> None:
        """Show which key does what."""
        self._open(KeysDialog(self))

    @Slot()
    def ask_to_close(self) -> None:
        """Close, after a question while castings are inspected."""
        if not self._is_inspecting:
            self.close()
            return
        question = CloseDialog(self)
        question.accepted.connect(self.close)
        self._open(question)

    @Slot(object)
    def _on_light(self, part: Part) -> None:
        self._notice.show_words(partial(self._header.sentence, part))

    def _open(self, dialog: QDialog) -> None:
        scaling.scale_layouts(dialog, self._scale)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show(self, page: QWidget) -> None:
        self._page = page
        self._pages.setCurrentWidget(page)
        self._header.show_history_open(page is self._history)
        page.setFocus()

    def _lay_out(self) -> None:
        middle = make.box("page")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for page in (self._live, self._history, self._inspection):
            self._pages.addWidget(page)
        for bar in (self._header, self._fault, self._alarm, self._notice):
            column.addWidget(bar)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(middle)
        middle.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        middle.setFocus()  # no light or button is chosen before a person chooses one

    def _add_keys(self) -> list[QShortcut]:
        for key, action in (
            ("I", self._live.press_inspect),
            ("F5", self._live.press_inspect),
            ("P", self._live.press_pause),
            ("R", self._fault.press_retry),
            ("H", self.toggle_history),
            ("L", self.toggle_language),
            ("M", self._header.open_menu),
            ("Esc", self.go_back),
            ("Ctrl+Up", self._alarm.louder),
            ("Ctrl+Down", self._alarm.softer),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(action)
        acknowledge = [QShortcut(QKeySequence(key), self) for key in ("Space", "Return", "Enter")]
        for shortcut in acknowledge:
            shortcut.activated.connect(self.acknowledge_alarm)
        return acknowledge

    def _connect(self) -> None:
        header, live, history, panel = self._header, self._live, self._history, self._inspection
        header.history_toggled.connect(self.toggle_history)
        header.language_toggled.connect(self.toggle_language)
        header.full_screen_toggled.connect(self.toggle_full_screen)
        header.about_wanted.connect(self.open_about)
        header.keys_wanted.connect(self.open_keys)
        header.close_wanted.connect(self.ask_to_close)
        header.light_asked.connect(self._on_light)
        self._alarm.acknowledged.connect(self.acknowledge_alarm)
        self._alarm.volume_changed.connect(self.volume_changed)
        self._fault.retry.connect(self.retry)
        live.inspect_now.connect(self.inspect_now)
        live.pause_wanted.connect(self.pause_wanted)
        live.opened.connect(self.inspection_wanted)
        history.closed.connect(self.go_back)
        history.opened.connect(self.inspection_wanted)
        history.page_wanted.connect(self.history_page_wanted)
        history.shifts_wanted.connect(self.shifts_wanted)
        history.export_wanted.connect(self.export_wanted)
        history.export_cancelled.connect(self.export_cancelled)
        panel.closed.connect(self.go_back)
        panel.inspection_wanted.connect(self.inspection_wanted)
        panel.reinspect.connect(self.reinspect)

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
        self._live.stop()
        self._language.stop()
        self.closing.emit()
        super().closeEvent(event)
