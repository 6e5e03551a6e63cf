"""What is seen while castings are inspected."""

from collections.abc import Callable, Iterable
from datetime import tzinfo
from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.challenge import ChallengeProgress
from models.details import RecentPart
from models.errors import KnownError
from models.frame import Frame
from models.health import Condition
from models.inspection import Inspection
from models.judgement import Outline
from models.shift import Shift, Tally
from models.sight import Stage, Unfit
from widgets import make
from widgets.live_view import LiveView
from widgets.recent_parts import RecentParts
from widgets.scan_field import ScanField
from widgets.shapes import OF_CONDITION
from widgets.situation import Situation
from widgets.speaking import SpeakingWidget
from widgets.tally_panel import TallyPanel
from widgets.verdict_banner import VerdictBanner

_VERDICT_STAYS_MS = 1500  # once the casting has left and no other has come


class Places(NamedTuple):
    """The page's parts, for who wants to point at them."""

    picture: QWidget
    verdict: QWidget
    tally: QWidget
    inspect: QWidget
    recent: QWidget


class LivePage(SpeakingWidget):
    """Live picture, banner, tally, the last castings, and the buttons of the line."""

    inspect_now = Signal()
    pause_wanted = Signal(bool)
    opened = Signal(str)  # an inspection's id

    def __init__(
        self,
        pull: Callable[[], Frame | None],
        zone: tzinfo | None,
        parent: QWidget | None = None,
        *,
        scans: bool = False,
    ) -> None:
        """`scans` where a hand scanner reads serial numbers."""
        super().__init__(parent)
        self.setObjectName("page")
        self._situation = Situation()
        self._live = LiveView(pull)
        self._banner = VerdictBanner(zone)
        self._tally = TallyPanel(zone)
        self._recent = RecentParts(zone)
        self._recent.opened.connect(self.opened)
        self.scan = ScanField()
        self.scan.setVisible(scans)
        if scans:
            self.setFocusProxy(self.scan)
        self._inspect = make.commit_button("primary")
        self._inspect.clicked.connect(self.inspect_now)
        self._pause = make.commit_button(is_checkable=True)
        self._pause.clicked.connect(self._on_pause)
        self._verdict_stays = QTimer(self, singleShot=True, interval=_VERDICT_STAYS_MS)
        self._verdict_stays.timeout.connect(self._on_verdict_over)
        self._lay_out()
        self.retranslate()

    def show_stage(self, stage: Stage, unfit: Unfit | None, outline: Outline | None) -> None:
        """Where the station is with the casting on the rig."""
        self._situation.stage, self._situation.unfit = stage, unfit
        self._live.show_outline(outline)
        if stage is Stage.WAITING:
            if self._situation.judgement is not None and not self._verdict_stays.isActive():
                self._verdict_stays.start()
        elif stage is not Stage.JUDGED:  # another casting: the verdict is not its
            self._verdict_stays.stop()
            self._situation.judgement = None
        self._say()

    def show_verdict(self, inspection: Inspection) -> None:
        """The casting on the rig has been judged, and that is on record."""
        self._situation.judgement = inspection.judgement
        self._banner.show_inspection(inspection)
        self._verdict_stays.stop()
        if self._situation.stage is Stage.WAITING:
            self._verdict_stays.start()
        self._say()

    def show_fault(self, fault: KnownError | None) -> None:
        """A fault that stops the inspection, or none."""
        self._situation.fault = fault
        self._say()

    def show_challenge(self, progress: ChallengeProgress | None) -> None:
        """Where the challenge stands; None while there is none."""
        self._situation.challenge = progress
        if progress is not None:
            self._situation.judgement = None
        self._say()

    def show_camera(self, camera: Condition, no_picture: KnownError | None) -> None:
        """How the camera is, and why there is no picture; None when there is one."""
        self._situation.camera, self._situation.no_picture = camera, no_picture
        if no_picture is not None and not self._verdict_stays.isActive():
            self._verdict_stays.start()
        self._live.show_trouble(no_picture, OF_CONDITION[camera])
        self._say()

    def show_paused(self, is_paused: bool) -> None:
        """Whether castings are let pass without being judged."""
        self._situation.is_paused = is_paused
        self._pause.setChecked(is_paused)
        self._say()
        self.retranslate()

    def show_tally(self, shift: Shift, tally: Tally) -> None:
        """The shift's figures."""
        self._tally.show_tally(shift, tally)

    def show_recent(self, parts: Iterable[RecentPart]) -> None:
        """The last castings, the newest first."""
        self._recent.show_parts(parts)

    def add_recent(self, part: RecentPart) -> None:
        """One more casting."""
        self._recent.add_part(part)

    @Slot()
    def press_inspect(self) -> None:
        """As if the button were clicked."""
        self._inspect.click()

    @Slot()
    def press_pause(self) -> None:
        """As if the button were clicked."""
        self._pause.click()

    def places(self) -> Places:
        """Where what is."""
        return Places(self._live, self._banner, self._tally, self._inspect, self._recent)

    def stop(self) -> None:
        """Pull no more pictures."""
        self._live.stop()

    def retranslate(self) -> None:
        """Follow the language."""
        self._inspect.setText(self.tr("Inspect now  Ctrl+I"))
        make.tip(self._inspect, self.tr("Inspect what lies on the rig now (Ctrl+I, Ctrl+F5)"))
        is_paused = self._situation.is_paused
        self._pause.setText(self.tr("Resume  Ctrl+P") if is_paused else self.tr("Pause  Ctrl+P"))
        make.tip(self._pause, self.tr("Let castings pass without judging them (Ctrl+P)"))
        self._recent.setAccessibleName(self.tr("The last castings"))
        self._say()

    def _say(self) -> None:
        self._banner.show_state(*self._situation.banner())
        self._inspect.setEnabled(self._situation.can_inspect)

    def _on_pause(self) -> None:
        self._pause.setChecked(self._situation.is_paused)  # until the station says otherwise
        self.pause_wanted.emit(not self._situation.is_paused)

    def _on_verdict_over(self) -> None:
        self._situation.judgement = None
        self._say()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._inspect, 2)
        buttons.addWidget(self._pause, 1)
        right = QVBoxLayout()
        right.addWidget(self._banner, 1)
        right.addWidget(self._tally)
        right.addWidget(self.scan)
        right.addLayout(buttons)
        top = QHBoxLayout()
        top.addWidget(self._live, 9)
        top.addLayout(right, 10)
        page = QVBoxLayout(self)
        page.addLayout(top, 1)
        page.addWidget(self._recent)
