"""One inspection, opened: its picture, its score, what stands on record, and Inspect again."""

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.decision import Decision, DecisionWish, Ruling
from models.details import InspectionDetails
from models.inspection import Inspection
from models.people import Act, Attendance, refusal
from widgets import make, scaling, words
from widgets.decision_bar import DecisionBar
from widgets.decision_dialog import DecisionDialog
from widgets.evidence import Evidence
from widgets.facts import Facts
from widgets.linked_list import LinkedList
from widgets.reinspection import Reinspection
from widgets.score_bar import ScoreBar
from widgets.speaking import SpeakingWidget
from widgets.verdict_mark import VerdictMark


class InspectionPanel(SpeakingWidget):
    """A page; what it shows never changes, inspecting again adds a line to the linked ones."""

    closed = Signal()
    inspection_wanted = Signal(str)  # a linked inspection's id
    decision_wanted = Signal(object)  # DecisionWish
    refused = Signal(object)  # KnownError: whoever is there may not decide
    reinspect = Signal(str, bool)  # this inspection's id; on the rig (else the kept picture)

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._zone = zone
        self._details: InspectionDetails | None = None
        self._back = QPushButton()
        self._back.clicked.connect(self.closed)
        self._mark = VerdictMark()
        self._title = make.label("title")
        self._score = ScoreBar()
        self._facts = Facts()
        self._evidence = Evidence()
        self.setFocusProxy(self._evidence)
        self._linked = LinkedList(zone)
        self._linked.opened.connect(self.inspection_wanted)
        self._decided = DecisionBar(zone)
        self._decided.wanted.connect(self._on_decide)
        self._decided_by = ""  # who decided last at this screen
        self._attendance = Attendance(is_asked=False)
        self.again = Reinspection()
        self.again.wanted.connect(self._on_again)
        page = QHBoxLayout(self)
        page.addWidget(self._evidence, 3)
        page.addWidget(self._make_record(), 2)
        self.retranslate()

    def open(self, details: InspectionDetails) -> None:
        """Show this inspection."""
        self._details = details
        inspection = details.inspection
        self._mark.show_verdict(inspection.judgement.verdict)
        self._score.show_judgement(inspection.judgement)
        self._evidence.show_evidence(details)
        self._linked.show_inspections(details.linked)
        self._decided.show_decision(details.decisions[-1] if details.decisions else None)
        self.again.start_over(has_picture=details.pixels is not None)
        self.retranslate()

    def show_inspection(self, inspection: Inspection) -> None:
        """Add a new inspection of the casting that is open; any other is let pass."""
        if self._details and inspection.reinspection_of == self._details.inspection.casting_id:
            self._linked.add(inspection)
            self.again.show_result(inspection)

    def show_attendance(self, attendance: Attendance) -> None:
        """Who is signed in, and may decide or not."""
        self._attendance = attendance

    def show_decision(self, decision: Decision) -> None:
        """A new decision of the casting that is open; of any other is let pass."""
        if self._details and decision.casting_id == self._details.inspection.casting_id:
            self._decided.show_decision(decision)

    def retranslate(self) -> None:
        """Follow the language."""
        self._back.setText(self.tr("Back  Esc"))
        if self._details is None:
            return
        inspection = self._details.inspection
        verdict = words.verdict(inspection.judgement.verdict)
        self._title.setText(f"{verdict}   #{words.number(inspection.sequence)}")
        self._facts.show_facts(self._told(inspection))

    def _told(self, inspection: Inspection) -> list[tuple[str, str]]:
        judgement = inspection.judgement
        moment = inspection.inspected_at
        time = words.day_and_clock(moment, self._zone)
        facts = [
            (self.tr("Score"), words.score(judgement.defect_probability)),
            (self.tr("Frames"), "  ".join(map(words.score, judgement.frame_probabilities))),
            (self.tr("Time"), f"{time} {words.zone_name(moment, self._zone)}"),
            (self.tr("Shift"), inspection.shift),
            (self.tr("Occasion"), words.occasion(inspection.occasion)),
            (self.tr("Network"), f"{judgement.network} ({judgement.network_sha256[:8]})"),
            (self.tr("Judged in"), f"{judgement.judged_ms:.1f} ms"),
            (self.tr("Id"), inspection.id),
        ]
        if judgement.is_unfamiliar:
            facts.insert(1, (self.tr("Likeness"), words.unfamiliar()))
        if judgement.serial:
            facts.insert(0, (self.tr("Serial number"), judgement.serial))
        if judgement.source:
            facts.append((self.tr("File"), judgement.source))
        return facts

    def _on_again(self, on_rig: bool) -> None:
        if self._details is not None:
            self.reinspect.emit(self._details.inspection.id, on_rig)

    def _on_decide(self, ruling: Ruling) -> None:
        if self._details is None:
            return
        if not self._attendance.may(Act.DECIDE):
            self.refused.emit(refusal(Act.DECIDE))
            return
        person = self._attendance.person
        name = person.name if person else self._decided_by
        dialog = DecisionDialog(
            self._details.inspection, ruling, name, self, is_signed_in=person is not None
        )
        dialog.wished.connect(self._on_wished)
        scaling.open_dialog(dialog)

    def _on_wished(self, wish: DecisionWish) -> None:
        if not self._attendance.is_asked:
            self._decided_by = wish.decided_by
        self.decision_wanted.emit(wish)

    def _make_record(self) -> QWidget:
        record = make.box("panel")
        head = QHBoxLayout()
        head.addWidget(self._mark)
        head.addWidget(self._title, 1)
        head.addWidget(self._back)
        column = QVBoxLayout(record)
        column.addLayout(head)
        column.addWidget(self._score)
        column.addWidget(self._facts)
        column.addWidget(self._linked, 1)
        column.addWidget(self._decided)
        column.addWidget(self.again)
        return record
